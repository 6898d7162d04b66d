"""Names: those typed at consent, the entities behind them, and where they are mentioned."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from interview_kit.model.moment import utc_now
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import unfinished_forms
from interview_kit.vault.vault import Vault


class Verdict(StrEnum):
    """What a person decided about one replacement."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mention, the id of the entity behind it, and whether it is to be replaced."""

    mention: Mention
    entity: str
    verdict: Verdict = Verdict.PROPOSED


def add_to_roster(vault: Vault, names: Iterable[RosterName]) -> None:
    """Keep names; one that is known keeps its place and takes the role given now.

    What was listened to is to be listened to again.
    """
    with vault.atomic() as db:
        for name in names:
            db.execute(
                "DELETE FROM name_hearings WHERE interview IN "
                "(SELECT id FROM interviews WHERE ? IN ('', participant))",
                [name.participant],
            )
            db.execute(
                "INSERT INTO roster (participant, type, role, text) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (participant, type, text) DO UPDATE SET role = excluded.role",
                [name.participant, name.type, name.role, name.text],
            )


def remove_from_roster(vault: Vault, name: RosterName) -> None:
    """Take a name off the roster of its participant, or the study; what it found stays."""
    with vault.atomic() as db:
        db.execute(
            "DELETE FROM roster WHERE participant = ? AND type = ? AND text = ?",
            [name.participant, name.type, name.text],
        )


def roster(vault: Vault) -> tuple[RosterName, ...]:
    """Every name typed in the study, oldest first."""
    rows = vault.db.query("SELECT * FROM roster ORDER BY id")
    return tuple(
        RosterName(row["text"], MentionType(row["type"]), row["role"], row["participant"])
        for row in rows
    )


def roster_of(vault: Vault, participant: str) -> tuple[RosterName, ...]:
    """The names typed for a participant, and those the whole study knows."""
    return tuple(name for name in roster(vault) if name.participant in ("", participant))


def entities(vault: Vault) -> tuple[Entity, ...]:
    """Every entity of the study, in order of appearance."""
    return tuple(_entity(row) for row in vault.db.query("SELECT * FROM entities ORDER BY rowid"))


def put_entities(vault: Vault, new_entities: Iterable[Entity]) -> None:
    """Keep entities, new or changed, by id."""
    with vault.atomic() as db:
        for entity in new_entities:
            values = asdict(entity)
            values["forms"] = json.dumps(entity.forms, ensure_ascii=False)
            values["rostered"] = int(entity.rostered)
            db.table("entities").upsert(values, pk="id")


def proposals(vault: Vault, interview: str) -> tuple[Proposal, ...]:
    """Every mention of an interview, in the order of the text."""
    rows = vault.db.query(
        "SELECT * FROM mentions WHERE interview = ? ORDER BY turn, start", [interview]
    )
    return tuple(proposal_of(row) for row in rows)


def verdicts(vault: Vault) -> Iterator[tuple[str, str, Verdict]]:
    """Every entity with a text that it is mentioned by in the study, and what was decided on it."""
    for row in vault.db.query("SELECT DISTINCT entity, text, decision FROM mentions"):
        yield row["entity"], row["text"], Verdict(row["decision"])


def replace_proposals(vault: Vault, interview: str, new: Iterable[Proposal]) -> None:
    """Make `new` the mentions of an interview, found in its text as it is now."""
    with vault.atomic() as db:
        at = utc_now("milliseconds")
        db.execute("INSERT OR REPLACE INTO searches VALUES (?, ?)", [interview, at])
        put_proposals(vault, interview, new)


def put_proposals(vault: Vault, interview: str, new: Iterable[Proposal]) -> None:
    """Make `new` the mentions of an interview; whether it was searched stays as it is."""
    with vault.atomic() as db:
        db.execute("DELETE FROM mentions WHERE interview = ?", [interview])
        add_proposals(vault, interview, new)


def add_proposals(vault: Vault, interview: str, new: Iterable[Proposal]) -> None:
    """Put mentions beside those there are; whether it was searched stays as it is."""
    with vault.atomic() as db:
        for proposal in new:
            db.table("mentions").insert({"interview": interview, **row_of(proposal)})


