"""The rules of an interview."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Disposal, Mark
from interview_kit.session.interview_machine import Refusal, consent_missing, decide, next_question
from interview_kit.session.interview_state import LIVE, InterviewState, Phase, evolve, fold
from interview_kit.session.journal_entry import decode, encode
from tests.support.pure_interview import GUIDE, START, consented, run

IDS = [question.id for question in GUIDE.questions]
PROBES = [probe.id for question in GUIDE.questions for probe in question.probes]

COMMANDS = st.one_of(
    st.builds(
        ask.AnswerConsent, st.sampled_from([*(c.id for c in GUIDE.consent), "other"]),
        st.sampled_from(Answer),
        st.sampled_from(["", "nl"]),
    ),
    st.builds(ask.DecideRecording, st.sampled_from(Disposal)),
    st.builds(ask.Start, st.just(48000), st.sampled_from([1, 2]), st.text(max_size=9)),
    st.builds(ask.Show, st.sampled_from([*IDS, "no-such-question"])),
    st.builds(ask.MarkQuestion, st.sampled_from(IDS), st.sampled_from(Mark), st.text(max_size=9)),
    st.builds(ask.UseProbe, st.sampled_from([*PROBES, "no-such-probe"])),
    st.builds(ask.Strike, st.integers(-5, 50), st.none() | st.integers(-5, 10**9)),
    st.builds(ask.TakeNote, st.text(max_size=20), st.none() | st.integers(-5, 50)),
    st.builds(ask.Suggest, st.sampled_from([*(t.id for t in GUIDE.topics), "no-such-topic"])),
    st.builds(ask.RaiseTopic, st.sampled_from([*(t.id for t in GUIDE.topics), "no-such-topic"])),
    st.builds(ask.WaveAway, st.sampled_from([*(t.id for t in GUIDE.topics), "no-such-topic"])),
    st.builds(ask.Debrief, st.text(max_size=20)),
    st.builds(ask.Continue, st.text(max_size=9)),
    st.sampled_from(
        [
            ask.Next(), ask.GoBack(), ask.Pause(), ask.Resume(), ask.GoOffRecord(),
            ask.GoOnRecord(), ask.SetFlag(), ask.OpenDistress(), ask.End(),
        ]
    ),
)  # fmt: skip


# What happens to an interview without being asked for.
MISHAPS = st.sampled_from(
    [did.DeviceLost("gone"), did.DeviceBack(900), did.Overflowed(), did.Interrupted()]
)


def test_recording_never_starts_without_consent_to_record():
    answers = {item.id: Answer.YES for item in GUIDE.consent if item.scope != "record"}
    decision = decide(GUIDE, InterviewState(consent=answers), START, 0)
    assert isinstance(decision, Refusal)
    assert decision.values == {"missing": "record"}


def test_a_guide_that_does_not_ask_for_consent_to_record_cannot_record():
    silent = replace(GUIDE, consent=())
    assert consent_missing(silent, InterviewState()) == ("record",)
    assert isinstance(decide(silent, InterviewState(), START, 0), Refusal)


def test_the_first_question_is_shown_when_recording_starts():
    state = run(consented(), START)
    assert (state.phase, state.question) == (Phase.RECORDING, IDS[0])


def test_next_passes_over_what_the_participant_raised():
    state = run(consented(), START, ask.MarkQuestion("medication", Mark.RAISED))
    state = run(state, ask.Show("diagnosis"), ask.Next())
    assert state.question == "hospitalization"


def test_an_intervention_is_asked_where_it_was_not_raised():
    state = run(consented(), START, ask.Show("diagnosis"), ask.Next())
    assert state.question == "medication"


def test_next_at_the_end_of_the_guide_stays_there():
    state = run(consented(), START, ask.Show(IDS[-1]))
    assert next_question(GUIDE, state) is None
    assert run(state, ask.Next()).question == IDS[-1]


def test_back_goes_to_the_question_before_whatever_its_mark():
    state = run(consented(), START, ask.MarkQuestion(IDS[0], Mark.ASKED), ask.Show(IDS[1]))
    assert run(state, ask.GoBack()).question == IDS[0]


@pytest.mark.parametrize(
    ("away", "back", "phase"),
    [
        (ask.Pause(), ask.Resume(), Phase.PAUSED),
        (ask.GoOffRecord(), ask.GoOnRecord(), Phase.OFF_RECORD),
    ],
)
def test_a_pause_and_an_off_record_stretch_end_only_by_their_own_command(away, back, phase):
    state = run(consented(), START, away)
    assert state.phase is phase
    other = ask.GoOnRecord() if isinstance(back, ask.Resume) else ask.Resume()
    assert isinstance(decide(GUIDE, state, other, 0), Refusal)
    assert run(state, back).phase is Phase.RECORDING


def test_the_guide_can_be_walked_while_nothing_is_stored():
    assert run(consented(), START, ask.Pause(), ask.Show(IDS[3])).question == IDS[3]


@pytest.mark.parametrize(
    ("at_frame", "kept"), [(None, None), (40, 40), (100, None), (900, None), (-3, 0)]
)
def test_a_note_keeps_the_moment_its_line_was_opened(at_frame, kept):
    state = run(consented(), START)
    noted = decide(GUIDE, state, ask.TakeNote(" calm ", at_frame), 100)
    assert noted == (did.NoteTaken("calm", kept),)


@pytest.mark.parametrize("item", ["record", "take-part"])
def test_withdrawing_what_recording_needs_stops_it_at_once(item):
    state = run(consented(), START)
    withdrawn = decide(GUIDE, state, ask.AnswerConsent(item, Answer.NO), 100)
    assert withdrawn == (did.ConsentAnswered(item, Answer.NO), did.ConsentWithdrawn())
    state = run(state, ask.AnswerConsent(item, Answer.NO))
    assert state.phase is Phase.CONSENT_WITHDRAWN
    assert state.awaits_disposal
    refused = decide(GUIDE, state, ask.GoOnRecord(), 100)
    assert isinstance(refused, Refusal)
    assert refused.values == {"missing": item}
    again = run(state, ask.AnswerConsent(item, Answer.YES), ask.GoOnRecord())
    assert again.phase is Phase.RECORDING
    assert not again.awaits_disposal


@pytest.mark.parametrize("stop", [ask.Pause(), ask.GoOffRecord()])
def test_consent_is_withdrawn_also_while_nothing_is_stored(stop):
    state = run(consented(), START, stop, ask.AnswerConsent("record", Answer.NO))
    assert state.phase is Phase.CONSENT_WITHDRAWN
    for on in (ask.Resume(), ask.GoOnRecord()):
        assert isinstance(decide(GUIDE, state, on, 100), Refusal)
    given_again = run(state, ask.AnswerConsent("record", Answer.YES))
    assert given_again.phase is Phase.OFF_RECORD
    assert not given_again.awaits_disposal


def test_what_becomes_of_a_recording_is_decided_after_the_end_and_once():
    withdrawn = run(consented(), START, ask.AnswerConsent("record", Answer.NO))
    assert isinstance(decide(GUIDE, withdrawn, ask.DecideRecording(Disposal.KEEP), 100), Refusal)
    ended = run(withdrawn, ask.End())
    assert ended.phase is Phase.ENDED
    assert ended.awaits_disposal
    later = run(ended, ask.DecideRecording(Disposal.LATER))
    assert later.awaits_disposal
    destroyed = decide(GUIDE, later, ask.DecideRecording(Disposal.DESTROY), 100)
    assert destroyed == (did.Struck(0, 100), did.RecordingDecided(Disposal.DESTROY))
    kept = run(later, ask.DecideRecording(Disposal.KEEP))
    assert not kept.awaits_disposal
    assert isinstance(decide(GUIDE, kept, ask.DecideRecording(Disposal.DESTROY), 100), Refusal)


def test_consent_taken_back_after_the_end_leaves_the_recording_to_be_decided_on():
    ended = run(consented(), START, ask.End())
    withdrawn = run(ended, ask.AnswerConsent("record", Answer.NO))
    assert withdrawn.phase is Phase.ENDED
    assert withdrawn.awaits_disposal
    assert not run(withdrawn, ask.AnswerConsent("record", Answer.YES)).awaits_disposal


def test_the_wording_that_was_read_is_kept_by_its_fingerprint_and_language():
    item = GUIDE.consent[0]
    (answered,) = decide(GUIDE, InterviewState(), ask.AnswerConsent(item.id, Answer.YES, "nl"), 0)
    wording = hashlib.sha256(item.text.in_("nl").encode()).hexdigest()
    assert answered == did.ConsentAnswered(item.id, Answer.YES, wording, "nl")
    (unread,) = decide(GUIDE, InterviewState(), ask.AnswerConsent(item.id, Answer.YES), 0)
    assert (unread.wording, unread.language) == ("", "")


def test_withdrawing_another_item_stops_nothing():
    state = run(consented(), START, ask.AnswerConsent("share", Answer.NO))
    assert state.phase is Phase.RECORDING


def test_a_debrief_follows_the_end_and_changes_nothing_of_the_conversation():
    state = run(consented(), START, ask.End())
    assert decide(GUIDE, state, ask.Debrief(" calm "), 100) == (did.Debriefed("calm"),)
    assert decide(GUIDE, state, ask.Debrief("  "), 100) == ()
    assert replace(run(state, ask.Debrief("calm")), debriefs=0) == state
    for early in (consented(), run(consented(), START)):
        assert isinstance(decide(GUIDE, early, ask.Debrief("calm"), 100), Refusal)


def test_nothing_follows_the_end_but_consent_strike_and_debrief():
    state = run(consented(), START, ask.End())
    assert isinstance(decide(GUIDE, state, ask.Next(), 0), Refusal)
    assert isinstance(decide(GUIDE, state, START, 0), Refusal)
    withdrawn = run(state, ask.AnswerConsent("share", Answer.NO))
    assert withdrawn.answer("share") is Answer.NO
    assert decide(GUIDE, state, ask.Strike(10, 20), 100) == (did.Struck(10, 20),)


@pytest.mark.parametrize(
    ("asked", "struck"),
    [
        (ask.Strike(10), (did.Struck(10, 100),)),
        (ask.Strike(-5, 20), (did.Struck(0, 20),)),
        (ask.Strike(90, 500), (did.Struck(90, 100),)),
        (ask.Strike(20, 20), ()),
        (ask.Strike(100), ()),
    ],
)
def test_a_strike_stays_within_what_is_stored(asked, struck):
    for state in (run(consented(), START), run(consented(), START, ask.End())):
        assert decide(GUIDE, state, asked, 100) == struck


def test_where_nothing_was_ever_stored_there_is_nothing_to_strike():
    assert isinstance(decide(GUIDE, consented(), ask.Strike(0), 0), Refusal)


def test_an_interrupted_interview_goes_on_where_it_was():
    state = evolve(run(consented(), START, ask.Show(IDS[5])), did.Interrupted())
    assert isinstance(decide(GUIDE, state, ask.Next(), 0), Refusal)
    again = run(state, ask.Continue("microphone"))
    assert (again.phase, again.question) == (Phase.RECORDING, IDS[5])


@given(st.booleans(), st.lists(COMMANDS | MISHAPS, max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_sequence_of_commands_leaves_a_legal_state_that_is_the_fold_of_its_events(begun, given):
    state = run(consented(), START) if begun else InterviewState()
    start, events = state, []
    for frame, asked in enumerate(given):
        if isinstance(asked, get_args(did.Event)):
            decision = (asked,) if state.phase in LIVE else ()
        else:
            decision = decide(GUIDE, state, asked, frame)
        if isinstance(decision, Refusal):
            assert decision.message
            continue
        for event in decision:
            state = evolve(state, event)
            events.append(event)
        if state.phase in LIVE:
            assert state.question in IDS
            assert state.rate > 0
        if state.phase is Phase.RECORDING:
            assert not consent_missing(GUIDE, state)
    assert reduce(evolve, events, start) == state
    if not begun:
        assert fold(events) == state


@pytest.mark.parametrize("kind", get_args(did.Event))
def test_every_event_survives_the_journal_whatever_it_holds(kind):
    @given(st.builds(kind))
    @settings(max_examples=25, deadline=None)
    def survives(event):
        name, payload = encode(event)
        assert decode(name, json.loads(json.dumps(payload, ensure_ascii=False))) == event

    survives()


def test_an_event_written_before_a_field_existed_is_still_read():
    assert decode("NoteTaken", {"text": "calm"}) == did.NoteTaken("calm")


def test_an_event_from_the_future_is_refused_by_name():
    with pytest.raises(ValueError, match="Levitated"):
        decode("Levitated", {})
