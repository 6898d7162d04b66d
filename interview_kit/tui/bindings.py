"""The table of actions as Textual's bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from interview_kit.interface.actions import of_screen


def bindings(screen: str) -> list[BindingType]:
    """The actions of a screen as Textual's bindings.

    In an interview a key acts before the next one is looked at, so that what is typed right after
    the key of a dialog goes into the dialog. There is nothing to type in on that screen itself.
    """
    return [
        Binding(
            key,
            f"{action.method}({key})" if action.numbered else action.method,
            action.label.en,
            tooltip=action.help.en,
            show=action.in_bar,
            priority=screen == "interview",
            id=f"{action.id}.{key}" if action.numbered else action.id,
        )
        for action in of_screen(screen)
        for key in (action.key.split(",") if action.numbered else (action.key,))
    ]
