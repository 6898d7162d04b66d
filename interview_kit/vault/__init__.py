"""The encrypted store: names, consent, sound, journal, raw transcripts and the pseudonym key.

One SQLCipher database, `vault.db`. Its key is random and kept wrapped in `vault.key`, once per
holder. Nothing identifying is ever written anywhere else.
"""
