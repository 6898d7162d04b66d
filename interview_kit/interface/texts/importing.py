"""Sentences about recordings and transcripts that were made elsewhere."""

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
    "transcript.guessed_encoding": "The file does not say its encoding; it was read as {encoding}.",
    "transcript.stray_bytes": "{count} lines hold bytes that are no {encoding}; look at them.",
    "transcript.control_characters": "{count} control characters were taken out.",
    "transcript.other_format": "The file is not what its name says; it was read as {format}.",
    "transcript.sorted": "{count} cues stood out of order; all were sorted by time.",
    "transcript.unknown_times": (
        "{count} times are not understood; the text stands behind what came before."
    ),
    "transcript.repeated_captions": (
        "{count} captions repeat the one before; each phrase was taken once."
    ),
    "transcript.headings": "{count} titles and headings are nobody's speech and were left out.",
    "transcript.not_text": "{count} comments and footnotes were left out.",
    "transcript.speech_with_colon": (
        "{count} lines begin with a word and a colon and were read as speech. Is one a speaker?"
        " Say so: --speaker LABEL=ROLE"
    ),
    "transcript.one_voice": (
        "Only one voice was found. Are there more? Name them: --speaker LABEL=ROLE; see --labels."
    ),
    "transcript.dashes": "{count} cues hold two voices that the file does not name.",
    "transcript.unlabelled": "{count} lines have no speaker and were given to `other`.",
    "transcript.other_columns": (
        "{count} columns hold neither speech, nor a speaker, nor a time; they were left out."
    ),
    "transcript.other_interviews": "{count} rows are of other interviews and were left out.",
    "transcript.beyond_sound": (
        "{count} turns begin after the end of the sound: the times are of another recording, or"
        " of the clock on the wall."
    ),
    "transcript.laid_on_sound": (
        "The text was laid on the sound: {percent} % of its words were heard there."
    ),
    "transcript.no_times": (
        "The turns have no times, so they do not play. Transcribe the sound, and import the "
        "text again."
    ),
    "transcript.little_heard": (
        "The turns have no times, so they do not play: only {percent} % of the words were heard"
        " in the sound."
    ),
    "transcript.at_lines": "{notice} Line: {lines}.",
    "transcript.doubtful": "{notice} They begin with: {labels}.",
    "transcript.unread": "Line {line} was not understood.",
    "transcript.unread_text": "Line {line} was not understood: {text}",
}
