"""The first screen where no study was named: what one can begin with."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from interview_kit.language.catalogues import languages
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.text_fit import lines, shorten
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.typed_path import study_path
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.study.nearby_studies import nearby_studies

_MAKE, _ELSEWHERE, _DEMO, _PRACTISE, _LANGUAGE = "make", "other", "demo", "practise", "language"
_BEGINNINGS = (
    (_MAKE, "welcome.make", "welcome.make_why"),
    (_ELSEWHERE, "welcome.other", "welcome.other_why"),
    (_DEMO, "welcome.demo", "welcome.demo_why"),
    (_PRACTISE, "welcome.practise", "welcome.practise_why"),
    (_LANGUAGE, "welcome.language", "welcome.own_name"),
)


class WelcomeScreen(KitScreen):
    """A list of beginnings."""

    TABLE: ClassVar[str] = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = bindings("welcome")
    CSS = """
    WelcomeScreen .said { width: 100%; max-width: 76; height: auto; margin: 0 4 1 4; }
    WelcomeScreen .quiet { color: $quiet; }
    """

    def compose(self) -> ComposeResult:
        """What this is, and what to begin with."""
        yield TitleBar(words(self, "welcome.title"), "interview_kit")
        yield Static(words(self, "welcome.what"), classes="said", markup=False)
        yield Static(words(self, "welcome.study"), classes="said quiet", markup=False)
        yield RowList()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Draw the list."""
        self._draw()

    def _draw(self) -> None:
        studies = nearby_studies(kit(self).launch.study_places)
        begin = [(key, words(self, label), words(self, why)) for key, label, why in _BEGINNINGS]
        near = [
            (study.folder, words(self, "welcome.open", name=study.name), str(study.folder))
            for study in studies
        ]
        # Who has a study came to open it.
        rows: list[tuple[object, str, str]] = [*near, *begin]
        width = max(cell_len(label) for _, label, _ in rows)
        listed_rows = [Row(_drawing(label, why, width), key) for key, label, why in rows]
        row_list = self.query_one(RowList)
        row_list.show(listed_rows, row_list.key)
        row_list.focus()

    # What the keys do

    async def action_choose(self) -> None:
        """Begin with what is under the cursor."""
        key = self.query_one(RowList).key
        if isinstance(key, Path):
            kit(self).unlock(key)
        elif key == _MAKE:
            kit(self).make_study()
        elif key == _ELSEWHERE:
            self._ask_folder()
        elif key == _DEMO:
            tell(self, words(self, "welcome.demo_making"))
            kit(self).look_at_demo(self)
        elif key == _PRACTISE:
            kit(self).practise()
        else:
            await self.action_language()

    async def action_language(self) -> None:
        """The next language, for the screen and for a study that is made from it."""
        codes = languages()
        kit(self).language = codes[(codes.index(kit(self).language) + 1) % len(codes)]
        chosen_key = self.query_one(RowList).key
        await self.recompose()
        self._draw()
        self.query_one(RowList).go_to(chosen_key)

    def action_leave(self) -> None:
        """Close the program."""
        self.app.exit()

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click begins with it."""
        self.run_worker(self.action_choose())

    @on(WorkDone)
    def _made(self, event: WorkDone) -> None:
        kit(self).enter_demo(event.result)

    @on(WorkFailed)
    def _not_made(self, event: WorkFailed) -> None:
        tell_error(self, event.error)

    def _ask_folder(self) -> None:
        def named(typed_folder: str | None) -> None:
            if not typed_folder or not typed_folder.strip():
                return
            kit(self).unlock(study_path(typed_folder))

        line = LineDialog(
            words(self, "welcome.ask_folder"), keys="all.go_on_keys", check=study_path
        )
        self.app.push_screen(line, named)


LEAST_WHY = 16
"""So many cells a line has at least that says what a beginning is for."""


def _drawing(label: str, why: str, label_width: int) -> Drawing:
    def draw(width: int) -> list[Line]:
        label_room = min(label_width, max(1, width - LEAST_WHY - 2))
        name = shorten(label, label_room)
        gap = " " * (label_room - cell_len(name) + 2)
        first, *others = lines(why, max(LEAST_WHY, width - label_room - 2))
        indent = Piece(" " * (label_room + 2))
        return [
            (Piece(name, "strong"), Piece(gap), Piece(first, "quiet")),
            *((indent, Piece(line, "quiet")) for line in others),
        ]

    return draw
