"""provenance.json: how a package was made, for a program to read."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from interview_kit.deposit.deposit import Deposit
from interview_kit.deposit.purpose import Purpose


def provenance(deposit: Deposit) -> bytes:
    """The whole file. Of interviews that stayed behind it has the numbers, not the codes."""
    facts = {
        "release": deposit.id,
        "made": deposit.day,
        "program": deposit.program,
        "purpose": _conditions(deposit.purpose),
        "pseudonyms": dict(deposit.methods),
        "guides": [
            {
                "id": used_guide.guide.id,
                "version": used_guide.guide.version,
                "sha256": used_guide.guide.fingerprint,
            }
            for used_guide in deposit.guides
        ],
        "interviews": {row.interview: {"version": row.version} for row in deposit.rows},
        "left_out": dict(sorted(deposit.left_out.items())),
        "k_anonymity": {
            "wanted": deposit.anonymity.wanted,
            "smallest": deposit.anonymity.smallest,
            "interviews_below": len(deposit.anonymity.below),
        },
        "leak_check": "every file, every member of every archive, every name of a file",
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def _conditions(purpose: Purpose) -> dict[str, Any]:
    return {name: value for name, value in asdict(purpose).items() if "title" not in name}
