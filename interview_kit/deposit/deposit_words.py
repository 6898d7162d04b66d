"""The words of a deposit's documents, in the language of the study."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.guide.guide import Guide
from interview_kit.language.word_table import WordTable

WORDS = WordTable(
    "deposit",
    {
        "interviews": "Interviews",
        "untitled": "Interviews of {study}",
        "who": "Participants: {people}, interviews: {interviews}",
        "purpose": "Released for",
        "made": "Made on",
        "by": "Creators",
        "publisher": "Publisher",
        "rights": "Conditions",
        "contact": "Contact",
        "unknown": "still to be filled in",
        "access": "Access",
        "open": "open",
        "restricted": "on request",
        "closed": "within the study only",
        "contents": "What is in it",
        "file": "file",
        "what": "what it is",
        "personal": "These are pseudonymised data, and so still personal data under the GDPR. A "
        "life story may give someone away without a name in it. Do not try to find out who is "
        "meant, and share the files only with those who may have them.",
        "names": "What was done with names",
        "check": "Checking that all is there and unchanged",
        "checked": "`manifest-sha256.txt` lists every file with its SHA-256. `bagit.py --validate "
        ".` or `sha256sum -c manifest-sha256.txt` tells whether anything is missing or has "
        "changed.",
        "signed": "The package is signed: `minisign -Vm tagmanifest-sha256.txt -p study.pub` tells "
        "whether it is as it left the study. Whoever can change a package can put another key into "
        "it, so compare `study.pub` with the one that the study gave you.",
        "data_list": "a row for each interview",
        "codebook": "what every variable, value and code means",
        "readme": "this file",
        "ddi": "description for archives (DDI Codebook 2.5)",
        "datacite": "description for a DOI (DataCite 4)",
        "log": "what was replaced, without what it said",
        "provenance": "how this package was made",
        "guide": "the guide of the interviews",
        "sheet": "the guide to read or print",
        "consent": "the blank consent form",
        "consent_title": "Consent",
        "yes": "yes",
        "no": "no",
        "code": "Participant (code)",
        "date": "Date",
        "signature": "Signature",
        "variables": "Variables of the data list",
        "variable": "variable",
        "meaning": "meaning",
        "values": "values",
        "codes": "Codes for analysis",
        "turn_columns": "Columns of the tables of turns",
        "none": "none",
        "interview": "code of the interview: participant and sitting",
        "participant": "code of the participant",
        "language": "language of the conversation",
        "guide_id": "guide",
        "guide_version": "version of the guide",
        "held": "when the conversation was held",
        "minutes": "length in minutes",
        "turns": "number of turns",
        "words": "number of words",
        "version": "version of the text",
        "turn": "number of the turn",
        "speaker": "who speaks: interviewer, participant or other",
        "start_ms": "start, in milliseconds of recorded sound; empty where it is not known",
        "end_ms": "end, in milliseconds of recorded sound; empty where it is not known",
        "question": "the question it was said under",
        "text": "what was said, pseudonymised",
        "mark": "what became of the question: open, asked, raised, covered, skipped or refused",
        "place": "[place]",
        "dated": "[date]",
        "age": "[age]",
        "unit": "Person",
        "kind": "Qualitative: transcribed interviews",
        "collected": "Semi-structured interview",
        "k": "Every combination of attributes in the data list is shared by at least {people} "
        "participants.",
        "style": "Names were replaced by: {style}. Places, ages and dates: {details}.",
        "reviewed": "Every replacement is on record. Then every file of this package was searched "
        "for every name that the study knows, also inside compressed files and in file names.",
        "names_left": "Somebody read {read} turns that were drawn at random over the whole study: "
        "at most {bound} names are left in 10,000 words, with 95% confidence.",
        "names_left_unknown": "Nobody has read turns drawn at random for names that are left, so "
        "how many are is not known.",
        "coarse": "Made coarser still for this purpose: time {held}, places {places}, dates "
        "{dates}, ages {ages}.",
        "month": "by month",
        "quarter": "by quarter",
        "year": "by year",
        "kept": "as filed",
        "size": "by size",
        "removed": "left out",
        "tens": "by tens of years",
        "roles": "their role",
        "numbered": "a number",
        "surrogates": "another name",
        "coarsened": "said more coarsely, and full dates moved",
    },
)


def words_in(language: str) -> Mapping[str, str]:
    """The words in `language`, in English where it is unknown."""
    return WORDS.words(language)


def spoken(guide: Guide, language: str) -> str:
    """`language`, or the guide's first where it is not written in that."""
    return language if language in guide.languages else guide.languages[0]
