"""A bar for work that takes time, on stderr, so that output stays clean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from interview_kit.cli.speaking import wording

Advance = Callable[[int, int | None], None]
"""Called with what is done and, where known, the total."""


Show = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done and, where known, the total."""


@contextmanager
def progress_bar(title: str, *, is_hidden: bool = False) -> Iterator[Advance]:
    """Show a bar with the time that is left; nothing where stderr is no terminal."""
    with progress_bars(is_hidden=is_hidden) as show:
        show(title, 0, None)
        yield lambda done_units, total: show(title, done_units, total)


@contextmanager
def progress_bars(*, is_hidden: bool = False) -> Iterator[Show]:
    """Show a bar for each thing that is being done, as they come; from any thread."""
    if is_hidden or not sys.stderr.isatty():
        yield lambda _title, _done_units, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn(wording("left")),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def show(title: str, done_units: int, total: int | None) -> None:
            if title not in tasks:
                tasks[title] = bar.add_task(title, total=None)
            over = total is not None and done_units >= total
            bar.update(tasks[title], completed=done_units, total=total, visible=not over)

        yield show
