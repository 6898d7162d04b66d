"""The work that goes on beside the list: what it is, and how far."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static
from textual.widgets._progress_bar import Bar


class WorkPanel(Vertical):
    """Hidden while nothing goes on."""

    DEFAULT_CSS = """
    WorkPanel { display: none; height: auto; padding: 1 4 0 4; background: $panel; }
    WorkPanel Static { height: 1; }
    WorkPanel ProgressBar { width: 100%; margin-bottom: 1; }
    WorkPanel Bar { width: 1fr; }
    WorkPanel.-endless PercentageStatus, WorkPanel.-endless ETAStatus { display: none; }
    """

    def compose(self) -> ComposeResult:
        """A line, and a bar that fills, with the time that is left."""
        yield Static(id="doing", markup=False)
        yield ProgressBar()

    def show(self, doing: str | None, done_units: int = 0, total: int | None = None) -> None:
        """Say what is being done, or leave that as it is.

        Without a `total` nobody knows how long it takes.
        """
        if doing is not None:
            self.query_one("#doing", Static).update(doing)
        self.set_class(total is None, "-endless")
        self.query_one(ProgressBar).update(total=total, progress=done_units)
        self.display = True

    def on_resize(self) -> None:
        """The bar rounds to its width when it is told how far, not when its width changes."""
        self.call_after_refresh(self._fill_bar)

    def _fill_bar(self) -> None:
        self.query_one(Bar).percentage = self.query_one(ProgressBar).percentage

    def hide(self) -> None:
        """It is over."""
        self.display = False
