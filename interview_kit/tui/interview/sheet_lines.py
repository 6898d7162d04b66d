"""The lines of the sheet: section, question, probes and what comes next."""

from __future__ import annotations

from rich.cells import cell_len
from textual.dom import DOMNode

from interview_kit.guide.guide import Guide, Question, Section
from interview_kit.interface.mark_shapes import shape_and_word
from interview_kit.interface.terminal_text import plain
from interview_kit.session.interview_machine import next_question
from interview_kit.session.interview_state import InterviewState
from interview_kit.tui.kit import words
from interview_kit.tui.text_fit import lines, shorten
from interview_kit.tui.widgets.line_area import Line, Piece

MEASURE = 60
"""No line of a question is longer: short lines are read at a glance."""
NOTE_MEASURE = 76


def section_line(
    node: DOMNode, guide: Guide, section: Section, used_ms: int, language: str
) -> Line:
    """Where one is in the guide, and how the section's time goes."""
    place = guide.sections.index(section) + 1
    line = [
        Piece(plain(section.title.in_(language)), "accent"),
        Piece("   " + words(node, "interview.section", at=place, of=len(guide.sections)), "quiet"),
    ]
    if section.minutes:
        over = used_ms > section.minutes * 60_000
        id = "interview.over" if over else "interview.budget"
        text = words(node, id, used=used_ms // 60_000, minutes=section.minutes)
        line.append(Piece(f"   {text}", "caution" if over else "quiet"))
    return tuple(line)


def looking_line(node: DOMNode, question: Question, language: str, width: int) -> Line:
    """That this is only being looked at, and what is talked about meanwhile."""
    text = words(node, "interview.looking", question=question.text.in_(language))
    return (Piece(shorten(text, width), "caution"),)


def question_lines(text: str, width: int, height: int) -> list[Line]:
    """The question, with an empty line between its lines where `height` leaves room for them."""
    wrapped_lines = lines(text, min(width, MEASURE))
    gap = 2 * len(wrapped_lines) - 1 <= height // 2
    return spaced_lines([[(Piece(line, "strong"),)] for line in wrapped_lines], int(gap))


def note_lines(text: str, width: int, at_most: int | None = None) -> list[Line]:
    """A note to the interviewer, beside a rule; of one with more lines than `at_most` the first."""
    if not text:
        return []
    room = max(10, min(width, NOTE_MEASURE) - 3)
    wrapped_lines = lines(text, room)
    if at_most is not None and len(wrapped_lines) > at_most:
        wrapped_lines = [
            *wrapped_lines[: at_most - 1],
            shorten(" ".join(wrapped_lines[at_most - 1 :]), room),
        ]
    return [(Piece("▎  ", "rule"), Piece(line, "quiet")) for line in wrapped_lines]


def probe_lines(
    node: DOMNode, question: Question, state: InterviewState, language: str, width: int
) -> list[list[Line]]:
    """The lines of each probe under its number; a used one says so, below it where it is long."""
    used_word = words(node, "interview.used")
    room = max(10, min(width, NOTE_MEASURE) - 6)
    drawn_lines: list[list[Line]] = []
    for number, probe in enumerate(question.probes, start=1):
        is_used = probe.id in state.probes
        told_lines = lines(probe.text.in_(language), room)
        if is_used:
            beside = f"{told_lines[-1]}   {used_word}"
            has_room = cell_len(beside) <= max(10, width - 6)
            told_lines[-1:] = [beside] if has_room else [told_lines[-1], used_word]
        first, *other_lines = told_lines
        role = "quiet" if is_used else "text"
        head = (
            Piece(f"{number}" if number <= 9 else " ", "accent"),
            Piece(f"  {'✓' if is_used else '○'}  "),
            Piece(first, role),
        )
        drawn_lines.append([head, *((Piece("      "), Piece(line, role)) for line in other_lines)])
    return drawn_lines


def next_lines(
    node: DOMNode, guide: Guide, state: InterviewState, seen: str, language: str, width: int
) -> list[Line]:
    """What became of the question that is seen, and, where it is talked about, what comes next."""
    shape, word = shape_and_word(guide, state, guide.question(seen))
    mark = (Piece(f"{shape} {words(node, word)}", "strong"),)
    if seen != state.question:
        return [mark]
    following = next_question(guide, state)
    if following is None:
        return [mark, (Piece(words(node, "interview.last"), "quiet"),)]
    label = words(node, "interview.upcoming")
    text = shorten(following.text.in_(language), max(10, width - len(label) - 2))
    return [mark, (Piece(f"{label}  ", "quiet"), Piece(text, "quiet"))]


def spaced_lines(groups: list[list[Line]], gap: int) -> list[Line]:
    """All lines of `groups`, with `gap` empty ones between any two; empty groups count for none."""
    drawn_lines: list[Line] = []
    for group in filter(None, groups):
        drawn_lines += [()] * gap if drawn_lines else []
        drawn_lines += group
    return drawn_lines
