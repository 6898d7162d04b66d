"""What taking in another study would change, and what stands in its way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from interview_kit.corpus import corpus_merge
from interview_kit.errors import KitError
from interview_kit.model.participant import participant_code
from interview_kit.model.renaming import Renaming
from interview_kit.pseudonym.coarse_labels import is_coarse
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.propose import NUMBERED, next_number
from interview_kit.vault import decisions, interviews, names, withdrawals
from interview_kit.vault.decisions import DecisionKind
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study.interview_overview import guide_of
from interview_kit.workflow.study.open_study import Study

_LABEL = re.compile(r"\[[^\[\]]+\]")
_ALIKE = ("language", "pseudonyms", "details", "dates", "second_reader", "keep_audio",
          "keep_transcripts", "unclear")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """How a study is taken in: `conflicts` stand in the way, `notices` are worth knowing."""

    renaming: Renaming
    conflicts: tuple[str, ...]
    notices: tuple[str, ...]


def plan_merge(study: Study, other: Study, renames: Mapping[str, str]) -> Plan:
    """Look at both studies; nothing is changed. Raises KitError for a rename that cannot be."""
    theirs = _codes(other.vault)
    codes = {participant_code(old): participant_code(new) for old, new in renames.items()}
    unknown = sorted(set(codes) - theirs)
    if unknown:
        raise KitError(
            "The other study has no participant {code}.", "Look at --rename.", code=unknown[0]
        )
    pseudonyms, unclear = _pseudonyms(study, other, codes)
    renaming = Renaming(codes, pseudonyms, _interviewers(study.vault, other.vault))
    conflicts = (
        *_taken_codes(study.vault, other.vault, codes),
        *unclear,
        *(
            f"Code {id} does not mean the same in both: change its id in one of them."
            for id in corpus_merge.codes_that_differ(study.corpus, other.corpus)
        ),
    )
    return Plan(renaming, conflicts, tuple(_notices(study, other)))


def _codes(vault: Vault) -> set[str]:
    """Every code that was ever given to somebody."""
    known = {row["id"] for row in vault.db.query("SELECT id FROM participants")}
    return known | {each.participant for each in withdrawals.all_of(vault)}


def _taken_codes(vault: Vault, other: Vault, codes: Mapping[str, str]) -> Iterator[str]:
    gone, theirs_gone = _withdrawn(vault), _withdrawn(other)
    here, seen = _codes(vault), set[str]()
    for old in sorted(_codes(other)):
        new = codes.get(old, old)
        if new in seen:
            yield f"{new} would be two participants of the other study: give another --rename."
        elif new in here and not (new in gone and old in theirs_gone):
            where = " and withdrew here" if new in gone else ""
            where = " and withdrew there" if old in theirs_gone else where
            yield f"{new} is in both{where}: give --rename {old}=CODE, a code that neither has."
        seen.add(new)


def _withdrawn(vault: Vault) -> set[str]:
    return {each.participant for each in withdrawals.all_of(vault)}


def _pseudonyms(
    study: Study, other: Study, codes: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The labels of the other study that have to change, and entities whose name cannot.

    A label changes where it names a code that is renamed, or where it is somebody's here. A
    pseudonym without brackets cannot be told from other words of a text, so it is never changed.
    """
    here, theirs = _given(study), _given(other)
    taken, changed, unclear = set(here), dict[str, str](), list[str]()
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, codes))})\b") if codes else None
    bare = {each.casefold() for each in here}
    for entity in names.entities(other.vault):
        label = entity.pseudonym
        if label and not _LABEL.fullmatch(label) and (
            label.casefold() in bare or (named and named.search(label))
        ):  # fmt: skip
            unclear.append(
                f"What stands in for {entity.id} there is taken here, or names a code: give it "
                "another name there (names rename) and file again."
            )
    for label in sorted(each for each in theirs if _LABEL.fullmatch(each)):
        new = named.sub(lambda found: codes[found.group()], label) if named else label
        if new in taken and not is_coarse(new):
            new = _another(new, {*taken, *theirs, *changed.values()})
        taken.add(new)
        if new != label:
            changed[label] = new
    return changed, unclear


def _another(label: str, taken: Collection[str]) -> str:
    """A label like another, with a number that was never given."""
    numbered = NUMBERED.fullmatch(label)
    stem = numbered.group(1) if numbered else label[1:-1]
    return f"[{stem} {max(2, next_number(stem, taken))}]"


def _given(study: Study) -> set[str]:
    """Every pseudonym that somebody has or had, also those that only a filed text knows still."""
    current = {each.pseudonym for each in names.entities(study.vault)}
    earlier = {
        str(event.content.get("before", ""))
        for event in decisions.all_of(study.vault)
        if event.kind is DecisionKind.RENAMED
    }
    return (current | earlier | set(_in_text(study))) - {""}


def _in_text(study: Study) -> Iterator[str]:
    codes = _codes(study.vault)
    for text in corpus_merge.texts(study.corpus):
        for label in _LABEL.findall(text):
            if NUMBERED.fullmatch(label) or codes.intersection(re.findall(r"\w+", label)):
                yield label


def _interviewers(vault: Vault, other: Vault) -> dict[str, str]:
    """The codes of the other study's interviewers that have to change.

    Who has the same name in both is one interviewer; two who share a code are not.
    """
    query = "SELECT name, code FROM interviewers ORDER BY rowid"
    here = {row["name"]: row["code"] for row in vault.db.query(query)}
    theirs = {row["name"]: row["code"] for row in other.db.query(query)}
    taken, changed = {*here.values(), *theirs.values()}, {}
    for name, code in theirs.items():
        new = here.get(name, code)
        if name not in here and code in here.values():
            new = next(free for free in _free("I") if free not in taken)
            taken.add(new)
        if new != code:
            changed[code] = new
    return changed


def _free(letter: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{letter}{number}"


def _notices(study: Study, other: Study) -> Iterator[str]:
    for name in _ALIKE:
        ours, others = getattr(study.settings, name), getattr(other.settings, name)
        if ours != others:
            yield f"Setting {name} is {ours} here and {others} there; what is here holds."
    here, theirs = _guides(study), _guides(other)
    for id, version in sorted(here.keys() & theirs.keys()):
        if here[id, version] != theirs[id, version]:
            yield (
                f"Guide {id} version {version} does not read the same in both; each interview "
                "keeps its own."
            )
    both = _forms(names.entities(study.vault)) & _forms(names.entities(other.vault))
    if both:
        yield f"{len(both)} names are known in both: nobody was joined; `names merge` does."


def _guides(study: Study) -> dict[tuple[str, int], set[str]]:
    found: dict[tuple[str, int], set[str]] = {}
    for each in interviews.all_of(study.vault):
        key = (each.guide, guide_of(each).version)
        found.setdefault(key, set()).add(each.guide_fingerprint)
    return found


def _forms(entities: Iterable[Entity]) -> set[str]:
    return {form.casefold() for each in entities for form in each.forms}
