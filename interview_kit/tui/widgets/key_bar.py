"""The line at the bottom: the keys that matter here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from interview_kit.interface.action import Action, shown_keys
from interview_kit.interface.actions import of_screen
from interview_kit.interface.key_labels import HIDDEN, SHOWN
from interview_kit.tui.kit import kit, words

_GAP = "   "


class KeyBar(Static):
    """Keys and what they do, from the table of actions, as many as fit in two lines.

    A click on one does the same as the key. Where what a key does depends on how things stand,
    `say` tells what holds now.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; max-height: 2; padding: 0 2; color: $quiet;
             background: $panel; }
    KeyBar > .key-bar--key { color: $accent; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def __init__(self, table: str) -> None:
        super().__init__(markup=False)
        self.auto_links = False  # a key keeps its colours, though it can be clicked
        self._table = table
        self._labels: Mapping[str, str] = MappingProxyType({})

    def say(self, labels: Mapping[str, str]) -> None:
        """Show other labels for some actions: ids of texts by method, HIDDEN for none at all.

        With SHOWN a label stays what it is, and stands among the first.
        """
        if labels != self._labels:
            self._labels = labels
            self.refresh()

    def render(self) -> Content:
        """The actions in the order of the table; what does not fit stays in the help.

        What holds only now comes first: it is what nobody knows by heart. The way out and help
        come last and always have room: help names the keys that found none.
        """
        width = max(1, self.content_size.width)
        table = sorted(of_screen(self._table), key=lambda action: action.method not in self._labels)
        shown_actions = [*filter(self._is_shown, table), *filter(self._is_shown, of_screen("app"))]
        shown_actions.sort(key=_is_last)
        room = sum(
            self._entry(action).cell_length + len(_GAP)
            for action in shown_actions
            if _is_last(action)
        )
        rows: list[list[Content]] = [[]]
        used_width = 0
        for action in shown_actions:
            entry = self._entry(action)
            need = entry.cell_length + (len(_GAP) if rows[-1] else 0)
            last_row = len(rows) == 2
            limit = width - (room if last_row and not _is_last(action) else 0)
            if rows[-1] and used_width + need > limit:
                if last_row:
                    continue
                rows.append([])
                used_width, need = 0, entry.cell_length
            rows[-1].append(entry)
            used_width += need
        return Content("\n").join(Content(_GAP).join(row) for row in rows)

    def _is_shown(self, action: Action) -> bool:
        label = self._labels.get(action.method)
        return action.in_bar if label is None else label != HIDDEN

    def _entry(self, action: Action) -> Content:
        app = kit(self)
        key = shown_keys(action, app.launch.keymap)[0]
        label = self._labels.get(action.method)
        is_own = label is None or label == SHOWN
        text = action.label.in_(app.language) if is_own else words(self, str(label))
        entry = Content.assemble((key, self.get_visual_style("key-bar--key")), " ", text)
        if action.numbered:  # which of them is meant, no click can say
            return entry
        node = "app" if action.screen == "app" else "screen"
        return entry.stylize(Style.from_meta({"@click": f"{node}.{action.method}"}))


def _is_last(action: Action) -> bool:
    """Whether it is the way out of a screen, or holds on every screen."""
    return action.method == "leave" or action.screen == "app"
