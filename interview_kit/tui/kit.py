"""What every screen and widget asks of the app: its words, and a place to say things."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.dom import DOMNode
from textual.screen import Screen

from interview_kit.errors import KitError, what_and_hint
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say

if TYPE_CHECKING:
    from interview_kit.tui.app import InterviewKit


def kit(node: DOMNode) -> InterviewKit:
    """The app a node belongs to."""
    return cast("InterviewKit", node.app)


def words(node: DOMNode, id: str, /, **values: object) -> str:
    """A text of the interface in the study's language, with `values` filled in."""
    return say(id, kit(node).language, **values)


def tell(node: DOMNode, text: str, *, warn: bool = False) -> None:
    """Say something beside the work, without waiting for an answer."""
    node.app.notify(plain(text), severity="warning" if warn else "information", markup=False)


def tell_error(node: DOMNode, error: KitError) -> None:
    """Say what cannot be done and what to do instead."""
    tell(node, "\n".join(filter(None, what_and_hint(error, kit(node).language))), warn=True)


class KitScreen(Screen[None]):
    """A screen of the table of actions: `TABLE` is the name before the dot of their ids."""

    TABLE: ClassVar[str] = ""
    AUTO_FOCUS = "Rows"
