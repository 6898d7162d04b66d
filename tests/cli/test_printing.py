"""One way out for all that commands print."""

from __future__ import annotations

import ast
import json
import re
import sys
import time
from pathlib import Path

import pytest

import interview_kit
from interview_kit.cli.printing import local_time, print_json, print_table
from interview_kit.cli.terminal_output import echo, echo_talk, json_text

PACKAGE = Path(interview_kit.__file__).parent
HOSTILE = "a\x1b[31mb\x1b]0;title\x07c\x9b2Jd\u202ee\r\n"
STEERING = ("\x1b", "\x07", "\x9b", "\u202e", "\r")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_else_writes_to_the_terminal(path):
    if path.name == "terminal_output.py" and path.parent.name == "cli":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "click.echo", "click.secho"), f"line {node.lineno}"


def test_what_would_steer_a_terminal_is_never_printed(capsys):
    echo(HOSTILE)
    echo(HOSTILE, err=True)
    print_table(["name"], [[HOSTILE], [(HOSTILE, HOSTILE)]])
    print_json({"name": HOSTILE})
    written = capsys.readouterr()
    for sign in STEERING:
        assert sign not in written.out + written.err
    assert "a[31mb" in written.out


def test_json_keeps_every_sign():
    value = {"text": HOSTILE + "é\u00a0\u200b😀\U000e0041"}
    assert json.loads(json_text(value)) == value
    assert "é" in json_text(value)


def test_what_joins_letters_and_emoji_is_printed(capsys):
    echo("👩\u200d👧 می\u200cخواهم\x1b[2J")
    assert capsys.readouterr().out == "👩\u200d👧 می\u200cخواهم[2J\n"


@pytest.mark.parametrize("text", ["2026-01-11", "at 2026-01-11T12:00:00+00:00", "P07"])
def test_what_is_no_moment_is_printed_as_it_is(text):
    assert local_time(text) == text


def test_a_moment_is_printed_as_day_and_time_of_here(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    try:
        assert local_time("2026-07-11T23:30:05+00:00") == "2026-07-12 01:30"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_narrow_terminal_breaks_no_word_and_drops_what_says_nothing(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "44")
    monkeypatch.setattr("rich.console.Console.is_terminal", True)
    columns = ["id", "created_at", "stage", "expected_error_percent", "length_ms"]
    rows = [["P07-1", "2026-01-11 12:00", "transcribed", None, 61_000],
            ["P08-1", "2026-01-12 12:00", "transcribed", None, 0]]  # fmt: skip
    print_table(columns, rows)
    narrow = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert "error" not in narrow
    for word in ("P07-1", "2026-01-11", "transcribed", "00:01:01"):
        assert word in narrow.split()
    assert "00:00:00" not in narrow
    assert max(map(len, narrow.splitlines())) <= 44
    monkeypatch.setenv("COLUMNS", "120")
    print_table(columns, rows)
    assert "expected error percent" in capsys.readouterr().out


def test_a_table_that_no_width_would_do_for_is_printed_all_the_same(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "12")
    monkeypatch.setattr("rich.console.Console.is_terminal", True)
    print_table(["id", "stage"], [["P07-1", "pseudonymised"]])
    assert "".join(capsys.readouterr().out.split()).count("P07-1") == 1


def test_talk_is_broken_between_words_on_a_terminal_and_nowhere_else(monkeypatch, capsys):
    text = "[00:00:01] participant: it was a long and well-known story of recovery"
    echo_talk(text)
    assert capsys.readouterr().out == f"{text}\n"
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    echo_talk(text)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 30
    assert " ".join(line.strip() for line in lines) == text
