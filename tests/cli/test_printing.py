"""One way out for all that commands print."""

from __future__ import annotations

import ast
import json
import time
from pathlib import Path

import pytest

import interview_kit
from interview_kit.cli.printing import local_time, print_json, print_table
from interview_kit.cli.terminal_output import echo, json_text

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
