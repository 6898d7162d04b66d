"""Voices among prints: spherical k-means from starts that are unlike each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from interview_kit.speech.filterbank import Array

STARTS = 8
"""Attempts, from other prints each; the same ones every time."""

ROUNDS = 50
"""Turns of k-means at most."""

SEED = 20_11
"""Of the choice of starts."""


def solutions(prints: Array, voices: int) -> Iterator[Array]:
    """Guesses of at most so many `voices`: unit vectors that lie among the prints of each."""
    generator = np.random.default_rng(SEED)
    return (_grow(prints, voices, generator) for _start in range(STARTS))


def centres(prints: Array, voices: int) -> Array:
    """The solution whose centres are nearest to the prints."""
    return max(
        solutions(prints, voices), key=lambda vectors: float((prints @ vectors.T).max(axis=1).sum())
    )


def _grow(prints: Array, voices: int, generator: np.random.Generator) -> Array:
    """One attempt of spherical k-means, from prints that are unlike each other."""
    vectors = prints[[generator.integers(len(prints))]]
    while len(vectors) < min(voices, len(prints)):
        unlike = np.clip(1 - (prints @ vectors.T).max(axis=1), 1e-9, None).astype(np.float64)
        chosen_print = generator.choice(len(prints), p=unlike / unlike.sum())
        vectors = np.vstack([vectors, prints[chosen_print]])
    for _round in range(ROUNDS):
        nearest = (prints @ vectors.T).argmax(axis=1)
        sums = np.stack([prints[nearest == number].sum(axis=0) for number in range(len(vectors))])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        moved_vectors = np.where(lengths > 0, sums / np.maximum(lengths, 1e-6), vectors)
        if np.array_equal(moved_vectors, vectors):
            break
        vectors = moved_vectors
    return vectors
