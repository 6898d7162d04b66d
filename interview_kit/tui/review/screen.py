"""The review: every replacement in its sentence, until none is undecided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume
from textual.widgets import Static

from interview_kit.errors import KitError
from interview_kit.tui.beside import with_own_corpus
from interview_kit.tui.bindings import bindings
from interview_kit.tui.bridge import WorkDone, WorkFailed
from interview_kit.tui.dialogs.choice import AskChoice
from interview_kit.tui.dialogs.line import AskLine
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.review.places import key_of, place_rows
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.rows import Rows
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault.names import Verdict
from interview_kit.workflow.filing import file_interview
from interview_kit.workflow.reviewing import Replaceable, decide, rename, replacements
from interview_kit.workflow.study import Study


class ReviewScreen(KitScreen):
    """The replacements of one interview."""

    TABLE: ClassVar[str] = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")
    CSS = """
    ReviewScreen #left { width: 100%; height: auto; margin: 0 4 1 4; text-style: bold; }
    """

    def __init__(self, study: Study, interview: str) -> None:
        super().__init__()
        self._study = study
        self._interview = interview
        self._places: tuple[Replaceable, ...] = ()

    def compose(self) -> ComposeResult:
        """How many are left, and the places."""
        yield TitleBar(words(self, "review.title"), self._interview)
        yield Static(id="left", markup=False)
        yield Rows()
        yield KeyBar(self.TABLE)

    @on(ScreenResume)
    def draw(self) -> None:
        """Show every place as it is decided now."""
        self._places = replacements(self._study, self._interview)
        rows = self.query_one(Rows)
        rows.show(place_rows(self, self._places), rows.key)
        rows.focus()
        open_places = len(self._undecided())
        if not self._places:
            text = words(self, "review.none")
        elif open_places:
            text = words(self, "review.left", count=open_places, of=len(self._places))
        else:
            text = words(self, "review.done")
        self.query_one("#left", Static).update(text)

    # What the keys do

    def action_accept(self) -> None:
        """Replace this place and go to the next."""
        self._decide(self._here(), Verdict.ACCEPTED)

    def action_reject(self) -> None:
        """Leave this place as it is and go to the next."""
        self._decide(self._here(), Verdict.REJECTED)

    def action_reopen(self) -> None:
        """Set this place back to undecided."""
        self._decide(self._here(), Verdict.PROPOSED)

    def action_accept_entity(self) -> None:
        """Replace every place of this person or thing."""
        self._decide(self._of_entity(), Verdict.ACCEPTED)

    def action_reject_entity(self) -> None:
        """Leave every place of this person or thing as it is."""
        self._decide(self._of_entity(), Verdict.REJECTED)

    def action_accept_all(self) -> None:
        """Replace everything that is undecided, after one question."""
        undecided = self._undecided()
        if not undecided:
            return
        choice = AskChoice(
            words(self, "review.all_ask", count=len(undecided)),
            [("no", words(self, "all.no")), ("yes", words(self, "all.yes"))],
        )

        def answered(chosen: str | None) -> None:
            if chosen == "yes":
                self._decide(undecided, Verdict.ACCEPTED)

        kit(self).push_screen(choice, answered)

    def action_rename(self) -> None:
        """Another pseudonym for this person or thing, in the whole study."""
        here = self._here()
        if not here:
            return
        entity = here[0].entity

        def renamed(name: str | None) -> None:
            if name and name.strip():
                self._try_rename(entity.id, name.strip())

        kit(self).push_screen(AskLine(words(self, "review.rename"), entity.pseudonym), renamed)

    def action_missed(self) -> None:
        """Read the turn and point out what was missed."""
        here = self._here()
        kit(self).read(self._interview, here[0].proposal.mention.turn if here else 0)

    def action_file(self) -> None:
        """Pass the pseudonymised transcript to the corpus."""
        study, id = self._study, self._interview

        def run() -> object:
            return with_own_corpus(study, lambda own: file_interview(own, id))

        kit(self).work(self, "file", run)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    # Doing it

    @on(WorkDone)
    def _filed(self, _event: WorkDone) -> None:
        tell(self, words(self, "home.filed", id=self._interview))
        self.dismiss()

    @on(WorkFailed)
    def _not_filed(self, event: WorkFailed) -> None:
        tell_error(self, event.error)

    def _decide(self, places: Iterable[Replaceable], verdict: Verdict) -> None:
        proposals = [place.proposal for place in places]
        if not proposals:
            return
        try:
            decide(self._study, self._interview, proposals, verdict)
        except KitError as error:
            tell_error(self, error)
            return
        alone = len(proposals) == 1 and verdict is not Verdict.PROPOSED
        self.draw()
        if alone:
            self.query_one(Rows).action_move(1)

    def _try_rename(self, entity: str, name: str) -> None:
        try:
            rename(self._study, entity, name)
        except KitError as error:
            tell_error(self, error)
            return
        self.draw()

    def _here(self) -> list[Replaceable]:
        key = self.query_one(Rows).key
        return [place for place in self._places if key_of(place) == key]

    def _of_entity(self) -> list[Replaceable]:
        ids = {place.entity.id for place in self._here()}
        return [place for place in self._places if place.entity.id in ids]

    def _undecided(self) -> list[Replaceable]:
        return [p for p in self._places if p.proposal.verdict is Verdict.PROPOSED]
