"""Sentences of the screens that read the corpus."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.language.counted_text import CountedText

TEXTS: Mapping[str, str] = {
    "corpus.title": "Corpus",
    "corpus.size": "{interviews} · {turns}",
    "corpus.placeholder": "Type words to search for; medic* finds beginnings",
    "corpus.press_to_find": "{key} searches",
    "corpus.empty": "Nothing is filed yet. File a reviewed transcript on the screen before.",
    "corpus.questions": "Read one question across all interviews",
    "corpus.answered": "{answered} of {interviews}",
    "corpus.hits": "Turns found: {count}",
    "corpus.first_hits": "the first {count} turns",
    "corpus.nothing": "Nothing found.",
    "corpus.no_answers": "Nothing was said under this question.",
    "corpus.everyone": "everyone",
    "corpus.participants": "participants only",
    "corpus.cut": CountedText(
        "Only the first turn is shown.", "Only the first {count} turns are shown."
    ),
    "coding.title": "Coding {id}",
    "coding.which": "Which code?",
    "coding.no_number": "No code has the number {number} yet; Enter finds one by its name.",
    "coding.no_codes": "There are no codes yet: interview-kit codes import chime",
    "coding.has_it": "It has that code already.",
    "coding.memo": "Memo",
    "coding.memo_remark": "No names: what is written here is not replaced.",
    "coding.memo_which": "A memo on which coding?",
    "coding.remove_which": "Take which coding off?",
    "coding.none_here": "You coded nothing in this turn.",
    "coding.undone": "Taken back: {act}.",
    "coding.nothing_to_undo": "There is nothing to take back.",
    "coding.who": "Who codes?",
    "coding.blind": "others hidden",
    "coding.with_others": "with others",
    "overview.title": "Overview",
    "overview.empty": "There is nothing to count yet.",
    "filed.title": "Filed transcript",
    "filed.version": "{id} · version {version} · {held}",
}
