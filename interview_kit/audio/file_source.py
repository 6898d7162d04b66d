"""A sound file in the place of a microphone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Literal

from interview_kit.audio.shared_clock import now
from interview_kit.audio.sound_source import Deliver, Fault, Report
from interview_kit.errors import AudioError
from interview_kit.language.phrase import phrase

if TYPE_CHECKING:
    import av
    from av.audio.stream import AudioStream

Pace = Literal["real", "fast"]

PIECE_SECONDS = 0.05
MOST_DAMAGED = 50  # damaged places in a row after which nothing more is to be had
ONLY_FILES = {"protocol_whitelist": "file"}  # a playlist must not open a connection
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
        with _open_container(path) as (container, stream):
            self.rate: int = stream.rate
            self.channels: int = stream.channels
            self.seconds = container.duration / 1_000_000 if container.duration else None
            if next(_pieces(container, stream, lambda: None), None) is None:
                raise AudioError("{name} holds no sound.", NO_SOUND_HINT, name=path.name)

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
            with _open_container(self.path) as (container, stream):
                pieces = _pieces(container, stream, lambda: report(Fault.OVERFLOW, ""))
                self._deliver(pieces, deliver, stopping)
        except AudioError as error:  # the file was there a moment ago: a stick pulled out
            detail = error.message
        except Exception as error:  # whatever it is, the recorder waits for a word
            detail = phrase(
                "{name} cannot be read on: {error}.", name=self.name, error=type(error).__name__
            )
        report(Fault.ENDED, detail)

    def _deliver(self, pieces: Iterator[bytes], deliver: Deliver, stopping: Event) -> None:
        bytes_per_second = self.rate * self.channels * 2
        size = int(self.rate * PIECE_SECONDS) * self.channels * 2
        began = now()
        delivered_frames = 0
        for piece in pieces:
            for start in range(0, len(piece), size):
                if self.pace == "real":
                    stopping.wait(max(0.0, began + delivered_frames / bytes_per_second - now()))
                if stopping.is_set():
                    return
                part = piece[start : start + size]
                deliver(part, now())
                delivered_frames += len(part)


@contextmanager
def _open_container(path: Path) -> Iterator[tuple[Any, AudioStream]]:
    """The file and its first sound stream; AudioError where there is none."""
    import av

    if not path.is_file():
        raise AudioError("There is no file {path}.", "Check the name and the folder.", path=path)
    if path.stat().st_size == 0:
        raise AudioError(
            "{name} is empty.", "Copy it again from where it was recorded.", name=path.name
        )
    try:
        with av.open(str(path), metadata_errors="replace", options=dict(ONLY_FILES)) as container:
            yield container, _sound_stream(path, container)
    except (av.error.FFmpegError, ValueError) as error:
        raise AudioError(
            "{name} cannot be read as sound.", NO_SOUND_HINT, name=path.name
        ) from error


def _sound_stream(path: Path, container: Any) -> AudioStream:
    stream: AudioStream | None = next(iter(container.streams.audio), None)
    if stream is None or not stream.rate or not stream.channels:
        raise AudioError("{name} holds no sound.", NO_SOUND_HINT, name=path.name)
    if stream.channels > 2:
        raise AudioError(
            "{name} has {channels} channels; an interview has one or two.",
            "Bring it to two in a sound editor: the interviewer left, the participant right.",
            name=path.name,
            channels=stream.channels,
        )
    return stream


def _pieces(
    container: Any, stream: AudioStream, report_damage: Callable[[], None]
) -> Iterator[bytes]:
    """The stream as interleaved 16-bit PCM, flat in memory."""
    import av

    resample = _Resampling(stream)
    for packet in _packets(container, stream, report_damage):
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, ValueError):
            report_damage()
            continue
        for frame in frames:
            yield from resample.take(frame)
    yield from resample.rest()


def _packets(
    container: Any, stream: AudioStream, report_damage: Callable[[], None]
) -> Iterator[Any]:
    """Every packet of the stream; a damaged place is passed over, as long as something follows."""
    import av

    tries = 0
    while tries < MOST_DAMAGED:
        try:
            for packet in container.demux(stream):
                tries = 0 if packet.size else tries
                yield packet
            return
        except (av.error.FFmpegError, ValueError):
            tries += 1
            report_damage()


class _Resampling:
    """Brings every frame to 16 bit at the stream's rate and channels, also where those change."""

    def __init__(self, stream: AudioStream) -> None:
        self._rate: int = stream.rate
        self._layout = "mono" if stream.channels == 1 else "stereo"
        self._kind: tuple[str, str, int] | None = None
        self._resampler: av.AudioResampler | None = None

    def take(self, frame: av.AudioFrame) -> Iterator[bytes]:
        """PCM of what is ready."""
        import av

        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != self._kind:
            yield from self.rest()
            self._kind = kind
            self._resampler = av.AudioResampler("s16", self._layout, self._rate)
        frame.pts = None
        for resampled_frame in self._resampler.resample(frame) if self._resampler else ():
            yield _pcm(resampled_frame)

    def rest(self) -> Iterator[bytes]:
        """PCM of what was held back."""
        import av

        with suppress(av.error.FFmpegError):
            for resampled_frame in self._resampler.resample(None) if self._resampler else ():
                yield _pcm(resampled_frame)


def _pcm(frame: av.AudioFrame) -> bytes:
    used_bytes = frame.samples * frame.layout.nb_channels * 2
    return bytes(frame.planes[0])[:used_bytes]
