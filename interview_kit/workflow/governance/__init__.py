"""Keeping a study: backups, other studies taken in, and who can open the vault."""
