"""A made-up study with an interview in every stage, the same on every machine and every day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from interview_kit.audio.block_codec import encode_block
from interview_kit.audio.sound_source import Deliver, Report
from interview_kit.corpus import filed_interviews as filed
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.session.interview_events import (
    Answer,
    ConsentAnswered,
    Debriefed,
    Ended,
    Event,
    Interrupted,
    Mark,
    ProbeUsed,
    QuestionMarked,
    QuestionShown,
    RecordingStarted,
    Struck,
)
from interview_kit.vault import blocks, journal, names, transcripts
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings

PASSPHRASE = "a passphrase for pictures"
RATE = 16000
SAID = {
    "en": (
        (Speaker.INTERVIEWER, "story", "I would like to hear your story. What has happened?"),
        (
            Speaker.PARTICIPANT,
            "story",
            "Well, it began when I lived in Zwolle. My sister Marijke was the first who noticed "
            "that something was wrong. I did not sleep, and I heard things that were not there.",
        ),
        (Speaker.INTERVIEWER, "story", "What happened after that?"),
        (
            Speaker.PARTICIPANT,
            "story",
            "Marijke called doctor Verhoeven and then everything went very fast. I was taken to "
            "hospital that same evening.",
        ),
        (Speaker.INTERVIEWER, "important-moments", "Which moments were important to you?"),
        (
            Speaker.PARTICIPANT,
            "important-moments",
            "The day my dog came to live with me. From then on I had to get up in the morning. "
            "That sounds small, but it was not small at all.",
        ),
        (
            Speaker.PARTICIPANT,
            "important-moments",
            "And that Marijke kept coming, also when I did not want to see anyone.",
        ),
    ),
    "nl": (
        (Speaker.INTERVIEWER, "story", "Ik hoor graag uw verhaal. Wat is er gebeurd?"),
        (
            Speaker.PARTICIPANT,
            "story",
            "Nou, het begon toen ik in Zwolle woonde. Mijn zus Marijke merkte als eerste dat er "
            "iets niet goed was. Ik sliep niet, en ik hoorde dingen die er niet waren.",
        ),
        (Speaker.INTERVIEWER, "story", "Wat gebeurde er daarna?"),
        (
            Speaker.PARTICIPANT,
            "story",
            "Marijke belde dokter Verhoeven en toen ging alles heel snel. Dezelfde avond nog werd "
            "ik naar het ziekenhuis gebracht.",
        ),
        (Speaker.INTERVIEWER, "important-moments", "Welke momenten waren belangrijk voor u?"),
        (
            Speaker.PARTICIPANT,
            "important-moments",
            "De dag dat mijn hond bij me kwam wonen. Vanaf toen moest ik 's ochtends op. Dat "
            "klinkt klein, maar het was helemaal niet klein.",
        ),
        (
            Speaker.PARTICIPANT,
            "important-moments",
            "En dat Marijke bleef komen, ook als ik niemand wilde zien.",
        ),
    ),
}
ENTITIES = (
    Entity("e1", MentionType.PERSON, "Annelies", ("Marijke",), "sister", "P07", True),
    Entity("e2", MentionType.PLACE, "Deventer", ("Zwolle",)),
    Entity("e3", MentionType.PERSON, "Brouwer", ("Verhoeven",), "doctor"),
)
FOUND = {"Marijke": "e1", "Zwolle": "e2", "Verhoeven": "e3"}
BEGUN: list[Event] = [
    *(ConsentAnswered(item, Answer.YES) for item in ("take-part", "record")),
    RecordingStarted(RATE, 1, "microphone"),
    QuestionShown("today"),
]
HALF: list[tuple[int, list[Event]]] = [
    (0, BEGUN),
    (4, [QuestionMarked("today", Mark.ASKED), QuestionShown("daily-life")]),
    (11, [QuestionMarked("daily-life", Mark.ASKED), QuestionShown("story")]),
    (13, [ProbeUsed("story-then"), QuestionMarked("medication", Mark.RAISED)]),
    (19, [QuestionMarked("story", Mark.ASKED), QuestionMarked("own-view", Mark.COVERED)]),
    (19, [QuestionShown("important-moments"), ProbeUsed("important-moments-change")]),
    (24, [Interrupted()]),
]
"""Half an interview, by the minute, up to the question that is shown."""


class StillTransport:
    """A loudspeaker that plays for ever what it was asked for first, and makes no sound."""

    heard_frame: int | None = None

    def play(
        self, first_frame: int, end_frame: int, *, tempo: float = 1.0, is_looped: bool = False
    ) -> None:
        self.heard_frame = first_frame

    def stop(self) -> int | None:
        frame, self.heard_frame = self.heard_frame, None
        return frame

    def failure(self) -> None:
        pass

    def close(self) -> None:
        pass


class StillSource:
    """A microphone that opens and stays silent: the clock of the interview stands still."""

    name, rate, channels, live = "Table microphone", RATE, 1, False

    def start(self, deliver: Deliver, report: Report) -> None:
        """Give nothing."""

    def stop(self) -> None:
        """There is nothing to stop."""


class LostSource(StillSource):
    """A microphone that counts as lost, since a live one that is silent for a second does."""

    live = True


def make_study(folder: Path, language: str) -> None:
    """Interviews that are prepared, interrupted, recorded, transcribed, and half reviewed."""
    create_study(folder, Secret(PASSPHRASE), Settings(name="Recovery stories", language=language))
    with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
        prepare(study, "P03")
        _hold(study, "P04", HALF)
        for code, minutes in (("P05", 61), ("P06", 48), ("P07", 53)):
            _hold(study, code, [(0, BEGUN), (minutes, [Ended()])])
        journal.append(study.vault, "P06-1", 0, [Debriefed("Tired, but glad to have told it.")])
        _transcribe(study, "P06-1", language)
        journal.append(study.vault, "P07-1", 53 * 60 * RATE, [Struck(82 * RATE, 94 * RATE)])
        turns = _transcribe(study, "P07-1", language)
        names.put_entities(study.vault, ENTITIES)
        kept = transcripts.turns(study.vault, "P07-1")
        names.replace_proposals(study.vault, "P07-1", _proposals(kept))
        _file(study, turns, language)
        _stop_the_calendar(study)


def _file(study: Study, turns: list[Turn], language: str) -> None:
    """Two interviews in the corpus, with other names, as they would be after review."""
    pseudonyms = {entity.forms[0]: entity.pseudonym for entity in ENTITIES}
    said = tuple(replace(turn, text=_pseudonymised(turn.text, pseudonyms)) for turn in turns)
    guide = study.guide("recovery-stories")
    for code, held, mark in (("P01", "2026-09", "asked"), ("P02", "2026-10", "raised")):
        questions = tuple(
            GuideQuestion(
                question.id,
                question.text.in_(language),
                section.id,
                section.title.in_(language),
                mark=mark,
            )
            for section in guide.sections
            for question in section.questions
        )
        record = Record(
            interview=f"{code}-1",
            participant=code,
            language=language,
            guide=guide.id,
            guide_fingerprint=guide.fingerprint,
            held=held,
            length_ms=3_180_000,
            version=1,
            questions=questions,
            turns=said,
        )
        filed.put(study.corpus, record)


def _pseudonymised(text: str, pseudonyms: Mapping[str, str]) -> str:
    for original, pseudonym in pseudonyms.items():
        text = text.replace(original, pseudonym)
    return text


def _hold(study: Study, code: str, events: list[tuple[int, list[Event]]]) -> None:
    id = prepare(study, code).id
    for minute, each in events:
        journal.append(study.vault, id, RATE * 60 * minute, each)
    last_frame = RATE * 60 * events[-1][0]
    blocks.append(study.vault, id, encode_block(bytes(2), last_frame - 1, RATE, 1))


def _transcribe(study: Study, id: str, language: str) -> list[Turn]:
    run = transcripts.open_run(study.vault, id, "base", {})
    turns = [
        Turn(number, who, number * 21_000, number * 21_000 + 18_000, question, text)
        for number, (who, question, text) in enumerate(SAID[language], start=1)
    ]
    transcripts.finish_run(study.vault, run, turns)
    return turns


def _proposals(turns: Sequence[Turn]) -> list[Proposal]:
    """Every made-up name in the made-up turns; the first is decided."""
    kinds = {entity.id: entity.type for entity in ENTITIES}
    first, *others = [
        Proposal(
            Mention(turn.number, start, start + len(name), kinds[entity], name, "roster", 1.0),
            entity,
        )
        for turn in turns
        for name, entity in FOUND.items()
        if (start := turn.text.find(name)) >= 0
    ]
    return [Proposal(first.mention, first.entity, Verdict.ACCEPTED), *others]


def _stop_the_calendar(study: Study) -> None:
    """Nothing on a screen may depend on the day it is drawn."""
    with study.vault.atomic() as db:
        db.execute("UPDATE interviews SET created_at = '2026-03-' || substr(id, 2, 2) || 'T10:00'")
        db.execute("UPDATE journal SET at = '2026-03-06T11:00:00.000+00:00'")
