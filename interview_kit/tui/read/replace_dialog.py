"""Find and replace, with all that would change below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.kit import kit, tell_error, words
from interview_kit.tui.read.places_dialog import ChangedPlace, place_drawing
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.widgets.row_list import Row, RowList
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.text_replacement import (
    Replacement,
    ReplacementPlace,
    TextPlaces,
    find_replacements,
)

LOOK_SECONDS = 0.3
"""How long nothing is typed before it is looked what would change."""
MOST_SHOWN = 200
"""How many places are listed; all of them are counted and replaced."""
SCOPES = ("interview", "participant", "study")
"""How far a replacement reaches."""


@dataclass(frozen=True, slots=True)
class WantedReplacement:
    """What is to be replaced by what, and where."""

    old: str
    new: str
    scope: str = SCOPES[0]
    is_whole: bool = True

    def where(self, interview: StudyInterview) -> TextPlaces:
        """Where it is looked for, from an interview on."""
        if self.scope == "interview":
            return TextPlaces(interview=interview.id)
        if self.scope == "participant":
            return TextPlaces(participant=interview.participant)
        return TextPlaces(all_of_them=True)


class ReplaceDialog(Dialog[WantedReplacement]):
    """Two lines to type in, and what they would change."""

    DEFAULT_CSS = """
    ReplaceDialog > .box { height: 85%; max-height: 85%; }
    ReplaceDialog .reach { color: $accent; height: 1; }
    ReplaceDialog RowList { height: 1fr; background: $panel; padding: 0; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False, priority=True),
        Binding("ctrl+o", "scope", show=False, priority=True),
        Binding("ctrl+w", "whole", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    KEYS = "read.replace_keys"

    def __init__(
        self,
        ask: str,
        interview: StudyInterview,
        first_replacement: WantedReplacement,
        *,
        is_selected: bool = False,
    ) -> None:
        super().__init__(ask)
        self._is_selected = is_selected
        self._interview = interview
        self._begun = first_replacement
        self._scope = first_replacement.scope
        self._is_whole = first_replacement.is_whole
        self._preview: Replacement | None = None
        self._timer: Timer | None = None

    @property
    def replacement(self) -> WantedReplacement:
        """What is typed and chosen now."""
        old, new = (field.value for field in self.query(Input).results(Input))
        return WantedReplacement(old.strip(), new.strip(), self._scope, self._is_whole)

    @property
    def is_counted(self) -> bool:
        """Whether what is shown is what would change now."""
        return self._preview is not None and bool(self.replacement.new)

    def body(self) -> list[Widget]:
        """What is sought, what comes in its place, where, and all that changes."""
        rows = RowList()
        rows.can_focus = False
        sought, replacing = Input(self._begun.old), Input(self._begun.new)
        sought.border_title = words(self, "read.replace_find")
        replacing.border_title = words(self, "read.replace_by")
        return [
            sought,
            replacing,
            Static(classes="reach", markup=False),
            rows,
        ]

    def on_mount(self) -> None:
        """Begin with what is to be typed: what is selected need not be."""
        super().on_mount()
        self.query(Input)[1 if self._is_selected else 0].focus()
        self._look()

    @on(Input.Changed)
    def _typed(self, _event: Input.Changed) -> None:
        self._preview = None
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(LOOK_SECONDS, self._look)

    def action_scope(self) -> None:
        """This transcript, the participant, the study, and round again."""
        self._scope = SCOPES[(SCOPES.index(self._scope) + 1) % len(SCOPES)]
        self._look()

    def action_whole(self) -> None:
        """Whole words, or also parts of them."""
        self._is_whole = not self._is_whole
        self._look()

    def action_move(self, step: int) -> None:
        """Up and down the list while typing."""
        self.query_one(RowList).action_move(step)

    def action_take(self) -> None:
        """From the first line to the second, then replace what is shown."""
        first, second = self.query(Input).results(Input)
        if first.has_focus and not second.value:
            second.focus()
        elif self._preview is not None and self._preview.count:
            self.dismiss(self.replacement)

    def _look(self) -> None:
        self._timer = None
        self._preview = None
        wanted_replacement = self.replacement
        if not wanted_replacement.old or not wanted_replacement.new:
            self._show()
            return
        interview = self._interview

        def look() -> tuple[WantedReplacement, Replacement]:
            where = wanted_replacement.where(interview)
            return wanted_replacement, find_replacements(
                interview.study,
                wanted_replacement.old,
                wanted_replacement.new,
                where,
                whole_words=wanted_replacement.is_whole,
            )

        kit(self).work(self, "replacements", look)
        self._show()

    @on(WorkDone)
    def _looked(self, event: WorkDone) -> None:
        assert isinstance(event.result, tuple)
        wanted_replacement, preview = event.result
        if wanted_replacement == self.replacement:
            self._preview = preview
            self._show()

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        tell_error(self, event.error)

    def _show(self) -> None:
        whole = "read.replace_whole" if self._is_whole else "read.replace_parts"
        parts = [words(self, f"read.replace_in_{self._scope}"), words(self, whole)]
        places: tuple[ReplacementPlace, ...] = ()
        if self._preview is not None:
            parts.append(words(self, "read.replace_count", count=self._preview.count))
            places = self._preview.places
        self.query_one(".reach", Static).update(" · ".join(parts))
        is_wide = len({place.interview for place in places}) > 1
        drawings = (
            place_drawing(changed_place, f"{place.interview} " if is_wide else "")
            for place in places
            for changed_place in _changed_places(place)
        )
        shown_drawings = islice(drawings, MOST_SHOWN)
        self.query_one(RowList).show(
            [Row(drawing, number) for number, drawing in enumerate(shown_drawings)]
        )


def _changed_places(place: ReplacementPlace) -> Iterator[ChangedPlace]:
    """A turn for each time that something is replaced in it."""
    for replaced_words in place.words:
        yield (
            place.before[: replaced_words.start],
            place.before[replaced_words.start : replaced_words.end],
            replaced_words.words,
            place.before[replaced_words.end :],
        )
