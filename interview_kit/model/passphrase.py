"""A passphrase: one rule for what counts of it, and how easily it is guessed."""

from __future__ import annotations

import unicodedata

from interview_kit.language.phrase import Phrase, phrase

_LOOKED_AT, _STRONG = 72, 3  # letters that zxcvbn takes in good time; its grade from 0 to 4
_MARK = "\ufeff"  # a byte order mark, which some editors put before a text


def tidy(passphrase: str) -> str:
    """A passphrase by the one rule for all: NFC, without blanks or a byte order mark around it."""
    return unicodedata.normalize("NFC", passphrase.strip().strip(_MARK).strip())


def weakness(passphrase: str) -> str:
    """Why a passphrase is easily guessed, in a sentence; empty where it is not.

    zxcvbn (Wheeler, USENIX Security 2016) estimates the guesses; below 10^8 it is called weak.
    """
    said, is_weak = _judged(passphrase)
    return said if is_weak else ""


def strength(passphrase: str) -> Phrase:
    """How easily a passphrase is guessed, in a sentence, whether it is or is not."""
    return _judged(passphrase)[0]


def _judged(passphrase: str) -> tuple[Phrase, bool]:
    """What is to be said of a passphrase, and whether it is weak."""
    from zxcvbn import zxcvbn

    estimate = zxcvbn(tidy(passphrase)[:_LOOKED_AT])
    exponent = round(float(estimate["guesses_log10"]))
    if estimate["score"] >= _STRONG:
        return phrase(
            "That passphrase is strong: it takes about 10^{exponent} guesses.", exponent=exponent
        ), False
    return phrase(
        "That passphrase is weak: about 10^{exponent} guesses find it. "
        "Four words that do not belong together are better.",
        exponent=exponent,
    ), True
