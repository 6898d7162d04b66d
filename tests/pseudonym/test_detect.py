"""All detectors together: what they find, and what they leave alone."""

from __future__ import annotations

import json
import re
from importlib.metadata import EntryPoint
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit import plugins
from interview_kit.errors import KitError
from interview_kit.pseudonym.detectors import GROUP, Detector, detect, detect_turns, resolve
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.roster import RosterName, parse_roster

TURNS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "turns_nl.jsonl").read_text("utf-8").splitlines()
]
MARKED = re.compile(r"\{(\w+):([^{}]*)\}")
# What the detectors are known to cover at least, per style; raised when they get better.
PERSONS_AT_LEAST = {"cased": 0.93, "lower": 0.91}


@pytest.mark.parametrize("style", list(PERSONS_AT_LEAST))
def test_the_marked_turns_are_covered_as_well_as_they_were(style: str) -> None:
    whole = covered = 0
    turns = [row["marked"] for row in TURNS if row["split"] == "test"]
    turns = turns if style == "cased" else [MARKED.sub(lambda m: m[0], t).lower() for t in turns]
    texts = [MARKED.sub(lambda m: m[2], turn) for turn in turns]
    found = detect_turns(enumerate(texts), "nl")
    for number, turn in enumerate(turns):
        shift = 0
        for mark in MARKED.finditer(turn):
            start = mark.start() - shift
            shift += len(mark[0]) - len(mark[2])
            if mark[1] == "person":
                whole += 1
                covered += any(
                    m.turn == number and m.start <= start and m.end >= start + len(mark[2])
                    for m in found
                )
    assert covered / whole >= PERSONS_AT_LEAST[style]


@pytest.mark.parametrize(
    "text",
    ["Ik kreeg Haldol en daarna Zyprexa", "mijn opa had parkinson", "Ze dachten aan Asperger",
     "het syndroom van Korsakov", "van de clozapine werd ik moe", "met lithium gaat het goed"],
)  # fmt: skip
def test_medication_and_illnesses_are_left_alone(text: str) -> None:
    assert detect(text, "nl") == ()


@pytest.mark.parametrize(
    "pseudonym",
    ["[zus van P07]", "[persoon 3]", "[plaats 2]", "[P07]", "[40-49 jaar]", "[datum 1]",
     "[zus 2 van P07]", "[psychiater 1]", "[person 4]", "[sister of P07]"],
)  # fmt: skip
def test_a_pseudonym_is_never_found_again(pseudonym: str) -> None:
    assert detect(f"toen zei {pseudonym} dat het goed was", "nl") == ()


def test_a_roster_name_in_brackets_is_still_found() -> None:
    roster = (RosterName("Marieke", MentionType.PERSON, "zus", "P07"),)
    assert [m.text for m in detect("[zus van Marieke]", "nl", roster)] == ["Marieke"]


def test_english_is_tagged_by_its_own_model() -> None:
    found = detect("my sister Katie said that doctor Thompson was kind", "en")
    assert [m.text for m in found] == ["Katie", "Thompson"]
    assert [m.cue for m in found] == ["sister", "doctor"]


def test_a_name_that_is_sure_once_is_found_in_the_other_turns() -> None:
    turns = [(1, "mijn zus samira zei dat ik moest bellen"), (2, "samira")]
    assert {m.turn for m in detect_turns(turns, "nl")} == {1, 2}


def test_the_longest_mention_wins_and_then_the_roster() -> None:
    def mention(start: int, end: int, detector: str) -> Mention:
        return Mention(1, start, end, MentionType.PERSON, "x" * (end - start), detector, 1.0)

    ranks = {"roster": 0, "tagger": 20}
    longer, inside = mention(0, 9, "tagger"), mention(0, 4, "roster")
    assert resolve([inside, longer], ranks) == (longer,)
    same = mention(0, 9, "roster")
    assert resolve([longer, same], ranks) == (same,)


def test_a_detector_is_not_asked_about_a_language_it_does_not_know() -> None:
    def never(text: str, context: object) -> list[Mention]:
        raise AssertionError

    assert detect("Jan", "nl", using=[Detector("other", ("fr",), never)]) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    roster = (RosterName("Marieke de Vries", MentionType.PERSON),)
    found = detect(text, "nl", roster)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Toen kwam [unclear: Jan van Dijk] langs.", ["Jan van Dijk"]),
        ("Ik sprak Mohamed [unclear: Bouali] gisteren.", ["Mohamed", "Bouali"]),
        ("Mijn zus [unclear: Marieke 3] belde.", ["Marieke"]),
        ("Dat was [unclear] van [unclear: Jansen] zelf.", ["Jansen"]),
        ("En [unclear: [persoon 1]] zei niets.", []),
        ("Toen kwam [unclear: Jan van Dijk langs.", ["Jan van Dijk"]),
    ],
)
def test_words_that_were_hardly_heard_are_read_and_their_mark_is_left(text, names) -> None:
    roster = parse_roster("broer: Mohamed Bouali", "P07")
    for found in (detect(text, "nl", roster), detect_turns([(1, text)], "nl", roster)):
        assert [mention.text for mention in found] == names
        assert all(text[each.start : each.end] == each.text for each in found)


def test_a_name_that_somebody_put_in_brackets_is_no_pseudonym() -> None:
    (mention,) = detect("Toen kwam [Jan van Dijkstra] langs.", "nl")
    assert mention.text == "Jan van Dijkstra"


def _raises(_text, _context):
    raise ValueError("Wilhelmina Zandstra")


def _forgets(_text, _context):
    return None


def _gives(text: str, start: int, detector: str = "theirs", turn: int = 1) -> Detector:
    mention = Mention(turn, start, start + len(text), MentionType.PERSON, text, detector, 0.9)
    return Detector("theirs", ("nl",), lambda _text, _context: [mention])


class Faulty:
    """Detectors of others, each with a fault of its own, asked about `En Ali.`."""

    RAISES = Detector("theirs", ("nl",), _raises)
    GIVES_NOTHING = Detector("theirs", ("nl",), _forgets)
    UNPREPARED = Detector("theirs", ("nl",), lambda _text, _context: (), prepare=_raises)
    ELSEWHERE = _gives("Ali", 4)
    BEFORE = _gives("Ali", -4)
    OTHER_TURN = _gives("Ali", 3, turn=9)
    OTHER_NAME = _gives("Ali", 3, "roster")


MISPLACED = "The detector 'theirs' gives a mention that does not stand where it says."


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("RAISES", "The detector 'theirs' failed: ValueError."),
        ("GIVES_NOTHING", "The detector 'theirs' failed: TypeError."),
        ("UNPREPARED", "The detector 'theirs' failed: ValueError."),
        *((fault, MISPLACED) for fault in ("ELSEWHERE", "BEFORE", "OTHER_TURN", "OTHER_NAME")),
    ],
)
def test_a_detector_of_others_that_fails_is_named_and_nothing_is_found(
    fault: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = EntryPoint("theirs", f"{__name__}:Faulty.{fault}", GROUP)
    monkeypatch.setattr(plugins, "installed_points", lambda _group: (point,))
    with pytest.raises(KitError) as caught:
        detect_turns([(1, "En Ali.")], "nl")
    assert caught.value.message == message
    assert "package that brings it" in caught.value.hint
