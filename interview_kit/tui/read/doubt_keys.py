"""From one doubtful place to the next: why, how it sounds, and what could stand there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rich.cells import cell_len
from textual import on
from textual.timer import Timer

from interview_kit.errors import KitError
from interview_kit.interface.shifted_places import shifted_spans
from interview_kit.speech.doubtful_place import DoubtfulPlace, Reason
from interview_kit.tui.kit import kit, tell_error, words
from interview_kit.tui.read.sound_keys import AROUND_MS, SoundKeys
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.correction_progress import (
    CorrectionProgress,
    check_up_to,
    correction_progress,
)
from interview_kit.workflow.transcription.vocabulary_offer import OfferedTerm, offered_terms
from interview_kit.workflow.transcription.worklist import (
    Worklist,
    spelling_suggestions,
    tick,
    without_mark,
    worklist,
)

LOOK_AGAIN_SECONDS = 1.5
"""How long nothing is changed before it is looked anew what is doubtful."""
WORKLIST, SPELLING, TICK = "worklist", "spelling", "tick"
"""What work in a thread is called here."""


Standing = tuple[int | None, tuple[int, int] | None]
"""Where the cursor stands: the turn, and what is selected where one types in it."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is left to do in a transcript, and how far its correction is."""

    worklist: Worklist
    progress: CorrectionProgress
    offered_terms: tuple[OfferedTerm, ...]


def outlook(interview: StudyInterview) -> Outlook:
    """What is left to do in an interview as it stands."""
    return Outlook(
        worklist(interview), correction_progress(interview), offered_terms(interview.study)
    )


