"""Names as lines of a roster are read as the same names again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.interface.roster_reading import likely_kind, read_lines
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import parse_roster, roster_lines

ROLES = ("", "zus", "sister", "psychiater", "place", "plaats", "ziekenhuis", "telefoon", "other")


@given(
    st.lists(
        st.tuples(st.sampled_from(ROLES), st.text("abcdeABCDéü -',()", min_size=3, max_size=20))
    )
)
@pytest.mark.parametrize("language", ["nl", "en", "fy"])
def test_lines_of_names_are_these_names(language, rows):
    text = "\n".join(f"{role}: {name}" if role else name for role, name in rows)
    try:
        names = parse_roster(text, "P07")
    except Exception:  # no name on a line: said elsewhere
        return
    assert parse_roster("\n".join(roster_lines(names, language)), "P07") == names


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Eindhoven", MentionType.PLACE), ("Den Haag", MentionType.PLACE),
        ("GGZ Oost", MentionType.ORGANISATION), ("Marijke Jansen", MentionType.PERSON),
        ("sister: Florence", MentionType.PERSON), ("place: Nergenshuizen", MentionType.PLACE),
    ],
)  # fmt: skip
def test_a_bare_name_that_looks_like_something_else_is_doubted(line, kind):
    [name] = parse_roster(line)
    assert likely_kind(name) is kind
    [read] = read_lines([name], "nl")
    assert read.is_doubtful is (name.type is not kind)


def test_doubtful_lines_come_first():
    names = parse_roster("sister: Ann Lee\nEindhoven\nbrother: Bob Lee")
    assert [line.is_doubtful for line in read_lines(names, "en")] == [True, False, False]
