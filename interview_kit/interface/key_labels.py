"""What a key does now, where that is not always the same."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.session.interview_state import InterviewState, Phase

HIDDEN = ""
"""In the place of a text's id: the key does nothing now, and is not shown."""
SHOWN = "its own"
"""In the place of a text's id: the key matters now, and is shown first with its own label."""


def key_labels(
    state: InterviewState, *, looks: bool = False, is_suggested: bool = False
) -> Mapping[str, str]:
    """The ids of the labels that hold now, by the method's name; others keep their own.

    `looks` says that a question is only looked at, `is_suggested` that a topic waits for an answer.
    """
    return {
        **(_LOOKING if looks else {"look_away": HIDDEN}),
        **({"confirm": "key.confirm", "wave_away": "key.wave_away"} if is_suggested else {}),
        **_STORING.get(state.phase, {}),
    }


_LOOKING: Mapping[str, str] = {"asked_next": "key.talk_about", "look_away": "key.look_away"}

# Off record is no pause, and a pause is not off record: one has to end before the other begins.
_STORING: Mapping[Phase, Mapping[str, str]] = {
    Phase.PAUSED: {"pause": "key.go_on", "off_record": HIDDEN},
    Phase.OFF_RECORD: {"pause": HIDDEN, "off_record": "key.on_record"},
    Phase.CONSENT_WITHDRAWN: {"pause": HIDDEN, "off_record": HIDDEN},
}


def home_labels(*, is_empty: bool, is_transcribing: bool) -> Mapping[str, str]:
    """The labels that hold now on the list of interviews, which may be empty."""
    if is_empty:
        return _EMPTY
    return {"stop": SHOWN} if is_transcribing else {}


def review_labels(*, is_heard: bool, is_word: bool, is_decided: bool) -> Mapping[str, str]:
    """The labels that hold now among the names of an interview, by what is under the cursor.

    That is a name that may be said, a suspicious word, or else a place to replace.
    """
    of_row = _HEARD if is_heard else _WORD if is_word else {}
    return {**({"file": SHOWN} if is_decided else {}), **of_row}


_OF_A_PLACE = dict.fromkeys(("accept_entity", "reach", "reopen", "rename"), HIDDEN)
_HEARD: Mapping[str, str] = {
    **_OF_A_PLACE,
    **{"accept": "key.is_said", "reject": "key.is_not_said", "play": SHOWN},
}
_WORD: Mapping[str, str] = {
    **_OF_A_PLACE,
    **{"accept": "key.is_name", "reject": "key.is_no_name", "play": SHOWN},
}

_EMPTY: Mapping[str, str] = {
    **dict.fromkeys(("new", "check_sound", "import_file", "settings"), SHOWN),
    **dict.fromkeys(("next_step", "transcribe", "transcribe_all", "read"), HIDDEN),
    **dict.fromkeys(("find_names", "review", "export", "corpus"), HIDDEN),
}
