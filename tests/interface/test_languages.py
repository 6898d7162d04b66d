"""What is said in other languages: the catalogues, and errors."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

from interview_kit.deposit import deposit_words as deposit
from interview_kit.errors import (
    KitError,
    RefusedError,
    SpeechError,
    error_as_json,
    error_from_json,
    sentence_of,
    what_and_hint,
)
from interview_kit.export import export_labels as export
from interview_kit.guide import guide_sheet as sheet
from interview_kit.guide import guide_template
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.guide.guide_template import new_guide
from interview_kit.interface.texts import TEXTS, say
from interview_kit.language.catalogues import languages
from interview_kit.language.counted_text import CountedText
from interview_kit.language.counts import turn_count, word_count
from interview_kit.language.phrase import (
    Phrase,
    as_json,
    decimal_number,
    from_json,
    in_language,
    phrase,
)
from interview_kit.language.values import value_phrase
from interview_kit.pseudonym.coarse_labels import KINDS, SIZES
from interview_kit.pseudonym.propose import WORDS
from interview_kit.session.interview_commands import SetFlag
from interview_kit.session.interview_machine import Refusal, decide
from interview_kit.session.interview_state import InterviewState

ROOT = Path(__file__).parents[2]


def test_every_catalogue_is_complete_and_compiled_from_the_texts_of_today() -> None:
    script = [sys.executable, ROOT / "scripts" / "translations", "--check"]
    done = subprocess.run(script, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_interface_speaks_english_and_dutch() -> None:
    assert set(languages()) >= {"en", "nl"}
    assert (say("all.yes", "en"), say("all.yes", "nl")) == ("Yes", "Ja")


def test_a_language_without_a_catalogue_is_spoken_to_in_english() -> None:
    assert TEXTS["all.yes"].in_("xx") == TEXTS["all.yes"].in_("../nl") == "Yes"


def test_a_number_has_the_decimal_sign_of_the_language() -> None:
    half = decimal_number(-1234.5, 2)
    assert (half, half.in_("nl")) == ("-1234.50", "-1234,50")
    assert in_language(from_json(as_json(half)), "nl") == "-1234,50"
    assert decimal_number(3, 3, is_padded=False).in_("nl") == "3"
    assert decimal_number(0.25, 3, is_padded=False).in_("nl") == "0,25"
    assert decimal_number(2.5, 0).in_("nl") == "2"
    assert (in_language(0.5, "en"), in_language(0.5, "nl")) == ("0.5", "0,5")
    assert in_language((0.5, float("inf")), "nl") == "0,5, inf"
    length = phrase("{seconds} s", seconds=1.5)
    assert (length, length.in_("nl")) == ("1.5 s", "1,5 s")


def test_an_error_can_be_said_in_dutch_with_its_values() -> None:
    error = KitError(
        "There is no interview {id}.", "`interview-kit list` shows those there are.", id="P07-1"
    )
    assert error.message == str(error) == "There is no interview P07-1."
    assert what_and_hint(error, "nl") == (
        "Er is geen interview P07-1.",
        "`interview-kit list` toont welke er zijn.",
    )


def test_what_no_catalogue_knows_is_said_as_it_is() -> None:
    error = KitError("A sentence with {braces}.")
    assert sentence_of(error, "nl") == "A sentence with {braces}."


def test_a_value_is_never_taken_for_a_template() -> None:
    error = KitError("There is no interview {id}.", id="{id} {0} {x!r}")
    assert sentence_of(error, "en") == "There is no interview {id} {0} {x!r}."


def test_a_refusal_of_the_machine_can_be_said_in_dutch() -> None:
    guide = parse_guide(new_guide("small", ["nl"]), "small.toml")
    refusal = decide(guide, InterviewState(), SetFlag(), 0)
    assert isinstance(refusal, Refusal)
    error = RefusedError(refusal.message, refusal.hint, **refusal.values)
    assert sentence_of(error, "nl") == (
        "Het interview loopt niet. Begin het eerst, of ga er eerst mee verder."
    )


def test_a_phrase_is_english_as_a_string_and_dutch_where_that_is_asked() -> None:
    kind = value_phrase("question")
    text = phrase("this id is used already, in {key}.", key=kind)
    assert text == "this id is used already, in question."
    assert text.in_("nl") == "dit id is al gebruikt, in vraag."
    assert json.loads(json.dumps(text)) == text
    assert deepcopy(text).in_("nl") == text.in_("nl")


def test_one_and_several_are_said_otherwise_in_every_language() -> None:
    said = [say("transcript.not_text", language, count=count)
            for language in ("en", "nl", "xx") for count in (1, 2)]  # fmt: skip
    assert said == [
        "1 comment or footnote was left out.",
        "2 comments and footnotes were left out.",
        "1 opmerking of voetnoot is weggelaten.",
        "2 opmerkingen en voetnoten zijn weggelaten.",
        *said[:2],
    ]
    several = CountedText("{name} has {files} file.", "{name} has {files} files.", "files")
    assert [Phrase(several, "", {"name": 1, "files": n}) for n in (0, 1, 2)] == [
        "1 has 0 files.",
        "1 has 1 file.",
        "1 has 2 files.",
    ]


def test_what_is_counted_can_be_said_by_another_process_and_within_a_sentence() -> None:
    text = phrase("{turns}, {words}.", turns=turn_count(1), words=word_count(3))
    copies = (deepcopy(text), from_json(json.loads(json.dumps(as_json(text)))))
    for copy in (text, *copies):
        assert (copy, in_language(copy, "nl")) == ("1 turn, 3 words.", "1 beurt, 3 woorden.")
    error = KitError(
        CountedText("{count} line of the file is not understood.", "never"), "Look.", count=1
    )
    told = error_from_json(json.loads(json.dumps(error_as_json(error))), KitError)
    assert sentence_of(told, "nl").startswith("1 regel van het bestand wordt niet begrepen.")


def test_a_tuple_is_a_list_in_the_same_language() -> None:
    steps = (value_phrase("month"), value_phrase("year"))
    assert KitError("{steps}", steps=steps).message.in_("nl") == "maand, jaar"
    assert in_language((*steps, "a, b"), "nl") == "maand; jaar; a, b"


def test_an_error_of_another_process_can_still_be_said_in_dutch() -> None:
    error = SpeechError(
        "The interview is {phase}, not {needed}.",
        "Close other programs.",
        phase=value_phrase("paused"),
        needed=value_phrase("recording"),
    )
    told = error_from_json(json.loads(json.dumps(error_as_json(error))), SpeechError)
    assert isinstance(told, SpeechError)
    assert what_and_hint(told, "nl") == what_and_hint(error, "nl")
    assert told.message == "The interview is paused, not recording."


def test_an_error_from_a_program_that_sends_english_alone_is_still_an_error() -> None:
    told = error_from_json({"message": "No {x}.", "hint": ""}, SpeechError)
    assert sentence_of(told, "nl") == "No {x}."


def test_an_error_passed_on_keeps_its_own_words_and_gets_another_hint() -> None:
    first = KitError("There is no interview {id}.", id="P07-1")
    error = KitError(first.message, "Look in {place}.", place="{id}")
    assert sentence_of(error, "nl").startswith("Er is geen interview P07-1.")
    assert error.hint == "Look in {id}."


def test_every_table_of_words_is_whole_in_every_language() -> None:
    for table in (
        deposit.WORDS,
        export.WORDS,
        sheet.WORDS,
        guide_template.WORDS,
        KINDS,
        SIZES,
        WORDS,
    ):
        for language in languages():
            assert list(table.words(language)) == list(table)
            assert table.words("xx") == table.english
    assert export.WORDS.word("participant", "nl") == "Deelnemer"
