"""What may never leave the vault: every original name the study knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as changed

from interview_kit.corpus import filed_interviews as filed
from interview_kit.language.phrase import phrase
from interview_kit.model.clock import timestamp
from interview_kit.model.record import Record
from interview_kit.pseudonym.fold import fold, fold_words
from interview_kit.pseudonym.leak_check import Forms, find_leaks, known_forms, sound_alikes
from interview_kit.pseudonym.person_name import clean
from interview_kit.vault import names
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.study.open_study import Study


def original_forms(study: Study) -> Forms:
    """The forms of all rostered names and of every entity that is replaced somewhere.

    What a reviewer rejected everywhere is no name, so it may stay; of a rostered person that is
    said of misheard forms alone, and of what only looks like the name in disguise.
    """
    verdicts = [
        (entity, _plain(text), verdict) for entity, text, verdict in names.verdicts(study.vault)
    ]
    rejected_texts = {
        (entity, text) for entity, text, verdict in verdicts if verdict is Verdict.REJECTED
    }
    replaced_texts = {
        (entity, text) for entity, text, verdict in verdicts if verdict is not Verdict.REJECTED
    }
    replaced_entities = {entity for entity, _ in replaced_texts}
    allowed_texts = rejected_texts - replaced_texts
    entities = [
        changed(
            entity,
            forms=tuple(
                form for form in entity.forms if (entity.id, _plain(form)) not in allowed_texts
            ),
        )
        for entity in names.entities(study.vault)
        if entity.rostered or entity.id in replaced_entities or entity.same_as in replaced_entities
    ]
    allowed = {form for _, form in rejected_texts} - {form for _, form in replaced_texts}
    words = (" ".join(fold_words(form)) for form in allowed)
    return known_forms(entities, names.roster(study.vault), frozenset(words))


def _plain(text: str) -> str:
    return fold(clean(text))


def originals_in_record(
    study: Study, record: Record, forms: Forms, proposals: Iterable[Proposal]
) -> list[str]:
    """The places of a record where an original is left, or what sounds like one.

    By sound are looked for the names typed for its participant; what a reviewer rejected in the
    interview, as its `proposals` say, is none of them.
    """
    roster = tuple(
        name for name in names.roster(study.vault) if name.participant in ("", record.participant)
    )
    rejected_texts = {
        _plain(proposal.mention.text)
        for proposal in proposals
        if proposal.verdict is Verdict.REJECTED
    }
    places: list[str] = [
        phrase("turn {turn} at {time}", turn=turn.number, time=timestamp(turn.start_ms))
        if record.has_times
        else phrase("turn {turn}", turn=turn.number)
        for turn in record.turns
        if find_leaks(turn.text, forms, "text")
        or find_leaks("".join(word.text for word in turn.words), forms, "words")
        or sound_alikes(turn.text, roster, rejected_texts, "text")
    ]
    places += [
        phrase("note {note} at {time}", note=note.number, time=timestamp(note.time_ms))
        for note in record.notes
        if find_leaks(note.text, forms, "note")
        or sound_alikes(note.text, roster, rejected_texts, "note")
    ]
    attributes = record.attributes.items()
    return places + [
        phrase("attribute {id}", id=id) for id, value in attributes if find_leaks(value, forms, id)
    ]


def originals_in_corpus(study: Study) -> dict[str, list[str]]:
    """For each filed interview that still says a name the study knows by now, the places.

    A name that was typed, found or confirmed after an interview was filed may stand in it: it is
    to be looked for there again (`pseudonymise`) and filed again.
    """
    forms = original_forms(study)
    places_by_interview = {
        record.interview: originals_in_record(
            study, record, forms, names.proposals(study.vault, record.interview)
        )
        for record in filed.records(study.corpus)
    }
    return {interview: places for interview, places in places_by_interview.items() if places}
