"""What is said in other languages: the catalogues, and errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from interview_kit.errors import KitError, RefusedError, sentence_of, what_and_hint
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.guide.guide_template import new_guide
from interview_kit.interface.texts import TEXTS, say
from interview_kit.language.catalogues import languages
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
