"""Sentences about recordings that were made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "import.silent": "The file is silent from beginning to end: was the microphone on?",
    "import.silent_track": "Track {silent} of the file is silent; track {taken} was taken.",
    "import.two_tracks": (
        "Track {first} became the interviewer's channel and track {second} the participant's; if "
        "that is the wrong way round: `interview-kit speakers {id} --swap interviewer participant`."
    ),
    "import.together": "Both channels carry the same voices. {heard}",
    "import.opposite": "Both channels carry the same voices, one of them upside down. {heard}",
    "import.left": "Only the left channel carries voices. {heard}",
    "import.right": "Only the right channel carries voices. {heard}",
    "import.heard_as_one": (
        "The recording is heard as one channel, and voices are told apart by their sound. If each "
        "speaker has a channel: `interview-kit speakers {id} --as two`."
    ),
    "import.missing": (
        "The file's clock has no sound for {places}: the gap is kept, so that times agree with the "
        "file."
    ),
    "import.missing_place": "{seconds} s at {time}",
    "import.missing_more": "{count} more",
    "import.damaged": "The file is damaged in {count} places; what could be read is kept.",
    "import.twin": "The same file is in already, as {id}.",
    "import.transcript": "The transcript has {count} turns.",
    "import.no_transcript": "The transcript was not taken in: {reason}",
}
