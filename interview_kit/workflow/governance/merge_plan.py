"""What taking in another study would change, and what stands in its way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from interview_kit.coding.codebook_files import guide_codebook
from interview_kit.corpus import corpus_merge
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import phrase
from interview_kit.model.participant import participant_code
from interview_kit.model.renaming import Renaming
from interview_kit.pseudonym.coarse_labels import is_coarse
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.propose import NUMBERED, next_number
from interview_kit.vault import decisions, interviews, names, withdrawals
from interview_kit.vault.decisions import DecisionKind
from interview_kit.vault.vault import Vault
from interview_kit.workflow.interviews.participant_codes import code_for
from interview_kit.workflow.study.open_study import Study, frozen_guide

_LABEL = re.compile(r"\[[^\[\]]+\]")
_ALIKE = ("language", "pseudonyms", "details", "dates", "second_reader", "keep_audio",
          "keep_transcripts", "unclear")  # fmt: skip


@dataclass(frozen=True, slots=True)
class MergePlan:
    """How a study is taken in: `conflicts` stand in the way, `notices` are worth knowing."""

    renaming: Renaming
    conflicts: tuple[str, ...]
    notices: tuple[str, ...]


def plan_merge(study: Study, other_study: Study, renames: Mapping[str, str]) -> MergePlan:
    """Look at both studies; nothing is changed. Raises KitError for a rename that cannot be."""
    theirs = _codes(other_study.vault)
    codes = {
        participant_code(old): code_for(study, new, is_new_person=True)
        for old, new in renames.items()
    }
    unknown = sorted(set(codes) - theirs)
    if unknown:
        raise KitError(
            "The other study has no participant {code}.", "Look at --rename.", code=unknown[0]
        )
    pseudonyms, unclear = _pseudonyms(study, other_study, codes)
    renaming = Renaming(codes, pseudonyms, _interviewers(study.vault, other_study.vault))
    # A guide's code means the same in both, in whatever language the study has it.
    guide_codes = _guide_codes(study) & _guide_codes(other_study)
    conflicts = (
        *_taken_codes(study.vault, other_study.vault, codes),
        *unclear,
        *(
            phrase("Code {id} does not mean the same in both: change its id in one of them.", id=id)
            for id in corpus_merge.codes_that_differ(study.corpus, other_study.corpus)
            if id not in guide_codes
        ),
    )
    return MergePlan(renaming, conflicts, tuple(_notices(study, other_study)))


def _guide_codes(study: Study) -> set[str]:
    """The codes that guides of the study's interviews bring."""
    guides = {row.guide_fingerprint: frozen_guide(row) for row in interviews.all_of(study.vault)}
    return {
        entry.id
        for guide in guides.values()
        for entry in guide_codebook(guide, study.settings.language)
    }


def _codes(vault: Vault) -> set[str]:
    """Every code that was ever given to somebody."""
    participant_codes = {row["id"] for row in vault.db.query("SELECT id FROM participants")}
    return participant_codes | {tombstone.participant for tombstone in withdrawals.all_of(vault)}


def _taken_codes(vault: Vault, other_study: Vault, codes: Mapping[str, str]) -> Iterator[str]:
    withdrawn_here, theirs_gone = _withdrawn(vault), _withdrawn(other_study)
    codes_here, codes_seen = _codes(vault), set[str]()
    for old in sorted(_codes(other_study)):
        new = codes.get(old, old)
        if new in codes_seen:
            yield phrase(
                "{code} would be two participants of the other study: give another --rename.",
                code=new,
            )
        elif new in codes_here and not (new in withdrawn_here and old in theirs_gone):
            codes_named = {"new": new, "old": old}
            if old in theirs_gone:
                yield phrase(
                    "{new} is in both and withdrew there: give --rename {old}=CODE, a code that "
                    "neither has.",
                    **codes_named,
                )
            elif new in withdrawn_here:
                yield phrase(
                    "{new} is in both and withdrew here: give --rename {old}=CODE, a code that "
                    "neither has.",
                    **codes_named,
                )
            else:
                yield phrase(
                    "{new} is in both: give --rename {old}=CODE, a code that neither has.",
                    **codes_named,
                )
        codes_seen.add(new)


def _withdrawn(vault: Vault) -> set[str]:
    return {tombstone.participant for tombstone in withdrawals.all_of(vault)}


