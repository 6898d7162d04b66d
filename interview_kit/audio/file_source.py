"""A sound file in the place of a microphone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Literal

from interview_kit.audio.interleave import interleaved
from interview_kit.audio.shared_clock import now
from interview_kit.audio.sound_level import FULL_SCALE
from interview_kit.audio.sound_source import Deliver, Fault, Report
from interview_kit.audio.track import FROM_ZERO, Hole, Piece, Track
from interview_kit.errors import AudioError
from interview_kit.language.phrase import phrase

if TYPE_CHECKING:
    import av
    import numpy as np
    from av.audio.stream import AudioStream
    from numpy.typing import NDArray

Pace = Literal["real", "fast"]

PIECE_SECONDS = 0.05
MOST_DAMAGED = 50  # damaged places in a row after which nothing more is to be had
SILENT_PEAK = 10 ** (-60 / 20)  # of full scale: below any speech that can be heard
ONLY_FILES = {"protocol_whitelist": "file"}  # a playlist must not open a connection
NO_SOUND_HINT = (
    "Play it in another program; if that fails too, the recording has to come again. A transcript "
    "comes in with `interview-kit import-transcript`."
)


class FileSource:
    """A sound file, everything PyAV reads, at its own rate; it ends by itself.

    One or two channels are kept as they are, and two tracks become a channel each. A file with more
    is refused: to keep two of them would drop a voice, to mix them would lose who spoke. `tracks`
    names the ones to take, counted from 1. `pace` is "real" for the speed of a microphone, "fast"
    for as fast as the recorder takes it; either way memory stays flat. Places in the file that
    cannot be decoded are passed over and reported as an overflow; stretches for which its time
    stamps have no sound are reported as missing.

    Raises AudioError for a file that is missing, empty, damaged or no sound.
    """

    live = False

    def __init__(self, path: Path, pace: Pace = "real", tracks: Sequence[int] = ()) -> None:
        self.path = path
        self.pace = pace
        self.name = path.name
        self._stopping = Event()
        self._thread: Thread | None = None
        self._tracks = tuple(tracks)
        self._loudest = 0
        with _open_container(path) as container:
            streams = _chosen(path, container, self._tracks)
            self.rate: int = max(stream.rate for stream in streams)
            self.channels: int = streams[0].channels if len(streams) == 1 else len(streams)
            self.seconds = container.duration / 1_000_000 if container.duration else None
            first = _pieces(container, streams, self.rate, lambda: None)
            if next((piece for piece in first if not isinstance(piece, Hole)), None) is None:
                raise AudioError("{name} holds no sound.", NO_SOUND_HINT, name=path.name)

    @property
    def is_silent(self) -> bool:
        """Whether all that was given so far is below anything that can be heard."""
        return self._loudest < SILENT_PEAK * FULL_SCALE

    def start(self, deliver: Deliver, report: Report) -> None:
        """Give the file's sound from its beginning."""
        self._stopping = Event()
        self._thread = Thread(
            target=self._run, args=(deliver, report, self._stopping), name="sound file", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Give no more; nothing is delivered once this returns."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, deliver: Deliver, report: Report, stopping: Event) -> None:
        detail = ""
        try:
            with _open_container(self.path) as container:
                streams = _chosen(self.path, container, self._tracks)
                pieces = _pieces(container, streams, self.rate, lambda: report(Fault.OVERFLOW, ""))
                self._deliver(pieces, deliver, report, stopping)
        except AudioError as error:  # the file was there a moment ago: a stick pulled out
            detail = error.message
        except Exception as error:  # whatever it is, the recorder waits for a word
            detail = phrase(
                "{name} cannot be read on: {error}.", name=self.name, error=type(error).__name__
            )
        report(Fault.ENDED, detail)

    def _deliver(
        self, pieces: Iterator[Piece], deliver: Deliver, report: Report, stopping: Event
    ) -> None:
        size = int(self.rate * PIECE_SECONDS)
        began = now()
        frames = 0
        for piece in pieces:
            if isinstance(piece, Hole):
                report(Fault.MISSING, "", piece.frames)
                frames += piece.frames
                continue
            for start in range(0, len(piece), size):
                if self.pace == "real":
                    stopping.wait(max(0.0, began + frames / self.rate - now()))
                if stopping.is_set():
                    return
                part = piece[start : start + size]
                self._loudest = max(self._loudest, int(part.max()), -int(part.min()))
                deliver(part.tobytes(), now())
                frames += len(part)


def track_count(path: Path) -> int:
    """How many sound tracks a file has. Raises AudioError where it is no sound."""
    with _open_container(path) as container:
        return len(_streams(path, container))


def silent_tracks(path: Path) -> tuple[int, ...]:
    """The tracks of a file, counted from 1, that carry nothing but silence from end to end."""
    import numpy as np

    with _open_container(path) as container:
        streams = _streams(path, container)
        loudest = [0.0] * len(streams)
        for packet in _packets(container, streams, lambda: None):
            for frame in _decoded(packet, lambda: None):
                peak = float(np.abs(_as_floats(frame)).max(initial=0.0))
                place = streams.index(packet.stream)
                loudest[place] = max(loudest[place], peak)
    return tuple(number for number, peak in enumerate(loudest, 1) if peak < SILENT_PEAK)


def _as_floats(frame: av.AudioFrame) -> NDArray[np.float64]:
    import numpy as np

    samples = frame.to_ndarray()
    if np.issubdtype(samples.dtype, np.floating):
        return samples.astype(np.float64)
    middle = 128 if samples.dtype == np.uint8 else 0
    full = 2.0 ** (8 * samples.dtype.itemsize - 1)
    scaled: NDArray[np.float64] = (samples.astype(np.float64) - middle) / full
    return scaled


@contextmanager
def _open_container(path: Path) -> Iterator[Any]:
    """The file; AudioError where it cannot be read."""
    import av

    if not path.is_file():
        raise AudioError("There is no file {path}.", "Check the name and the folder.", path=path)
    if path.stat().st_size == 0:
        raise AudioError(
            "{name} is empty.", "Copy it again from where it was recorded.", name=path.name
        )
    try:
        # With the protocol before it, a colon in the name is not taken for another.
        name = f"file:{path}"
        with av.open(name, options=dict(ONLY_FILES), **_any_metadata()) as container:
            yield container
    except (av.error.FFmpegError, ValueError) as error:
        raise AudioError(
            "{name} cannot be read as sound.", NO_SOUND_HINT, name=path.name
        ) from error


def _any_metadata() -> dict[str, Any]:
    """What opens a file whose title is no UTF-8; PyAV 19 does so unasked and has no such option."""
    import av

    return {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}


def _streams(path: Path, container: Any) -> list[AudioStream]:
    streams = [entry for entry in container.streams.audio if entry.rate and entry.channels]
    if not streams:
        raise AudioError("{name} holds no sound.", NO_SOUND_HINT, name=path.name)
    return streams


def _chosen(path: Path, container: Any, tracks: Sequence[int]) -> list[AudioStream]:
    """The streams of the tracks that were named, or of all."""
    streams = _streams(path, container)
    if not set(tracks) <= set(range(1, len(streams) + 1)):
        raise AudioError(
            "{name} has {count} sound tracks.",
            "Name those there are, counted from 1: --tracks 1,2.",
            name=path.name,
            count=len(streams),
        )
    chosen = [streams[number - 1] for number in tracks] if tracks else streams
    if len(chosen) > 2:
        raise AudioError(
            "{name} has {count} sound tracks; an interview has one, or one for each speaker.",
            "Name one or two, the interviewer's first: --tracks 2,3. "
            "`--tracks 1` alone takes a mix of all.",
            name=path.name,
            count=len(chosen),
        )
    if len(chosen) == 1 and chosen[0].channels > 2:
        raise AudioError(
            "{name} has {channels} channels; an interview has one or two.",
            "Bring it to two in a sound editor: the interviewer left, the participant right.",
            name=path.name,
            channels=chosen[0].channels,
        )
    return chosen


def _pieces(
    container: Any, streams: Sequence[AudioStream], rate: int, report_damage: Callable[[], None]
) -> Iterator[Piece]:
    """The chosen streams as 16-bit samples, shape (frames, channels), flat in memory."""
    channels = streams[0].channels if len(streams) == 1 else 1
    begin_s = _clock_begin(container)
    tracks = {stream.index: Track(stream, rate, channels, begin_s) for stream in streams}
    numbers = {stream.index: number for number, stream in enumerate(streams)}

    def read() -> Iterator[tuple[int, Piece | None]]:
        for packet in _packets(container, streams, report_damage):
            index = packet.stream.index
            for frame in _decoded(packet, report_damage):
                for piece in tracks[index].take(frame):
                    yield numbers[index], piece
        for index, track in tracks.items():
            for piece in track.rest():
                yield numbers[index], piece
            yield numbers[index], None

    if len(streams) > 1:
        yield from interleaved(read(), len(streams))
        return
    for _number, piece in read():
        if piece is not None:
            yield piece


def _clock_begin(container: Any) -> float:
    """Where a file's clock begins, in seconds of its time stamps."""
    start_s = (container.start_time or 0) / 1_000_000
    return 0.0 if FROM_ZERO & set(container.format.name.split(",")) else start_s


def _decoded(packet: Any, report_damage: Callable[[], None]) -> Iterator[av.AudioFrame]:
    import av

    try:
        yield from packet.decode()
    except (av.error.FFmpegError, ValueError):
        report_damage()


def _packets(
    container: Any, streams: Sequence[AudioStream], report_damage: Callable[[], None]
) -> Iterator[Any]:
    """Every packet of the streams; a damaged place is passed over, as long as something follows."""
    import av

    tries = 0
    while tries < MOST_DAMAGED:
        try:
            for packet in container.demux(*streams):
                tries = 0 if packet.size else tries
                yield packet
            return
        except (av.error.FFmpegError, ValueError):
            tries += 1
            report_damage()
