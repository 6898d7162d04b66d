"""The program's own diarizer: who speaks when on one channel, also where two speak at once.

How many speak is what pyannote's segmentation says; whose a voice is, what CAM++ says of how it
sounds, a third of a second after the other. The same sound gives the same voices, in whatever
pieces it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_kit.language.phrase import phrase
from interview_kit.model.voice import Voice
from interview_kit.speech.diarizers import DIARIZER, Diarizer
from interview_kit.speech.filterbank import Array
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.voice_cells import VoiceCell, voice_cells
from interview_kit.speech.voice_chain import VoicePath, voice_path
from interview_kit.speech.voice_networks import FIRST, HOP

LONGEST_GAP = 12
"""Frames without a voice, 0.2 s, that are no pause between two words."""


def listen(sound: Iterable[Array], voices: int) -> tuple[Voice, ...]:
    """Who speaks when in `sound`, pieces at 16 kHz, sorted into at most so many `voices`."""
    cells = tuple(voice_cells(sound))
    return tuple(_numbered(_spans(cells, voice_path(cells, voices)))) if cells else ()


DIALOGUE = Diarizer(DIARIZER, phrase("pyannote's segmentation and CAM++, on this machine"), listen)
"""The diarizer itself."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Frames in which the same `voices` speak, the louder one first, contested or not."""

    begin: int
    end: int
    voices: tuple[int, ...]
    is_contested: bool

    def goes_on(self, following: _Span) -> bool:
        """Whether the same is true of what follows."""
        return (self.voices, self.is_contested) == (following.voices, following.is_contested)


def _spans(cells: Sequence[VoiceCell], path: VoicePath) -> Iterator[_Span]:
    """The cells without the gaps between words, one span as long as the same ones speak."""
    last: _Span | None = None
    for place, (cell, is_contested) in enumerate(zip(cells, path.contested(cells), strict=True)):
        span = _Span(cell.begin, cell.end, _voices_of(place, cells, path), bool(is_contested))
        if last is not None and span.begin - last.end <= LONGEST_GAP:
            span = replace(span, begin=last.begin if last.goes_on(span) else last.end)
        if last is not None and span.begin != last.begin:
            yield last
        last = span
    if last is not None:
        yield last


def _voices_of(place: int, cells: Sequence[VoiceCell], path: VoicePath) -> tuple[int, ...]:
    """Who speaks in a cell. Beside its own voice that is, in a cell of two, whoever is nearest."""
    own = int(path.numbers[place])
    if len(cells[place].voices) == 1:
        return (own,)
    for distance in range(1, len(cells)):
        for beside in (place - distance, place + distance):
            if 0 <= beside < len(cells) and path.numbers[beside] != own:
                return own, int(path.numbers[beside])
    return (own,)


def _numbered(spans: Iterable[_Span]) -> Iterator[Voice]:
    """Voices in the order of time, numbered as they are first heard."""
    numbers: dict[int, int] = {}
    for span in spans:
        for voice in span.voices:
            number = numbers.setdefault(voice, len(numbers))
            yield Voice(_ms(span.begin), _ms(span.end), number, span.is_contested)


def _ms(frame: int) -> int:
    """The time at which a frame begins."""
    return max(0, 1000 * (frame * HOP + FIRST - HOP // 2) // SPEECH_RATE)
