"""Sentences of the screens that read the corpus."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.words import Words

# fmt: off
TEXTS: Mapping[str, Words] = {
    "corpus.title": Words("Corpus", "Corpus"),
    "corpus.size": Words("{interviews} interviews · {turns} beurten",
                         "{interviews} interviews · {turns} turns"),
    "corpus.placeholder": Words("Zoek woorden; medic* vindt elk begin",
                                "Search for words; medic* finds beginnings"),
    "corpus.empty": Words(
        "Er is nog niets opgeborgen. Berg op het vorige scherm een nagekeken verslag op.",
        "Nothing is filed yet. File a reviewed transcript on the screen before."),
    "corpus.questions": Words("Lees één vraag over alle interviews heen",
                              "Read one question across all interviews"),
    "corpus.answered": Words("{answered} van {interviews}", "{answered} of {interviews}"),
    "corpus.hits": Words("{count} beurten gevonden", "{count} turns found"),
    "corpus.first_hits": Words("de eerste {count} beurten", "the first {count} turns"),
    "corpus.nothing": Words("Niets gevonden.", "Nothing found."),
    "corpus.no_answers": Words("Onder deze vraag is niets gezegd.",
                               "Nothing was said under this question."),
    "corpus.everyone": Words("iedereen", "everyone"),
    "corpus.participants": Words("alleen deelnemers", "participants only"),
    "corpus.cut": Words("Alleen de eerste {count} beurten worden getoond.",
                        "Only the first {count} turns are shown."),
    "filed.title": Words("Opgeborgen verslag", "Filed transcript"),
    "filed.version": Words("{id} · versie {version} · {held}", "{id} · version {version} · {held}"),
}
# fmt: on
