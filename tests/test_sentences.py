"""The collector of sentences: what it finds, and what it refuses because no translator sees it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import sentences as collector  # noqa: E402 - a script, found once its folder is on the path

pytestmark = pytest.mark.pure

HIDDEN = {
    "an f-string": 'raise KitError(f"No file {name}.", "Look again.")',
    "an f-string in the hint": 'raise AudioError("No sound.", f"Plug {name} in.")',
    "a sum": 'raise KitError("No file " + name)',
    "a percent sign": 'raise KitError("No file %s here." % name)',
    "format": 'raise KitError("No file {}.".format(name))',
    "join": 'raise KitError("One is gone.", ", ".join(names))',
    "one half of a choice": 'raise KitError("Good text." if so else f"Bad {name} text.")',
    "a name": 'def f():\n    hint = f"Is it {near}?"\n    raise KitError("None.", hint)',
    "a named choice": 'h = f"{a}?" if a else "No."\nraise KitError("N.", h)',
    "a phrase": 'yield phrase(f"turn {number} at {time}")',
    "an error put into a text": 'talk.say(f"{error.message} {error.hint}")',
    "words anywhere": 'self.detail = f"the disk is full: {name}"',
    "a sentence in no catalogue": 'self.detail = "The disk is quite full today."',
    "a count put together": 'raise KitError(CountedText("One turn.", f"{n} turns."), count=n)',
    "two languages side by side": 'WORDS = {"nl": {"yes": "ja"}, "en": {"yes": "yes"}}',
}
HIDDEN_IN_COMMANDS = {
    "printed": 'click.echo("Done.")',
    "printed with a value": 'click.echo(f"{count} files.")',
    "asked": 'click.prompt("Passphrase", err=True)',
    "confirmed": 'click.confirm(f"Destroy {count} things?")',
    "said in pieces": 'say(f"{count} files.")',
    "worded in pieces": 'print_rows(rows, ["id"], nothing=wording("None " + name))',
    "a column": 'print_table(["id", "shoe_size"], rows)',
    "columns by name": 'columns = ["id", "shoe size"]\nprint_rows(rows, columns, nothing="")',
}
PLAIN = {
    "a sentence with values": 'raise KitError("No file {name}.", "Is it {near}?", name=a, near=b)',
    "lines that make one": 'raise KitError(\n    "No file "\n    "{name}.", name=name)',
    "what another room said": "raise KitError(error.message, error.hint)",
    "a constant": 'AGAIN = "Try again."\nraise KitError("No.", AGAIN)',
    "SQL": 'db.query(f"SELECT a FROM {table} WHERE id = ?")',
    "a log": 'log.warning("the vault was not rewritten: %s", error)',
    "a programming error": 'raise ValueError(f"unknown event {name}")',
    "a docstring": 'def f():\n    """It says so in a sentence."""',
}
PLAIN_COMMANDS = {
    "data": 'click.echo(f"{old} → {new}")',
    "a sentence": 'say("{count} files.", count=count)',
    "JSON": "click.echo(json.dumps(rows))",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_a_text_that_no_catalogue_can_see_is_refused(text):
    assert list(collector.refusals_in(collector.parsed("workflow/made_up.py", text)))


@pytest.mark.parametrize("text", HIDDEN_IN_COMMANDS.values(), ids=HIDDEN_IN_COMMANDS)
def test_what_a_command_prints_untranslated_is_refused(text):
    assert list(collector.refusals_in(collector.parsed("cli/made_up.py", text)))


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_is_no_hidden_sentence_passes(text):
    known = collector._known_texts
    source = collector.parsed("workflow/made_up.py", text)
    found = {sentence.text for sentence in collector.sentences_in(source)}
    refused = [line for line in collector.refusals_in(source) if "in no catalogue" not in line]
    assert not refused
    assert found or "KitError" not in text or "error.message" in text
    assert known()


@pytest.mark.parametrize("text", PLAIN_COMMANDS.values(), ids=PLAIN_COMMANDS)
def test_a_command_may_print_data_and_sentences_of_the_catalogue(text):
    assert not list(collector.refusals_in(collector.parsed("cli/made_up.py", text)))


def test_both_forms_of_a_text_that_counts_are_found():
    text = 'MORE = CountedText("{n} turn.", "{n} turns.", "n")\nyield phrase(MORE, n=2)'
    (found,) = collector.sentences_in(collector.parsed("audio/made_up.py", text))
    assert (found.text, found.plural) == ("{n} turn.", "{n} turns.")


def test_a_sentence_is_found_behind_the_name_of_a_constant():
    text = 'AGAIN = "Try it again."\ndef f():\n    raise KitError("No.", AGAIN if so else "Go on.")'
    found = collector.sentences_in(collector.parsed("audio/made_up.py", text))
    assert {sentence.text for sentence in found} == {"No.", "Try it again.", "Go on."}


@pytest.mark.parametrize("name", ["had2", "k", "x1", "row_2", "ms:.1f", "0", "", "Name", "a.b"])
def test_a_value_needs_a_name_that_a_translator_understands(name):
    assert collector.poor_placeholders(f"It has {{{name}}} of them.") == [name]


@pytest.mark.parametrize("name", ["id", "count", "rate_before", "wanted!r"])
def test_a_word_is_a_good_name_for_a_value(name):
    assert not collector.poor_placeholders(f"It has {{{name}}} of them.")


def test_no_sentence_stands_outside_the_catalogues():
    done = subprocess.run(
        [sys.executable, SCRIPTS / "sentences.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert " 0 outside of them" in done.stdout
