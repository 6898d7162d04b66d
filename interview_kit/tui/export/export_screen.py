"""What leaves the study: formats for coders, and releases for a purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from interview_kit.corpus import filed_interviews as filed
from interview_kit.deposit.purpose import Purpose
from interview_kit.errors import KitError, LeakError, what_and_hint
from interview_kit.export.exporters import USUAL, Exporter, exporters
from interview_kit.guide.scope_words import scope_words
from interview_kit.interface.terminal_text import plain
from interview_kit.language.counts import file_count, interview_count
from interview_kit.language.phrase import in_language
from interview_kit.tui.bindings import bindings
from interview_kit.tui.corpus_thread import with_own_corpus
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.export.release_dialog import COARSER, NOT, ReleaseDialog
from interview_kit.tui.home.work_panel import WorkPanel
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.typed_path import possible_path, typed_path
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.publication.corpus_export import ExportReport, export_corpus
from interview_kit.workflow.publication.release import ReleaseReport, release
from interview_kit.workflow.publication.release_settings import purposes
from interview_kit.workflow.study.open_study import Study

_NAME = 12


class ExportScreen(KitScreen):
    """Nothing is written that holds a known name, and a release is seen before it is written."""

    TABLE: ClassVar[str] = "export"
    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    def __init__(self) -> None:
        super().__init__()
        self._marked_formats = set(USUAL)
        self._formats: Mapping[str, Exporter] = {}
        self._purposes: Mapping[str, Purpose] = {}
        self._is_busy = False

    def compose(self) -> ComposeResult:
        """The formats, the purposes, and the work that goes on."""
        count = len(filed.ids(kit(self).open_study.corpus))
        yield TitleBar(words(self, "export.title"), words(self, "export.filed", count=count))
        yield RowList()
        yield WorkPanel(id="work")
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Read which formats and purposes there are."""
        try:
            self._formats = exporters()
            self._purposes = purposes(kit(self).open_study.folder)
        except KitError as error:
            tell_error(self, error)
        self._draw()

    # What the keys do

    def action_mark(self) -> None:
        """Mark a format, or take its mark away."""
        kind, name = self._under_cursor
        if kind == "format":
            self._marked_formats ^= {name}
            self._draw()

    def action_write(self) -> None:
        """Write what is marked, or look at a release."""
        kind, name = self._under_cursor
        if self._is_busy:
            tell(self, words(self, "home.busy"))
        elif kind == "purpose":
            self._ask_folder(f"release-{name}", partial(self._look, self._purposes[name]))
        elif not self._marked_formats:
            tell(self, words(self, "export.none_marked"))
        else:
            self._ask_folder("export", self._export)

    def action_leave(self) -> None:
        """Back to the list of interviews."""
        if self._is_busy:
            tell(self, words(self, "home.busy"))
        else:
            self.dismiss()

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click marks a format, or looks at a release."""
        if self._under_cursor[0] == "format":
            self.action_mark()
        else:
            self.action_write()

    # Doing it

    def _ask_folder(self, name: str, on_folder: Callable[[Path], None]) -> None:
        default = str(kit(self).open_study.folder.absolute() / name)

        def answered(typed_folder: str | None) -> None:
            if typed_folder and typed_folder.strip():
                on_folder(typed_path(typed_folder))

        line = LineDialog(
            words(self, "export.ask"), default, keys="all.go_on_keys", check=possible_path
        )
        self.app.push_screen(line, answered)

    def _export(self, folder: Path) -> None:
        formats = [name for name in self._formats if name in self._marked_formats]

        def write(study: Study) -> tuple[Path, ExportReport]:
            return folder, export_corpus(study, folder, formats)

        self._begin("export", words(self, "export.writing", folder=folder), write)

    def _look(self, purpose: Purpose, folder: Path) -> None:
        title = purpose.title_in(kit(self).language)

        def look(study: Study) -> tuple[Purpose, Path, ReleaseReport]:
            report = release(study, folder, purpose.name, dry_run=True, advance=self._advance)
            return purpose, folder, report

        self._begin("look", words(self, "export.looking", purpose=title), look)

    def _offer(self, purpose: Purpose, folder: Path, report: ReleaseReport) -> None:
        def answered(answer: str | None) -> None:
            if answer is None or answer == NOT:
                return

            def write(study: Study) -> ReleaseReport:
                return release(
                    study, folder, purpose.name, coarsen=answer == COARSER, advance=self._advance
                )

            self._begin("release", words(self, "export.writing", folder=folder), write)

        self.app.push_screen(ReleaseDialog(self, purpose, report), answered)

    def _begin(self, name: str, doing: str, do: Callable[[Study], object]) -> None:
        study = kit(self).open_study
        self._is_busy = True
        self.query_one(WorkPanel).show(doing)
        kit(self).work(self, name, lambda: with_own_corpus(study, do))

    def _advance(self, done_files: int, total: int | None) -> None:
        self.app.call_from_thread(self.query_one(WorkPanel).show, None, done_files, total)

    @on(WorkDone)
    def _done(self, event: WorkDone) -> None:
        self._over()
        match event.result:
            case (Purpose() as purpose, Path() as folder, ReleaseReport() as report):
                self._offer(purpose, folder, report)
            case (Path() as folder, ExportReport(paths, left_out)):
                tell(self, words(self, "export.done", count=len(paths), folder=folder))
                if left_out:
                    ids = ", ".join(left_out)
                    tell(self, words(self, "export.left_out", ids=ids), warn=True)
            case ReleaseReport() as report:
                counts = {
                    "interviews": interview_count(len(report.interviews)),
                    "files": file_count(len(report.files)),
                }
                tell(
                    self,
                    words(self, "export.released", folder=report.folder, id=report.id, **counts),
                )

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        self._over()
        error = event.error
        if isinstance(error, LeakError):  # it names every place, which no passing notice holds
            text = "\n\n".join(map(plain, what_and_hint(error, kit(self).language)))
            self.app.push_screen(ReadingDialog(words(self, "export.title"), Content(text)))
        else:
            tell_error(self, error)

    def _over(self) -> None:
        self._is_busy = False
        self.query_one(WorkPanel).hide()

    # Drawing

    @property
    def _under_cursor(self) -> tuple[str, str]:
        key = self.query_one(RowList).key
        return key if isinstance(key, tuple) else ("", "")

    def _draw(self) -> None:
        language = kit(self).language
        rows = [_heading(words(self, "export.formats"), first=True)]
        for name, exporter in self._formats.items():
            shape = "●" if name in self._marked_formats else "○"
            title = in_language(exporter.title, language)
            rows.append(Row(_drawing(f"{shape} {name}", title, ""), ("format", name)))
        rows.append(_heading(words(self, "export.purposes"), first=False))
        for name, purpose in self._purposes.items():
            scopes = in_language(tuple(map(scope_words, purpose.consent)), language)
            about = words(self, "export.consent", scopes=scopes)
            draw = _drawing(f"  {name}", purpose.title_in(language), about)
            rows.append(Row(draw, ("purpose", name)))
        rows_widget = self.query_one(RowList)
        rows_widget.show(rows, rows_widget.key)
        rows_widget.focus()


def _heading(text: str, *, first: bool) -> Row:
    def draw(width: int) -> list[Line]:
        line: Line = (Piece(shorten(text, width), "accent"),)
        return [line] if first else [(), line]

    return Row(draw)


def _drawing(name: str, title: str, about: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        room = max(1, width - _NAME)
        lines: list[Line] = [
            (Piece(name.ljust(_NAME), "strong"), Piece(shorten(title, room), "text"))
        ]
        if about:
            lines.append((Piece(" " * _NAME), Piece(shorten(about, room), "quiet")))
        return lines

    return draw
