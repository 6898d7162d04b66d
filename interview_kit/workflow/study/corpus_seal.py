"""Sealing the corpus: the vault knows what each table held when this program last wrote in it."""

from __future__ import annotations

from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.table_hashes import foreign_parts, table_hashes
from interview_kit.vault import corpus_seals
from interview_kit.vault.vault import Vault


class CorpusSeal:
    """Told by a corpus before each change and at its end; keeps the vault's hashes up to date."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._has_changed = False

    def before_change(self, corpus: Corpus) -> None:
        """Note that the corpus changes, and what somebody else changed since it was left."""
        self._has_changed = True
        if not corpus_seals.is_changing(self._vault):
            corpus_seals.begin(self._vault, changed_tables(self._vault, corpus))

    def at_end(self, corpus: Corpus) -> None:
        """Note what the corpus holds, where it changed."""
        if self._has_changed:
            corpus_seals.finish(self._vault, table_hashes(corpus))
            self._has_changed = False


def changed_tables(vault: Vault, corpus: Corpus) -> tuple[str, ...]:
    """The tables that hold something else than this program left in them, by name.

    None where it never noted what it left, and none while it writes.
    """
    seal = corpus_seals.get(vault)
    if not seal or corpus_seals.is_changing(vault):
        return ()
    hashes = table_hashes(corpus)
    return tuple(table for table, digest in seal.items() if hashes.get(table) != digest)


def changed_parts(vault: Vault, corpus: Corpus) -> tuple[str, ...]:
    """What `changed_tables` finds, a changed schema, and an index that finds other words."""
    return (*changed_tables(vault, corpus), *foreign_parts(corpus))


def seal_anew(vault: Vault, corpus: Corpus) -> None:
    """Take the corpus as it is for what was left: it was made anew from the vault."""
    corpus_seals.forget(vault)
    corpus_seals.finish(vault, table_hashes(corpus))
