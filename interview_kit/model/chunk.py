"""A stretch: the piece of sound that is transcribed and committed together."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.word import Word


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words that Whisper wrote as one: about a sentence."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as one line."""
        return "".join(word.text for word in self.words).strip()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sound from `first_frame` up to `end_frame`, and what was heard in it.

    `language` is a two-letter code. Silence is a stretch without segments: that nothing was said
    there is a result too.
    """

    first_frame: int
    end_frame: int
    language: str
    segments: tuple[Segment, ...]
