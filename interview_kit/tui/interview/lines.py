"""The lines of the sheet: section, question, probes and what comes next."""

from __future__ import annotations

from textual.content import Content
from textual.dom import DOMNode

from interview_kit.guide.guide import Guide, Question, Section
from interview_kit.interface.marks import shape_and_word
from interview_kit.interface.safe import plain
from interview_kit.session.machine import next_question
from interview_kit.session.state import State
from interview_kit.tui.fit import lines, shorten
from interview_kit.tui.kit import words

MEASURE = 60
"""No line of a question is longer: short lines are read at a glance."""


def section_line(
    node: DOMNode, guide: Guide, section: Section, used_ms: int, language: str
) -> Content:
    """Where one is in the guide, and how the section's time goes."""
    place = guide.sections.index(section) + 1
    parts: list[Content | tuple[str, str]] = [
        (plain(section.title.in_(language)), "bold $accent"),
        ("   " + words(node, "interview.section", at=place, of=len(guide.sections)), "$quiet"),
    ]
    if section.minutes:
        used = used_ms // 60_000
        over = used_ms > section.minutes * 60_000
        text = words(
            node,
            "interview.over" if over else "interview.budget",
            used=used,
            minutes=section.minutes,
        )
        parts.append((f"   {text}", "bold $caution" if over else "$quiet"))
    return Content.assemble(*parts)


def question_text(text: str, width: int, height: int) -> Content:
    """The question, with an empty line between its lines where there is room."""
    wrapped = lines(text, min(width, MEASURE))
    gap = "\n\n" if 2 * len(wrapped) - 1 <= height // 2 else "\n"
    return Content(gap.join(wrapped)).stylize("bold")


def probe_list(
    node: DOMNode, question: Question, state: State, language: str, width: int, *, airy: bool
) -> Content:
    """The probes under their numbers; a used one says so. `airy` puts empty lines between them."""
    used_word = words(node, "interview.used")
    drawn: list[Content] = []
    gap = [Content("")] if airy else []
    for number, probe in enumerate(question.probes, start=1):
        used = probe.id in state.probes
        first, *rest = lines(probe.text.in_(language), max(10, min(width, 76) - 6))
        mark = "✓" if used else "○"
        key = f"{number}" if number <= 9 else " "
        tail = ("   " + used_word, "$quiet") if used else ""
        style = "$quiet" if used else ""
        drawn += gap if drawn else []
        drawn.append(Content.assemble((key, "bold $accent"), f"  {mark}  ", (first, style), tail))
        drawn += [Content.assemble("      ", (line, style)) for line in rest]
    return Content("\n").join(drawn)


def next_line(node: DOMNode, guide: Guide, state: State, language: str, width: int) -> Content:
    """What became of this question, and the one that comes next."""
    shape, word = shape_and_word(guide, state, guide.question(state.question))
    mark = Content.assemble((f"{shape} {words(node, word)}", "bold"))
    following = next_question(guide, state)
    if following is None:
        return Content.assemble(mark, "\n", (words(node, "interview.last"), "$quiet"))
    label = words(node, "interview.upcoming")
    text = shorten(following.text.in_(language), max(10, width - len(label) - 2))
    return Content.assemble(mark, "\n", (f"{label}  ", "bold $quiet"), (text, "$quiet"))
