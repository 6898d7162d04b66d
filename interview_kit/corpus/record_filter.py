"""Choosing among what is filed: by interview, participant, speaker, question and state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus import filed_states
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import KitError
from interview_kit.model.record import Record


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """What is wanted; where a field is empty everything is.

    `speakers` are roles and `questions` ids: turns of others are left out. `states` are those that
    the filed version passed, such as checked or released.
    """

    interviews: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def narrows_turns(self) -> bool:
        """Whether turns are left out of the interviews that are taken."""
        return bool(self.speakers or self.questions)

    def ids(self, corpus: Corpus) -> tuple[str, ...]:
        """The filed interviews that are wanted, in order.

        Raises KitError for an interview, participant or question that is not filed.
        """
        rows = corpus.db.query("SELECT id, participant FROM interviews ORDER BY participant, id")
        pairs = [(row["id"], row["participant"]) for row in rows]
        self._refuse_unknown(corpus, pairs)
        return tuple(
            id
            for id, participant in pairs
            if (not self.interviews or id in self.interviews)
            and (not self.participants or participant in self.participants)
            and (not self.states or set(self.states) & set(filed_states.dated(corpus, id)))
        )

    def records(self, corpus: Corpus, without: frozenset[str] = frozenset()) -> Iterator[Record]:
        """The wanted interviews, one in memory at a time, with the wanted turns."""
        for id in self.ids(corpus):
            if id not in without:
                yield self.narrowed(filed.record(corpus, id))

    def narrowed(self, record: Record) -> Record:
        """A record with the turns that are wanted."""
        if not self.narrows_turns:
            return record
        turns = tuple(
            turn
            for turn in record.turns
            if (not self.speakers or turn.speaker.value in self.speakers)
            and (not self.questions or turn.question in self.questions)
        )
        return replace(record, turns=turns)

    def _refuse_unknown(self, corpus: Corpus, pairs: list[tuple[str, str]]) -> None:
        rows = corpus.db.query("SELECT DISTINCT id FROM questions") if self.questions else ()
        known = {
            "interview": (self.interviews, {id for id, _ in pairs}),
            "participant": (self.participants, {code for _, code in pairs}),
            "question": (self.questions, {row["id"] for row in rows}),
        }
        for wanted, there in known.values():
            for id in wanted:
                if id not in there:
                    raise KitError(
                        "Nothing is filed of {id}.",
                        "interview-kit list and answers show what is filed.",
                        id=id,
                    )


EVERYTHING = RecordFilter()
