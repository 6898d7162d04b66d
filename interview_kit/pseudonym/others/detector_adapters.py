"""How each optional detector is asked: its own library on one side, spans on the other.

An adapter is given a model, loads what it needs, and gives a function from a text and its language
to spans (start, end, type). Only the worker calls them, in a process of its own.
"""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import groupby
from typing import Any

Span = tuple[int, int, str]
Find = Callable[[str, str], Iterator[Span]]
Adapter = Callable[[str], Find]

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def deduce(_model: str) -> Find:
    """Asked sentence by sentence: it joins neighbouring persons over full stops."""
    module: Any = import_module("deduce")
    # Importing it sets the root logger to write every text.
    logging.disable(logging.CRITICAL)
    deducer = module.Deduce()

    def find(text: str, _language: str) -> Iterator[Span]:
        for sentence in _SENTENCE.finditer(text):
            for annotation in deducer.deidentify(sentence[0]).annotations:
                kind = _of(_DEDUCE, annotation.tag)
                yield (
                    sentence.start() + annotation.start_char,
                    sentence.start() + annotation.end_char,
                    kind,
                )

    return find


def frog(_model: str) -> Find:
    """One program for all texts. It is given words apart, a sentence a line, and gives a tag each.

    It writes files where it works, so it works in a folder of its own that goes when it is loaded.
    """
    with tempfile.TemporaryDirectory(prefix="frog-") as folder:
        program = subprocess.Popen(
            [shutil.which("frog") or "frog", "--skip=mptlac", "-n"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert program.stdin is not None
        assert program.stdout is not None
        tags_of(program, ["Ja"])

    def find(text: str, _language: str) -> Iterator[Span]:
        for sentence in _SENTENCE.finditer(text):
            words = list(_WORD.finditer(text, sentence.start(), sentence.end()))
            if words:
                yield from _joined(words, tags_of(program, [word[0] for word in words]))

    return find


def tags_of(program: subprocess.Popen[bytes], words: list[str]) -> list[str]:
    """What frog calls each word: `B-PER`, `I-PER`, `O`. Raises EOFError where it ended."""
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(" ".join(words).encode() + b"\n")
    program.stdin.flush()
    tags: list[str] = []
    while line := program.stdout.readline().rstrip(b"\n"):
        tags.append(line.split(b"\t")[7].decode())
    if len(tags) != len(words):
        raise EOFError
    return tags


def presidio(model: str) -> Find:
    """Offline: its e-mail recogniser would fetch a list of suffixes at its first use.

    A model is asked about its own language only: an English one sees names all over Dutch.
    """
    tldextract: Any = import_module("tldextract")
    # The list that comes with the package, and no other.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    spacy: Any = import_module("spacy")
    analyzer: Any = import_module("presidio_analyzer")
    engines: Any = import_module("presidio_analyzer.nlp_engine")
    network = spacy.load(model)
    languages = ["nl", "en"] if network.lang == "xx" else [network.lang]
    engine = engines.SpacyNlpEngine()
    # Handed over instead of loaded by name: a name that is not found would be downloaded.
    engine.nlp = dict.fromkeys(languages, network)
    analyzer_engine = analyzer.AnalyzerEngine(nlp_engine=engine, supported_languages=languages)

    def find(text: str, language: str) -> Iterator[Span]:
        for entry in (
            analyzer_engine.analyze(text=text, language=language) if language in languages else ()
        ):
            yield entry.start, entry.end, _of(_PRESIDIO, entry.entity_type)

    return find


def gliner(model: str) -> Find:
    """From a folder on this machine, never from a hub."""
    module: Any = import_module("gliner")
    network = module.GLiNER.from_pretrained(model, local_files_only=True)

    def find(text: str, _language: str) -> Iterator[Span]:
        for span in network.predict_entities(text, list(_GLINER), threshold=0.5):
            yield span["start"], span["end"], _of(_GLINER, span["label"])

    return find


ADAPTERS: Mapping[str, Adapter] = {
    "deduce": deduce,
    "frog": frog,
    "presidio": presidio,
    "gliner": gliner,
}

# Full stops and the like are words for frog, and never part of a name at its end.
_WORD = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")

_DEDUCE = {
    "persoon": "person", "patient": "person", "locatie": "place", "ziekenhuis": "organisation",
    "zorginstelling": "organisation", "datum": "date", "leeftijd": "age",
    "telefoonnummer": "contact", "emailadres": "contact", "url": "contact",
    "bsn": "identifier", "id": "identifier",
}  # fmt: skip
_FROG = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_PRESIDIO = {
    "PERSON": "person", "LOCATION": "place", "ORGANIZATION": "organisation", "NRP": "other",
    "DATE_TIME": "date", "AGE": "age", "EMAIL_ADDRESS": "contact", "PHONE_NUMBER": "contact",
    "URL": "contact", "IP_ADDRESS": "contact", "IBAN_CODE": "identifier",
    "CREDIT_CARD": "identifier", "MEDICAL_LICENSE": "identifier",
}  # fmt: skip
_GLINER = {
    "person": "person", "location": "place", "organization": "organisation", "date": "date",
    "email": "contact", "phone number": "contact",
}  # fmt: skip


def _of(kinds: Mapping[str, str], kind: str) -> str:
    return kinds.get(kind, "other")


def _joined(words: list[re.Match[str]], tags: list[str]) -> Iterator[Span]:
    """Neighbouring words of one name as one span."""
    number = 0
    tagged_words: list[tuple[int, re.Match[str], str]] = []
    for word, tag in zip(words, tags, strict=True):
        number += not tag.startswith("I-")
        if tag != "O":
            tagged_words.append((number, word, tag[2:]))
    for _, group in groupby(tagged_words, key=lambda entry: entry[0]):
        name = list(group)
        yield name[0][1].start(), name[-1][1].end(), _of(_FROG, name[0][2].upper())
