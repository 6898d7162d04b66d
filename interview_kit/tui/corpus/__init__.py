"""Searching what was filed, and reading it across interviews."""
