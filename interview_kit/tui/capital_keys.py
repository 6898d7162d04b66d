"""Capital letters that mean nothing of their own do what the small letter does."""

from __future__ import annotations

from textual.app import App


def is_capital(key: str) -> bool:
    """Whether a key is a capital letter."""
    return len(key) == 1 and key.isupper()


class CapitalKeys(App[None]):
    """An app whose keys work with Caps Lock on, and as the key bar writes them.

    A capital that is bound on the screen keeps its own meaning. What is typed into a field does not
    come by here: the field has taken it.
    """

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if await super()._check_bindings(key, priority):
            return True
        if not is_capital(key) or self._is_bound(key):
            return False
        return await super()._check_bindings(key.lower(), priority)

    def _is_bound(self, key: str) -> bool:
        return any(key in bindings.key_to_bindings for _, bindings in self.screen._binding_chain)
