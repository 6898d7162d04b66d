"""Interviews that have come to a stage: prepared, transcribed, with proposals."""

from __future__ import annotations

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.session.interview_events import (
    Answer,
    ConsentAnswered,
    Ended,
    QuestionShown,
    RecordingStarted,
)
from interview_kit.vault import journal, names, transcripts
from interview_kit.vault.names import Proposal
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study

RATE = 16000
ANNA, UTRECHT = "e1", "e2"
SAID = (
    (Speaker.INTERVIEWER, "today", "How are you today?"),
    (Speaker.PARTICIPANT, "today", "My sister Marijke brought me here from Almere."),
    (Speaker.PARTICIPANT, "story", "It began long ago, and Marijke knows all of it."),
)


def prepared(study: Study, code: str = "P01", answer: Answer = Answer.YES) -> str:
    """An interview with an answer to every consent item that recording needs."""
    id = prepare(study, code).id
    consent = [ConsentAnswered(item, answer) for item in ("take-part", "record")]
    journal.append(study.vault, id, 0, consent)
    return id


def transcribed(study: Study, code: str = "P01", times: int = 1) -> str:
    """An interview that was held and transcribed; the turns of SAID, `times` over."""
    id = prepared(study, code)
    journal.append(
        study.vault, id, 0, [RecordingStarted(RATE, 1, "tone"), QuestionShown("today"), Ended()]
    )
    run = transcripts.open_run(study.vault, id, "base", {})
    turns = [
        Turn(number, who, number * 1000, number * 1000 + 900, question, text)
        for number, (who, question, text) in enumerate(SAID * times, start=1)
    ]
    transcripts.finish_run(study.vault, run, turns)
    return id


def proposed(study: Study, code: str = "P01") -> str:
    """An interview in which three names were found."""
    id = transcribed(study, code)
    names.put_entities(
        study.vault,
        [
            Entity(ANNA, MentionType.PERSON, "Annelies", ("Marijke",), "sister", code),
            Entity(UTRECHT, MentionType.PLACE, "Deventer", ("Almere",)),
        ],
    )
    found = []
    for number, (_, _, text) in enumerate(SAID, start=1):
        for name, entity, kind in (
            ("Marijke", ANNA, MentionType.PERSON),
            ("Almere", UTRECHT, MentionType.PLACE),
        ):
            start = text.find(name)
            if start >= 0:
                mention = Mention(number, start, start + len(name), kind, name, "test", 1.0)
                found.append(Proposal(mention, entity))
    names.replace_proposals(study.vault, id, found)
    return id
