"""The form of a new study: its name, its folder and its passphrase."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Button, Input, Select, Static

from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say
from interview_kit.language.catalogues import languages
from interview_kit.model.passphrase import strength, tidy, weakness
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.typed_path import typed_path
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.study.open_study import Secret, create_study
from interview_kit.workflow.study.study_settings import Settings

PAUSE_SECONDS = 0.2
"""How long nothing is typed before a passphrase is judged."""


class MakeScreen(KitScreen):
    """Nothing is written before all of it is in order."""

    TABLE: ClassVar[str] = "make"
    BINDINGS: ClassVar[list[BindingType]] = bindings("make")
    AUTO_FOCUS = "#name"
    CSS = """
    MakeScreen #form { height: 1fr; padding: 0 3; scrollbar-size-vertical: 1; }
    MakeScreen #form > * { max-width: 76; }
    MakeScreen #form Static { width: 100%; height: auto; color: $quiet; padding: 0 1; }
    MakeScreen #strength { min-height: 2; }
    MakeScreen #form Static.-wrong { color: $caution; text-style: bold; }
    MakeScreen #form .label { text-style: bold; color: $accent; padding: 0; }
    MakeScreen Button { margin: 1 0; width: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._offered_folder = Path()
        self._secret = Secret()
        self._judging: Timer | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        self._offered_folder = self._home / "study"
        yield TitleBar(words(self, "make.title"), "interview_kit")
        with VerticalScroll(id="form", can_focus=False):
            yield self._titled(Input(id="name"), "make.name")
            yield Static(words(self, "make.name_hint"), markup=False)
            yield self._titled(Input(str(self._offered_folder), id="folder"), "make.folder")
            yield Static(words(self, "make.language"), classes="label", markup=False)
            yield Select(
                [(say("welcome.own_name", code), code) for code in languages()],
                value=kit(self).language,
                allow_blank=False,
                id="language",
            )
            yield self._titled(Input(password=True, id="passphrase"), "make.passphrase")
            yield Static(words(self, "make.passphrase_hint"), id="strength", markup=False)
            yield self._titled(Input(password=True, id="again"), "make.again")
            yield Static(id="same", markup=False)
            yield Button(words(self, "make.go"), id="go")
        yield KeyBar(self.TABLE)

    @property
    def _home(self) -> Path:
        """Where a study is made unless somebody types another folder."""
        places = kit(self).launch.study_places
        return places[-1] if places else Path.cwd()

    # While it is filled in

    @on(Input.Changed, "#name")
    def _name_typed(self, event: Input.Changed) -> None:
        """The folder follows the name until somebody types another."""
        folder = self.query_one("#folder", Input)
        if folder.value in ("", str(self._offered_folder)):
            self._offered_folder = self._home / (_folder_name(event.value) or "study")
            folder.value = str(self._offered_folder)

    @on(Input.Changed, "#passphrase")
    @on(Input.Changed, "#again")
    def _passphrase_typed(self) -> None:
        """Judging takes longer than a key: it waits until one pauses."""
        if self._judging is not None:
            self._judging.stop()
        self._judging = self.set_timer(PAUSE_SECONDS, self._judge)

    def _judge(self) -> None:
        passphrase, again = self._typed("passphrase"), self._typed("again")
        strength_line = self.query_one("#strength", Static)
        if passphrase:
            strength_line.update(plain(strength(passphrase).in_(kit(self).language)))
        else:
            strength_line.update(words(self, "make.passphrase_hint"))
        strength_line.set_class(bool(passphrase and weakness(passphrase)), "-wrong")
        sameness_line = self.query_one("#same", Static)
        is_same = passphrase == again
        sameness = words(self, "make.same" if is_same else "make.differ") if again else ""
        sameness_line.update(sameness)
        sameness_line.set_class(not is_same, "-wrong")

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    # What the keys do

    @on(Button.Pressed, "#go")
    def action_make(self) -> None:
        """Make the study, if the form is in order."""
        passphrase = self._typed("passphrase")
        for id, is_wrong, field in (
            ("make.no_name", not self._typed("name"), "name"),
            ("make.no_passphrase", not passphrase, "passphrase"),
            ("make.differ", passphrase != self._typed("again"), "again"),
        ):
            if is_wrong:
                tell(self, words(self, id), warn=True)
                self.query_one(f"#{field}").focus()
                return
        if not weakness(passphrase):
            self._make()
            return
        choice = ChoiceDialog(
            words(self, "make.weak_ask"),
            [("other", words(self, "make.weak_other")), ("take", words(self, "make.weak_take"))],
        )

        def answered(answer: str | None) -> None:
            if answer == "take":
                self._make()
            else:
                self.query_one("#passphrase").focus()

        self.app.push_screen(choice, answered)

    def action_leave(self) -> None:
        """Back; what was typed is asked about once."""
        if not any(self._typed(field) for field in ("name", "passphrase", "again")):
            self.dismiss()
            return
        choice = ChoiceDialog(
            words(self, "prepare.leave_ask"),
            [("stay", words(self, "prepare.stay")), ("leave", words(self, "prepare.leave_yes"))],
        )

        def answered(answer: str | None) -> None:
            if answer == "leave":
                self.dismiss()

        self.app.push_screen(choice, answered)

    def _make(self) -> None:
        folder = typed_path(self._typed("folder") or str(self._offered_folder))
        settings = Settings(
            name=self._typed("name"), language=str(self.query_one("#language", Select).value)
        )
        secret = self._secret = Secret(self._typed("passphrase"))
        self.query_one("#go").disabled = True
        strength_line = self.query_one("#same", Static)
        strength_line.update(words(self, "make.making"))
        strength_line.set_class(False, "-wrong")

        def make() -> Path:
            create_study(folder, secret, settings)
            return folder

        kit(self).work(self, "make", make)

    @on(WorkDone)
    def _made(self, event: WorkDone) -> None:
        if event.work == "make":
            assert isinstance(event.result, Path)
            tell(self, words(self, "make.made", folder=event.result))
            kit(self).unlock(event.result, self._secret)

    @on(WorkFailed)
    def _not_made(self, event: WorkFailed) -> None:
        self.query_one("#go").disabled = False
        self._judge()  # in the place of "one moment"
        tell_error(self, event.error)

    def _typed(self, field: str) -> str:
        value = self.query_one(f"#{field}", Input).value
        return tidy(value) if field in {"passphrase", "again"} else value.strip()

    def _titled(self, field: Input, id: str) -> Input:
        field.border_title = words(self, id)
        return field


def _folder_name(name: str) -> str:
    """A study's name as that of a folder: small letters and hyphens."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-_")[:60]
