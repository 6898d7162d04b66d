"""Every key of a TOML text is found at its line."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.guide.toml_lines import line_at, lines_of

TEXT = '''# a comment with [brackets] = "and" more
a = 1
"b c" = "[[no]] # header = 1"
d.e = """
x = 1
[[no]]
"""

[[s]] # first
t = [ 1.5, 2020-01-01 00:00:00,
  [2, 3], # inside = comment
  { u = 1, v = { w = "}" } },
]
[[s.q]]
k = \'\'\'
[[s]]\'\'\'
[[s]]
[s.sub]
m = true
[[s.q]]
n = { }
'''


def test_every_key_and_entry_is_found_at_its_line() -> None:
    tomllib.loads(TEXT)
    assert lines_of(TEXT) == {
        ("a",): 2,
        ("b c",): 3,
        ("d",): 4,
        ("d", "e"): 4,
        ("s",): 9,
        ("s", 1): 9,
        ("s", 1, "t"): 10,
        ("s", 1, "t", 1): 10,
        ("s", 1, "t", 2): 10,
        ("s", 1, "t", 3): 11,
        ("s", 1, "t", 3, 1): 11,
        ("s", 1, "t", 3, 2): 11,
        ("s", 1, "t", 4): 12,
        ("s", 1, "t", 4, "u"): 12,
        ("s", 1, "t", 4, "v"): 12,
        ("s", 1, "t", 4, "v", "w"): 12,
        ("s", 1, "q"): 14,
        ("s", 1, "q", 1): 14,
        ("s", 1, "q", 1, "k"): 15,
        ("s", 2): 17,
        ("s", 2, "sub"): 18,
        ("s", 2, "sub", "m"): 19,
        ("s", 2, "q"): 20,
        ("s", 2, "q", 1): 20,
        ("s", 2, "q", 1, "n"): 21,
    }


def test_windows_line_ends_change_no_line() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)


def test_what_is_not_there_is_looked_for_in_what_should_hold_it() -> None:
    lines = lines_of(TEXT)
    assert line_at(("s", 2, "q", 1, "missing", "nl"), lines) == 20
    assert line_at(("missing",), lines) == 0


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab=.[]{},\"'#\n\\ 1", max_size=40))
def test_any_valid_toml_can_be_gone_through(text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = lines_of(text)
    assert all(0 < line <= text.count("\n") + 1 for line in lines.values())
    assert len(lines) >= len(document)
