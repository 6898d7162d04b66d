"""Linking and proposals: who is who over the study, and what they are called."""

from __future__ import annotations

from dataclasses import replace

from interview_kit.pseudonym.detectors import detect, detect_turns, resolve
from interview_kit.pseudonym.entity import Entity, known_names
from interview_kit.pseudonym.leak_check import find_leaks, known_forms
from interview_kit.pseudonym.linking import Linking, link, why_alike
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.propose import PseudonymProfile, propose, rendered
from interview_kit.pseudonym.recognise import recognise
from interview_kit.pseudonym.roster import parse_roster


def person(text: str, cue: str = "") -> Mention:
    return Mention(1, 0, len(text), MentionType.PERSON, text, "tagger", 0.9, cue)


def joined(*names: str) -> Linking:
    return link([person(name) for name in names], participant="P01")


def test_a_rostered_person_is_one_however_the_name_is_said() -> None:
    roster = parse_roster("broer: Jan de Vries\nzus: Marieke", "P07")
    text = "jan zei tegen jan de vries, meneer de vries, jantje, jam de vries: dat is jans zaak"
    mentions = detect_turns([(1, text)], "nl", roster)
    result = link(mentions, roster=roster, participant="P07")
    persons = {i for i, m in zip(result.ids, mentions, strict=True) if m.type == "person"}
    assert len(persons) == 1
    assert len(result.entities) == 2


def test_a_first_name_joins_the_only_full_name_that_has_it() -> None:
    assert len(set(joined("Jan", "Jan Bakker", "jans").ids)) == 1


def test_a_rostered_name_that_was_misheard_stays_that_persons() -> None:
    roster = parse_roster("deelnemer: Saskia Verhulst", "P01")
    turns = [(1, "Saskia Verhuls stond er op het kaartje"), (2, "en Verhuls ook")]
    result = recognise(turns, "nl", roster, (), "P01")
    assert {each.text for each in result.mentions} == {"Saskia Verhuls", "Verhuls"}
    assert set(result.linking.ids) == {"e1"}


def test_a_first_name_and_a_surname_that_are_known_apart_are_one_name() -> None:
    turns = [(1, "mevrouw Kowalska wist dat ook"), (2, "toen zei Samira dat het goed was"),
             (3, "dat was Samira Kowalska van hierboven")]  # fmt: skip
    result = recognise(turns, "nl", (), (), "P01")
    assert len(set(result.linking.ids)) == 1


def test_a_mention_says_who_found_it_first() -> None:
    turns = [(1, "Toen kwam Fatima Yilmaz langs."), (2, "en fatima bleef bij Marieke")]
    result = recognise(turns, "nl", parse_roster("zus: Marieke", "P01"), (), "P01")
    assert [(each.text, each.detector) for each in result.mentions] == [
        ("Fatima Yilmaz", "tagger"),
        ("fatima", "tagger"),
        ("Marieke", "roster"),
    ]


def test_a_relative_of_a_rostered_person_is_not_part_of_the_name() -> None:
    roster = parse_roster("zus: Marieke", "P01")
    found = detect("Mariekes man heet Ahmed.", "nl", roster)
    assert [each.text for each in found] == ["Mariekes", "Ahmed"]


def test_a_surname_or_a_first_name_that_is_nearly_the_same_is_asked_about() -> None:
    def why(left: str, right: str) -> str:
        one, other = (Entity("e", MentionType.PERSON, forms=(name,)) for name in (left, right))
        return why_alike(one, other)

    assert why("Saskia Verhulst", "Saskia Verhuls") == "sounds alike"
    assert why("Chantal Bakker", "Sjantal Bakker") == "sounds alike"
    assert why("Verhulst", "Verhuls") == "sounds alike"
    assert why("Saskia Verhulst", "Verhuls") == "sounds alike"
    assert why("Maria", "Marian") == ""
    assert why("Saskia Verhulst", "Sanne Verhulst") == ""
    assert why("Saskia Verhulst", "Saskia Bakker") == ""
    assert len(set(joined("Saskia Verhulst", "Saskia Verhuls").ids)) == 2
    assert [each.reason for each in joined("Saskia Verhulst", "Saskia Verhuls").suggestions] == [
        "sounds alike"
    ]


def test_a_first_name_with_two_bearers_is_asked_about() -> None:
    result = joined("Jan", "Jan Bakker", "Jan de Wit")
    assert len(set(result.ids)) == 3
    assert {each.reason for each in result.suggestions} == {"shares a name"}


def test_two_jans_of_two_participants_are_two() -> None:
    first = link([person("Jan")], participant="P01")
    second = link([person("Jan")], first.entities, participant="P02")
    assert first.ids != second.ids


def test_a_clinician_is_one_over_the_study() -> None:
    first = link([person("De Wit", "dokter")], participant="P01")
    second = link([person("de wit", "psychiater")], first.entities, participant="P02")
    assert first.ids == second.ids


