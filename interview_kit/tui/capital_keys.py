"""Capital letters that mean nothing of their own do what the small letter does."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App


def meant_key(key: str, is_bound: Callable[[str], bool]) -> str:
    """A key, or for a capital letter that is not bound the small one."""
    is_capital = len(key) == 1 and key.isupper()
    return key.lower() if is_capital and not is_bound(key) else key


class CapitalKeys(App[None]):
    """An app whose keys work with Caps Lock on, and as the key bar writes them.

    A capital that is bound on the screen keeps its own meaning. What is typed into a field does not
    come by here: the field has taken it.
    """

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        return await super()._check_bindings(meant_key(key, self._is_bound), priority)

    def _is_bound(self, key: str) -> bool:
        return any(key in bindings.key_to_bindings for _, bindings in self.screen._binding_chain)
