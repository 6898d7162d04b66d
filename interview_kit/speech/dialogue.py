"""The program's own diarizer: who speaks when on one channel, also where two speak at once.

How many speak is what pyannote's segmentation says; whose a voice is, what CAM++ says of how it
sounds, a third of a second after the other. The same sound gives the same voices, in whatever
pieces it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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

SHORTEST = 6
"""Frames that are a voice's: a tenth of a second is no word."""


def listen(sound: Iterable[Array], voices: int) -> tuple[Voice, ...]:
    """Who speaks when in `sound`, pieces at 16 kHz, sorted into at most so many `voices`."""
    cells = tuple(voice_cells(sound))
    return _numbered(_spoken(cells, voice_path(cells, voices))) if cells else ()


DIALOGUE = Diarizer(DIARIZER, phrase("pyannote's segmentation and CAM++, on this machine"), listen)
"""The diarizer itself."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Frames in which a voice speaks."""

    begin: int
    end: int
    voice: int


def _spoken(cells: Sequence[VoiceCell], path: VoicePath) -> Iterator[_Span]:
    """The frames of each voice without the gaps between its words."""
    spans: dict[int, _Span] = {}
    for place, cell in enumerate(cells):
        for voice in _voices_of(place, cells, path):
            last = spans.get(voice)
            begin = cell.begin
            if last is not None and begin - last.end <= LONGEST_GAP:
                begin = last.begin
            elif last is not None:
                yield last
            spans[voice] = _Span(begin, cell.end, voice)
    yield from spans.values()


def _voices_of(place: int, cells: Sequence[VoiceCell], path: VoicePath) -> set[int]:
    """Who speaks in a cell. Beside its own voice that is, in a cell of two, whoever is nearest."""
    own = int(path.numbers[place])
    if len(cells[place].voices) == 1:
        return {own}
    for distance in range(1, len(cells)):
        for beside in (place - distance, place + distance):
            if 0 <= beside < len(cells) and path.numbers[beside] != own:
                return {own, int(path.numbers[beside])}
    return {own}


def _numbered(spans: Iterable[_Span]) -> tuple[Voice, ...]:
    """Voices in the order of time, numbered as they are first heard."""
    lasting = [span for span in spans if span.end - span.begin >= SHORTEST]
    numbers: dict[int, int] = {}
    return tuple(
        Voice(_ms(span.begin), _ms(span.end), numbers.setdefault(span.voice, len(numbers)))
        for span in sorted(lasting, key=lambda span: (span.begin, span.end, span.voice))
    )


def _ms(frame: int) -> int:
    """The time at which a frame begins."""
    return max(0, 1000 * (frame * HOP + FIRST - HOP // 2) // SPEECH_RATE)
