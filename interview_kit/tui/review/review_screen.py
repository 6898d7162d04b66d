"""The review: every replacement in its sentence, until none is undecided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import ScreenResume
from textual.widgets import Static

from interview_kit.interface.key_labels import review_labels
from interview_kit.interface.language_names import language_names
from interview_kit.tui.bindings import bindings
from interview_kit.tui.kit import kit, tell, tell_error, words
from interview_kit.tui.review.review_keys import ReviewKeys
from interview_kit.tui.review.review_rows import (
    heard_key,
    heard_rows,
    key_of,
    place_rows,
    word_key,
    word_rows,
)
from interview_kit.tui.review.turn_panel import TurnPanel
from interview_kit.tui.sound_playback import SoundPlayback
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.conversation_language import roster_only_languages
from interview_kit.workflow.pseudonymisation.heard_name_review import (
    HearableName,
    hearable_names,
)
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope
from interview_kit.workflow.pseudonymisation.missed_names import (
    DoubtfulWord,
    doubtful_words,
    said_elsewhere,
)
from interview_kit.workflow.pseudonymisation.name_review import Replaceable, replacements
from interview_kit.workflow.study.open_study import Study


class ReviewScreen(ReviewKeys):
    """The replacements of one interview, and the words in it that may be names."""

    TABLE: ClassVar[str] = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")
    CSS = """
    ReviewScreen #left { width: 100%; height: auto; margin: 0 4 1 4; text-style: bold; }
    ReviewScreen #places { width: 100%; height: 1fr; }
    ReviewScreen.-wide TurnPanel { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012

    def __init__(self, study: Study, interview: str) -> None:
        super().__init__()
        self.study = study
        self.interview = interview
        self.sound = SoundPlayback(self, lambda: study.interview(interview))
        self._places: tuple[Replaceable, ...] = ()
        self._words: tuple[DoubtfulWord, ...] = ()
        self._heard_names: tuple[HearableName, ...] = ()
        self._elsewhere: Collection[str] | None = None

    def compose(self) -> ComposeResult:
        """How many are left, and the places."""
        yield TitleBar(words(self, "review.title"), self.interview)
        yield Static(id="left", markup=False)
        with Horizontal(id="places"):
            yield RowList()
            yield TurnPanel()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """The words of all other interviews are read meanwhile."""
        study, id = self.study, self.interview
        kit(self).work(self, "words", lambda: said_elsewhere(study.interview(id)))

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        self.sound.close()

    @on(ScreenResume)
    def draw(self) -> None:
        """Show every place as it is decided now."""
        interview = self.study.interview(self.interview)
        self._places = replacements(interview)
        self._heard_names = hearable_names(interview)
        self.query_one(TurnPanel).take(interview.turns, interview.searched_turns)
        if self._elsewhere is not None:
            self._words = doubtful_words(interview, self._elsewhere)
        rows = self.query_one(RowList)
        key_before = rows.key
        rows.show(
            [
                *place_rows(self, self._places),
                *heard_rows(self, self._heard_names),
                *word_rows(self, self._words),
            ],
            key_before,
        )
        rows.focus()
        if key_before is None:
            self._leave_decided()
        self.query_one("#left", Static).update(self._left())
        self._show_turn()

    def on_row_list_moved(self, _event: RowList.Moved) -> None:
        """Show the turn of the place under the cursor beside the list."""
        self._show_turn()

    def _show_turn(self) -> None:
        panel, place, word = self.query_one(TurnPanel), self.place, self.word
        hearable = self.heard_name
        is_decided = bool(self._places) and not self.undecided()
        labels = review_labels(
            is_heard=hearable is not None, is_word=word is not None, is_decided=is_decided
        )
        self.query_one(KeyBar).say(labels)
        if place is not None:
            mention = place.proposal.mention
            panel.show(mention.turn, (mention.start, mention.end))
        elif word is not None:
            panel.show(word.word.turn, (word.word.start, word.word.end))
        elif hearable is not None:
            panel.show(hearable.suspicion.turn, hearable.span or (0, 0))
        else:
            panel.show(None)

    @property
    def place(self) -> Replaceable | None:
        """The place under the cursor."""
        key = self.query_one(RowList).key
        return next((place for place in self._places if key_of(place) == key), None)

    @property
    def word(self) -> DoubtfulWord | None:
        """The suspicious word under the cursor."""
        key = self.query_one(RowList).key
        return next((word for word in self._words if word_key(word) == key), None)

    @property
    def heard_name(self) -> HearableName | None:
        """The name that may be said under the cursor."""
        key = self.query_one(RowList).key
        return next((entry for entry in self._heard_names if heard_key(entry) == key), None)

    def of_entity(self) -> list[Replaceable]:
        """Every place of whom the cursor's place stands for."""
        current_place = self.place
        return [
            place
            for place in self._places
            if current_place and place.entity.id == current_place.entity.id
        ]

    def undecided(self) -> list[Replaceable]:
        """The places that wait for a decision."""
        return [p for p in self._places if p.proposal.verdict is Verdict.PROPOSED]

    def open_keys(self) -> list[object]:
        """The keys of what wants a decision, from behind the cursor on and round to it."""
        rows = self.query_one(RowList)
        waiting = {
            *map(key_of, self.undecided()),
            *map(heard_key, self._heard_names),
            *map(word_key, self._words),
        }
        keys = rows.keys
        position = keys.index(rows.key) + 1 if rows.key in keys else 0
        return [key for key in keys[position:] + keys[:position] if key in waiting]

    def go_to_open(self, keys: Sequence[object] = ()) -> None:
        """Put the cursor on the first of `keys`, or the next thing, that wants a decision."""
        open_keys = self.open_keys()
        if open_keys:
            key = next((key for key in keys if key in open_keys), open_keys[0])
            self.query_one(RowList).go_to(key)
        else:
            tell(self, words(self, "review.done"))

    # What came of work beside

    @on(WorkDone)
    def _done(self, event: WorkDone) -> None:
        if event.work == "words":
            self._elsewhere = cast("Collection[str]", event.result)
            self.draw()
        elif event.work == "hear":
            self.draw()
            count = len(self._heard_names)
            tell(self, words(self, "review.hearing_done", count=count))
        elif event.work == "file":
            tell(self, words(self, "home.filed", id=self.interview))
            self.dismiss()

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        tell_error(self, event.error)
        if event.work == "file":
            self._leave_decided()

    def _leave_decided(self) -> None:
        """From a place that is decided to the next that is not, where there is one."""
        waiting = self.undecided()
        if waiting and self.place not in waiting:
            self.go_to_open()

    def _left(self) -> str:
        waiting, to_hear = len(self.undecided()), len(self._heard_names)
        parts = []
        if waiting:
            parts.append(words(self, "review.left", count=waiting, of=len(self._places)))
        if to_hear:
            parts.append(words(self, "review.heard_left", count=to_hear))
        if not parts:
            if self._places and self._words:
                parts.append(words(self, "review.words_left", count=len(self._words)))
            else:
                parts.append(words(self, "review.done" if self._places else "review.none"))
        if codes := roster_only_languages(self.study.interview(self.interview)):
            names = language_names(codes, kit(self).language)
            parts.append(words(self, "review.roster_only", languages=names))
        if self.reach is not DecisionScope.PLACE:
            parts.append(words(self, f"review.reach_{self.reach}"))
        return " · ".join(parts)
