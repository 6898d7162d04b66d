"""Hearing the sound while one reads or types, and the word that sounds."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right

from textual import on

from interview_kit.errors import KitError
from interview_kit.tui.kit import tell_error
from interview_kit.tui.read.correcting import Correcting
from interview_kit.tui.read.transcript_list import TranscriptList
from interview_kit.tui.sound_playback import LONGEST_MS, SoundMoved
from interview_kit.workflow.transcription.correction_progress import note_heard as keep_heard

TEMPOS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""How many times as fast sound is heard, key by key."""
AROUND_MS = 300
"""How much is heard before and after words that are played by themselves."""
LINGER_MS = 150
"""How long a word stays lit after its end, so that short pauses do not flicker."""
LEAD_MS = 30
"""How much sooner a word is lit: half of what lies between two looks, and what painting takes."""
NOTE_MS = 10_000
"""How much is heard before that is noted, while it goes on."""


class SoundKeys(Correcting):
    """Play and stop, back and forth, slower and faster, over and over."""

    _stopped_ms: int | None = None
    _heard_from_ms: int | None = None
    _position_ms: int | None = None
    _followed_turn = 0

    @property
    def position_ms(self) -> int | None:
        """Where the sound is, or where it was stopped; None before anything was played."""
        return self._position_ms if self._position_ms is not None else self._stopped_ms

    @property
    def is_sounding(self) -> bool:
        """Whether something is heard, as far as was looked."""
        return self._position_ms is not None

    def cursor_moved(self) -> None:
        """What was stopped is not gone on with, where the cursor was put elsewhere by hand."""
        if self.number != self._followed_turn:
            self._stopped_ms = None

    def play_span(self, start_ms: int, end_ms: int = LONGEST_MS) -> None:
        """Play a stretch; why it cannot be played is told."""
        self.note_heard()
        try:
            self.sound.start(start_ms, end_ms)
        except KitError as error:
            tell_error(self, error)
            return
        self._stopped_ms = None
        self._position_ms = self._heard_from_ms = start_ms
        self._light(start_ms)
        self.draw_state()

    def stop_sound(self) -> None:
        """Be silent; the place is kept for going on."""
        position_ms = self.sound.stop()
        if position_ms is not None:
            self._silent(position_ms)

    def action_play(self) -> None:
        """Play from the cursor on or what is selected, or be silent again."""
        if self.sound.is_playing:
            self.stop_sound()
            return
        if not self.number:
            return
        typed_text = self.typed
        if typed_text is not None and typed_text.place != typed_text.anchor:
            self._play_words(*typed_text.selection)
        elif self._stopped_ms is not None:
            self.play_span(self._stopped_ms - self._back_ms)
        else:
            self.play_span(self.time_at(self.number, self.place) if typed_text else self._start_ms)

    def action_play_turn(self) -> None:
        """Play the turn under the cursor and no more."""
        turn = self.chosen
        if turn is not None:
            self.play_span(turn.start_ms, turn.end_ms + AROUND_MS)

    def action_back(self) -> None:
        """Hear the last seconds again."""
        self._leap(-self._step_ms)

    def action_forth(self) -> None:
        """Go on some seconds later."""
        self._leap(self._step_ms)

    def action_loop(self) -> None:
        """Play what is selected, or the turn, over and over, or not any more."""
        self.sound.is_looped = not self.sound.is_looped
        typed_text = self.typed
        if not self.sound.is_looped:
            self.stop_sound()
        elif typed_text is not None and typed_text.place != typed_text.anchor:
            self._play_words(*typed_text.selection)
        else:
            self.action_play_turn()
        self.draw_state()

    def action_slower(self) -> None:
        """Play slower at the same pitch."""
        self._change_tempo(-1)

    def action_faster(self) -> None:
        """Play faster at the same pitch."""
        self._change_tempo(1)

    @on(TranscriptList.WordClicked)
    def _word_clicked(self, event: TranscriptList.WordClicked) -> None:
        """Play the word that was clicked, and what follows; twice: type there."""
        self.rows.go_to(event.turn)
        text = self.shown_text(event.turn)
        place = self.maker.place_at(event.turn, event.line, event.column, text)
        if place is None:
            return
        if event.is_double or self.typed is not None:
            self.type_in(event.turn, place)
        if not event.is_double and self.has_sound:
            self.play_span(self.time_at(event.turn, place))

    @on(SoundMoved)
    def _sound_moved(self, event: SoundMoved) -> None:
        """Light the word that sounds."""
        if event.position_ms is None:
            if self._position_ms is not None:
                self._silent(self._position_ms)
                self._stopped_ms = None
            return
        if not self.is_sounding:
            return  # it was stopped meanwhile
        before, self._position_ms = self._position_ms or 0, event.position_ms
        if event.position_ms < before or event.position_ms - (self._heard_from_ms or 0) > NOTE_MS:
            self.note_heard(before)
            self._heard_from_ms = event.position_ms
        self._light(event.position_ms + round(LEAD_MS * self.sound.tempo))
        self.draw_state()

    def heard_place(self, number: int) -> int:
        """Where in a turn's text the word ends that sounds or was heard last; 0 for elsewhere."""
        turn, ms = self.editor.turn(number), self.position_ms
        if ms is None or not turn.start_ms <= ms <= turn.end_ms + AROUND_MS:
            return 0
        spans = self.word_spans(number)
        index = bisect_right([start_ms for _, start_ms, _ in spans], ms) - 1
        return spans[index][0][1] if index >= 0 else 0

    @property
    @abstractmethod
    def has_sound(self) -> bool:
        """Whether there is anything to hear."""

    @property
    def _start_ms(self) -> int:
        turn = self.chosen
        return turn.start_ms if turn else 0

    @property
    def _step_ms(self) -> int:
        return int(self.study.settings.sound_step) * 1000

    @property
    def _back_ms(self) -> int:
        return round(float(self.study.settings.sound_back) * 1000)

    def _play_words(self, start: int, end: int) -> None:
        start_ms, end_ms = self.time_of(self.number, start, end)
        self.play_span(start_ms - AROUND_MS, end_ms + AROUND_MS)

    def _leap(self, step_ms: int) -> None:
        position_ms = self.sound.position_ms
        if position_ms is None:
            start_ms = self._start_ms if self._stopped_ms is None else self._stopped_ms
            self.play_span(max(0, start_ms + step_ms))
            return
        self.note_heard(position_ms)
        self._position_ms = self._heard_from_ms = max(0, position_ms + step_ms)
        self.sound.go_on(self._position_ms)

    def _change_tempo(self, step: int) -> None:
        index = min(
            range(len(TEMPOS)), key=lambda tempo_index: abs(TEMPOS[tempo_index] - self.sound.tempo)
        )
        self.sound.tempo = TEMPOS[max(0, min(index + step, len(TEMPOS) - 1))]
        position_ms = self.sound.position_ms
        if position_ms is not None:
            self.sound.go_on(position_ms)
        self.draw_state()

    def _silent(self, position_ms: int) -> None:
        self.note_heard(position_ms)
        self._stopped_ms, self._position_ms, self._heard_from_ms = position_ms, None, None
        self._unlight()
        self.draw_state()

    def note_heard(self, end_ms: int | None = None) -> None:
        """Keep which stretch was heard."""
        end_ms = self._position_ms if end_ms is None else end_ms
        if self._heard_from_ms is None or end_ms is None or end_ms <= self._heard_from_ms:
            return
        try:
            keep_heard(self.interview, self._heard_from_ms, end_ms)
        except KitError as error:
            tell_error(self, error)

    def _light(self, ms: int) -> None:
        """Mark the word that sounds, and go along to its turn while nobody types."""
        lit = self._word_at(ms)
        if lit == self.marks.lit:
            return
        before, self.marks.lit = self.marks.lit, lit
        for number in {word[0] for word in (before, lit) if word is not None}:
            self.draw_turn(number)
        if lit is not None and self.typed is None and lit[0] != self.number:
            self._followed_turn = lit[0]
            self.rows.go_to(lit[0])

    def _unlight(self) -> None:
        before, self.marks.lit = self.marks.lit, None
        if before is not None:
            self.draw_turn(before[0])

    def _word_at(self, ms: int) -> tuple[int, tuple[int, int]] | None:
        """The turn and the span of the word that is said at a time, or was just said."""
        turns = self.turns
        index = bisect_right(turns, ms, key=lambda turn: turn.start_ms) - 1
        # Where two talk at once, the one who began last; before, who goes on talking.
        for turn in reversed(turns[max(0, index - 3) : index + 1]):
            if turn.start_ms <= ms < turn.end_ms + LINGER_MS:
                spans = self.word_spans(turn.number)
                word = bisect_right([start_ms for _, start_ms, _ in spans], ms) - 1
                if word >= 0 and ms < spans[word][2] + LINGER_MS:
                    return turn.number, spans[word][0]
        return None
