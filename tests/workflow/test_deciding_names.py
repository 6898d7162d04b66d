"""Decisions about names: how far they reach, who is who, and what becomes of the key."""

from __future__ import annotations

import json

import pyrage
import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, StudyError
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import DecisionKind
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.pseudonymisation.decision_undo import undo
from interview_kit.workflow.pseudonymisation.entity_merging import (
    candidates,
    find_entity,
    merge,
    split,
    suggestions,
)
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope, clear
from interview_kit.workflow.pseudonymisation.missed_names import (
    add_mention,
    doubtful_words,
    said_elsewhere,
)
from interview_kit.workflow.pseudonymisation.name_review import (
    after_place,
    before_place,
    decide,
    rename,
    replacements,
)
from interview_kit.workflow.pseudonymisation.pseudonym_key import destroy_key, export_key
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript

JAN = RosterName("Jan", MentionType.PERSON, "broer", "P07")


def behind(study, interview):
    return [each.entity.id for each in replacements(study.interview(interview))]


def test_a_rejection_for_the_study_is_not_asked_again_in_a_later_interview(study):
    first = with_transcript(study, "P07", "Wij woonden toen in Zagreb.")
    pseudonymise(study, first)
    decide(
        study,
        first,
        study.interview(first).text.undecided,
        Verdict.REJECTED,
        DecisionScope.STUDY,
        why="public",
    )
    later = with_transcript(study, "P08", "Ook ik kom uit Zagreb.")
    pseudonymise(study, later)
    assert study.interview(later).text.undecided == ()
    (event,) = decisions.all_of(study.vault)
    assert (event.kind, event.why, event.interview) == (DecisionKind.REJECTED, "public", "")


def test_a_rejection_for_the_interview_is_asked_again_elsewhere(study):
    first = with_transcript(study, "P07", "Wij woonden toen in Zagreb.", "In Zagreb was het fijn.")
    pseudonymise(study, first)
    one = study.interview(first).text.undecided[:1]
    assert decide(study, first, one, Verdict.REJECTED, DecisionScope.INTERVIEW) == 2
    later = with_transcript(study, "P08", "Ook ik kom uit Zagreb.")
    pseudonymise(study, later)
    assert len(study.interview(later).text.undecided) == 1


def test_a_merge_reaches_later_searches_and_is_taken_back_by_undo(study):
    one = with_transcript(study, "P07", "Mijn broer Jan kwam.", roster=[JAN])
    two = with_transcript(study, "P08", "Mijn vriend Jan kwam.")
    pseudonymise(study, one, two)
    (left,), (right,) = behind(study, one), behind(study, two)
    assert left != right
    merge(study, left, right, actor="me")
    assert behind(study, two) == [left]
    pseudonymise(study, two)
    assert behind(study, two) == [left]
    undo(study)
    pseudonymise(study, two)
    assert behind(study, two) == [right]
    with pytest.raises(KitError, match="no decision to take back"):
        undo(study)


def test_a_merged_name_is_replaced_and_nothing_of_it_is_left(study):
    one = with_transcript(study, "P07", "Mijn broer Jan kwam.", roster=[JAN])
    two = with_transcript(study, "P08", "Mijn vriend Jan kwam.")
    pseudonymise(study, one, two)
    merge(study, behind(study, one)[0], behind(study, two)[0])
    decide(study, two, study.interview(two).text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(two))
    (turn,) = filed.record(study.corpus, two).turns
    assert turn.text == "Mijn vriend [broer van P07] kwam."


def test_what_was_split_off_stays_apart_until_undone(study):
    one = with_transcript(study, "P07", "Mijn broer Jan kwam.", roster=[JAN])
    two = with_transcript(study, "P07", "Met Jan van de winkel.")
    pseudonymise(study, one, two)
    (brother,) = behind(study, one)
    new = split(study.interview(two), brother)
    pseudonymise(study, one, two)
    assert (behind(study, one), behind(study, two)) == ([brother], [new.id])
    assert new.pseudonym != find_entity(study.vault, brother).pseudonym
    undo(study)
    pseudonymise(study, two)
    assert behind(study, two) == [brother]


def kept(study, interview):
    """What an undo must bring back: the places with their verdicts, and who is behind them."""
    standing = [each for each in names.entities(study.vault) if each.forms and not each.same_as]
    people = [(each.id, each.pseudonym, each.forms) for each in standing]
    return names.proposals(study.vault, interview), people


