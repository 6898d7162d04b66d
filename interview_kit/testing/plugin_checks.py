"""Whether a plug-in keeps what docs/plugins.md asks of it. The rules stand there and here alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from interview_kit.export.exporters import Exporter, artefacts
from interview_kit.model.chunk import Chunk
from interview_kit.model.record import Record
from interview_kit.model.voice import Voice
from interview_kit.pseudonym.detectors import ANY_LANGUAGE, Context, Detector
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.speech.chunker import VOICE_BEGINS, WINDOW, ChunkSound
from interview_kit.speech.diarizers import Diarizer
from interview_kit.speech.engines import Engine
from interview_kit.speech.resampling import FULL_SCALE, SPEECH_RATE
from interview_kit.testing.invented_records import RECORDS

PIECES = (SPEECH_RATE, 777)
"""Samples in a piece of sound, of two ways to hand the same sound on."""


def check_exporter(exporter: Exporter, records: Iterable[Record] = RECORDS) -> dict[str, bytes]:
    """The files it makes of `records`, by name.

    Asked is that the same records give the same bytes, that records are read once and in order,
    and that every file lies in the export's folder and has a name of its own.
    """
    given_records = tuple(records)
    files = _files(exporter, given_records)
    assert files == _files(exporter, given_records), "the same records give other bytes"
    for name in files:
        path = PurePosixPath(name)
        is_inside = not path.is_absolute() and ".." not in path.parts and "\\" not in name
        assert is_inside, f"{name} lies outside of the export's folder"
    expected_count = len(given_records) if "{}" in exporter.path else 1
    assert len(files) == expected_count, "two interviews have one file"
    return files


def _files(exporter: Exporter, records: Sequence[Record]) -> dict[str, bytes]:
    return {
        artefact.name: b"".join(artefact.chunks) for artefact in artefacts(exporter, iter(records))
    }


def check_detector(
    detector: Detector, text: str, language: str = "nl", roster: Sequence[RosterName] = ()
) -> tuple[Mention, ...]:
    """The mentions it finds in the `text` of one turn.

    Asked is that the language is one of its own, that mentions stand where they say, under the
    detector's name, with a score from 0 to 1, and that the same text gives the same mentions.
    """
    is_asked = language in detector.languages or detector.languages == ANY_LANGUAGE
    assert is_asked, f"it is never asked about {language}"
    context = Context(turn=7, language=language, roster=tuple(roster))
    detector.prepare([text], language)
    mentions = tuple(detector.detect(text, context))
    assert mentions == tuple(detector.detect(text, context)), "the same text gives other mentions"
    for mention in mentions:
        assert mention.turn == context.turn, "a mention is in another turn"
        stretch = text[mention.start : mention.end]
        assert mention.text == stretch != "", "a mention does not say what stands at its place"
        assert isinstance(mention.type, MentionType), "a mention is of no type"
        assert mention.detector == detector.name, "a mention has another detector"
        assert 0 <= mention.score <= 1, "a score is not from 0 to 1"
    return mentions


def check_diarizer(
    diarizer: Diarizer, sound: NDArray[np.float32], voices: int = 2
) -> tuple[Voice, ...]:
    """Who speaks when in `sound`, one channel at 16 kHz, as it tells at most so many `voices`.

    Asked is that stretches come in the order of time and lie within the sound, that numbers count
    from 0 as voices are first heard, and that the pieces in which sound comes make no difference.
    """
    first, second = (tuple(diarizer.listen(_pieces(sound, size), voices)) for size in PIECES)
    assert first == second, "the same sound in other pieces has other voices"
    starts = [voice.start_ms for voice in first]
    assert starts == sorted(starts), "voices are not in the order of time"
    length_ms = 1000 * len(sound) / SPEECH_RATE
    for voice in first:
        assert 0 <= voice.start_ms < voice.end_ms <= length_ms + 1, (
            "a voice is outside of the sound"
        )
    numbers = list(dict.fromkeys(voice.number for voice in first))
    assert numbers == list(range(len(numbers))), "numbers do not count from 0 as voices are heard"
    assert len(numbers) <= voices, "there are more voices than were asked for"
    return first


def _pieces(sound: NDArray[np.float32], size: int) -> Iterable[NDArray[np.float32]]:
    return (sound[start : start + size] for start in range(0, len(sound), size))


def check_engine(
    engine: Engine, folder: Path, sound: NDArray[np.float32], language: str
) -> tuple[Chunk, ...]:
    """What the model in `folder` makes of two halves of `sound`, at most 40 s at 16 kHz.

    Asked is that the folder is taken for a model of this engine, that each half has a chunk of its
    own, with words in the order of time, and that a half gives the same with the other and alone.
    """
    files = engine.files(folder)
    assert files is not None, "the folder is no model of this engine"
    assert not files.missing_names, f"these files are missing: {files.missing_names}"
    model = engine.load(folder, 1)
    middle = len(sound) // 2 // WINDOW * WINDOW
    halves = []
    for part, first_frame in ((sound[:middle], 0), (sound[middle : 2 * middle], middle)):
        voiced = model.voice.listen()(part) >= VOICE_BEGINS
        samples = (part * (FULL_SCALE - 1)).astype(np.int16)[:, None]
        halves.append(ChunkSound(first_frame, SPEECH_RATE, samples, part, voiced))
    together = tuple(model.transcribe(halves, language))
    alone = tuple(chunk for half in halves for chunk in model.transcribe([half], language))
    assert together == alone, "a piece of sound gives other words beside others"
    assert [chunk.first_frame for chunk in together] == [0, middle], "chunks are not the pieces"
    for chunk in together:
        words = [word for segment in chunk.segments for word in segment.words]
        starts = [word.start_ms for word in words]
        assert starts == sorted(starts), "words are not in the order of time"
        assert all(0 <= word.probability <= 1 for word in words), "a probability is none"
    return together
