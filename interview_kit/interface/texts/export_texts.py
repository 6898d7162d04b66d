"""Sentences of the screen that lets texts go: exports for coders, releases for a purpose."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.language.counted_text import CountedText

TEXTS: Mapping[str, str] = {
    "export.title": "Export and release",
    "export.filed": "In the corpus: {count}",
    "export.formats": "For coders: all of the corpus, in the formats that are marked",
    "export.purposes": "For others: a release, of the interviews whose consent covers it",
    "export.consent": "consent: {scopes}",
    "export.ask": "To which folder?",
    "export.none_marked": "No format is marked; Space marks one.",
    "export.writing": "Writing to {folder}",
    "export.done": CountedText(
        "{count} file written to {folder}.", "{count} files written to {folder}."
    ),
    "export.left_out": "Left out, the participant no longer takes part: {ids}",
    "export.looking": "{purpose}: everything is made once and searched for names…",
    "export.would": "{purpose}: {interviews} in {files} would be released.",
    "export.out": "{id}: {why}",
    "export.out_title": "Left out",
    "export.smallest": CountedText(
        (
            "The smallest group that shares its attributes has {smallest} participant; "
            "{wanted} are wanted."
        ),
        (
            "The smallest group that shares its attributes has {smallest} participants; "
            "{wanted} are wanted."
        ),
        "smallest",
    ),
    "export.steps": "To mend it: {steps}.",
    "export.still_below": CountedText(
        "{count} would still be below.", "{count} would still be below."
    ),
    "export.no_steps": "Nothing would mend it.",
    "export.missing": "An archive will ask for: {fields}. Say it in release.toml.",
    "export.go": "Write it",
    "export.go_coarser": "Write it, made coarser: {steps}",
    "export.go_not": "Write nothing",
    "export.released": "Released to {folder}: {interviews} in {files}, as {id}.",
}
"""Every sentence in English, by id."""
