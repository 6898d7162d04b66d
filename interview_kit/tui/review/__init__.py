"""Deciding on every replacement before anything leaves the vault."""
