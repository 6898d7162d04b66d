"""Participants and their interviews."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from interview_kit.errors import KitError
from interview_kit.model.participant import Participant
from interview_kit.vault import recodings
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Interview:
    """One sitting, as it was prepared.

    `id` is the participant's code and the number of the sitting (`P07-1`). `guide_source` is the
    exact text of the guide, frozen with the interview. `created_at` is UTC, ISO 8601.
    """

    id: str
    participant: str
    guide: str
    guide_fingerprint: str
    guide_source: str
    language: str
    interviewer: str
    created_at: str


def put_participant(vault: Vault, participant: Participant) -> None:
    """Keep a participant; attributes given now go over those kept before."""
    earlier_participant = find_participant(vault, participant.code)
    attributes = {
        **(earlier_participant.attributes if earlier_participant else {}),
        **participant.attributes,
    }
    with vault.atomic() as db:
        db.table("participants").upsert(
            {"id": participant.code, "attributes": json.dumps(attributes, ensure_ascii=False)},
            pk="id",
        )


def replace_participant(vault: Vault, participant: Participant) -> None:
    """Keep a participant with these attributes and no others."""
    with vault.atomic() as db:
        attributes = json.dumps(dict(participant.attributes), ensure_ascii=False)
        db.execute(
            "UPDATE participants SET attributes = ? WHERE id = ?", [attributes, participant.code]
        )


def find_participant(vault: Vault, code: str) -> Participant | None:
    """A participant by code, or None."""
    for row in vault.db.query("SELECT * FROM participants WHERE id = ?", [code]):
        return Participant(row["id"], _attributes(row["attributes"]))
    return None


def participant_codes(vault: Vault) -> tuple[str, ...]:
    """The code of everybody who takes part."""
    return tuple(row["id"] for row in vault.db.query("SELECT id FROM participants ORDER BY id"))


def add(vault: Vault, interview: Interview) -> None:
    """Keep a new interview."""
    with vault.atomic() as db:
        db.table("interviews").insert(asdict(interview))


def change(vault: Vault, interview: Interview) -> None:
    """Keep an interview as it is now, under the id it has."""
    with vault.atomic() as db:
        db.table("interviews").update(interview.id, asdict(interview))


def get(vault: Vault, id: str) -> Interview:
    """An interview by id. Raises KitError where there is none."""
    for row in vault.db.query("SELECT * FROM interviews WHERE id = ?", [id]):
        return Interview(**row)
    now = recodings.former_ids(vault).get(id)
    if now:
        raise KitError(
            "There is no interview {id}.",
            "Its participant's code was put right: it is called {now} now.",
            id=id,
            now=now,
        )
    raise KitError(
        "There is no interview {id}.", "`interview-kit list` shows those there are.", id=id
    )


def all_of(vault: Vault) -> tuple[Interview, ...]:
    """Every interview, oldest first."""
    rows = vault.db.query("SELECT * FROM interviews ORDER BY created_at, id")
    return tuple(Interview(**row) for row in rows)


def next_id(vault: Vault, participant: str) -> str:
    """The id for one more sitting of a participant; none that an interview ever had."""
    rows = vault.db.query(
        "SELECT id FROM interviews UNION SELECT id FROM deletions "
        "UNION SELECT key FROM recodings, json_each(recodings.interviews)"
    )
    sittings = (row["id"].rpartition("-") for row in rows)
    numbers = [int(number) for code, _, number in sittings if code == participant]
    return f"{participant}-{max(numbers, default=0) + 1}"


def put_right(vault: Vault, interview: str, values: Mapping[str, str]) -> None:
    """Change columns of an interview. Belongs in a transaction."""
    with vault.atomic() as db:
        db.table("interviews").update(interview, dict(values))


def destroy_interview(vault: Vault, id: str) -> None:
    """Take out an interview that holds nothing but sound."""
    with vault.atomic() as db:
        db.execute("DELETE FROM blocks WHERE interview = ?", [id])
        db.execute("DELETE FROM interviews WHERE id = ?", [id])


def remove_participant(vault: Vault, code: str) -> None:
    """Take out a participant without interviews."""
    with vault.atomic() as db:
        db.execute("DELETE FROM participants WHERE id = ?", [code])


def _attributes(text: str) -> Mapping[str, str]:
    values: dict[str, str] = json.loads(text)
    return values