def test_a_place_is_one_over_the_study() -> None:
    place = Mention(1, 0, 6, MentionType.PLACE, "Almere", "tagger", 0.9)
    first = link([place], participant="P01")
    assert link([place], first.entities, participant="P02").ids == first.ids


def test_names_that_sound_alike_are_only_suggested() -> None:
    result = joined("Annemarie", "Annemarije")
    assert len(set(result.ids)) == 2
    assert result.suggestions


def test_pseudonyms_say_role_and_participant() -> None:
    roster = parse_roster("zus: Marieke\nzus: Els\npsychiater: De Wit\nplaats: Almere", "P07")
    entities = propose(link([], roster=roster, participant="P07").entities, "nl")
    assert [entity.pseudonym for entity in entities] == [
        "[zus van P07]", "[zus 2 van P07]", "[psychiater 1]", "[plaats 1]",
    ]  # fmt: skip


def test_a_pseudonym_stays_and_its_number_is_never_used_again() -> None:
    first = propose(joined("Jan", "Piet").entities, "nl")
    later = propose([first[0], Entity("e3", MentionType.PERSON, forms=("Kees",))], "nl",
                    used_labels=[entity.pseudonym for entity in first])  # fmt: skip
    assert [entity.pseudonym for entity in later] == ["[persoon 1]", "[persoon 3]"]


def test_a_label_that_is_somebodys_name_is_not_used() -> None:
    entities = (Entity("e1", MentionType.PERSON, forms=("Karel Persoon",)),)
    assert "persoon" not in propose(entities, "nl")[0].pseudonym.lower()


def test_ages_can_be_coarsened() -> None:
    age = (Entity("e1", MentionType.AGE, forms=("47 jaar",)),)
    assert propose(age, "nl", PseudonymProfile(coarse=True))[0].pseudonym == "[40-49 jaar]"


def test_a_genitive_is_kept_with_an_apostrophe() -> None:
    zus = Entity("e1", MentionType.PERSON, "[zus van P07]", ("Marieke",))
    assert rendered("Mariekes", zus) == "[zus van P07]'s"
    assert rendered("mariekje", zus) == "[zus van P07]"
    assert rendered("Hans", Entity("e2", MentionType.PERSON, "[persoon 1]", ("Hans",))) == (
        "[persoon 1]"
    )


def test_names_that_several_bear_are_one_more_person_and_stay_so() -> None:
    names = [person("Demi Bakker"), person("Demi Visser"), *[person("Demi")] * 3]
    mentions = [replace(name, turn=at) for at, name in enumerate(names)]
    first = link(mentions, participant="P01")
    assert len(set(first.ids)) == 3
    before = {
        (each.turn, each.start, each.text): id for each, id in zip(mentions, first.ids, strict=True)
    }
    again = link(mentions, first.entities, (), "P01", before)
    assert again.ids == first.ids
    assert again.entities == first.entities


def test_letters_are_those_who_are_called_so_and_nobody_else() -> None:
    assert len(set(joined("Jan-Peter ten Hoopen", "Jasmijn", "J.P.").ids)) == 2
    spelt = [person("O, Z, T, U, R, K"), person("Öztürk", "dokter"), person("Zonneschijn")]
    linking = link(spelt, participant="P01")
    assert linking.ids[0] == linking.ids[1] != linking.ids[2]
    assert linking.entities[0].participant == ""  # a doctor is the whole study's
    assert len(set(joined("Joost Meijer", "J. M.").ids)) == 2


def test_a_doctor_is_called_so_in_the_language_of_the_interview() -> None:
    entities = link([person("Patel", "doctor"), person("Öztürk", "dr")], participant="P01").entities
    labels = [propose([entity], language)[0].pseudonym for entity in entities
              for language in ("nl", "en")]  # fmt: skip
    assert labels == ["[dokter 1]", "[doctor 1]"] * 2


def test_what_a_known_name_leaves_of_a_longer_one_is_no_name_where_it_is_a_particle() -> None:
    engel = Mention(1, 4, 13, MentionType.PERSON, "engel van", "tagger", 0.9)
    known = Mention(1, 0, 9, MentionType.PERSON, "Een engel", "roster", 1.0)
    assert [each.text for each in resolve([engel, known], {"roster": 0})] == ["Een engel"]


def test_a_particle_by_itself_is_searched_for_only_where_it_was_typed() -> None:
    found = Entity("e1", MentionType.PERSON, "[persoon 1]", ("van", "Engel"))
    typed = Entity("e2", MentionType.PERSON, "[persoon 2]", ("Van",), rostered=True)
    said = "[broer van P01] kwam"
    assert find_leaks(said, known_forms([found]), "") == ()
    assert find_leaks(said, known_forms([typed]), "") != ()
    assert [name.text for name in known_names([found, typed])] == ["Engel", "Van"]
