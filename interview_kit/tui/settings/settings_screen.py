"""The settings of the study: each with what it is for, and what it may be."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from interview_kit.errors import KitError
from interview_kit.interface.terminal_text import plain
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.study.open_study import SETTINGS
from interview_kit.workflow.study.setting_change import (
    SettingValue,
    change_open_study,
    setting_values,
)
from interview_kit.workflow.study.study_settings import check_setting

_NAME = 18


class SettingsScreen(KitScreen):
    """What is changed here holds at once, and stands in `study.toml`."""

    TABLE: ClassVar[str] = "settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")
    CSS = """
    SettingsScreen #about { height: auto; min-height: 5; max-height: 9; padding: 0 4;
                            border-top: solid $line; }
    SettingsScreen #about { width: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._settings: tuple[SettingValue, ...] = ()

    def compose(self) -> ComposeResult:
        """The keys with their values, and under them what the one under the cursor is for."""
        yield TitleBar(words(self, "settings.title"), kit(self).open_study.settings.name)
        yield RowList()
        yield Static(id="about", markup=False)
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Read the file."""
        self._draw()

    def action_change(self) -> None:
        """Choose or type another value."""
        setting = self._chosen
        if setting is None:
            return
        about = plain(setting.explanation.in_(kit(self).language))
        if setting.choices:
            # What it is now stands first, so that Enter changes nothing by mistake.
            choices = sorted(setting.choices, key=lambda choice: choice != setting.value)
            dialog: ChoiceDialog | LineDialog = ChoiceDialog(
                about, [(choice, plain(choice)) for choice in choices]
            )
        else:
            dialog = LineDialog(
                about,
                setting.value,
                check=lambda value: check_setting(setting.name, value, SETTINGS),
            )

        def answered(value: str | None) -> None:
            if value is not None and value.strip() != setting.value:
                self._change(setting.name, value)

        self.app.push_screen(dialog, answered)

    def action_reset(self) -> None:
        """Back to what a study has that changes nothing."""
        setting = self._chosen
        if setting is not None and setting.value != setting.default:
            self._change(setting.name, setting.default)

    def action_leave(self) -> None:
        """Back to the list of interviews."""
        self.dismiss()

    def on_row_list_moved(self, _event: RowList.Moved) -> None:
        """Say what the one under the cursor is for."""
        self._explain()

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click changes it."""
        self.action_change()

    @property
    def _chosen(self) -> SettingValue | None:
        key = self.query_one(RowList).key
        return next((setting for setting in self._settings if setting.name == key), None)

    def _change(self, name: str, value: str) -> None:
        study = kit(self).open_study
        try:
            setting = change_open_study(study, name, value)
        except KitError as error:
            tell_error(self, error)
            return
        kit(self).language = study.settings.language
        tell(self, words(self, "settings.kept", name=name, value=self._shown(setting.value)))
        if name in {"language", "name"}:
            self.run_worker(self._say_anew())
        else:
            self._draw()

    async def _say_anew(self) -> None:
        """Another language, or name: everything on the screen is said again."""
        key = self.query_one(RowList).key
        await self.recompose()
        self._draw()
        self.query_one(RowList).go_to(key)

    def _draw(self) -> None:
        try:
            self._settings = setting_values(kit(self).open_study.folder)
        except KitError as error:
            self._settings = ()
            tell_error(self, error)
        rows = self.query_one(RowList)
        rows.show(
            [
                Row(_drawing(setting, self._shown(setting.value)), setting.name)
                for setting in self._settings
            ],
            rows.key,
        )
        rows.focus()
        self._explain()

    def _explain(self) -> None:
        setting, about = self._chosen, self.query_one("#about", Static)
        if setting is None:
            about.update("")
            return
        usual = words(self, "settings.usual", value=self._shown(setting.default))
        where = words(self, "settings.file", file=SETTINGS)
        about.update(
            Content.assemble(
                plain(setting.explanation.in_(kit(self).language)),
                "\n",
                (f"{usual}. {where}", "$quiet"),
            )
        )

    def _shown(self, value: str) -> str:
        return value or words(self, "settings.empty")


def _drawing(setting: SettingValue, shown_value: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        is_own = setting.value != setting.default
        value = shorten(shown_value, max(1, width - _NAME))
        return [
            (
                Piece(setting.name.ljust(_NAME), "text"),
                Piece(value, "strong" if is_own else "quiet"),
            )
        ]

    return draw
