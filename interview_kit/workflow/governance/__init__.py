"""Keeping a study: backups, key holders, merging with the study of another site."""
