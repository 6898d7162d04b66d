"""Looking back on an interview: figures by its journal and transcript, and nothing is stored."""

from __future__ import annotations

import pytest

from interview_kit.interface.quality_page import quality_lines
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.interview_events import (
    Ended,
    Event,
    Mark,
    QuestionMarked,
    QuestionShown,
    RecordingStarted,
)
from interview_kit.vault import journal, transcripts
from interview_kit.workflow.interviews.interview_quality import interview_quality
from tests.support.interview_stages import RATE, prepared

TALK = {
    "en": (
        (Speaker.INTERVIEWER, "today", "I am glad you are here. How are you today?", 4),
        (Speaker.PARTICIPANT, "today", "I am well, thank you, and I slept a little.", 20),
        (Speaker.INTERVIEWER, "today", "Hm.", 1),
        (Speaker.PARTICIPANT, "today", "It was warm, so the window stood open all night long.", 30),
        (Speaker.INTERVIEWER, "today", "Did you sleep well? That helped, right?", 3),
        (Speaker.PARTICIPANT, "story", "Yes.", 1),
        (Speaker.INTERVIEWER, "story", "Who came by that week?", 3),
    ),
    "nl": (
        (Speaker.INTERVIEWER, "today", "Fijn dat u er bent. Hoe gaat het vandaag met u?", 4),
        (Speaker.PARTICIPANT, "today", "Goed hoor, dank u, ik heb wat geslapen.", 20),
        (Speaker.INTERVIEWER, "today", "Ja ja.", 1),
        (Speaker.PARTICIPANT, "today", "Het was warm, dus het raam stond de hele nacht open.", 30),
        (Speaker.INTERVIEWER, "today", "Heeft u goed geslapen? Dat hielp, toch?", 3),
        (Speaker.PARTICIPANT, "story", "Ja.", 1),
        (Speaker.INTERVIEWER, "story", "Wie kwam er die week langs?", 3),
    ),
}


def held(study, language, talk):
    """An interview in a language, with what was said in it."""
    id = prepared(study)
    with study.vault.atomic() as db:
        db.execute("UPDATE interviews SET language = ? WHERE id = ?", [language, id])
    events: list[Event] = [
        RecordingStarted(RATE, 1, "tone"),
        QuestionShown("today"),
        QuestionMarked("today", Mark.ASKED),
        QuestionMarked("story", Mark.ASKED),
        Ended(),
    ]
    journal.append(study.vault, id, 0, events)
    run = transcripts.open_run(study.vault, id, "base", {})
    at_ms, turns = 0, []
    for number, (who, question, text, seconds) in enumerate(talk, start=1):
        turns.append(Turn(number, who, at_ms, at_ms + 1000 * seconds, question, text))
        at_ms += 1000 * seconds
    transcripts.finish_run(study.vault, run, turns)
    return study.interview(id)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_figures_come_from_what_was_said(study, language):
    quality = interview_quality(held(study, language, TALK[language]))
    assert quality.turns == 7
    own_words = sum(len(t.split()) for who, _, t, _ in TALK[language] if who == "interviewer")
    all_words = sum(len(t.split()) for _, _, t, _ in TALK[language])
    assert quality.interviewer_share == pytest.approx(own_words / all_words)
    assert quality.asked == ("today", "story")
    assert quality.as_worded == ("today",)
    assert [question.turn for question in quality.closed] == [5]
    assert [question.turn for question in quality.leading] == [5]
    # The guide's own question is not the interviewer's; "hm" does not end a stretch of listening.
    assert quality.own_questions == 3
    assert quality.listening[0].start_ms == 4000
    assert quality.listening[0].length_ms == 51_000
    assert "coercion" in quality.missed_topics
    assert "today" not in quality.never_asked


def test_what_the_guide_asks_is_not_held_against_the_interviewer(study):
    guide = study.guide("recovery-stories")
    talk = [
        (Speaker.INTERVIEWER, question.id, question.text.in_("en"), 3)
        for question in guide.questions
    ]
    quality = interview_quality(held(study, "en", talk))
    assert (quality.closed, quality.leading) == ((), ())


def test_without_a_transcript_the_journal_alone_speaks(study):
    id = prepared(study)
    journal.append(study.vault, id, 0, [RecordingStarted(RATE, 1, "t"), QuestionShown("today")])
    interview = study.interview(id)
    quality = interview_quality(interview)
    assert (quality.turns, quality.interviewer_share, quality.listening) == (0, 0, ())
    assert len(quality.never_asked) > 10
    page = "\n".join(quality_lines(quality, interview.guide, "en", "en"))
    assert "no transcript yet" in page


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_is_kind_and_whole(study, language):
    interview = held(study, language, TALK[language])
    page = "\n".join(
        quality_lines(interview_quality(interview), interview.guide, language, language)
    )
    assert {"en": "never exported", "nl": "nooit geëxporteerd"}[language] in page
    assert TALK[language][4][2].split("?")[0] in page
    assert "00:00:51" in page


def test_nothing_is_written(study):
    interview = held(study, "en", TALK["en"])
    before = study.vault.db.execute("PRAGMA data_version").fetchone(), _rows(study)
    interview_quality(interview)
    assert (study.vault.db.execute("PRAGMA data_version").fetchone(), _rows(study)) == before


def _rows(study):
    tables = [t for t in study.vault.db.table_names() if not t.startswith("sqlite")]
    return {table: study.vault.db[table].count for table in tables}
