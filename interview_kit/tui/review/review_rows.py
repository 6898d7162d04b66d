"""What is reviewed, as rows: replacements by whom they stand for, and suspicious words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from textual.dom import DOMNode

from interview_kit.interface.note_lines import NOTE_SHAPES
from interview_kit.interface.terminal_text import plain
from interview_kit.model.clock import timestamp
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.propose import role_word
from interview_kit.session.margin_notes import NoteKind
from interview_kit.tui.kit import kit, words
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.heard_name_review import HearableName
from interview_kit.workflow.pseudonymisation.missed_names import DoubtfulWord
from interview_kit.workflow.pseudonymisation.name_review import Replaceable

_TIME = 10
_CONTEXT = 4
_REASONS: Mapping[str, str] = {
    "shares a name": "review.shares_a_name",
    "sounds alike": "review.sounds_alike",
}
_ROLES: Mapping[Verdict, str] = {
    Verdict.PROPOSED: "caution",
    Verdict.ACCEPTED: "quiet",
    Verdict.REJECTED: "quiet",
}


def grouped_proposals(places: Sequence[Replaceable]) -> dict[str, list[Replaceable]]:
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
    for group in grouped_proposals(places).values():
        count = words(node, "review.places", count=len(group))
        kind = words(node, f"type.{group[0].entity.type}")
        role = role_word(group[0].entity.role, kit(node).language)
        about = " · ".join(part for part in (kind, plain(role), count) if part)
        rows.append(Row(_heading(group[0].entity.pseudonym, about, first=not rows)))
        rows += [
            Row(_place(place, words(node, f"review.{place.proposal.verdict}")), key_of(place))
            for place in group
        ]
    return rows


def word_key(word: DoubtfulWord) -> tuple[str, str]:
    """What a row of a suspicious word stands for."""
    return "word", word.word.text


def word_rows(node: DOMNode, doubtful_words: Sequence[DoubtfulWord]) -> list[Row]:
    """A heading, and under it a row for each suspicious word."""
    if not doubtful_words:
        return []
    heading = words(node, "review.words")
    verdict = Piece(words(node, "review.word"), "caution")
    rows = [Row(lambda _width: [(), (Piece(heading, "accent"),)])]
    for mention in doubtful_words:
        times = words(node, "review.places", count=mention.word.count)
        many = f" ({times})" if mention.word.count > 1 else ""
        middle = Piece(f"{plain(mention.word.text)}{many}", "strong")
        mark = _mark_of(mention.word.turn)
        draw = _in_sentence(mention.clock, mark, mention.before, middle, mention.after, verdict)
        rows.append(Row(draw, word_key(mention)))
    return rows


def heard_key(entry: HearableName) -> tuple[str, int]:
    """What a row of a name that may be said stands for."""
    return "heard", entry.suspicion.heard_name.start_ms


def heard_rows(node: DOMNode, hearable_names: Sequence[HearableName]) -> list[Row]:
    """A heading, and under it a row for each name that may be said where the text has others."""
    if not hearable_names:
        return []
    heading = words(node, "review.heard")
    rows = [Row(lambda _width: [(), (Piece(heading, "accent"),)])]
    for entry in hearable_names:
        name = entry.suspicion.heard_name
        middle = Piece(f"{plain(name.words)} → {plain(name.form)}", "swap")
        verdict = Piece(words(node, "review.heard_open"), "caution")
        draw = _in_sentence(
            timestamp(name.start_ms), "", entry.before, middle, entry.after, verdict
        )
        rows.append(Row(draw, heard_key(entry)))
    return rows


def entity_rows(
    node: DOMNode, joinable_entities: Sequence[tuple[Entity, str]], query: str = ""
) -> list[Row]:
    """A row for each entity one may be joined with, and why; those that hold what is `query`."""
    query_words = query.casefold().split()
    rows = []
    for entity, reason in joinable_entities:
        about = " · ".join(
            part
            for part in (
                ", ".join(entity.forms), role_word(entity.role, kit(node).language),
                entity.participant, words(node, _REASONS[reason]) if reason else "",
            )
            if part
        )  # fmt: skip
        if all(word in f"{entity.pseudonym} {about}".casefold() for word in query_words):
            pieces = (Piece(plain(entity.pseudonym), "strong"), Piece(f"   {plain(about)}"))
            rows.append(Row(partial(_short, pieces), entity.id))
    return rows


def _short(pieces: Line, width: int) -> list[Line]:
    first, second = pieces
    return [(first, Piece(shorten(second.text, max(1, width - len(first.text)))))]


def _heading(pseudonym: str, about: str, *, first: bool) -> Drawing:
    def draw(_width: int) -> list[Line]:
        line: Line = (Piece(plain(pseudonym), "accent"), Piece(f"   {about}", "quiet"))
        return [line] if first else [(), line]

    return draw


def _place(place: Replaceable, verdict: str) -> Drawing:
    state = place.proposal.verdict
    original = plain(place.proposal.mention.text)
    is_kept = state is Verdict.REJECTED
    shown_text = original if is_kept else f"{original} → {plain(place.entity.pseudonym)}"
    middle = Piece(shown_text, "strong" if is_kept else "swap")
    mark = _mark_of(place.proposal.mention.turn)
    return _in_sentence(
        place.clock, mark, place.before, middle, place.after, Piece(verdict, _ROLES[state])
    )


def _mark_of(turn: int) -> str:
    """The shape of a note before what was typed in the margin, whose turns are below 0."""
    return f"{NOTE_SHAPES[NoteKind.NOTE]} " if turn < 0 else ""


def _in_sentence(
    clock: str, mark: str, text_before: str, middle: Piece, text_after: str, verdict: Piece
) -> Drawing:
    """A line: when it was said, as much of what is around it as fits, and the verdict.

    `mark` stands before what was typed and not said; it is empty for talk.
    """
    text_before, text_after = _one_line(text_before), _one_line(text_after)

    def draw(width: int) -> list[Line]:
        room = width - _TIME - len(mark) - len(verdict.text) - _CONTEXT - len(middle.text)
        left_text = _end_of(text_before, room // 2)
        right = _start_of(text_after, room - len(left_text))
        used_width = len(mark) + len(left_text) + len(middle.text) + len(right)
        return [
            (
                Piece(clock.ljust(_TIME), "quiet"),
                Piece(mark, "accent"),
                Piece(left_text, "quiet"),
                middle,
                Piece(right, "quiet"),
                Piece(" " * max(1, width - _TIME - used_width - len(verdict.text) - 1)),
                verdict,
            )
        ]

    return draw


def _end_of(text: str, room: int) -> str:
    """The last words of `text` that fit, with a mark where something came before."""
    if len(text) <= room:
        return text
    _, space, remainder = text[len(text) - max(0, room - 2) :].partition(" ")
    return f"… {remainder}" if space and room > 2 else ""


def _start_of(text: str, room: int) -> str:
    """The first words of `text` that fit, with a mark where something comes after."""
    if len(text) <= room:
        return text
    remainder, space, _ = text[: max(0, room - 2)].rpartition(" ")
    return f"{remainder} …" if space and room > 2 else ""


def _one_line(text: str) -> str:
    return plain(text).replace("\n", " ")
