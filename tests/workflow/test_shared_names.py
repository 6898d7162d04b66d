"""What stands in a study twice after sites were merged is joined in one review."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import MentionType
from interview_kit.vault import names
from interview_kit.workflow.pseudonymisation.decision_undo import undo
from interview_kit.workflow.pseudonymisation.entity_merging import join_shared, shared_names

PLACE, PERSON = MentionType.PLACE, MentionType.PERSON


@pytest.fixture
def twice(study):
    names.put_entities(
        study.vault,
        [
            Entity("e1", PLACE, "[plaats 1]", ("Zwolle",)),
            Entity(
                "e2", PERSON, "[psychiater 1]", ("van Santen", "Petra van Santen"), "psychiater"
            ),
            Entity("e3", PERSON, "[zus van P07]", ("Marieke",), "zus", "P07"),
            Entity("e4", PLACE, "[plaats 2]", ("zwolle",)),
            Entity("e5", PERSON, "[psychiater 2]", ("Van Santen", "P. van Santen"), "psychiater"),
            Entity("e6", PERSON, "[zus van P17]", ("Marieke",), "zus", "P17"),
            Entity("e7", PERSON, "[psychiater 3]", ("P. van Santen",), "psychiater"),
            Entity("e8", MentionType.ORGANISATION, "[instelling 1]", ("Zwolle",)),
        ],
    )


def pairs(rows):
    return [(row.kept, row.other) for row in rows]


def test_what_all_know_by_one_name_is_listed_and_no_family(study, twice):
    assert pairs(shared_names(study)) == [("e1", "e4"), ("e2", "e5"), ("e2", "e7")]


def test_all_are_joined_but_those_who_are_somebody_else_and_each_can_be_undone(study, twice):
    with pytest.raises(KitError):
        join_shared(study, ["e99"])
    joined = join_shared(study, ["e7"], actor="els", why="twee locaties")
    assert pairs(joined) == [("e1", "e4"), ("e2", "e5")]
    same = {entity.id: entity.same_as for entity in names.entities(study.vault)}
    assert (same["e4"], same["e5"], same["e7"]) == ("e1", "e2", "")
    assert pairs(shared_names(study)) == []
    undo(study)
    assert pairs(shared_names(study)) == [("e2", "e5"), ("e2", "e7")]
