"""The passphrase of every study that a test makes."""

from __future__ import annotations

PASSPHRASE = "four plain test words"
