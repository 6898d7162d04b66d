"""Conducting an interview: commands become journal entries, sound becomes blocks in the vault."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from interview_kit.audio.events import Back, Lost, Overflow, RecorderEvent
from interview_kit.audio.recorder import Recorder
from interview_kit.audio.source import Source
from interview_kit.errors import AudioError, RefusedError
from interview_kit.guide.guide import Guide
from interview_kit.model.block import Block
from interview_kit.model.clock import frames_to_ms
from interview_kit.session import commands as ask
from interview_kit.session.commands import Command
from interview_kit.session.events import DeviceBack, DeviceLost, Event, Interrupted, Overflowed
from interview_kit.session.machine import Refusal, decide
from interview_kit.session.state import LIVE, Phase, State, evolve
from interview_kit.vault import blocks, interviews, journal
from interview_kit.workflow.interviews import guide_of, state_of
from interview_kit.workflow.strike import strike
from interview_kit.workflow.study import Study

Listen = Callable[[RecorderEvent], None]


class Conductor:
    """One interview while it is held.

    `do` may be called from any thread; `listen` is called from the recorder's thread with what the
    recorder tells. Every event is on disk before `do` returns.
    """

    def __init__(self, study: Study, interview: str, listen: Listen = lambda _event: None) -> None:
        self.interview = interviews.get(study.vault, interview)
        self.guide: Guide = guide_of(self.interview)
        self.state: State = state_of(study, interview)
        self._study = study
        self._listen = listen
        self._recorder: Recorder | None = None
        self._stored_frames = blocks.sound(study.vault, interview).end_frame
        # Stopping the recorder waits for its thread, and that thread writes to the journal: so
        # commands and journal each have a lock of their own.
        self._commands = RLock()
        self._journal = RLock()

    @property
    def frame(self) -> int:
        """Where the interview's clock stands."""
        return self._recorder.frame if self._recorder else self._stored_frames

    @property
    def committed_frame(self) -> int:
        """How far the sound is safe on the disk."""
        return self._recorder.committed_frame if self._recorder else self._stored_frames

    @property
    def elapsed_ms(self) -> int:
        """The length of the sound so far."""
        return frames_to_ms(self.frame, self.state.rate) if self.state.rate else 0

    def record(self, source: Source) -> None:
        """Start an interview, or go on with an interrupted one, with sound from `source`.

        Raises RefusedError without consent, or where it has ended; AudioError where the source
        does not open: the interview can then be started again.
        """
        with self._commands:
            command = (
                ask.Continue(source.name)
                if self.state.phase is Phase.INTERRUPTED
                else ask.Start(source.rate, source.channels, source.name)
            )
            events = self._decide(command, self._stored_frames)
            self._require_same_clock(source)
            self._recorder = Recorder(source, self._commit, self._heard, self._stored_frames)
            try:
                self._recorder.start()
            except BaseException:
                self._recorder = None
                raise
            self._append(events, self._stored_frames)

    def do(self, command: Command) -> tuple[Event, ...]:
        """What `command` caused. Raises RefusedError where it is not possible now."""
        with self._commands:
            recorder = self._recorder
            frame = recorder.flush() if recorder and isinstance(command, ask.Strike) else self.frame
            events = self._decide(command, frame)
            if recorder is not None:
                match command:
                    case ask.Pause() | ask.GoOffRecord():
                        frame = recorder.pause()
                    case ask.End():
                        frame = recorder.stop()
                    case ask.Strike(first_frame) if events:
                        strike(self._study.vault, self.interview.id, max(0, first_frame), frame)
            self._append(events, frame)
            if recorder is not None and isinstance(command, ask.Resume | ask.GoOnRecord):
                recorder.resume()
            return events

    def close(self) -> None:
        """Let go of the microphone; an interview that was not ended is kept as interrupted."""
        with self._commands:
            if self._recorder is not None:
                self._recorder.stop()
            if self.state.phase in LIVE:
                self._append((Interrupted(),), self.frame)

    def _require_same_clock(self, source: Source) -> None:
        """Frames are the clock of an interview, so they must last as long after a break."""
        had, has = (self.state.rate, self.state.channels), (source.rate, source.channels)
        if self._stored_frames and had != has:
            raise AudioError(
                f"The interview was begun with {had[1]} channels at {had[0]} frames a second; "
                f"this source has {has[1]} at {has[0]}.",
                "Go on with the microphone it was begun with, or begin a new interview.",
            )

    def _decide(self, command: Command, frame: int) -> tuple[Event, ...]:
        decision = decide(self.guide, self.state, command, frame)
        if isinstance(decision, Refusal):
            raise RefusedError(decision.message, decision.hint)
        return decision

    def _append(self, events: tuple[Event, ...], frame: int) -> None:
        with self._journal:
            journal.append(self._study.vault, self.interview.id, frame, events)
            for event in events:
                self.state = evolve(self.state, event)

    def _commit(self, block: Block) -> None:
        blocks.append(self._study.vault, self.interview.id, block)

    def _heard(self, event: RecorderEvent) -> None:
        match event:
            case Overflow(frame):
                self._append((Overflowed(),), frame)
            case Lost(frame, reason):
                self._append((DeviceLost(reason),), frame)
            case Back(frame, gap_ms):
                self._append((DeviceBack(gap_ms),), frame)
        self._listen(event)
