"""Unfinished forms: what is being filled in, kept until the form is kept or is put away.

There is one of each interview that is prepared, and one of the interview that has no id yet. They
stand in the vault alone, beside unfinished notes. Nothing is made of one after a crash, since
consent is a person's to give: the form has it in it when it is opened again.
"""

from __future__ import annotations

from dataclasses import asdict, fields

from interview_kit.session.interview_events import Answer
from interview_kit.session.new_interview import NewInterview
from interview_kit.vault.unfinished_typing import UnfinishedTyping
from interview_kit.vault.vault import Vault

_FORMS = UnfinishedTyping("unfinished form of ")


def put(vault: Vault, form: NewInterview) -> None:
    """Keep what is filled in so far, in the place of what was."""
    _FORMS.put(vault, form.interview, asdict(form))


def drop(vault: Vault, interview: str) -> None:
    """Keep that of an interview no more; '' is the one that has no id yet."""
    _FORMS.drop(vault, interview)


def drop_all(vault: Vault) -> None:
    """Keep none any more: it is not known whose names stand in one."""
    _FORMS.drop_all(vault)


def interviews_of(vault: Vault) -> tuple[str, ...]:
    """The ids of the interviews that have one; '' is the one that has no id yet."""
    return tuple(_FORMS.by_interview(vault))


def kept(vault: Vault, interview: str) -> NewInterview | None:
    """What was filled in for an interview, or for the one without an id; None where nothing was."""
    values = _FORMS.by_interview(vault).get(interview)
    if values is None:
        return None
    names = {field.name for field in fields(NewInterview)}
    known_values = {name: value for name, value in values.items() if name in names}
    answers = {id: Answer(answer) for id, answer in known_values["answers"].items()}
    return NewInterview(**(known_values | {"answers": answers}))
