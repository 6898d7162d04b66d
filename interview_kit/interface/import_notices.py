"""What whoever imports has to know of a recording, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_kit.errors import sentence_of
from interview_kit.interface.texts import say
from interview_kit.interface.transcript_notices import comment_sentences, transcript_notices
from interview_kit.language.phrase import decimal_number
from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.model.clock import timestamp
from interview_kit.workflow.capture.folder_import import Outcome
from interview_kit.workflow.capture.sound_import import ImportedRecording

GAPS_NAMED = 3


def recording_notices(recording: ImportedRecording, language: str) -> tuple[str, ...]:
    """What is to be known of an imported recording, if anything."""
    return tuple(_notices(recording, language))


def consent_notice(ids: Sequence[str], language: str) -> str:
    """How to note what was agreed to, where an import of these interviews was not told it."""
    return say("import.no_consent", language, id=ids[0] if len(ids) == 1 else "ID")


def outcome_notices(outcome: Outcome, language: str) -> tuple[str, ...]:
    """What is to be known of a file that was imported, or was not."""
    sound = recording_notices(outcome.recording, language) if outcome.recording else ()
    if outcome.transcript is not None:
        sound += (say("import.transcript", language, count=len(outcome.transcript.turns)),)
        sound += transcript_notices(outcome.transcript, language)
    if outcome.error is None:
        return sound
    reason = sentence_of(outcome.error, language)
    if outcome.interview and outcome.recording is not None:
        reason = say("import.no_transcript", language, reason=reason)
    return (*sound, reason)


def outcome_comments(outcome: Outcome, language: str) -> tuple[str, ...]:
    """What stood beside the text of a transcript that was imported, in words of that file."""
    if outcome.transcript is None:
        return ()
    return comment_sentences(outcome.transcript.comments, language)


def _notices(recording: ImportedRecording, language: str) -> Iterator[str]:
    id = recording.id
    if recording.silent:
        yield say("import.silent", language)
    elif recording.silent_tracks:
        silent, taken = (
            ", ".join(map(str, tracks)) for tracks in (recording.silent_tracks, recording.tracks)
        )
        yield say("import.silent_track", language, silent=silent, taken=taken)
    apart = recording.layout is ChannelLayout.APART
    if len(recording.tracks) > 1 and apart and not recording.silent:
        first, second = recording.tracks
        yield say("import.two_tracks", language, first=first, second=second, id=id)
    if not apart:
        heard = say("import.heard_as_one", language, id=id)
        yield say(f"import.{recording.layout}", language, heard=heard)
    if recording.missing_ms:
        yield say("import.missing", language, places=_places(recording, language))
    if recording.damaged:
        yield say("import.damaged", language, count=recording.damaged)
    if recording.twin:
        yield say("import.twin", language, id=recording.twin)


def _places(recording: ImportedRecording, language: str) -> str:
    places = [
        say(
            "import.missing_place",
            language,
            seconds=decimal_number(missing_ms / 1000, 1),
            time=timestamp(begin_ms),
        )
        for begin_ms, missing_ms in recording.missing_ms[:GAPS_NAMED]
    ]
    more = len(recording.missing_ms) - GAPS_NAMED
    if more > 0:
        places.append(say("import.missing_more", language, count=more))
    return ", ".join(places)
