"""The live words: the last that were heard, and how far behind they are."""

from __future__ import annotations

from textual.content import Content

from interview_kit.interface.terminal_text import plain
from interview_kit.tui.kit import words
from interview_kit.tui.widgets.still_text import StillText
from interview_kit.workflow.capture.live_captions import CaptionedTalk


class CaptionLine(StillText):
    """One quiet line that never asks for a look; hidden where nobody listens.

    The end of the text is what was said last, so it is the beginning that gives way.
    """

    DEFAULT_CSS = """
    CaptionLine { width: 100%; height: 1; padding: 0 2; color: $quiet; display: none; }
    CaptionLine.-up { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(id="hearing")
        self._heard: CaptionedTalk | None = None
        self._trouble = ""

    def listen(self) -> None:
        """Somebody listens from here on."""
        self.add_class("-up")

    def hear(self, talk: CaptionedTalk) -> None:
        """Something was said."""
        if talk.text:
            self._heard = talk
        elif self._heard is not None:
            self._heard = CaptionedTalk(self._heard.text, talk.until_ms)

    def forget(self) -> None:
        """What was heard last is struck, or may be."""
        self._heard = None

    def fail(self, reason: str) -> None:
        """Nothing more is heard, for a reason; sound is recorded all the same."""
        self._trouble = reason
        self.add_class("-up")

    def tick(self, elapsed_ms: int, *, stores: bool) -> None:
        """Say how far behind the words are by now; `stores` whether there is anything to hear."""
        if self._trouble:
            id = "hearing.failed" if stores else "hearing.failed_still"
            self.show(Content(plain(words(self, id, reason=self._trouble))))
        elif self._heard is None:
            self.show(Content(words(self, "hearing.begin" if stores else "hearing.waits")))
        else:
            seconds = max(0, elapsed_ms - self._heard.until_ms) // 1000
            behind = words(self, "hearing.behind", seconds=seconds)
            room = max(10, self.content_size.width - len(behind) - 3)
            self.show(Content(f"{behind} · {ending(self._heard.text, room)}"))


def ending(text: str, width: int) -> str:
    """The last words of `text` in at most `width` cells, with an ellipsis where they go on before.

    A wide character counts for two cells.
    """
    content = Content(plain(text).replace("\n", " ").strip())
    if content.cell_length <= width:
        return content.plain
    shown_end = content.plain[-(width - 1) :]
    while Content(shown_end).cell_length > width - 1:
        shown_end = shown_end[1:]
    _, space, remainder = shown_end.partition(" ")
    return f"…{remainder if space else shown_end}"
