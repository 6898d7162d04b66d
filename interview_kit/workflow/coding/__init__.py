"""Codes, codings, tables of a coded study and the report on it."""
