"""What looks like a name and is none, and names that stand beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview_kit.pseudonym.detectors import detect, detect_turns
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.suspicious import suspicious

TURNS_EN = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "turns_en.jsonl").read_text("utf-8").splitlines()
]
NOT_NAMED = [row["marked"] for row in TURNS_EN if row["interview"].startswith("H")]
# Of a hundred words of sentences that tempt and name nobody, so many may be flagged: twice what
# was measured, since what is flagged hangs on the model's last bits.
MOST_FLAGGED = 0.04


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We did nothing on Boxing Day, nor at Diwali.", "en"),
        ("Every Tom, Dick and Harry had a key.", "en"),
        ("He was a jack of all trades.", "en"),
        ("She has Alzheimer's and he has Tourette's.", "en"),
        ("I was put on Depakote, Priadel and Epilim.", "en"),
        ("He is Jamaican and she speaks Punjabi.", "en"),
        ("It comes back every June, and every October.", "en"),
        ("Daar zat jan met de pet.", "nl"),
        ("Ik sprak Turks en Marokkaans, en hij was een Antilliaan.", "nl"),
        ("Met Koninginnedag en met Oud en Nieuw.", "nl"),
        ("I take metoprolol, apixaban and letrozole.", "en"),
        ("ik slik rivaroxaban en atorvastatine", "nl"),
        ("We Nigerians and Jamaicans, and two Geordies.", "en"),
        ("Wij Molukkers, een Vlaming en een Limburger.", "nl"),
        ("the GP, Dr, said so", "en"),
        ("awel, amai, wat een gedoe", "nl"),
        ("I said I will, and I hope so.", "en"),
        ("det höb ich noets gezag, en hae ouch neet", "nl"),
        ("dat hebbik zelf gezeid, en hoettie heette weetik niet", "nl"),
        ("gij zijt daor vruuger ook gewist, hedde gij gezeed", "nl"),
        ("'t Is gedaan, en 'k Ben blij.", "nl"),
        ("op de w c stond de t v aan", "nl"),
        ("ik belde de bank en de huisbaas, m.b.t. de huur", "nl"),
        ("dat ging i.v.m. de verhuizing, d.w.z. de woning", "nl"),
        ("Dag meneer. U weet het. En zuster, a. dat wist ik niet.", "nl"),
        ("O.a. de medicatie, t.a.v. de bijwerkingen", "nl"),
    ],
)
def test_nobody_is_named(text: str, language: str):
    assert [mention.text for mention in detect(text, language)] == []


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("And Dr Robinson came to see me.", "en", "Robinson"),
        ("En daarna belde E.V. de Wit mij op", "nl", "E.V. de Wit"),
        ("Then Sister Abernethy came on shift.", "en", "Abernethy"),
        ("Toen kwam tante Annie binnen.", "nl", "Annie"),
        ("I saw Doctor Patel again.", "en", "Patel"),
        ("meneer vroom van de apotheek belde", "nl", "vroom"),
        ("De Jos zijn vrouw was er ook", "nl", "Jos"),
        ("toen kwam Mariekes man binnen", "nl", "Mariekes"),
        ("op de brief stond j  verhoeven en een krabbel", "nl", "j  verhoeven"),
        ("the prescription said dr s  quayle", "en", "s  quayle"),
        ("I sat beside Faina D. Yefremova all day", "en", "Faina D. Yefremova"),
        ("dat was kleine Gerda weer", "nl", "kleine Gerda"),
        ("dat was onze kleine Gerda weer", "nl", "Gerda"),
        ("en toen wil doodging, was het stil", "nl", "wil"),
        ("ik heb het aan wil verteld", "nl", "wil"),
        ("but will told them anyway", "en", "will"),
        ("de brief was van J.H. de Boer en die wist van niks", "nl", "J.H. de Boer"),
        ("Het recept kwam van L. Zomer en het hielp niet", "nl", "L. Zomer"),
        ("op mijn bankpas staat d a prins", "nl", "d a prins"),
        ("het was getekend door j.h de boer", "nl", "j.h de boer"),
        ("it was signed by p j baker", "en", "p j baker"),
        ("toen belde notaris van der kolk", "nl", "van der kolk"),
    ],
)
def test_a_title_is_no_part_of_a_name(text: str, language: str, name: str):
    persons = [each.text for each in detect(text, language) if each.type is MentionType.PERSON]
    assert persons == [name]


def test_a_set_phrase_does_not_hide_a_name_of_the_roster():
    roster = (RosterName("Jan", MentionType.PERSON),)
    assert "jan" in [each.text for each in detect("daar zat jan met de pet", "nl", roster)]


@pytest.mark.parametrize(
    ("text", "language", "spelled"),
    [
        ("dat is W A L R A V E met een v", "nl", "W A L R A V E"),
        ("je schrijft J, A, N, S, E, N", "nl", "J, A, N, S, E, N"),
        ("it's spelled J-A-R-E-K", "en", "J-A-R-E-K"),
    ],
)
def test_a_name_that_is_spelled_is_one_mention(text: str, language: str, spelled: str):
    assert any(spelled in each.text for each in detect(text, language))


@pytest.mark.parametrize("text", ["dat gaat via de w-m-o", "de g-g-z belde"])
def test_what_is_always_said_in_letters_is_not_spelled(text: str):
    assert detect(text, "nl") == ()


@pytest.mark.parametrize("style", [str, str.lower])
def test_sentences_that_tempt_are_seldom_flagged(style):
    flagged = words = 0
    for mentions in [
        [mention for mention in found if mention.type is MentionType.PERSON]
        for found in (detect_turns([(1, style(text))], "en") for text in NOT_NAMED)
    ]:
        flagged += sum(len(fold_words(mention.text)) for mention in mentions)
    words = sum(len(fold_words(text)) for text in NOT_NAMED)
    assert flagged / words <= MOST_FLAGGED


def test_days_and_months_are_no_suspicious_words_but_those_that_are_given_names() -> None:
    text = "it was a Monday in February, and in April we met Xqyzia on two Tuesdays"
    assert [entry.text for entry in suspicious([(1, text)], "en")] == ["April", "Xqyzia"]
