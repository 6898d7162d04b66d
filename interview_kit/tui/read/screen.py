"""The transcript: read it, correct a turn, point out a name that was missed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume

from interview_kit.errors import KitError
from interview_kit.model.clock import timestamp
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.mention import MentionType
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.choice import AskChoice
from interview_kit.tui.dialogs.line import AskLine
from interview_kit.tui.dialogs.pick import PickWords
from interview_kit.tui.dialogs.text import AskText
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.read.turns import TurnRows
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.rows import Rows
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault import interviews, transcripts
from interview_kit.workflow.correcting import correct_turn, undo_correction
from interview_kit.workflow.interviews import guide_of
from interview_kit.workflow.marking import add_mention
from interview_kit.workflow.study import Study


class ReadScreen(KitScreen):
    """One transcript. Corrections are kept beside what the machine heard."""

    TABLE: ClassVar[str] = "read"
    BINDINGS: ClassVar[list[BindingType]] = bindings("read")

    def __init__(self, study: Study, interview: str, turn: int = 0) -> None:
        super().__init__()
        self._study = study
        self._interview = interviews.get(study.vault, interview)
        self._first = turn
        self._turns: dict[int, Turn] = {}
        self._machine: dict[int, Turn] = {}

    def compose(self) -> ComposeResult:
        """The turns, one under the other."""
        yield TitleBar(words(self, "read.title"), self._interview.id)
        yield Rows()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Show the transcript from the turn that was asked for."""
        self._maker = TurnRows(self, guide_of(self._interview), self._interview.language)
        vault, id = self._study.vault, self._interview.id
        self._machine = {turn.number: turn for turn in transcripts.machine_turns(vault, id)}
        self._turns = {turn.number: turn for turn in transcripts.turns(vault, id)}
        corrected = frozenset(n for n in self._turns if self._is_corrected(n))
        rows = self._maker.rows(tuple(self._turns.values()), corrected)
        self.query_one(Rows).show(rows, self._first or None)
        last_ms = max((turn.end_ms for turn in self._turns.values()), default=0)
        about = words(self, "read.turns", count=len(self._turns), time=timestamp(last_ms))
        self.query_one(TitleBar).about(f"{id} · {about}")

    @on(ScreenResume)
    def _resumed(self) -> None:
        self.query_one(Rows).focus()

    # What the keys do

    def action_edit(self) -> None:
        """Correct the words of the turn."""
        turn = self._chosen()
        if turn is None:
            return
        heard = self._machine[turn.number].text
        remark = words(self, "read.machine", text=heard) + "\n" if heard != turn.text else ""

        def correct(text: str | None) -> None:
            if text is not None:
                self._correct(turn, text=text)

        kit(self).push_screen(AskText(words(self, "read.edit"), turn.text, remark), correct)

    def action_speaker(self) -> None:
        """Give the turn to the next speaker."""
        turn = self._chosen()
        if turn is not None:
            speakers = list(Speaker)
            following = speakers[(speakers.index(turn.speaker) + 1) % len(speakers)]
            self._correct(turn, speaker=following)

    def action_undo(self) -> None:
        """Take back the last correction of the turn."""
        turn = self._chosen()
        if turn is not None:
            self._changed(undo_correction(self._study, self._interview.id, turn.number))

    def action_missed(self) -> None:
        """Point out a name in the turn that was not found."""
        turn = self._chosen()
        if turn is None:
            return
        kinds = [(kind.value, words(self, f"type.{kind}")) for kind in MentionType]

        def picked(name: str | None) -> None:
            if name:
                kit(self).push_screen(
                    AskChoice(words(self, "read.type"), kinds),
                    lambda kind: self._mark(turn, name, kind) if kind else None,
                )

        kit(self).push_screen(PickWords(words(self, "read.missed"), turn.text), picked)

    def action_find(self) -> None:
        """Go to the next turn that holds what is typed."""

        def find(wanted: str | None) -> None:
            if wanted and wanted.strip():
                self._find(wanted.strip().casefold())

        kit(self).push_screen(AskLine(words(self, "read.find")), find)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def on_rows_clicked(self, _event: Rows.Clicked) -> None:
        """A second click corrects."""
        self.action_edit()

    # Doing it

    def _chosen(self) -> Turn | None:
        key = self.query_one(Rows).key
        return self._turns.get(key) if isinstance(key, int) else None

    def _correct(
        self, turn: Turn, *, speaker: Speaker | None = None, text: str | None = None
    ) -> None:
        try:
            changed = correct_turn(
                self._study, self._interview.id, turn.number, speaker=speaker, text=text
            )
        except KitError as error:
            tell_error(self, error)
            return
        self._changed(changed)

    def _changed(self, turn: Turn) -> None:
        self._turns[turn.number] = turn
        rows = self.query_one(Rows)
        rows.change(self._maker.row(turn, self._is_corrected(turn.number)))

    def _is_corrected(self, number: int) -> bool:
        machine, now = self._machine[number], self._turns[number]
        return (machine.speaker, machine.text) != (now.speaker, now.text)

    def _mark(self, turn: Turn, text: str, kind: str) -> None:
        try:
            marked = add_mention(
                self._study,
                self._interview.id,
                turn.number,
                text,
                MentionType(kind),
                who=kit(self).launch.who,
            )
        except KitError as error:
            tell_error(self, error)
            return
        said = words(self, "read.marked", count=marked.places)
        if marked.kin:
            said += " " + words(self, "read.kin", count=marked.kin)
        tell(self, said)

    def _find(self, wanted: str) -> None:
        numbers = list(self._turns)
        here = self._chosen()
        place = numbers.index(here.number) + 1 if here else 0
        for number in numbers[place:] + numbers[:place]:
            if wanted in self._turns[number].text.casefold():
                self.query_one(Rows).go_to(number)
                return
        tell(self, words(self, "read.not_found"))
