"""Replacements as rows: grouped by whom they stand for, each in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.dom import DOMNode

from interview_kit.interface.safe import plain
from interview_kit.model.clock import timestamp
from interview_kit.pseudonym.entity import Entity
from interview_kit.tui.kit import words
from interview_kit.tui.widgets.lined import Line, Piece
from interview_kit.tui.widgets.rows import Row
from interview_kit.vault.names import Verdict
from interview_kit.workflow.reviewing import Replaceable

_TIME = 10
_CONTEXT = 4
_ROLES: Mapping[Verdict, str] = {
    Verdict.PROPOSED: "caution",
    Verdict.ACCEPTED: "quiet",
    Verdict.REJECTED: "quiet",
}


def grouped(places: Sequence[Replaceable]) -> dict[str, list[Replaceable]]:
    """The places of each entity, by the entity's id, in order of first appearance."""
    groups: dict[str, list[Replaceable]] = {}
    for place in places:
        groups.setdefault(place.entity.id, []).append(place)
    return groups


def key_of(place: Replaceable) -> tuple[int, int]:
    """What a row of a place stands for: its turn and where it begins there."""
    return place.proposal.mention.turn, place.proposal.mention.start


def place_rows(node: DOMNode, places: Sequence[Replaceable]) -> list[Row]:
    """A heading for each entity, and under it a row for each place."""
    rows: list[Row] = []
    for group in grouped(places).values():
        count = words(node, "review.places", count=len(group))
        kind = words(node, f"type.{group[0].entity.type}")
        rows.append(Row(_heading(group[0].entity, kind, count, first=not rows)))
        rows += [
            Row(_place(place, words(node, f"review.{place.proposal.verdict}")), key_of(place))
            for place in group
        ]
    return rows


def _heading(entity: Entity, kind: str, count: str, *, first: bool) -> Callable[[int], list[Line]]:
    about = " · ".join(part for part in (kind, plain(entity.role), count) if part)

    def draw(_width: int) -> list[Line]:
        line: Line = (Piece(plain(entity.pseudonym), "accent"), Piece(f"   {about}", "quiet"))
        return [line] if first else [(), line]

    return draw


def _place(place: Replaceable, verdict: str) -> Callable[[int], list[Line]]:
    state = place.proposal.verdict
    original = plain(place.proposal.mention.text)
    kept = state is Verdict.REJECTED
    before, after = _one_line(place.before), _one_line(place.after)

    def draw(width: int) -> list[Line]:
        shown = original if kept else f"{original} → {plain(place.entity.pseudonym)}"
        room = width - _TIME - len(verdict) - _CONTEXT - len(shown)
        left = _end_of(before, room // 2)
        right = _start_of(after, room - len(left))
        sentence = (Piece(left, "quiet"), Piece(shown, "strong" if kept else "swap"))
        used = len(left) + len(shown) + len(right)
        return [
            (
                Piece(timestamp(place.start_ms).ljust(_TIME), "quiet"),
                *sentence,
                Piece(right, "quiet"),
                Piece(" " * max(1, width - _TIME - used - len(verdict) - 1)),
                Piece(verdict, _ROLES[state]),
            )
        ]

    return draw


def _end_of(text: str, room: int) -> str:
    """The last words of `text` that fit, with a mark where something came before."""
    if len(text) <= room:
        return text
    _, space, rest = text[len(text) - max(0, room - 2) :].partition(" ")
    return f"… {rest}" if space and room > 2 else ""


def _start_of(text: str, room: int) -> str:
    """The first words of `text` that fit, with a mark where something comes after."""
    if len(text) <= room:
        return text
    rest, space, _ = text[: max(0, room - 2)].rpartition(" ")
    return f"{rest} …" if space and room > 2 else ""


def _one_line(text: str) -> str:
    return plain(text).replace("\n", " ")