class DoubtKeys(SoundKeys):
    """The keys of the worklist, and how much is left of it."""

    outlook: Outlook | None = None
    _places: tuple[DoubtfulPlace, ...] = ()
    is_looking = False
    _look_timer: Timer | None = None
    _awaited_step: tuple[int, Standing] | None = None
    """A step asked for before it was known what is doubtful, and where the cursor stood then."""
    _taken: tuple[DoubtfulPlace, int, int] | None = None
    _spellings: Mapping[tuple[int, int], tuple[str, ...]] = MappingProxyType({})

    # Keys

    def action_next_doubt(self) -> None:
        """To the next doubtful place after the cursor."""
        self._go_on(1)

    def action_earlier_doubt(self) -> None:
        """To the doubtful place before the cursor."""
        self._go_on(-1)

    def action_right(self) -> None:
        """Tick off what is doubted here, and go on to the next."""
        place = self.doubt
        if place is None:
            self.told("read.no_doubt_here")
            return
        study, id = self.study, self.interview_id
        ticked_place = self._cleared(place)
        kit(self).work(self, TICK, lambda: tick(study.interview(id), [ticked_place]))
        self._drop(place)
        self._go_on(1)

    def action_take(self) -> None:
        """Put what is offered in the place of the doubtful words; then the next that is offered."""
        if self.typed is None and self.doubt is not None:
            self._go_to(self.doubt)
        place, offers = self.doubt, self.offers
        if self._taken is not None and self.typed is not None:
            place, index, start = self._taken
            index += 1
            offers = self._offers_of(place)
            end = self.typed.place
        elif place is not None:
            index, start, end = 0, place.start, place.end
        if place is None or not offers or self.marks.typed is None:
            self.told("read.nothing_offered")
            return
        offer = offers[index % len(offers)]
        number, typed_text = self.marks.typed
        self.marks.typed = number, typed_text.selected(start, end).typed(offer)
        self.settle()
        self._taken = place, index, start
        self.draw_turn(number)
        self.draw_state()

    def action_checked(self) -> None:
        """Note that all is checked up to the turn under the cursor."""
        turn = self.chosen
        if turn is None or not self.settle():
            return
        try:
            check_up_to(self.interview, turn.number, self.who)
        except KitError as error:
            tell_error(self, error)
            return
        self.told_time("read.checked_noted", turn.end_ms)
        self._look_soon()

    # What is doubted

    @property
    def doubt(self) -> DoubtfulPlace | None:
        """The doubtful place that the cursor stands on; of a turn that is read, the first."""
        number, typed_text = self.number, self.typed
        here = [place for place in self._places if place.turn == number]
        if typed_text is None:
            return here[0] if here else None
        start, end = typed_text.selection
        return next(
            (
                doubtful_place
                for doubtful_place in here
                if doubtful_place.start <= end and start <= doubtful_place.end
            ),
            None,
        )

    @property
    def offers(self) -> tuple[str, ...]:
        """What could stand at the doubtful place under the cursor, the best first."""
        place = self.doubt
        return () if place is None else self._offers_of(place)

    @property
    def can_take(self) -> bool:
        """Whether anything is offered here, or another word than the one that was taken."""
        return bool(self.offers) or (self._taken is not None and self.typed is not None)

    def text_changed(self, number: int, before: str, after: str) -> None:
        """Move the doubtful places of a turn along with its text; what was changed is none."""
        self._taken = None
        own_spans = [
            (doubtful_place.start, doubtful_place.end)
            for doubtful_place in self._places
            if doubtful_place.turn == number
        ]
        shifted = shifted_spans(own_spans, before, after)
        self._places = tuple(
            replace(doubtful_place, start=shifted[span][0], end=shifted[span][1])
            if doubtful_place.turn == number
            else doubtful_place
            for doubtful_place in self._places
            if (span := (doubtful_place.start, doubtful_place.end)) in shifted
            or doubtful_place.turn != number
        )
        self._mark_doubts()

    def turns_changed(self) -> None:
        """Look anew for what is doubtful, once nothing is changed for a moment."""
        self._look_soon()

    def look_now(self) -> None:
        """Look in a thread for what is doubtful."""
        if self._look_timer is not None:
            self._look_timer.stop()
            self._look_timer = None
        self.is_looking = True
        study, id = self.study, self.interview_id
        kit(self).work(self, WORKLIST, lambda: outlook(study.interview(id)))

    @on(WorkDone)
    def _looked(self, event: WorkDone) -> None:
        if event.work == WORKLIST and self._look_timer is None:
            self.is_looking = False
            assert isinstance(event.result, Outlook)
            before, self.outlook = self.outlook, event.result
            self._places = event.result.worklist.places
            self._mark_doubts()
            told_terms = {term.term for term in before.offered_terms} if before else set()
            for term in event.result.offered_terms:
                if before is not None and term.term not in told_terms:
                    key = kit(self).key("read.vocabulary")
                    self.told("read.vocabulary_offer", term=term.term, count=term.count, key=key)
            self.draw_state()
            self._take_awaited_step()
        elif event.work == TICK:
            self._look_soon()
        elif event.work == SPELLING:
            assert isinstance(event.result, tuple)
            place, suggestions = event.result
            self._spellings = {**self._spellings, (place.turn, place.start_ms): suggestions}
            self.draw_state()

    @on(WorkFailed)
    def _not_looked(self, event: WorkFailed) -> None:
        if event.work == WORKLIST:  # why is told; a key that asks for a place looks again
            self.is_looking, self._awaited_step = False, None

    def doubt_line(self, width: int) -> str:
        """Why the place under the cursor is doubted, and what is offered; empty for none.

        Where `width` cells do not hold all, offers and reasons are left out from the last on.
        """
        place = self.doubt
        if place is None:
            return ""
        if Reason.NO_TEXT in place.reasons:
            return words(self, "read.no_words", key=kit(self).key("read.insert"))
        reasons = [reason.sentence.in_(kit(self).language) for reason in place.reasons]
        counts = [(len(self.offers), len(reasons))]
        counts += [(offer_count, 1) for offer_count in range(len(self.offers), 0, -1)] or [(0, 1)]
        lines = [
            self._doubt_line(place, self.offers[:offer_count], reasons[:reason_count])
            for offer_count, reason_count in counts
        ]
        if self.offers:  # the words are marked in the text as well
            lines.append(self._doubt_line(place, self.offers[:1], reasons[:1], is_quoted=False))
        return next((line for line in lines if cell_len(line) <= width), lines[-1])

    def _doubt_line(
        self,
        place: DoubtfulPlace,
        offers: Sequence[str],
        reasons: Sequence[str],
        *,
        is_quoted: bool = True,
    ) -> str:
        if not offers:
            return f"“{place.text}”: {', '.join(reasons)}"
        return words(
            self,
            "read.offered" if is_quoted else "read.offered_short",
            words=place.text,
            key=kit(self).key("read.take"),
            offers=" · ".join(offers),
            reasons=", ".join(reasons),
        )

    @property
    def left_count(self) -> int:
        """How many doubtful places are left."""
        return len(self._places)

    @abstractmethod
    def told_time(self, id: str, ms: int) -> None:
        """Say a text with a time in passing."""

    def _offers_of(self, place: DoubtfulPlace) -> tuple[str, ...]:
        own = self._spellings.get((place.turn, place.start_ms), ())
        return tuple(dict.fromkeys((*place.suggestions, *own)))

    def _go_on(self, step: int) -> None:
        if not self.settle():
            return
        order = self.turn_order
        typed_text = self.typed
        offset = 0
        if typed_text is not None:
            offset = typed_text.selection[1 if step > 0 else 0]
            place = self.doubt
            if step > 0 and place is not None and place.start == place.end == offset:
                offset += 1  # a place without words, behind which the cursor cannot stand
        here = (order.get(self.number, -1), offset - (typed_text is None))
        placed = sorted(
            (doubtful_place for doubtful_place in self._places if doubtful_place.turn in order),
            key=lambda doubtful_place: (order[doubtful_place.turn], doubtful_place.start),
        )
        keys = [(order[doubtful_place.turn], doubtful_place.start) for doubtful_place in placed]
        later = [
            doubtful_place for doubtful_place, key in zip(placed, keys, strict=True) if key >= here
        ]
        earlier = [
            doubtful_place for doubtful_place, key in zip(placed, keys, strict=True) if key < here
        ]
        if step > 0 and later:
            self._go_to(later[0])
        elif step < 0 and earlier:
            self._go_to(earlier[-1])
        elif self.is_outlook_open:
            self._awaited_step = step, self._standing
            if not self.is_looking:
                self.look_now()
            self.told("read.looking")
        elif not placed:
            self.told("read.no_doubts")
        else:
            self.told("read.no_later_doubt" if step > 0 else "read.no_earlier_doubt")

    @property
    def is_outlook_open(self) -> bool:
        """Whether it is still to be found what is doubtful, or what is since the last change."""
        return self.outlook is None or self.is_looking or self._look_timer is not None

    @property
    def _standing(self) -> Standing:
        return self.number, self.typed.selection if self.typed is not None else None

    def _take_awaited_step(self) -> None:
        """Go where it was asked to go, unless the cursor has gone elsewhere meanwhile."""
        if self._awaited_step is not None:
            step, standing = self._awaited_step
            self._awaited_step = None
            if standing == self._standing:
                self._go_on(step)

    def _go_to(self, place: DoubtfulPlace) -> None:
        """Select a doubtful place, and play it."""
        self._taken = None
        self.type_in(place.turn, place.end, place.start)
        if Reason.SPELLING in place.reasons and not self._offers_of(place):
            interview = self.fresh()
            kit(self).work(self, SPELLING, lambda: (place, spelling_suggestions(interview, place)))
        if self.has_sound:
            self.play_span(place.start_ms - AROUND_MS, place.end_ms + AROUND_MS)
        self.draw_state()

    def _cleared(self, place: DoubtfulPlace) -> DoubtfulPlace:
        """A place that was found right, in a text that says no more that it is unclear."""
        text, bare_place = without_mark(self.editor.turn(place.turn).text, place)
        if bare_place == place:
            return place
        was_typing = self.typed is not None
        if self.change(lambda: self.editor.write(place.turn, text)) is None:
            return place
        if was_typing:
            self.type_in(place.turn, bare_place.end)
        return bare_place

    def _drop(self, place: DoubtfulPlace) -> None:
        self._places = tuple(
            doubtful_place for doubtful_place in self._places if doubtful_place != place
        )
        self._mark_doubts()

    def _mark_doubts(self) -> None:
        """Mark the places in the text that are doubted now."""
        doubts: dict[int, list[tuple[int, int]]] = {}
        for place in self._places:
            doubts.setdefault(place.turn, []).append((place.start, place.end))
        before, self.marks.doubts = self.marks.doubts, doubts
        for number in {*before, *doubts}:
            if before.get(number) != doubts.get(number):
                self.draw_turn(number)

    def _look_soon(self) -> None:
        if self._look_timer is not None:
            self._look_timer.stop()
        self._look_timer = self.set_timer(LOOK_AGAIN_SECONDS, self.look_now)
