"""What each way of destroying takes and what it leaves, table by table, in both stores.

The table is what the acts promise: a property test holds every act to every row of it, and a
table of the schema that is not listed here fails that test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """A way of destroying."""

    STRIKE = "strike"
    """A stretch of an interview is taken back."""
    WITHDRAWAL = "withdrawal"
    """A participant takes part no more."""
    DELETION = "deletion"
    """One interview is deleted, here the only one of its participant."""
    AUDIO_EXPIRY = "audio expiry"
    """The term of the sound is over."""
    TRANSCRIPT_EXPIRY = "transcript expiry"
    """The term of the text in the vault is over."""
    KEY_DESTRUCTION = "key destruction"
    """The originals behind all pseudonyms go."""


class Fate(StrEnum):
    """What becomes of a table's rows for what an act is about."""

    STAYS = "stays"
    """No row changes."""
    GROWS = "grows"
    """The rows stay, and one says that the act was done."""
    IS_EMPTIED = "is emptied"
    """Rows stay, and what they hold of it does not."""
    GOES = "goes"
    """No row of it is left."""


@dataclass(frozen=True, slots=True)
class Fates:
    """The fates of one table under each act, in the order of `Act`."""

    strike: Fate
    withdrawal: Fate
    deletion: Fate
    audio_expiry: Fate
    transcript_expiry: Fate
    key_destruction: Fate

    def of(self, act: Act) -> Fate:
        """The fate under `act`."""
        return {
            Act.STRIKE: self.strike,
            Act.WITHDRAWAL: self.withdrawal,
            Act.DELETION: self.deletion,
            Act.AUDIO_EXPIRY: self.audio_expiry,
            Act.TRANSCRIPT_EXPIRY: self.transcript_expiry,
            Act.KEY_DESTRUCTION: self.key_destruction,
        }[act]


_STAYS, _GROWS, _EMPTIED, _GOES = Fate.STAYS, Fate.GROWS, Fate.IS_EMPTIED, Fate.GOES

VAULT_FATES: Mapping[str, Fates] = {
    # table: strike, withdrawal, deletion, audio expiry, transcript expiry, key destruction
    "participants": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "roster": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _GOES),
    "interviews": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "journal": Fates(_GROWS, _GOES, _GOES, _STAYS, _EMPTIED, _STAYS),
    "blocks": Fates(_EMPTIED, _GOES, _GOES, _GOES, _STAYS, _STAYS),
    "runs": Fates(_STAYS, _GOES, _GOES, _STAYS, _GOES, _STAYS),
    "stretches": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _GOES, _STAYS),
    "turns": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _GOES, _STAYS),
    "corrections": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),  # empty: now edits
    "checked_words": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _GOES, _STAYS),
    "entities": Fates(_EMPTIED, _EMPTIED, _EMPTIED, _STAYS, _STAYS, _EMPTIED),
    "mentions": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _GOES),
    "secrets": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _GOES),
    "seals": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "decisions": Fates(_EMPTIED, _EMPTIED, _EMPTIED, _STAYS, _STAYS, _EMPTIED),
    "searches": Fates(_GOES, _GOES, _GOES, _STAYS, _GOES, _GOES),
    "filings": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "approvals": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "voices": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "asides": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "aside_blocks": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "interviewers": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "audit": Fates(_GROWS, _GROWS, _GROWS, _GROWS, _GROWS, _GROWS),
    "withdrawals": Fates(_STAYS, _GROWS, _STAYS, _STAYS, _STAYS, _STAYS),
    "merges": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "repairs": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "recodings": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "deletions": Fates(_STAYS, _STAYS, _GROWS, _STAYS, _STAYS, _STAYS),
    "consent_changes": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "heard_names": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _GOES, _GOES),
    "name_hearings": Fates(_STAYS, _GOES, _GOES, _STAYS, _GOES, _GOES),
    "question_starts": Fates(_STAYS, _GOES, _GOES, _STAYS, _GOES, _STAYS),
    "edits": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _GOES, _STAYS),
    "heard_spans": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "editing_times": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "checked_places": Fates(_STAYS, _GOES, _GOES, _STAYS, _GOES, _STAYS),
    "member_checks": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
}

CORPUS_FATES: Mapping[str, Fates] = {
    "participants": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "attributes": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "interviews": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "questions": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "turns": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "notes": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "places": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "earlier_turns": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "words": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "states": Fates(_STAYS, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "codes": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "codings": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "lost_codings": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "coding_acts": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "coding_act_codes": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "coding_act_rows": Fates(_EMPTIED, _GOES, _GOES, _STAYS, _STAYS, _STAYS),
    "releases": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "released": Fates(_STAYS, _STAYS, _STAYS, _STAYS, _STAYS, _STAYS),
    "withdrawals": Fates(_STAYS, _GROWS, _STAYS, _STAYS, _STAYS, _STAYS),
    "audit_head": Fates(_GROWS, _GROWS, _GROWS, _GROWS, _GROWS, _GROWS),
}