def test_every_kind_of_decision_is_taken_back_in_the_order_it_was_made(study):
    one = with_transcript(study, "P07", "Mijn broer Jan kwam uit Zagreb.", "Jan zag het water.",
                          roster=[JAN])  # fmt: skip
    two = with_transcript(study, "P08", "Mijn vriend Jan kwam.")
    pseudonymise(study, one, two)
    brother, friend = behind(study, one)[0], behind(study, two)[0]
    deeds = [
        lambda: decide(study, one, study.interview(one).text.undecided[:1], Verdict.ACCEPTED),
        lambda: decide(
            study, one, study.interview(one).text.undecided, Verdict.REJECTED, DecisionScope.STUDY
        ),
        lambda: decide(study, one, names.proposals(study.vault, one), Verdict.PROPOSED),
        lambda: rename(study, brother, "[de oudste]"),
        lambda: add_mention(study.interview(one), 2, "water", MentionType.PERSON),
        lambda: merge(study, brother, friend),
        lambda: split(study.interview(one), brother, turn=2),
    ]
    states = []
    for deed in deeds:
        states.append(kept(study, one))
        deed()
        assert kept(study, one) != states[-1] or behind(study, two) == [brother]
    for before in reversed(states):
        undo(study)
        assert kept(study, one) == before
    with pytest.raises(KitError, match="no decision to take back"):
        undo(study)
    assert all(event.undone for event in decisions.all_of(study.vault))


def test_a_ruling_that_was_taken_back_is_asked_again_in_a_later_interview(study):
    first = with_transcript(study, "P07", "Wij woonden toen in Zagreb.")
    pseudonymise(study, first)
    decide(
        study, first, study.interview(first).text.undecided, Verdict.REJECTED, DecisionScope.STUDY
    )
    undone = undo(study)
    (place,) = study.interview(first).text.undecided
    (entity,) = (each for each in names.entities(study.vault) if each.id == place.entity)
    assert (undone.pseudonyms, undone.interviews) == ((entity.pseudonym,), (first,))
    later = with_transcript(study, "P08", "Ook ik kom uit Zagreb.")
    pseudonymise(study, later)
    assert len(study.interview(later).text.undecided) == 1


def test_a_missed_name_finds_its_kin_and_leaves_them_to_be_decided(study):
    interview = with_transcript(
        study, "P07", "Toen kwam snorremans.", "Ja, snorremans zijn huis.", "Dat was snorreman.",
        "En snoremans zweeg.",
    )  # fmt: skip
    names.replace_proposals(study.vault, interview, [])  # no detector found anything
    marked = add_mention(
        study.interview(interview), 1, "snorremans", MentionType.PERSON, actor="me"
    )
    assert (marked.places, marked.kin) == (2, 2)
    kin = study.interview(interview).text.undecided
    assert [each.mention.text for each in kin] == ["snorreman", "snoremans"]
    assert len({each.entity for each in names.proposals(study.vault, interview)}) == 1


def test_who_may_be_the_same_is_offered_first_and_with_the_reason(study):
    one = with_transcript(study, "P07", "Mijn broer Jan kwam met Fatima.", roster=[JAN])
    two = with_transcript(study, "P08", "Mijn vriend Jan kwam.")
    pseudonymise(study, one, two)
    (friend,) = behind(study, two)
    offered = candidates(study, friend)
    assert next((each.forms[0], reason) for each, reason in offered) == ("Jan", "shares a name")
    assert friend not in {each.id for each, _ in offered}


def test_a_word_in_no_list_and_said_by_nobody_else_is_asked_about_once(study):
    one = with_transcript(study, "P07", "Daar zat qwirrel, en ook brobbel.", "Qwirrel zweeg.")
    with_transcript(study, "P08", "Wij zeiden altijd brobbel.")
    names.replace_proposals(study.vault, one, [])  # no detector found anything

    def asked():
        return [
            each.word
            for each in doubtful_words(study.interview(one), said_elsewhere(study.interview(one)))
        ]

    assert [(word.text, word.count) for word in asked()] == [("qwirrel", 2)]
    clear(study, "qwirrel", actor="me")
    assert asked() == []
    undo(study)
    assert len(asked()) == 1
    add_mention(study.interview(one), 1, "qwirrel", MentionType.PERSON)
    assert asked() == []


