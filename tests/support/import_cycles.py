"""Cycles among the imports of the package, those for types included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import grimp

Graph = Mapping[str, Iterable[str]]
"""What each module or package imports."""


def cycles(graph: Graph) -> Iterator[frozenset[str]]:
    """The largest sets of more than one node that all reach each other (Kosaraju's algorithm)."""
    back: dict[str, list[str]] = {node: [] for node in graph}
    for node, imports in graph.items():
        for target in imports:
            back[target].append(node)
    seen: set[str] = set()
    order = [node for start in graph for node in _reached(start, graph.__getitem__, seen)]
    seen = set()
    for start in reversed(order):
        component = frozenset(_reached(start, back.__getitem__, seen))
        if len(component) > 1:
            yield component


def _reached(start: str, targets: Callable[[str], Iterable[str]], seen: set[str]) -> list[str]:
    """What is reached from `start` and was not seen before, each after all that it leads to."""
    reached: list[str] = []
    if start in seen:
        return reached
    seen.add(start)
    stack = [(start, iter(targets(start)))]
    while stack:
        node, rest = stack[-1]
        target = next((each for each in rest if each not in seen), None)
        if target is None:
            reached.append(node)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(targets(target))))
    return reached


def module_graph(package: str) -> dict[str, set[str]]:
    """The imports of every module of a package."""
    graph = grimp.build_graph(package, exclude_type_checking_imports=False)
    return {
        module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules
    }


def sibling_graph(modules: Mapping[str, set[str]], parent: str) -> dict[str, set[str]]:
    """The imports among the modules and packages that stand directly in `parent`."""
    depth = parent.count(".") + 2

    def sibling(module: str) -> str | None:
        inside = module.startswith(f"{parent}.")
        return ".".join(module.split(".")[:depth]) if inside else None

    graph: dict[str, set[str]] = {}
    for module, imports in modules.items():
        if (source := sibling(module)) is not None:
            targets = {target for each in imports if (target := sibling(each)) is not None}
            graph.setdefault(source, set()).update(targets - {source})
    return graph
