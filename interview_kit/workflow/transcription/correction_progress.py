"""How far the correcting of an interview is, by whom, and how much of its sound was heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import spoken_words
from interview_kit.vault import correction_states, transcripts
from interview_kit.vault.correction_states import CheckedPlace
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview


@dataclass(frozen=True, slots=True)
class Corrector:
    """Who corrected, how many changes of turns stand, between which moments (UTC), how long.

    The moments are empty for who changed nothing; `seconds` are those spent on the screen.
    """

    who: str
    changes: int
    first_at: str
    last_at: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Checker:
    """Who checked the text, when (UTC), and up to which turn: where that ends, in ms, and the
    share of the words that is behind it, in percent."""

    who: str
    at: str
    checked_turn: int
    checked_ms: int
    checked_percent: float


NOBODY = Checker("", "", 0, 0, 0.0)
"""In the place of who checked the text, before anybody did."""


@dataclass(frozen=True, slots=True)
class CorrectionProgress:
    """How far the correcting is.

    `heard_percent` is the share of the sound that was played, None without sound. `checkers` are
    those who checked something. `member_check` is what the participant said of the copy last, empty
    where nothing is noted.
    """

    interview: str
    correctors: tuple[Corrector, ...]
    heard_percent: float | None
    member_check: str = ""
    checkers: tuple[Checker, ...] = ()

    @property
    def checked_turn(self) -> int:
        """The last turn that anybody checked, 0 before any."""
        return self._furthest.checked_turn

    @property
    def checked_ms(self) -> int:
        """Where that turn ends."""
        return self._furthest.checked_ms

    @property
    def checked_percent(self) -> float:
        """How much of the words that leaves behind."""
        return self._furthest.checked_percent

    @property
    def checked_by(self) -> str:
        """Who checked up to there, empty before anybody did."""
        return self._furthest.who

    @property
    def _furthest(self) -> Checker:
        return max(self.checkers, key=lambda checker: checker.checked_percent, default=NOBODY)


def note_heard(interview: StudyInterview, start_ms: int, end_ms: int) -> None:
    """Note that some of the sound was played; nothing where the span is empty."""
    if end_ms > start_ms:
        correction_states.add_heard_span(interview.vault, interview.id, start_ms, end_ms)


def note_seconds(interview: StudyInterview, seconds: float, actor: str = "") -> None:
    """Note that somebody spent so long on correcting."""
    person = actor or study_audit.whoever()
    correction_states.add_seconds(interview.vault, interview.id, person, seconds)


def check_up_to(interview: StudyInterview, turn: int, actor: str = "") -> None:
    """Note that the text is checked up to and with a turn. Raises KitError for no such turn."""
    texts = transcripts.texts(interview.vault, interview.id)
    if turn not in texts:
        raise KitError(
            "Interview {interview} has no turn {number}.",
            "`interview-kit show {interview} --json` has their numbers.",
            interview=interview.id,
            number=turn,
        )
    person = actor or study_audit.whoever()
    correction_states.put_checked_place(interview.vault, interview.id, turn, person)


def checked_turns(interview: StudyInterview, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Those of `turns`, all in order, up to and with the last that anybody checked.

    What was split off it is checked with it. Where that turn is no more, being joined or taken out,
    up to where the machine had it begin.
    """
    places = correction_states.checked_places(interview.vault, interview.id)
    return turns_up_to(interview, turns, places)


def own_checked_turns(
    interview: StudyInterview, turns: Sequence[Turn], actor: str = ""
) -> tuple[Turn, ...]:
    """Those of `turns` that somebody checked, or, where that person checked none, anybody."""
    person = actor or study_audit.whoever()
    places = correction_states.checked_places(interview.vault, interview.id)
    own_places = [place for place in places if place.who == person]
    return turns_up_to(interview, turns, own_places or places)


def turns_up_to(
    interview: StudyInterview, turns: Sequence[Turn], places: Sequence[CheckedPlace]
) -> tuple[Turn, ...]:
    """Those of `turns` up to and with the furthest of some places."""
    if not places:
        return ()
    machine_turns = transcripts.machine_turns(interview.vault, interview.id)
    spans = {turn.number: (turn.start_ms, turn.end_ms) for turn in machine_turns}
    counts = [_count_up_to(place.turn, spans, turns) for place in places]
    return tuple(turns[: max(counts)])


def _count_up_to(number: int, spans: Mapping[int, tuple[int, int]], turns: Sequence[Turn]) -> int:
    start_ms, end_ms = spans.get(number, (0, 0))
    index = next((index for index, turn in enumerate(turns) if turn.number == number), None)
    if index is None:
        return sum(1 for _ in takewhile(lambda turn: turn.start_ms < start_ms, turns))
    later_turns = turns[index + 1 :]
    halves = takewhile(
        lambda turn: turn.number not in spans and turn.start_ms < end_ms, later_turns
    )
    return index + 1 + sum(1 for _ in halves)


def correction_progress(interview: StudyInterview) -> CorrectionProgress:
    """How far the correcting of an interview is now."""
    vault, id = interview.vault, interview.id
    places = correction_states.checked_places(vault, id)
    turns = transcripts.turns(vault, id) if places else ()
    words = [len(spoken_words(turn.text)) for turn in turns]
    checkers = []
    for place in places:
        count = len(turns_up_to(interview, turns, [place]))
        if count:
            end_ms = max(turn.end_ms for turn in turns[:count])
            percent = round(100 * sum(words[:count]) / max(1, sum(words)), 1)
            checkers.append(Checker(place.who, place.at, turns[count - 1].number, end_ms, percent))
    return CorrectionProgress(
        id,
        _correctors(interview),
        _heard_percent(interview),
        correction_states.last_member_check(vault, id),
        tuple(checkers),
    )


def _correctors(interview: StudyInterview) -> tuple[Corrector, ...]:
    seconds = correction_states.seconds_by_person(interview.vault, interview.id)
    corrections = interview.text.text_corrections
    people = dict.fromkeys((*(row.who for row in corrections), *seconds))
    return tuple(
        Corrector(
            person,
            len(moments := [row.at for row in corrections if row.who == person]),
            min(moments, default=""),
            max(moments, default=""),
            round(seconds.get(person, 0.0), 1),
        )
        for person in people
    )


def _heard_percent(interview: StudyInterview) -> float | None:
    if not interview.length_ms or not interview.sound.blocks:
        return None
    spans = correction_states.heard_spans(interview.vault, interview.id)
    heard_ms = sum(min(end, interview.length_ms) - min(start, interview.length_ms)
                   for start, end in spans)  # fmt: skip
    return round(100 * heard_ms / interview.length_ms, 1)
