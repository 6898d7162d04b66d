"""Names: found, linked, decided on, and taken back."""