def test_the_key_opens_for_its_recipient_alone(study, tmp_path):
    interview = with_transcript(study, "P07", "Mijn broer Jan kwam.", roster=[JAN])
    pseudonymise(study, interview)
    reader = pyrage.x25519.Identity.generate()
    path = tmp_path / "key.age"
    assert export_key(study, path, str(reader.to_public())) == 1
    assert b"Jan" not in path.read_bytes()
    content = json.loads(pyrage.decrypt(path.read_bytes(), [reader]))
    assert content["entities"][0]["forms"] == ["Jan"]
    with pytest.raises(KitError, match="no age recipient"):
        export_key(study, tmp_path / "other.age", "somebody")


def test_a_destroyed_key_leaves_no_original_and_is_on_record(study):
    interview = with_transcript(study, "P07", "Mijn broer Jan kwam.", roster=[JAN])
    pseudonymise(study, interview)
    decide(
        study,
        interview,
        study.interview(interview).text.undecided,
        Verdict.ACCEPTED,
        DecisionScope.STUDY,
    )
    assert destroy_key(study, actor="me", why="the study ended") == 1
    assert names.roster(study.vault) == ()
    assert all(not each.forms for each in names.entities(study.vault))
    events = list(decisions.all_of(study.vault))
    assert events[-1].kind is DecisionKind.KEY_DESTROYED
    assert not any(each.content for each in events)
    with pytest.raises(KitError, match="Names were not looked for"):
        file_interview(study.interview(interview))


def test_a_study_of_surrogates_files_other_names(study_folder):
    path = study_folder / "study.toml"
    chosen = path.read_text("utf-8").replace('pseudonyms = "roles"', 'pseudonyms = "surrogates"')
    path.write_text(chosen, "utf-8")
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        interview = with_transcript(study, "P07", "Mijn broer Jan kwam.", roster=[JAN])
        pseudonymise(study, interview)
        decide(study, interview, study.interview(interview).text.undecided, Verdict.ACCEPTED)
        file_interview(study.interview(interview))
        (turn,) = filed.record(study.corpus, interview).turns
    assert "Jan " not in turn.text
    assert "[" not in turn.text


def test_a_style_that_does_not_exist_is_refused(study_folder):
    path = study_folder / "study.toml"
    path.write_text(path.read_text("utf-8").replace('= "roles"', '= "nicknames"'), "utf-8")
    with pytest.raises(StudyError, match="pseudonyms cannot be nicknames"):
        open_study(study_folder, Secret(PASSPHRASE))


def test_who_may_be_whom_is_suggested_with_the_reason_until_it_was_decided(study):
    person = MentionType.PERSON
    names.put_entities(
        study.vault,
        [
            Entity("e1", person, "[broer van P07]", ("Jan de Vries",), "broer", "P07"),
            Entity("e2", person, "[persoon 1]", ("Jan",), "", "P07"),
            Entity("e3", person, "[persoon 2]", ("Jan",), "", "P08"),
            Entity("e4", person, "[psychiater 1]", ("Saskia Verhulst",), "psychiater"),
            Entity("e5", person, "[persoon 3]", ("Saskia",), "", "P08"),
            Entity("e6", MentionType.PLACE, "[plaats 1]", ("Jan",)),
        ],
    )

    def pairs():
        return [(left.id, right.id, reason) for left, right, reason in suggestions(study)]

    assert pairs() == [("e1", "e2", "shares a name"), ("e4", "e5", "shares a name")]
    merge(study, "e1", "e2")
    assert pairs() == [("e4", "e5", "shares a name")]
    undo(study)
    assert len(pairs()) == 2


def test_what_a_person_split_is_not_suggested_again(study):
    one = with_transcript(
        study, "P07", "Mijn broer Jan kwam.", "En Jan van hiernaast.", roster=[JAN]
    )  # fmt: skip
    pseudonymise(study, one)
    split(study.interview(one), behind(study, one)[0], turn=2)
    assert list(suggestions(study)) == []
    undo(study)
    assert list(suggestions(study)) == []


def test_beside_a_place_stand_its_words_without_half_a_mark_around_them():
    text = "Toen kwam [unclear: met Marijke mee] en [unclear] was er ook."
    start = text.index("Marijke")
    assert before_place(text, start) == "Toen kwam met "
    assert after_place(text, start + len("Marijke")) == " mee en [unclear] was er ook."
    long_text = "Wij gingen daar altijd met de trein heen. [unclear: Toen] zei Marijke dat."
    assert before_place(long_text, long_text.index("Marijke")) == (
        "… altijd met de trein heen. Toen zei "
    )
