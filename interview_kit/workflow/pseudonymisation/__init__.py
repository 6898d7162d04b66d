"""Names: found, decided on, replaced, and taken back."""
