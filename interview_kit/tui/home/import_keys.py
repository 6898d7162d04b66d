"""Importing from the home screen: what is asked, what is done, and what is told at the end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from textual.content import Content

from interview_kit.audio.file_source import track_count
from interview_kit.errors import AlikeCodeError, KitError, what_and_hint
from interview_kit.interface.import_notices import (
    consent_notice,
    outcome_comments,
    outcome_notices,
    recording_notices,
)
from interview_kit.interface.terminal_text import plain
from interview_kit.language.counted_text import CountedText
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.whose_code import whose_code
from interview_kit.tui.home.work_panel import WorkPanel
from interview_kit.tui.kit import KitScreen, kit, words
from interview_kit.tui.typed_path import file_path, typed_path
from interview_kit.workflow.capture.folder_import import (
    FolderProgress,
    Outcome,
    check_folder,
    checked_map,
    import_folder,
)
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.interviews.held_day import held_day
from interview_kit.workflow.interviews.participant_codes import code_for

MAP_NAME = "interviews.csv"
MOST_FAULTS = 8


class Importing(KitScreen):
    """The part of the home screen that takes in recordings made elsewhere."""

    _newest_import = ""
    """The interview that the list goes to once an import is over."""

    @abstractmethod
    def begin_work(self, name: str, doing: str, run: Callable[[], object]) -> None:
        """Do something beside the screen, unless something else is being done."""

    def action_import_file(self) -> None:
        """Take in one recording."""

        def begin(path: Path, code: str, day: str) -> None:
            doing = words(self, "home.importing", file=path.name)
            self.begin_work("import", doing, lambda: self._take_in_file(path, code, day))

        def whose(path: Path, typed: str) -> None:
            def go_on(code: str, _is_new_person: bool) -> None:
                ask = LineDialog(
                    words(self, "home.import_held"),
                    date.today().isoformat(),
                    keys="all.go_on_keys",
                    check=held_day,
                )
                self._ask(ask, lambda day: begin(path, code, day))

            try:
                go_on(code_for(kit(self).open_study, typed), False)
            except AlikeCodeError as error:
                self.app.push_screen(*whose_code(self, error, go_on))

        def named(file: str) -> None:
            path = typed_path(file)
            ask = words(self, "home.import_whose", file=path.name)
            line = LineDialog(ask, keys="all.go_on_keys", check=self._check_code)
            self._ask(line, lambda code: whose(path, code))

        line = LineDialog(
            words(self, "home.import_file_ask"),
            keys="all.go_on_keys",
            check=lambda file: _check_recording(typed_path(file)),
        )
        self._ask(line, named)

    def _check_code(self, typed: str) -> None:
        """Raise KitError for what is no code; whose one like another is, is asked about."""
        with suppress(AlikeCodeError):
            code_for(kit(self).open_study, typed)

    def action_import_folder(self) -> None:
        """Take in a folder of recordings."""

        def mapped(folder: Path, table: Path) -> None:
            doing = words(self, "home.importing", file=folder.name)
            self.begin_work("import", doing, lambda: self._take_in_folder(folder, table))

        def named(typed: str) -> None:
            folder = typed_path(typed)
            line = LineDialog(
                words(self, "home.import_map_ask"),
                str(folder / MAP_NAME),
                words(self, "home.import_map_remark"),
                "all.go_on_keys",
                check=file_path,
            )
            self._ask(line, lambda table: mapped(folder, typed_path(table)))

        line = LineDialog(
            words(self, "home.import_folder_ask"),
            keys="all.go_on_keys",
            check=lambda typed: check_folder(typed_path(typed)),
        )
        self._ask(line, named)

    def _ask(self, line: LineDialog, answered: Callable[[str], None]) -> None:
        """Ask for a line, and go on with it unless it is left empty."""

        def take(typed: str | None) -> None:
            if typed and typed.strip():
                answered(typed.strip())

        self.app.push_screen(line, take)

    def _take_in_file(self, path: Path, code: str, day: str) -> Content:
        """Import one recording, in a thread of its own; what is to be known of it.

        A code that is like another was asked about before.
        """
        recording = import_recording(
            kit(self).open_study,
            path,
            code,
            held_on=day,
            is_new_person=True,
            progress=self._tell_ms,
        )
        self._newest_import = recording.id
        language = kit(self).language
        return Content(
            "\n".join(
                (
                    words(self, "home.imported", id=recording.id),
                    *recording_notices(recording, language),
                    consent_notice([recording.id], language),
                )
            )
        )

    def _take_in_folder(self, folder: Path, table: Path) -> Content:
        """Import a folder, in a thread of its own; what became of each file.

        Raises KitError where the table has faults, with the first of them.
        """
        study, language = kit(self).open_study, kit(self).language
        found = checked_map(study, folder, table)
        if found.faults:
            faults = [
                f"{fault.row}: {what_and_hint(fault.error, language)[0]}"
                for fault in found.faults[:MOST_FAULTS]
            ]
            raise KitError(
                CountedText(
                    "{name} has {count} fault; nothing was imported.",
                    "{name} has {count} faults; nothing was imported.",
                ),
                "Mend them, and start again. By row: {faults}",
                name=table.name,
                count=len(found.faults),
                faults=" ".join(faults),
            )
        outcomes = import_folder(study, folder, found.rows, progress=self._tell_folder)
        imported_ids = [outcome.interview for outcome in outcomes if outcome.became == "imported"]
        lines = [self._line(outcome) for outcome in outcomes]
        self._newest_import = imported_ids[-1] if imported_ids else ""
        if imported_ids:
            lines.append(consent_notice(imported_ids, language))
        return Content("\n".join(lines))

    def _line(self, outcome: Outcome) -> str:
        became = words(self, f"home.became_{outcome.became.replace(' ', '_')}")
        parts = (outcome.file, became, outcome.interview)
        notices = outcome_notices(outcome, kit(self).language)
        first = " · ".join(plain(part) for part in (*parts, *notices) if part)
        return "\n  ".join((first, *outcome_comments(outcome, kit(self).language)))

    def _tell_folder(self, now: FolderProgress) -> None:
        doing = words(self, "home.importing_one", number=now.number, count=now.count, file=now.file)
        part = now.done_ms / now.total_ms if now.total_ms else 0.0
        done = round(1000 * (now.number - 1 + part))
        self.app.call_from_thread(self._show_work, doing, done, 1000 * now.count)

    def _tell_ms(self, done_ms: int, total_ms: int | None) -> None:
        self.app.call_from_thread(self._show_work, None, done_ms, total_ms)

    def _show_work(self, doing: str | None, done: int, total: int | None) -> None:
        self.query_one("#work", WorkPanel).show(doing, done, total)


def _check_recording(path: Path) -> None:
    """Raise KitError where `path` is no recording."""
    if path.is_dir():
        raise KitError("{path} is a folder.", "Shift+I takes in a folder.", path=path)
    track_count(path)
