"""Whose work it was, also where the machine has no name for them."""

from __future__ import annotations

import getpass
import os

import pytest

from interview_kit.model.account import account_name

pytestmark = pytest.mark.pure


def test_an_account_has_its_name(monkeypatch):
    monkeypatch.setenv("LOGNAME", "els")
    assert account_name() == "els"


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_an_account_without_a_name_has_its_number(monkeypatch, error):
    """As Python up to 3.12 says it, and from 3.13 on."""

    def nobody() -> str:
        raise error("getpwuid(): uid not found: 1234")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert account_name() == str(os.getuid())