def _pseudonyms(
    study: Study, other_study: Study, codes: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The labels of the other study that have to change, and entities whose name cannot.

    A label changes where it names a code that is renamed, or where it is somebody's here. A
    pseudonym without brackets cannot be told from other words of a text, so it is never changed.
    """
    labels_here, theirs = _given(study), _given(other_study)
    taken_labels, label_changes, unclear = set(labels_here), dict[str, str](), list[str]()
    code_pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, codes))})\b") if codes else None
    bare = {entry.casefold() for entry in labels_here}
    for entity in names.entities(other_study.vault):
        label = entity.pseudonym
        if label and not _LABEL.fullmatch(label) and (
            label.casefold() in bare or (code_pattern and code_pattern.search(label))
        ):  # fmt: skip
            unclear.append(
                phrase(
                    "What stands in for {id} there is taken here, or names a code: give it "
                    "another name there (names rename) and file again.",
                    id=entity.id,
                )
            )
    for label in sorted(their for their in theirs if _LABEL.fullmatch(their)):
        new = code_pattern.sub(lambda match: codes[match.group()], label) if code_pattern else label
        if new in taken_labels and not is_coarse(new):
            new = _another(new, {*taken_labels, *theirs, *label_changes.values()})
        taken_labels.add(new)
        if new != label:
            label_changes[label] = new
    return label_changes, unclear


def _another(label: str, taken_labels: Collection[str]) -> str:
    """A label like another, with a number that was never given."""
    match = NUMBERED.fullmatch(label)
    stem = match.group(1) if match else label[1:-1]
    return f"[{stem} {max(2, next_number(stem, taken_labels))}]"


def _given(study: Study) -> set[str]:
    """Every pseudonym that somebody has or had, also those that only a filed text knows still."""
    current = {entity.pseudonym for entity in names.entities(study.vault)}
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


def _interviewers(vault: Vault, other_study: Vault) -> dict[str, str]:
    """The codes of the other study's interviewers that have to change.

    Who has the same name in both is one interviewer; two who share a code are not.
    """
    query = "SELECT name, code FROM interviewers ORDER BY rowid"
    codes_here = {row["name"]: row["code"] for row in vault.db.query(query)}
    theirs = {row["name"]: row["code"] for row in other_study.db.query(query)}
    taken_codes, code_changes = {*codes_here.values(), *theirs.values()}, {}
    for name, code in theirs.items():
        new = codes_here.get(name, code)
        if name not in codes_here and code in codes_here.values():
            new = next(free for free in _free("I") if free not in taken_codes)
            taken_codes.add(new)
        if new != code:
            code_changes[code] = new
    return code_changes


def _free(letter: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{letter}{number}"


def _notices(study: Study, other_study: Study) -> Iterator[str]:
    for name in _ALIKE:
        ours, their_setting = getattr(study.settings, name), getattr(other_study.settings, name)
        if ours != their_setting:
            yield phrase(
                "Setting {name} is {ours} here and {theirs} there; what is here holds.",
                name=name,
                ours=ours,
                theirs=their_setting,
            )
    guides_here, theirs = _guides(study), _guides(other_study)
    for id, version in sorted(guides_here.keys() & theirs.keys()):
        if guides_here[id, version] != theirs[id, version]:
            yield phrase(
                "Guide {id} version {version} does not read the same in both; each interview "
                "keeps its own.",
                id=id,
                version=version,
            )
    shared_forms = _forms(names.entities(study.vault)) & _forms(names.entities(other_study.vault))
    if shared_forms:
        yield phrase(
            CountedText(
                "{count} name is known in both: nobody was joined; `names join` does.",
                "{count} names are known in both: nobody was joined; `names join` does.",
            ),
            count=len(shared_forms),
        )


def _guides(study: Study) -> dict[tuple[str, int], set[str]]:
    guide_versions: dict[tuple[str, int], set[str]] = {}
    for interview in interviews.all_of(study.vault):
        key = (interview.guide, frozen_guide(interview).version)
        guide_versions.setdefault(key, set()).add(interview.guide_fingerprint)
    return guide_versions


def _forms(entities: Iterable[Entity]) -> set[str]:
    return {form.casefold() for entity in entities for form in entity.forms}
