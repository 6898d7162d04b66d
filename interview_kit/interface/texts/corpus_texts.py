"""Sentences of the screens that read the corpus."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "corpus.title": "Corpus",
    "corpus.size": "{interviews} interviews · {turns} turns",
    "corpus.placeholder": "Type words to search for; medic* finds beginnings",
    "corpus.press_to_find": "{key} searches",
    "corpus.empty": "Nothing is filed yet. File a reviewed transcript on the screen before.",
    "corpus.questions": "Read one question across all interviews",
    "corpus.answered": "{answered} of {interviews}",
    "corpus.hits": "{count} turns found",
    "corpus.first_hits": "the first {count} turns",
    "corpus.nothing": "Nothing found.",
    "corpus.no_answers": "Nothing was said under this question.",
    "corpus.everyone": "everyone",
    "corpus.participants": "participants only",
    "corpus.cut": "Only the first {count} turns are shown.",
    "filed.title": "Filed transcript",
    "filed.version": "{id} · version {version} · {held}",
}
