"""What was put right again and again the same way, offered to the study's vocabulary.

The vocabulary stands in `study.toml`, which is not encrypted: names are never offered, nor taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.fold import fold_words, tokens
from interview_kit.pseudonym.lexicon import is_common, is_only_name, marks
from interview_kit.vault import names, transcripts
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.study.setting_change import change_open_study
from interview_kit.workflow.transcription.interview_terms import vocabulary_of

TIMES = 3
"""How often a word was put right before it is offered."""

LONGEST_TERM = 3
"""Words of a term at most; what is longer was rewritten, not misheard."""


@dataclass(frozen=True, slots=True)
class OfferedTerm:
    """A term as it was put right, how often, and what the machine had written for it."""

    term: str
    misheard: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class VocabularyReport:
    """The study's own terms, and those that are offered to them."""

    terms: tuple[str, ...]
    offered: tuple[OfferedTerm, ...]


def report_vocabulary(study: Study, new_terms: Sequence[str] = ()) -> VocabularyReport:
    """The vocabulary of a study once `new_terms` are in it, and what is offered beside it.

    Raises what `add_terms` raises.
    """
    if new_terms:
        add_terms(study, new_terms)
    return VocabularyReport(study.settings.vocabulary_terms, offered_terms(study))


def offered_terms(study: Study) -> tuple[OfferedTerm, ...]:
    """What was put right at least `TIMES` times the same way, the oftenest first."""
    name_words = _name_words(study)
    misheard_by_term: dict[tuple[str, ...], list[str]] = defaultdict(list)
    spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    known_terms: set[tuple[str, ...]] = set()
    for interview in study.interviews():
        known_terms |= {fold_words(term) for term in vocabulary_of(interview)}
        for misheard, right in _put_right(interview):
            words = fold_words(right)
            if _is_term(words, interview.language) and name_words.isdisjoint(words):
                misheard_by_term[words].append(misheard)
                spellings[words][right] += 1
    offers = [
        OfferedTerm(
            spellings[words].most_common(1)[0][0],
            tuple(dict.fromkeys(misheard)),
            len(misheard),
        )
        for words, misheard in misheard_by_term.items()
        if len(misheard) >= TIMES and words not in known_terms
    ]
    return tuple(sorted(offers, key=lambda offer: (-offer.count, offer.term)))


def add_terms(study: Study, new_terms: Iterable[str]) -> tuple[str, ...]:
    """Put terms into `vocabulary` of `study.toml`, and return all that are there then.

    Raises KitError for one that holds a name of the study, is empty or has a comma; then none is.
    """
    name_words = _name_words(study)
    terms = list(study.settings.vocabulary_terms)
    for term in (" ".join(term.split()) for term in new_terms):
        words = fold_words(term)
        if not words or "," in term:
            raise KitError(
                "{term} is no term.",
                "Write one term at a time, without a comma.",
                term=term or "''",
            )
        if not name_words.isdisjoint(words):
            raise KitError(
                "A name does not go into study.toml, which is not encrypted.",
                "Names are typed in the roster: interview-kit names add.",
            )
        if words not in {fold_words(known_term) for known_term in terms}:
            terms.append(term)
    change_open_study(study, "vocabulary", ", ".join(terms))
    return tuple(terms)


def _put_right(interview: StudyInterview) -> Iterator[tuple[str, str]]:
    """What the machine had, and what a person wrote for it, wherever they differ."""
    before = _spelt_words(transcripts.machine_turns(interview.vault, interview.id))
    after = _spelt_words(interview.turns)
    edits = Levenshtein.opcodes([word for _, word in before], [word for _, word in after])
    run: tuple[list[str], list[str]] = ([], [])
    for edit in edits:
        if edit.tag == "equal":
            if run[0] and run[1]:
                yield " ".join(run[0]), " ".join(run[1])
            run = ([], [])
        else:
            run[0].extend(text for text, _ in before[edit.src_start : edit.src_end])
            run[1].extend(text for text, _ in after[edit.dest_start : edit.dest_end])
    if run[0] and run[1]:
        yield " ".join(run[0]), " ".join(run[1])


def _spelt_words(turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """Every word of some turns as it is spelt, and folded; an empty one ends each turn."""
    return [
        pair
        for turn in turns
        for pair in (
            *((turn.text[token.start : token.end], token.folded) for token in tokens(turn.text)),
            ("", ""),
        )
    ]


def _is_term(words: Sequence[str], language: str) -> bool:
    """Whether some words may be a term: few, not all everyday, and none that is only a name."""
    return (
        0 < len(words) <= LONGEST_TERM
        and not all(is_common(word) for word in words)
        and not any(is_only_name(marks(word, language)) for word in words)
    )


def _name_words(study: Study) -> frozenset[str]:
    """The words of every name that the study knows, but those that are everyday words."""
    texts = [name.text for name in names.roster(study.vault)]
    texts += [form for entity in names.entities(study.vault) for form in entity.forms]
    return frozenset(word for text in texts for word in fold_words(text) if not is_common(word))
