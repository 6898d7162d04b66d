"""What the recorder tells while it runs. `frame` is always the interview's clock."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.channel_layout import ChannelLayout


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the stored sound was since the last `Level`, per channel, in dBFS (-120 to 0)."""

    frame: int
    peak_dbfs: tuple[float, ...]
    rms_dbfs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Overflow:
    """Sound before this frame is missing: `missing_ms` of it, or 0 where nobody can tell."""

    frame: int
    missing_ms: int


@dataclass(frozen=True, slots=True)
class Missing:
    """The source's clock ran on from `frame` to `end_frame` without sound."""

    frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class LayoutJudged:
    """The two channels turn out to belong together as `layout` says; a voice each until told."""

    frame: int
    layout: ChannelLayout


@dataclass(frozen=True, slots=True)
class SourceLost:
    """The device gives no sound; the recorder keeps trying to open it again."""

    frame: int
    reason: str


@dataclass(frozen=True, slots=True)
class SourceReturned:
    """Sound comes again, from the device `source`, after `gap_ms` without."""

    frame: int
    gap_ms: int
    source: str


@dataclass(frozen=True, slots=True)
class FlatLine:
    """A channel (0 or 1) has been flat for `seconds`: a dead, muted or unplugged microphone."""

    frame: int
    seconds: int
    channel: int


@dataclass(frozen=True, slots=True)
class RecorderAlive:
    """A channel (0 or 1) that was flat carries sound again."""

    frame: int
    channel: int


@dataclass(frozen=True, slots=True)
class Clipping:
    """A channel (0 or 1) reached full scale for several samples in a row."""

    frame: int
    channel: int


@dataclass(frozen=True, slots=True)
class SourceEnded:
    """The source came to its end or was stopped; everything up to `frame` is committed."""

    frame: int


@dataclass(frozen=True, slots=True)
class RecorderFailed:
    """The recording broke off. What was committed, up to `frame`, is kept; nothing follows."""

    frame: int
    message: str


@dataclass(frozen=True, slots=True)
class DiskLow:
    """The disk has room for less than so many minutes of sound; told again as it gets less."""

    frame: int
    minutes: int


@dataclass(frozen=True, slots=True)
class DiskFreed:
    """The disk that was running low has room again."""

    frame: int


@dataclass(frozen=True, slots=True)
class VaultLost:
    """The vault was deleted, replaced, moved or cut short; recording goes on in `folder`."""

    frame: int
    folder: str


RecorderEvent = (
    Level
    | Overflow
    | Missing
    | LayoutJudged
    | SourceLost
    | SourceReturned
    | FlatLine
    | RecorderAlive
    | Clipping
    | DiskLow
    | DiskFreed
    | VaultLost
    | SourceEnded
    | RecorderFailed
)
