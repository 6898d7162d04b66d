"""Those who coded, by name: listed, and called otherwise wherever their name stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from interview_kit.corpus.coding_history import CodingAct

OWN_ACTS = (CodingAct.CODED, CodingAct.TAKEN_OFF, CodingAct.MEMO)
"""Acts that are known by the name that a coder codes under; others by that of an account."""


@dataclass(frozen=True, slots=True)
class Coder:
    """A coder: `number` counts the names in their order, from 1; the name may be empty.

    `lost` counts the codings of theirs that have no place any more.
    """

    number: int
    coder: str
    passages: int
    interviews: int
    lost: int


def listed(db: Database) -> tuple[Coder, ...]:
    """Everybody who coded, in the order of their names."""
    rows = db.execute(
        "SELECT coder, count(DISTINCT mark) FILTER (WHERE NOT is_lost), "
        "count(DISTINCT interview) FILTER (WHERE NOT is_lost), "
        "count(DISTINCT mark) FILTER (WHERE is_lost) FROM ("
        "SELECT coder, interview, coalesce(nullif(codings.mark, ''), 'c' || codings.id) AS mark, "
        "0 AS is_lost FROM codings JOIN turns ON turns.id = codings.turn UNION ALL "
        "SELECT coder, interview, coalesce(nullif(mark, ''), 'c' || id), 1 FROM lost_codings) "
        "GROUP BY coder ORDER BY coder COLLATE NOCASE, coder"
    ).fetchall()
    return tuple(Coder(number, *row) for number, row in enumerate(rows, 1))


def rename(db: Database, before: str, after: str, *, but_act: int = 0) -> None:
    """Call a coder otherwise, also in the history, inside a transaction.

    The history has to, so that an act of before can still be undone. `but_act` is one that keeps
    the names as they were.
    """
    for table in ("codings", "lost_codings"):
        db.execute(f"UPDATE {table} SET coder = ? WHERE coder = ?", [after, before])  # noqa: S608
    db.execute(
        "UPDATE coding_act_rows SET coder = ? WHERE coder = ? AND act <> ?",
        [after, before, but_act],
    )
    marks = ", ".join("?" * len(OWN_ACTS))
    db.execute(
        f"UPDATE coding_acts SET who = ? WHERE who = ? AND act IN ({marks})",  # noqa: S608
        [after, before, *map(str, OWN_ACTS)],
    )
