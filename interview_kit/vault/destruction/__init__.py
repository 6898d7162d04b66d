"""Destroying rows of the vault: of interviews, of struck stretches, of a participant's names."""
