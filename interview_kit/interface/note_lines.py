"""Margin notes as a line of text: a shape, and words in the language of who reads."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.guide.guide import Guide
from interview_kit.guide.scope_words import scope_words
from interview_kit.interface.confirmations import ANSWERS, first_sentence
from interview_kit.interface.mark_shapes import SHAPES, SPARED
from interview_kit.interface.texts import say
from interview_kit.session.interview_events import Answer, Disposal, Mark
from interview_kit.session.margin_notes import MarginNote, NoteKind

NOTE_SHAPES: Mapping[NoteKind, str] = {
    NoteKind.FLAG: "⚑",
    NoteKind.NOTE: "≡",
    NoteKind.PROBE: "↳",
    NoteKind.SKIPPED: SHAPES[Mark.SKIPPED],
    NoteKind.REFUSED: SHAPES[Mark.REFUSED],
    NoteKind.RAISED: SHAPES[Mark.RAISED],
    NoteKind.SUGGESTED: SPARED,
    NoteKind.DISTRESS: "!",
    NoteKind.CONSENT: "§",
}
"""The shape of each kind of note: never told by colour alone."""
_DISPOSALS = {disposal.value: f"note.{disposal}" for disposal in Disposal}
"""What is said of each decision on a recording, by its value."""


def note_line(note: MarginNote, guide: Guide, spoken: str, language: str) -> str:
    """What was noted, in one line; the guide's words are in `spoken`, the interview's language."""
    return f"{NOTE_SHAPES[note.kind]} {_words(note, guide, spoken, language)}"


def _words(note: MarginNote, guide: Guide, spoken: str, language: str) -> str:
    match note.kind:
        case NoteKind.NOTE:
            return note.text
        case NoteKind.PROBE:
            return say("note.probe", language, probe=probe_text(guide, note.about, spoken))
        case NoteKind.SUGGESTED:
            topic = guide.topic(note.about).title.in_(spoken)
            return say("note.suggested", language, topic=topic)
        case NoteKind.RAISED:
            topic = raised_topic(guide, note.question, spoken)
            return say("note.raised", language, topic=topic)
        case NoteKind.SKIPPED if note.text:
            return say("note.skipped_why", language, reason=note.text)
        case NoteKind.CONSENT if note.about:
            answer = say(ANSWERS[Answer(note.detail)], language)
            item = consent_label(guide, note.about, spoken, language)
            return say("note.consent", language, item=item, answer=answer)
        case NoteKind.CONSENT:
            return say(_DISPOSALS.get(note.detail, "note.withdrawn"), language)
        case _:
            return say(f"note.{note.kind}", language)


def consent_label(guide: Guide, id: str, spoken: str, language: str) -> str:
    """What a consent item is about: its scope, or what is asked where others have that scope too.

    The id alone of an item that the guide does not hold.
    """
    item = next((item for item in guide.consent if item.id == id), None)
    if item is None:
        return id
    if sum(other.scope is item.scope for other in guide.consent) > 1:
        return first_sentence(item.text.in_(spoken))
    return scope_words(item.scope).in_(language)


def probe_text(guide: Guide, probe: str, spoken: str) -> str:
    """The words of a probe of the guide."""
    return next(
        candidate.text.in_(spoken).strip()
        for question in guide.questions
        for candidate in question.probes
        if candidate.id == probe
    )


def raised_topic(guide: Guide, question: str, spoken: str) -> str:
    """What a question is about: the title of its topic, or its own words where it has none."""
    asked = guide.question(question)
    return (guide.topic(asked.topic).title if asked.topic else asked.text).in_(spoken).strip()
