"""What the keys of the review do: each decides, and what was decided can be taken back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from interview_kit.errors import KitError, SameAccountError, SpeechError
from interview_kit.model.clock import timestamp
from interview_kit.pseudonym.mention import MentionType
from interview_kit.tui.corpus_thread import with_own_corpus
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.find_dialog import FindDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.review.review_rows import entity_rows
from interview_kit.tui.sound_playback import LONGEST_MS, SoundPlayback
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault.heard_names import HearingVerdict
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.text_states import approve, check_reader
from interview_kit.workflow.pseudonymisation.decision_undo import undo
from interview_kit.workflow.pseudonymisation.entity_merging import candidates, merge, split
from interview_kit.workflow.pseudonymisation.heard_name_review import HearableName, decide_heard
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope, clear
from interview_kit.workflow.pseudonymisation.missed_names import DoubtfulWord, add_mention
from interview_kit.workflow.pseudonymisation.name_review import (
    Replaceable,
    checked_pseudonym,
    decide,
    rename,
)
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.name_hearing import hear_chosen

AROUND_MS = 1_500
"""So much is played before a name that may be said, and after it."""


class ReviewKeys(KitScreen):
    """The actions of the review, on whatever screen shows it.

    `reach` is how far the next verdict goes.
    """

    study: Study
    interview: str
    sound: SoundPlayback
    reach: DecisionScope = DecisionScope.PLACE

    @property
    @abstractmethod
    def place(self) -> Replaceable | None:
        """The place under the cursor."""

    @property
    @abstractmethod
    def word(self) -> DoubtfulWord | None:
        """The suspicious word under the cursor."""

    @property
    @abstractmethod
    def heard_name(self) -> HearableName | None:
        """The name that may be said under the cursor."""

    @abstractmethod
    def of_entity(self) -> list[Replaceable]:
        """Every place of whom the cursor's place stands for."""

    @abstractmethod
    def undecided(self) -> list[Replaceable]:
        """The places that wait for a decision."""

    def draw(self) -> None:
        """Show every place as it is decided now."""

    def go_to_open(self, keys: Sequence[object] = ()) -> None:
        """Put the cursor on the first of `keys`, or the next thing, that wants a decision."""

    @abstractmethod
    def open_keys(self) -> list[object]:
        """The keys of what wants a decision, from behind the cursor on and round to it."""

    # Verdicts

    def action_accept(self) -> None:
        """Replace this place, or mark this word as a name, and go to the next.

        Of a name that may be said: it is, here and wherever else it is suspected.
        """
        if self.heard_name is not None:
            self._decide_heard(HearingVerdict.CONFIRMED)
        elif self.word is not None:
            self._ask_kind(self.word)
        else:
            self._decide(self._here(), Verdict.ACCEPTED)

    def action_reject(self) -> None:
        """Leave this place or word as it is and go to the next."""
        word = self.word
        if self.heard_name is not None:
            self._decide_heard(HearingVerdict.WAVED_AWAY, only_here=True)
        elif word is None:
            self._decide(self._here(), Verdict.REJECTED)
        else:
            self._do(lambda: clear(self.study, word.word.text, actor=self._who))

    def action_reopen(self) -> None:
        """Set this place back to undecided."""
        self._decide(self._here(), Verdict.PROPOSED)

    def action_accept_entity(self) -> None:
        """Replace every place of this person or thing."""
        if self.heard_name is not None:
            self._decide_heard(HearingVerdict.CONFIRMED)
        else:
            self._decide(self.of_entity(), Verdict.ACCEPTED)

    def action_reject_entity(self) -> None:
        """Leave every place of this person or thing as it is."""
        if self.heard_name is not None:
            self._decide_heard(HearingVerdict.WAVED_AWAY)
        else:
            self._decide(self.of_entity(), Verdict.REJECTED)

    def action_accept_all(self) -> None:
        """Replace everything that is undecided, after one question."""
        waiting = self.undecided()
        if not waiting:
            return
        choice = ChoiceDialog(
            words(self, "review.all_ask", count=len(waiting)),
            [("no", words(self, "all.no")), ("yes", words(self, "all.yes"))],
        )

        def answered(answer_id: str | None) -> None:
            if answer_id == "yes":
                self._rule(waiting, Verdict.ACCEPTED, DecisionScope.PLACE)

        self.app.push_screen(choice, answered)

    def action_reach(self) -> None:
        """How far the next verdict goes: this place, this interview, the study."""
        scopes = list(DecisionScope)
        self.reach = scopes[(scopes.index(self.reach) + 1) % len(scopes)]
        self.draw()

    def action_undo(self) -> None:
        """Take back the latest decision that still stands."""
        self._do(lambda: undo(self.study))

    def action_next_open(self) -> None:
        """On to the next thing that wants a decision."""
        self.go_to_open()

    # Who is who

    def action_join(self) -> None:
        """This is the same person or thing as another."""
        place = self.place
        if place is None:
            return
        joinable_entities = candidates(self.study, place.entity.id)
        if not joinable_entities:
            tell(self, words(self, "review.join_none"))
            return

        def join(other_entity: str, why: str) -> None:
            self._do(
                lambda: merge(self.study, other_entity, place.entity.id, actor=self._who, why=why),
                words(self, "review.joined"),
            )

        dialog = FindDialog(
            words(self, "review.join"), partial(entity_rows, self, joinable_entities)
        )
        self._ask(dialog, lambda other_entity: self._because(partial(join, other_entity)))

    def action_split(self) -> None:
        """Here it is somebody else."""
        place = self.place
        if place is None:
            return

        def part(where: str, why: str) -> None:
            turn = place.proposal.mention.turn if where == "turn" else None
            self._do(
                lambda: split(
                    self.study.interview(self.interview),
                    place.entity.id,
                    turn=turn,
                    actor=self._who,
                    why=why,
                ),
                words(self, "review.parted"),
            )

        choice = ChoiceDialog(
            words(self, "review.split"),
            [
                ("turn", words(self, "review.split_turn")),
                ("interview", words(self, "review.split_interview")),
            ],
        )
        self._ask(choice, lambda where: self._because(partial(part, where)))

    def action_rename(self) -> None:
        """Another pseudonym for this person or thing, in the whole study."""
        place = self.place
        if place is None:
            return
        id = place.entity.id

        def renamed(name: str) -> None:
            if name.strip():
                self._do(lambda: rename(self.study, id, name, actor=self._who))

        ask, check = words(self, "review.rename"), partial(checked_pseudonym, self.study, id)
        self._ask(LineDialog(ask, place.entity.pseudonym, check=check), renamed)

    # Elsewhere

    def action_play(self) -> None:
        """Play the sound from this turn on, or the seconds of a name; or be silent again."""
        if self.sound.stop() is not None:
            return
        current_row, hearable = self.place or self.word, self.heard_name
        if hearable is not None:
            name = hearable.suspicion.heard_name
            self._play(max(0, name.start_ms - AROUND_MS), name.end_ms + AROUND_MS)
        elif current_row is not None:
            self._play(current_row.start_ms)

    def _play(self, start_ms: int, end_ms: int = LONGEST_MS) -> None:
        try:
            self.sound.start(start_ms, end_ms)
        except KitError as error:
            tell_error(self, error)
        else:
            key = kit(self).key("review.play")
            tell(self, words(self, "read.playing", time=timestamp(start_ms), key=key))

    def action_hear(self) -> None:
        """Listen for names that the text has as other words; leaving the screen stops it."""
        study, id = self.study, self.interview

        def go_on(_step: object) -> None:
            if not self.is_running:
                raise SpeechError("The listening was stopped.", "Nothing of it is kept.")

        tell(self, words(self, "review.hearing"))
        kit(self).work(self, "hear", lambda: hear_chosen(study, [id], progress=go_on))

    def action_missed(self) -> None:
        """Read the turn and point out what was missed."""
        place, word, hearable = self.place, self.word, self.heard_name
        turn = place.proposal.mention.turn if place else word.word.turn if word else 0
        turn = hearable.suspicion.turn if hearable else turn
        kit(self).read(self.interview, turn)

    def action_approve(self) -> None:
        """A second person read the text and found nobody in it."""

        def note(actor: str, *, is_same_account: bool) -> None:
            interview = self.study.interview(self.interview)
            self._do(
                lambda: approve(interview, actor, is_same_account=is_same_account),
                words(self, "review.approved", who=actor.strip()),
            )

        def approved(actor: str) -> None:
            try:
                check_reader(self.study.interview(self.interview), actor)
            except SameAccountError:
                options = [
                    ("", words(self, "review.account_no")),
                    ("yes", words(self, "review.account_yes")),
                ]
                ask = ChoiceDialog(words(self, "review.account"), options)
                self.app.push_screen(
                    ask, lambda answer: note(actor, is_same_account=True) if answer else None
                )
            except KitError as error:
                tell_error(self, error)
            else:
                note(actor, is_same_account=False)

        self._ask(LineDialog(words(self, "review.approve")), approved)

    def action_file(self) -> None:
        """Pass the pseudonymised transcript to the corpus."""
        study, id = self.study, self.interview
        if waiting := self.undecided():
            tell(self, words(self, "review.still_open", count=len(waiting)))
            self.go_to_open()
            return
        kit(self).work(
            self,
            "file",
            lambda: with_own_corpus(
                study, lambda own_study: file_interview(own_study.interview(id))
            ),
        )

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    # Doing it

    @property
    def _who(self) -> str:
        return kit(self).launch.who

    def _here(self) -> list[Replaceable]:
        return [self.place] if self.place is not None else []

    def _decide(self, places: list[Replaceable], verdict: Verdict) -> None:
        if not places:
            return
        if self.reach is DecisionScope.STUDY:
            self._because(partial(self._rule, places, verdict, self.reach))
        else:
            self._rule(places, verdict, self.reach)

    def _decide_heard(self, verdict: HearingVerdict, *, only_here: bool = False) -> None:
        """Decide on the suspicions of the name under the cursor, or on this one alone."""
        entry = self.heard_name
        if entry is None:
            return
        name = entry.suspicion.heard_name
        # The row goes, and the cursor then stands on another already.
        open_keys = self.open_keys()
        is_done = self._do(
            lambda: decide_heard(
                self.study.interview(self.interview),
                name.name,
                verdict,
                at_ms=name.start_ms if only_here else None,
                actor=self._who,
            )
        )
        if is_done:
            self.go_to_open(open_keys)

    def _rule(
        self, places: Iterable[Replaceable], verdict: Verdict, scope: DecisionScope, why: str = ""
    ) -> None:
        proposals = [place.proposal for place in places]
        ruling = partial(decide, self.study, self.interview, proposals, verdict, scope)
        self.reach = DecisionScope.PLACE
        alone = len(proposals) == 1 and verdict is not Verdict.PROPOSED
        if self._do(lambda: ruling(actor=self._who, why=why)) and alone:
            self.query_one(RowList).action_move(1)

    def _ask_kind(self, word: DoubtfulWord) -> None:
        kinds = [(kind.value, words(self, f"type.{kind}")) for kind in MentionType]

        def mark(kind: str) -> None:
            word_text, turn = word.word.text, word.word.turn
            self._do(
                lambda: add_mention(
                    self.study.interview(self.interview),
                    turn,
                    word_text,
                    MentionType(kind),
                    actor=self._who,
                )
            )

        self._ask(ChoiceDialog(words(self, "read.type"), kinds), mark)

    def _because(self, on_answer: Callable[[str], object]) -> None:
        """A reason, which may stay empty, is kept with what reaches far."""
        self._ask(LineDialog(words(self, "review.why")), on_answer)

    def _ask(
        self, dialog: ChoiceDialog | FindDialog | LineDialog, on_answer: Callable[[str], object]
    ) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                on_answer(answer)

        self.app.push_screen(dialog, answered)

    def _do(self, act: Callable[[], object], notice: str = "") -> bool:
        """Whether it could be done; then it is shown, and said where it does not show."""
        try:
            act()
        except KitError as error:
            tell_error(self, error)
            return False
        self.draw()
        if notice:
            tell(self, notice)
        return True
