"""A sound file in the place of a microphone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Literal

from interview_kit.audio.clock import now
from interview_kit.audio.source import Deliver, Fault, Report
from interview_kit.errors import AudioError

if TYPE_CHECKING:
    import av
    from av.audio.stream import AudioStream

Pace = Literal["real", "fast"]

PIECE_SECONDS = 0.05
NO_SOUND_HINT = "Play it in another program; if that fails too, the recording has to come again."


class FileSource:
    """A sound file, everything PyAV reads, at its own rate; it ends by itself.

    One or two channels are kept as they are. A file with more is refused: to keep two of them
    would drop a voice, to mix them would lose who spoke. `pace` is "real" for the speed of a
    microphone, "fast" for as fast as the recorder takes it; either way memory stays flat.
    Places in the file that cannot be decoded are passed over and reported as an overflow.

    Raises AudioError for a file that is missing, empty, damaged or no sound.
    """

    live = False

    def __init__(self, path: Path, pace: Pace = "real") -> None:
        self.path = path
        self.pace = pace
        self.name = path.name
        self._stopping = Event()
        self._thread: Thread | None = None
        with _opened(path) as (container, stream):
            self.rate: int = stream.rate
            self.channels: int = stream.channels
            self.seconds = container.duration / 1_000_000 if container.duration else None
            if next(_pieces(container, stream, lambda: None), None) is None:
                raise AudioError(f"{path.name} holds no sound.", NO_SOUND_HINT)

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
            with _opened(self.path) as (container, stream):
                pieces = _pieces(container, stream, lambda: report(Fault.OVERFLOW, ""))
                self._deliver(pieces, deliver, stopping)
        except AudioError as error:  # the file was there a moment ago: a stick pulled out
            detail = error.message
        report(Fault.ENDED, detail)

    def _deliver(self, pieces: Iterator[bytes], deliver: Deliver, stopping: Event) -> None:
        bytes_per_second = self.rate * self.channels * 2
        size = int(self.rate * PIECE_SECONDS) * self.channels * 2
        began = now()
        given = 0
        for piece in pieces:
            for start in range(0, len(piece), size):
                if self.pace == "real":
                    stopping.wait(max(0.0, began + given / bytes_per_second - now()))
                if stopping.is_set():
                    return
                part = piece[start : start + size]
                deliver(part, now())
                given += len(part)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, AudioStream]]:
    """The file and its first sound stream; AudioError where there is none."""
    import av

    if not path.is_file():
        raise AudioError(f"There is no file {path}.", "Check the name and the folder.")
    if path.stat().st_size == 0:
        raise AudioError(f"{path.name} is empty.", "Copy it again from where it was recorded.")
    try:
        with av.open(str(path)) as container:
            yield container, _sound_stream(path, container)
    except av.error.FFmpegError as error:
        raise AudioError(f"{path.name} cannot be read as sound.", NO_SOUND_HINT) from error


def _sound_stream(path: Path, container: Any) -> AudioStream:
    stream: AudioStream | None = next(iter(container.streams.audio), None)
    if stream is None or not stream.rate or not stream.channels:
        raise AudioError(f"{path.name} holds no sound.", NO_SOUND_HINT)
    if stream.channels > 2:
        raise AudioError(
            f"{path.name} has {stream.channels} channels; an interview has one or two.",
            "Bring it to two in a sound editor: the interviewer left, the participant right.",
        )
    return stream


def _pieces(container: Any, stream: AudioStream, damaged: Callable[[], None]) -> Iterator[bytes]:
    """The stream as interleaved 16-bit PCM, flat in memory."""
    import av

    resampler = _resampler(stream)
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            damaged()
            continue
        for frame in frames:
            frame.pts = None
            for converted in resampler.resample(frame):
                yield _pcm(converted)
    with suppress(av.error.FFmpegError):
        for converted in resampler.resample(None):
            yield _pcm(converted)


def _resampler(stream: AudioStream) -> av.AudioResampler:
    """Brings every sample format to 16 bit; keeps rate and channels."""
    import av

    layout = "mono" if stream.channels == 1 else "stereo"
    return av.AudioResampler(format="s16", layout=layout, rate=stream.rate)


def _pcm(frame: av.AudioFrame) -> bytes:
    used = frame.samples * frame.layout.nb_channels * 2
    return bytes(frame.planes[0])[:used]