def decide(vault: Vault, interview: str, proposals: Iterable[Proposal], verdict: Verdict) -> None:
    """Keep one verdict for all of `proposals`."""
    with vault.atomic() as db:
        for proposal in proposals:
            db.execute(
                "UPDATE mentions SET decision = ? WHERE interview = ? AND turn = ? AND start = ?",
                [verdict, interview, proposal.mention.turn, proposal.mention.start],
            )


def move(vault: Vault, places: Iterable[tuple[str, int, int]], entity: str) -> None:
    """Make `entity` what stands behind some places, each an interview, a turn and a start."""
    with vault.atomic() as db:
        for interview, turn, start in places:
            db.execute(
                "UPDATE mentions SET entity = ? WHERE interview = ? AND turn = ? AND start = ?",
                [entity, interview, turn, start],
            )


def places(vault: Vault, entity: str) -> tuple[tuple[str, int, int, str], ...]:
    """Where an entity is mentioned: interview, turn, start, and the text there."""
    rows = vault.db.query(
        "SELECT interview, turn, start, text FROM mentions WHERE entity = ? "
        "ORDER BY interview, turn, start",
        [entity],
    )
    return tuple((row["interview"], row["turn"], row["start"], row["text"]) for row in rows)


def secret(vault: Vault) -> bytes:
    """The study's secret, made at first use: surrogates and moved dates are drawn with it."""
    with vault.atomic() as db:
        db.execute("INSERT OR IGNORE INTO secrets VALUES ('names', ?)", [secrets.token_bytes(32)])
        return bytes(next(db.query("SELECT value FROM secrets WHERE name = 'names'"))["value"])


def destroy_originals(vault: Vault) -> None:
    """Destroy every original that is kept as a name; pseudonyms stay taken, numbers too."""
    with vault.atomic() as db:
        for table in ("mentions", "searches", "roster", "heard_names", "name_hearings"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
        # What else stands there says nothing of names, and the vault is known by some of it.
        db.execute("DELETE FROM secrets WHERE name = 'names'")
        db.execute("UPDATE entities SET forms = '[]', role = '', rostered = 0, same_as = ''")
        unfinished_forms.drop_all(vault)


def searched(vault: Vault) -> tuple[str, ...]:
    """The interviews in which names were looked for in the text as it is now."""
    rows = vault.db.query("SELECT interview FROM searches ORDER BY interview")
    return tuple(row["interview"] for row in rows)


def searched_at(vault: Vault, interview: str) -> str:
    """When names were looked for in the text as it is now; '' where they were not."""
    rows = vault.db.query("SELECT at FROM searches WHERE interview = ?", [interview])
    return str(next((row["at"] for row in rows), ""))


def was_searched(vault: Vault, interview: str) -> bool:
    """Whether names were looked for in the text as it is now."""
    rows = vault.db.query("SELECT 1 FROM searches WHERE interview = ?", [interview])
    return next(rows, None) is not None


def forget_search(vault: Vault, interview: str) -> None:
    """Note that names are to be looked for again; what was found and decided stays until then."""
    with vault.atomic() as db:
        db.execute("DELETE FROM searches WHERE interview = ?", [interview])


def proposal_of(row: Mapping[str, Any]) -> Proposal:
    """A proposal as it was kept."""
    return Proposal(
        Mention(
            row["turn"],
            row["start"],
            row["end"],
            MentionType(row["type"]),
            row["text"],
            row["detector"],
            row["score"],
            row["cue"],
        ),
        row["entity"],
        Verdict(row["decision"]),
    )


def row_of(proposal: Proposal) -> dict[str, Any]:
    """A proposal as it is kept."""
    return asdict(proposal.mention) | {"entity": proposal.entity, "decision": proposal.verdict}


def _entity(row: dict[str, Any]) -> Entity:
    return Entity(
        row["id"],
        MentionType(row["type"]),
        row["pseudonym"],
        tuple(json.loads(row["forms"])),
        row["role"],
        row["participant"],
        bool(row["rostered"]),
        row["same_as"],
    )
