"""What stands in a release for places, dates and ages that the filed text tells too exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview_kit.deposit.deposit_words import words_in
from interview_kit.deposit.purpose import Purpose
from interview_kit.pseudonym.coarse_labels import coarse_label
from interview_kit.pseudonym.mention import MentionType
from interview_kit.vault import names
from interview_kit.workflow.study.open_study import Study

_BARE = {MentionType.PLACE: "place", MentionType.DATE: "dated", MentionType.AGE: "age"}
_COARSE = frozenset({"size", "tens"})
_SPOKEN = frozenset({"nl", "en"})


def labels_for(
    study: Study, purpose: Purpose, languages: Iterable[str]
) -> dict[str, Mapping[str, str]]:
    """For each language, pseudonyms of the filed text with the coarser label in their place.

    Where a size or a number of tens cannot be told, the bare kind stands: `[plaats]`.
    """
    how = {
        MentionType.PLACE: purpose.places,
        MentionType.DATE: purpose.dates,
        MentionType.AGE: purpose.ages,
    }
    entities = [
        entity
        for entity in names.entities(study.vault)
        if entity.pseudonym and how.get(entity.type, "kept") != "kept"
    ]
    labels: dict[str, Mapping[str, str]] = {}
    for language in languages:
        label_language = language if language in _SPOKEN else "en"
        bare = {kind: words_in(label_language)[word] for kind, word in _BARE.items()}
        labels[language] = {
            entity.pseudonym: (
                coarse_label(entity, label_language, b"") if how[entity.type] in _COARSE else ""
            )
            or bare[entity.type]
            for entity in entities
        }
    return labels
