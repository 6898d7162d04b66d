"""The first screen: the passphrase, unless it is known already."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from interview_kit.errors import sentence_of
from interview_kit.interface.terminal_text import plain
from interview_kit.tui.kit import KitScreen, kit, words
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.workflow.study.open_study import Secret, Study


class UnlockScreen(KitScreen):
    """Asks until the study opens; a wrong passphrase says so and stays."""

    TABLE: ClassVar[str] = "unlock"
    AUTO_FOCUS = "Input"
    CSS = """
    UnlockScreen { align: center middle; }
    UnlockScreen > Vertical { width: 60; max-width: 100%; height: auto; padding: 0 2; }
    UnlockScreen Static { width: 100%; height: auto; }
    UnlockScreen .title { text-style: bold; color: $accent; }
    UnlockScreen .folder { color: $quiet; margin-bottom: 1; }
    UnlockScreen #said { color: $caution; margin: 1 0; min-height: 2; }
    UnlockScreen .keys { color: $quiet; }
    """

    def __init__(self, secret: Secret | None = None) -> None:
        super().__init__()
        self._secret = secret

    def compose(self) -> ComposeResult:
        """Which study, and one field."""
        with Vertical():
            yield Static(words(self, "unlock.title"), classes="title", markup=False)
            folder = str(kit(self).launch.folder.absolute())
            yield Static(plain(folder), classes="folder", markup=False)
            yield Input(password=True, placeholder=words(self, "unlock.ask"))
            yield Static(id="said", markup=False)
            yield Static(words(self, "unlock.hint"), classes="keys", markup=False)

    def on_mount(self) -> None:
        """What is known is not asked for."""
        if self._secret is not None:
            self._try(self._secret)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self._try(Secret(event.value))

    def _try(self, secret: Secret) -> None:
        self.query_one(Input).disabled = True
        self.query_one("#said", Static).update(words(self, "unlock.opening"))
        app = kit(self)
        # Deriving the key takes a while on purpose.
        app.work(self, "unlock", lambda: app.launch.unlock(secret))

    @on(WorkDone)
    def _opened(self, event: WorkDone) -> None:
        kit(self).begin(cast(Study, event.result))

    @on(WorkFailed)
    def _refused(self, event: WorkFailed) -> None:
        error = event.error
        self.query_one("#said", Static).update(plain(sentence_of(error, kit(self).language)))
        field = self.query_one(Input)
        field.disabled = False
        field.value = ""
        field.focus()
