"""Names that are written as no word of their own, and what only looks like one."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.leak_check import disguised_names, find_leaks, known_forms
from interview_kit.pseudonym.roster import parse_roster

ROSTER = parse_roster(
    "zus: Xanthippe van de Kwakernaat\nbroer: Eva Hoogendijk\nvriend: Ben Bakker\nnicht: Wolbrecht"
)
FORMS = known_forms((), ROSTER)


@pytest.mark.parametrize(
    "text",
    [
        "K-W-A-K-E-R-N-A-A-T", "k w a k e r n a a t", "K. W. A. K. E. R. N. A. A. T.",
        "k, w, a, eh, k, e, r, n, a, a, t", "kaa wee aa kaa ee er en aa aa tee",
        "k van karel, w van willem, a van anton, k van karel, e van eduard, r van rudolf,"
        " n van nico, a van anton, a van anton, t van teunis",
        "kay double u ay kay ee ar en ay ay tee", "haa dubbel o gee ee en dee lange ij kaa",
        "double-u oh el bee ar ee cee aitch tee", "e v a", "E-V-A",
        "xanthippe87x", "kwakernaat1987@example.org", "xkwakernaatx", "eva12",
        "FamilieKwakernaat", "familiekwakernaat", "Kwakernaatstraat", "Kwakernaatshuis",
        "#TeamXanthippe", "Kwaker naat", "Kwaker-naat", "Kwaker-\nnaat", "xan thip pe",
        "xanthippevandekwakernaat", "evahoogendijk", "Kw4kern44t", "Kw@kern@@t",
        "Kw\u0430k\u0435rn\u0430\u0430t", "Ηοοgendijk", "\u202etaanrekawK\u202c",
        "Kwak\u2068ernaat\u2069", "Kwa\u200ekernaat", "K\u0336w\u0336akernaat",
        "🅺🆆🅰🅺🅴🆁🅽🅰🅰🆃", "ⓀⓌⒶⓀⒺⓇⓃⒶⒶⓉ", "Ｋｗａｋｅｒｎａａｔ", "𝐊𝐰𝐚𝐤𝐞𝐫𝐧𝐚𝐚𝐭",
        "&amp;#75;wakernaat", "%254bwakernaat", "X.v.d.K.", "X. v. d. K.", "XvdK",
        "X. van de K.", "E.H.",
    ],
)  # fmt: skip
def test_a_name_in_disguise_is_found(text: str) -> None:
    assert find_leaks(f"dat heet {text} zei ze", FORMS, "here")
    assert find_leaks(f"dat heet {text} zei ze".encode(), FORMS, "here")


@pytest.mark.parametrize(
    "text",
    [
        "a b c d e f g", "de heer en mevrouw van der Linden", "ik ben een bakker", "o.a. en n.v.t.",
        "evalueren", "evaluatie 12", "kwaken en naaien", "hoog en dijk", "een hoge dijk",
        "kwaker,\"naat", "kwaker</td><td>naat", "en dan er es met een de", "benbakkerij",
        "van de haag", "X.Y.", "e h", "P07-1, P08-2", "d3b07384d113edec49eaa6238ad5ff00",
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert find_leaks(text, FORMS, "here") == ()


def test_what_is_behind_a_disguise_is_told_by_name() -> None:
    ((start, end, _, name),) = disguised_names("dat is K-W-A-K-E-R-N-A-A-T dus", FORMS)
    assert (start, end, name) == (7, 26, "kwakernaat")


def test_the_marks_of_a_sentence_are_no_part_of_a_disguise() -> None:
    places = list(disguised_names('dat zei "FamilieKwakernaat".', FORMS))
    assert {(start, end, name) for start, end, _, name in places} == {(9, 26, "kwakernaat")}


def test_what_a_person_decided_is_none_may_stay() -> None:
    allowed = known_forms((), ROSTER, allowed=["kwaker naat"])
    assert find_leaks("de Kwaker naat", allowed, "here") == ()
    assert find_leaks("de Kwakernaat", allowed, "here")


def test_letters_of_other_alphabets_are_those_they_look_like() -> None:
    assert fold("Еlѕа Νοor") == "elsa noor"
    assert fold("Zoë Ångström") == "zoe angstrom"


def test_a_long_run_of_anything_takes_no_longer_than_its_length() -> None:
    """A square of these lengths would not end within the test run's limit."""
    for piece in ("k ", "kwa ", "K.", "aa ", "\u200b", "&#", "%4", "a\u0301", "\u202e", "x1"):
        find_leaks((piece * 60_000)[:120_000].encode(), FORMS, "here")
