"""Words as they stand in the vault: JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from interview_kit.model.chunk import Segment
from interview_kit.model.word import Word


def dump_words(words: Iterable[Word]) -> str:
    """Words as JSON."""
    return json.dumps([asdict(word) for word in words], ensure_ascii=False)


def load_words(text: str) -> tuple[Word, ...]:
    """The words that `dump_words` wrote."""
    return _words(json.loads(text))


def dump_segments(segments: Iterable[Segment]) -> str:
    """Segments as JSON."""
    values = [[asdict(word) for word in segment.words] for segment in segments]
    return json.dumps(values, ensure_ascii=False)


def load_segments(text: str) -> tuple[Segment, ...]:
    """The segments that `dump_segments` wrote."""
    return tuple(Segment(_words(values)) for values in json.loads(text))


def _words(values: Sequence[Mapping[str, Any]]) -> tuple[Word, ...]:
    return tuple(Word(**{**value, "levels": tuple(value["levels"])}) for value in values)
