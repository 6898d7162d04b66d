"""Sentences about recordings and transcripts that were made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.language.counted_text import CountedText

TEXTS: Mapping[str, str] = {
    "import.no_consent": (
        "No consent is noted. `interview-kit consent show {id}` lists the items, and "
        "`interview-kit consent answer {id} ITEM yes` notes what was agreed to; without it nothing "
        "is released."
    ),
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
    "import.damaged": CountedText(
        "The file is damaged in {count} place; what could be read is kept.",
        "The file is damaged in {count} places; what could be read is kept.",
    ),
    "import.twin": "The same file is in already, as {id}.",
    "import.transcript": CountedText(
        "The transcript has {count} turn.", "The transcript has {count} turns."
    ),
    "import.no_transcript": "The transcript was not taken in: {reason}",
    "transcript.guessed_encoding": "The file does not say its encoding; it was read as {encoding}.",
    "transcript.stray_bytes": CountedText(
        "{count} line holds bytes that are no {encoding}; look at it.",
        "{count} lines hold bytes that are no {encoding}; look at them.",
    ),
    "transcript.control_characters": CountedText(
        "{count} control character was taken out.", "{count} control characters were taken out."
    ),
    "transcript.other_format": "The file is not what its name says; it was read as {format}.",
    "transcript.sorted": CountedText(
        "{count} cue stood out of order; all were sorted by time.",
        "{count} cues stood out of order; all were sorted by time.",
    ),
    "transcript.unknown_times": CountedText(
        "{count} time is not understood; the text stands behind what came before.",
        "{count} times are not understood; the text stands behind what came before.",
    ),
    "transcript.repeated_captions": CountedText(
        "{count} caption repeats the one before; each phrase was taken once.",
        "{count} captions repeat the one before; each phrase was taken once.",
    ),
    "transcript.headings": CountedText(
        "{count} title or heading is nobody's speech and was left out.",
        "{count} titles and headings are nobody's speech and were left out.",
    ),
    "transcript.not_text": CountedText(
        "{count} comment or footnote was left out.", "{count} comments and footnotes were left out."
    ),
    "transcript.comment_signed_about": "Left out, of {author} about “{words}”: {text}",
    "transcript.comment_signed": "Left out, of {author}: {text}",
    "transcript.comment_about": "Left out, about “{words}”: {text}",
    "transcript.comment_alone": "Left out: {text}",
    "transcript.speech_with_colon": CountedText(
        (
            "{count} line begins with a word and a colon and was read as speech. Is that a "
            "speaker? Say so: --speaker LABEL=ROLE"
        ),
        (
            "{count} lines begin with a word and a colon and were read as speech. Is one a "
            "speaker? Say so: --speaker LABEL=ROLE"
        ),
    ),
    "transcript.one_voice": (
        "Only one voice was found. Are there more? Name them: --speaker LABEL=ROLE; see --labels."
    ),
    "transcript.dashes": CountedText(
        "{count} cue holds two voices that the file does not name.",
        "{count} cues hold two voices that the file does not name.",
    ),
    "transcript.unlabelled": CountedText(
        "{count} line has no speaker and was given to `other`.",
        "{count} lines have no speaker and were given to `other`.",
    ),
    "transcript.other_columns": CountedText(
        "{count} column holds neither speech, nor a speaker, nor a time; it was left out.",
        "{count} columns hold neither speech, nor a speaker, nor a time; they were left out.",
    ),
    "transcript.other_interviews": CountedText(
        "{count} row is of another interview and was left out.",
        "{count} rows are of other interviews and were left out.",
    ),
    "transcript.beyond_sound": CountedText(
        (
            "{count} turn begins after the end of the sound: the times are of another "
            "recording, or of the clock on the wall."
        ),
        (
            "{count} turns begin after the end of the sound: the times are of another "
            "recording, or of the clock on the wall."
        ),
    ),
    "transcript.laid_on_sound": (
        "The text was laid on the sound: {percent}% of its words were heard there."
    ),
    "transcript.no_times": (
        "The turns have no times, so they do not play. Transcribe the sound, and import the "
        "text again."
    ),
    "transcript.little_heard": (
        "The turns have no times, so they do not play: only {percent}% of the words were heard"
        " in the sound."
    ),
    "transcript.at_lines": "{notice} Line: {lines}.",
    "transcript.doubtful": "{notice} They begin with: {labels}.",
    "transcript.unread": "Line {line} was not understood.",
    "transcript.unread_text": "Line {line} was not understood: {text}",
}
