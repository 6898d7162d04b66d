"""Interviewers by code: who held an interview leaves the vault as I1, never as a name."""

from __future__ import annotations

import re

from interview_kit.model.participant import CODE
from interview_kit.vault.vault import Vault


def code_of(vault: Vault, interviewer: str) -> str:
    """The code of an interviewer, made at first use; '' where nobody was named.

    What is a code already, such as I2, stays as it is.
    """
    if not interviewer:
        return ""
    with vault.atomic() as db:
        codes_by_name = {row["name"]: row["code"] for row in db.query("SELECT * FROM interviewers")}
        if interviewer in codes_by_name:
            return str(codes_by_name[interviewer])
        taken_codes = set(codes_by_name.values()) | _typed(vault)
        free = (f"I{number}" for number in range(1, len(taken_codes) + 2))
        code = (
            interviewer
            if re.fullmatch(CODE, interviewer)
            else next(code for code in free if code not in taken_codes)
        )
        db.execute("INSERT INTO interviewers VALUES (?, ?)", [interviewer, code])
        return code


def _typed(vault: Vault) -> set[str]:
    """The codes that stand in interviews in the place of a name."""
    rows = vault.db.query("SELECT DISTINCT interviewer FROM interviews")
    return {row["interviewer"] for row in rows if re.fullmatch(CODE, row["interviewer"])}
