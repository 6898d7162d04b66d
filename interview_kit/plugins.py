"""What others install beside the program: one kind of table, joined by entry point.

A table has the program's own rows first, then those that installed packages bring. Names are those
of the entry points, so that a row is known before it is loaded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, Protocol, TypeVar

from interview_kit.errors import KitError


class Named(Protocol):
    """What stands in a table."""

    @property
    def name(self) -> str:
        """What settings, commands and files call it."""


Plugin = TypeVar("Plugin", bound=Named)


class PluginTable(Generic[Plugin]):
    """Everything of one `kind`, by name.

    `group` is that of the entry points by which others join. `own` are the program's rows: values,
    or entry points of what is dear to load, which is loaded when it is asked for, as plug-ins are.
    """

    def __init__(self, kind: type[Plugin], group: str, own: Sequence[Plugin | EntryPoint]) -> None:
        self.kind = kind
        self.group = group
        self.own = tuple(own)

    def names(self) -> tuple[str, ...]:
        """The names of all, the own first. Raises KitError for a name that is there twice."""
        return tuple(row.name for row in self._rows())

    @property
    def brought(self) -> tuple[EntryPoint, ...]:
        """Those that installed packages bring, not loaded."""
        return installed_points(self.group)

    def find(self, name: str) -> Plugin | None:
        """The one of that name, None where there is none. Raises KitError for a false one."""
        return next((self._loaded(row) for row in self._rows() if row.name == name), None)

    @contextmanager
    def blamed(self, name: str) -> Iterator[None]:
        """Let what fails within be said of the plug-in of that name, by the error's kind alone.

        The program's own rows are no plug-ins. A disk or a store that fails is no fault of theirs.
        """
        try:
            yield
        except (KitError, OSError, sqlite3.Error):
            raise
        except Exception as error:
            if all(point.name != name for point in self.brought):
                raise
            raise KitError(
                "The {kind} {name!r} failed: {error}.",
                "Update or uninstall the package that brings it.",
                kind=self.kind.__name__.lower(),
                name=name,
                error=type(error).__name__,
            ) from error

    def __iter__(self) -> Iterator[Plugin]:
        """All of them. Raises KitError for one that cannot be loaded or is of another kind."""
        return (self._loaded(row) for row in self._rows())

    def _rows(self) -> tuple[Plugin | EntryPoint, ...]:
        rows = (*self.own, *self.brought)
        names = [row.name for row in rows]
        for name in names:
            if names.count(name) > 1:
                raise KitError(
                    "The {kind} {name!r} is there twice.",
                    "Uninstall one of the packages that bring it.",
                    kind=self.kind.__name__.lower(),
                    name=name,
                )
        return rows

    def _loaded(self, row: Plugin | EntryPoint) -> Plugin:
        if not isinstance(row, EntryPoint):
            return row
        kind = self.kind.__name__
        try:
            plugin = row.load()
        except Exception as error:
            raise KitError(
                "The {kind} {name!r} cannot be loaded: {error}.",
                "Update or uninstall the package that brings it.",
                kind=kind.lower(),
                name=row.name,
                error=type(error).__name__,
            ) from error
        if not isinstance(plugin, self.kind):
            raise KitError(
                "What is called {name!r} is no {kind}.",
                "Its entry point must name an interview_kit.{kind}.",
                name=row.name,
                kind=kind,
            )
        if plugin.name != row.name:
            raise KitError(
                "The {kind} {name!r} calls itself {own_name!r}.",
                "Its entry point must have the name that it gives itself.",
                kind=kind.lower(),
                name=row.name,
                own_name=plugin.name,
            )
        return plugin


@cache
def installed_points(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group that installed packages bring, read once: it takes a while."""
    return tuple(entry_points(group=group))
