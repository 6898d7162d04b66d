"""Conducting an interview: commands become journal entries, sound becomes blocks in the vault."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal
from threading import RLock, Thread
from typing import TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from interview_kit.audio.recorder import Recorder
from interview_kit.audio.recorder_events import (
    DiskFreed,
    DiskLow,
    LayoutJudged,
    Level,
    Missing,
    Overflow,
    RecorderEvent,
    RecorderFailed,
    SourceLost,
    SourceReturned,
    VaultLost,
)
from interview_kit.audio.shared_clock import now
from interview_kit.audio.sound_source import Source
from interview_kit.disk.disk_space import free_bytes, hours_of_sound
from interview_kit.errors import AudioError, KitError
from interview_kit.guide.guide import Guide
from interview_kit.model.block import Block
from interview_kit.model.clock import frames_to_ms
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import (
    ChannelsJudged,
    ConsentWithdrawn,
    DeviceBack,
    DeviceLost,
    Event,
    Interrupted,
    Overflowed,
    SoundMissing,
)
from interview_kit.session.interview_state import LIVE, InterviewState, Phase, evolve, fold
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.session.topic_suggestion import suggestions
from interview_kit.vault import blocks, journal, unfinished_notes
from interview_kit.vault.unfinished_notes import Unfinished
from interview_kit.workflow.capture.vault_rescue import VaultGuard
from interview_kit.workflow.destruction.struck_content import (
    append_events,
    destroy_struck_sound,
    strikes_in,
)
from interview_kit.workflow.interviews.session_decision import events_of
from interview_kit.workflow.machine.power import Awake
from interview_kit.workflow.study.open_study import StudyInterview

DISK_STEPS = (30, 20, 10, 5, 2, 1)  # minutes of sound left at which it is told
DISK_SECONDS = 60  # how often the disk is looked at
VAULT_SECONDS = 1  # how often the vault is: an alarm is due within five

T = TypeVar("T")
Listen = Callable[[RecorderEvent], None]

log = logging.getLogger(__name__)


class Conductor:
    """One interview while it is held.

    `do` may be called from any thread; `listen` is called from the recorder's thread with what the
    recorder tells. Every event is on disk before `do` returns.
    """

    def __init__(self, interview: StudyInterview, listen: Listen = lambda _event: None) -> None:
        self.interview = interview.row
        self.guide: Guide = interview.guide
        self.state: InterviewState = interview.state
        self._entries = interview.entries
        self._study = interview.study
        self._listen = listen
        self._recorder: Recorder | None = None
        self._awake: Awake | None = None
        self._stored_frames = interview.clock_end
        self._disk_seen_at = now() - DISK_SECONDS
        self._disk_step: int | None = None
        self._struck = False
        self.rescued_in: Path | None = None
        self._guard: VaultGuard | None = None
        self._is_over = Signal()
        # Stopping the recorder waits for its thread, and that thread writes to the journal: so
        # commands and journal each have a lock of their own.
        self._commands = RLock()
        self._journal = RLock()

    @property
    def entries(self) -> tuple[JournalEntry, ...]:
        """The journal so far."""
        return self._entries

    @property
    def frame(self) -> int:
        """Where the interview's clock stands."""
        recorder = self._recorder
        return recorder.frame if recorder else self._stored_frames

    @property
    def committed_frame(self) -> int:
        """How far the sound is safe on the disk."""
        recorder = self._recorder
        return recorder.committed_frame if recorder else self._stored_frames

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
            self._guard_vault()
            self._recorder = Recorder(source, self._commit, self._heard, self._stored_frames)
            # What the recorder tells at once, such as a lost device, stands after the start.
            with self._journal:
                try:
                    self._recorder.start()
                except BaseException:
                    self._recorder = None
                    raise
                self._awake = Awake()
                self._append(events, self._stored_frames)
            self._is_over.clear()
            if self._guard is not None:
                Thread(target=self._watch_vault, name="vault guard", daemon=True).start()

    def do(self, command: Command) -> tuple[Event, ...]:
        """What `command` caused. Raises RefusedError where it is not possible now."""
        with self._commands:
            if isinstance(command, ask.AnswerConsent) and not command.language:
                command = replace(command, language=self.interview.language)
            recorder = self._recorder
            frame = recorder.flush() if recorder and isinstance(command, ask.Strike) else self.frame
            events = self._decide(command, frame)
            if recorder is not None:
                match command:
                    case ask.Pause() | ask.GoOffRecord():
                        frame = recorder.pause()
                    case ask.AnswerConsent() if ConsentWithdrawn() in events:
                        frame = recorder.pause()
                    case ask.End():
                        frame = self._stop(recorder)
            self._append(events, frame)
            if recorder is not None and isinstance(command, ask.Resume | ask.GoOnRecord):
                recorder.resume()
            if isinstance(command, ask.TakeNote | ask.Debrief):
                self.drop_unfinished()
            self._vacuum_after_strike()
            return events

    def keep_unfinished(self, note: Unfinished) -> None:
        """Keep what is being typed: a crash makes a note of it, `do` and `drop_unfinished` do not.

        Raises KitError where the vault cannot be written.
        """
        if not note.text:
            self.drop_unfinished()
            return
        with self._journal:
            self._kept(lambda: unfinished_notes.put(self._study.vault, self.interview.id, note))

    def drop_unfinished(self) -> None:
        """Keep no longer what was being typed."""
        with self._journal:
            self._kept(lambda: unfinished_notes.drop(self._study.vault, self.interview.id))

    def undisturbed(self) -> AbstractContextManager[object]:
        """Inside, no command of another thread is carried out: nothing is struck meanwhile."""
        return self._commands

    def hear(self, text: str, at_frame: int | None = None) -> tuple[Event, ...]:
        """What the participant said may raise topics unasked: those are suggested.

        `text` is for live words, in the interview's language, said from `at_frame` on; it is not
        kept.
        """
        with self._commands:
            if self.state.phase is not Phase.RECORDING:
                return ()
            suggested_topics = suggestions(self.guide, self.state, text, self.interview.language)
            return tuple(
                event
                for command in suggested_topics
                for event in self.do(replace(command, at_frame=at_frame))
            )

    def close(self, *, in_haste: bool = False) -> None:
        """Let go of the microphone; an interview that was not ended is kept as interrupted.

        In haste the vault is not written anew after a strike: the next opening does it.
        """
        with self._commands:
            if self._recorder is not None:
                self._stop(self._recorder)
            if self.state.phase in LIVE:
                try:
                    self._append((Interrupted(),), self.frame)
                except KitError as error:  # a full disk; the next start notes it instead
                    log.warning("the interruption was not noted: %s", error.message)
            if in_haste and self._struck:
                self._study.vault.owe_vacuum()
                self._struck = False
            self._vacuum_after_strike()
            self._study.vault.write_log_back()

    def _stop(self, recorder: Recorder) -> int:
        """Let go of the microphone and of the machine's sleep; the frame after the last kept."""
        self._stored_frames = recorder.stop()
        self._recorder = None
        self._is_over.set()
        self._rescue_if_gone()
        if self._awake is not None:
            self._awake.release()
        return self._stored_frames

    def _vacuum_after_strike(self) -> None:
        """Rewrite the vault after a strike, once no sound waits for it.

        The struck stretch is overwritten already; a disk too full for the rewriting is no reason
        to fail.
        """
        if not self._struck or self._recorder is not None:
            return
        try:
            self._study.vault.vacuum()
            self._struck = False
        except KitError as error:
            log.warning("the vault was not rewritten: %s", error.message)

    def _require_same_clock(self, source: Source) -> None:
        """Frames are the clock of an interview, so they must last as long after a break."""
        clock_before, clock_now = (
            (self.state.rate, self.state.channels),
            (source.rate, source.channels),
        )
        if self._stored_frames and clock_before != clock_now:
            raise AudioError(
                "The interview was begun with {channels_before} channels at {rate_before} "
                "frames a second; this source has {channels} at {rate}.",
                "Go on with the microphone it was begun with, or begin a new interview.",
                channels_before=clock_before[1],
                rate_before=clock_before[0],
                channels=clock_now[1],
                rate=clock_now[0],
            )

    def _decide(self, command: Command, frame: int) -> tuple[Event, ...]:
        return events_of(self.guide, self.state, command, frame)

    def _append(self, events: tuple[Event, ...], frame: int) -> None:
        """Journal events, and destroy what they say is struck.

        The words go with the event or not at all. The sound follows, in steps short enough for the
        recorder; `recover` goes on with them after a crash.
        """
        study, id = self._study, self.interview.id
        with self._journal:
            self._entries += self._kept(
                lambda: append_events(study, id, frame, events, self.state.rate)
            )
            for event in events:
                self.state = evolve(self.state, event)
            if strikes_in(events):  # what was noted in the stretch went with it
                self._entries = journal.read(study.vault, id)
                self.state = fold(entry.event for entry in self._entries)
        for strike in strikes_in(events):
            self._struck = True
            destroy_struck_sound(study, id, strike)
            study.vault.empty_log()

    def _commit(self, block: Block) -> None:
        with self._journal:
            self._kept(lambda: blocks.append(self._study.vault, self.interview.id, block))
            if self._guard is not None:
                self._guard.remember(block)

    def _kept(self, store: Callable[[], T]) -> T:
        """Store something; where that fails because the vault is gone, in the rescued one."""
        try:
            return store()
        except (KitError, OSError, sqlcipher.DatabaseError):
            if not self._rescue_if_gone():
                raise
        return store()

    def _guard_vault(self) -> None:
        self._guard = VaultGuard(self._study, self.interview)

    def _watch_vault(self) -> None:
        # A connection that was opened before the vault is gone can still read it.
        with suppress(sqlcipher.DatabaseError, KitError):
            _ = self._study.vault.db
        while not self._is_over.wait(VAULT_SECONDS):
            try:
                self._rescue_if_gone()
            except KitError as error:
                self._listen(RecorderFailed(self.frame, error.message))
                return

    def _rescue_if_gone(self) -> bool:
        """Go on in a study of its own where the vault was taken away; whether it was."""
        with self._journal:
            if self._guard is None or not self._guard.is_gone():
                return False
            folder = self._guard.save(self._entries)
            self.rescued_in = folder
        self._listen(VaultLost(self.frame, str(folder)))
        return True

    def _watch_disk(self, frame: int) -> None:
        if now() - self._disk_seen_at < DISK_SECONDS:
            return
        self._disk_seen_at = now()
        minutes = hours_of_sound(free_bytes(self._study.folder)) * 60
        step = min((limit for limit in DISK_STEPS if minutes < limit), default=None)
        if step != self._disk_step:
            self._disk_step = step
            self._listen(DiskFreed(frame) if step is None else DiskLow(frame, step))

    def _heard(self, event: RecorderEvent) -> None:
        match event:
            case Overflow(frame):
                self._append((Overflowed(),), frame)
            case Missing(frame, end_frame):
                self._append((SoundMissing(frame, end_frame),), frame)
            case LayoutJudged(frame, layout):
                self._append((ChannelsJudged(layout),), frame)
            case SourceLost(frame, reason):
                self._append((DeviceLost(reason),), frame)
            case SourceReturned(frame, gap_ms):
                self._append((DeviceBack(gap_ms),), frame)
            case Level(frame):
                self._watch_disk(frame)
        self._listen(event)
