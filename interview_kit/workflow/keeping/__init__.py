"""Keeping a study: states, audit, backup, joining, withdrawal, retention."""
