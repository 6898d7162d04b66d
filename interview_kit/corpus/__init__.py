"""The pseudonymised store: one plain SQLite database, readable without this program."""
