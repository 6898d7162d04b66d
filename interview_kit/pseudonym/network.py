"""A small transformer that reads a sentence both ways and says of each word what it may name.

Three layers of multilingual-e5-small, trained on for speech text by `scripts/train_network.py`; the
arithmetic is BERT's (post-norm, GELU), in numpy. Sources and figures: `data/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from interview_kit.pseudonym.subwords import Pieces
from interview_kit.pseudonym.word_traits import traits

Floats: TypeAlias = NDArray[Any]
"""Numbers of single precision; numpy's types do not follow them through arithmetic."""
Places: TypeAlias = NDArray[np.intp]
"""Where something stands in a row of others, in order."""

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
HEADS = 12
BEGIN, END = 0, 2
_BLOCK = 32
_TINY = np.float32(1e-12)
_ROOT, _CUBE = np.float32(0.79788456), np.float32(0.044715)
# A longer text is read in windows of so many pieces, with so many words around what is asked.
_WINDOW = 112
_AROUND = 8
# So many pieces at least are multiplied at once: the weights are then fetched less often.
_TOGETHER = 384


@dataclass(frozen=True, slots=True)
class Network:
    """The weights by name, float32 but for the packed piece embeddings, and the pieces."""

    pieces: Pieces
    embeddings: NDArray[np.uint8]
    weights: dict[str, Floats]
    layers: int

    def embed(self, numbers: Sequence[int]) -> Floats:
        """The embeddings of pieces, (pieces, width), out of four bits a weight."""
        return unpacked(self.embeddings[list(numbers)])


def unpacked(rows: NDArray[np.uint8]) -> Floats:
    """Rows of blocks of 18 bytes (a half-precision scale, 32 weights of four bits) as floats."""
    blocks = rows.reshape(len(rows), -1, 18)
    scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
    packed_values = blocks[..., 2:]
    values = (
        np.concatenate([packed_values & 15, packed_values >> 4], axis=-1).astype(np.float32) - 8
    )
    return (values * scale).reshape(len(rows), -1)


@cache
def network() -> Network:
    """The packaged network; both languages share it."""
    path = files("interview_kit.pseudonym").joinpath("data", "network.npz")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        arrays_by_name = {name: arrays[name] for name in arrays.files}
    texts = arrays_by_name.pop("pieces").tobytes().decode().split("\n")
    scores = arrays_by_name.pop("scores").tolist()
    pieces = Pieces(
        {text: at for at, text in enumerate(texts) if text}, dict(zip(texts, scores, strict=True))
    )
    embeddings = arrays_by_name.pop("embeddings")
    weights = {
        name: _whole(arrays_by_name, name) for name in arrays_by_name if not name.endswith(".step")
    }
    return Network(pieces, embeddings, weights, sum(name.endswith(".qkv") for name in weights))


def _whole(arrays_by_name: dict[str, NDArray[np.generic]], name: str) -> Floats:
    """A matrix as floats: whole numbers of one byte times the step of their column."""
    floats = arrays_by_name[name].astype(np.float32)
    step = arrays_by_name.get(f"{name}.step")
    return floats if step is None else floats * step.astype(np.float32)


def probabilities(
    texts: Sequence[Sequence[str]], language: str, asked_words: Sequence[Sequence[bool]]
) -> list[Floats]:
    """For each word of each text the probability of each of `LABELS`: (words, labels) a text.

    `asked_words` says which words are asked about; the others get zeros.
    Asking about few is quicker. Texts are multiplied together, which is quicker too, and read each
    for itself.
    """
    net = network()
    windows = [
        TextWindow(
            at, first, words[first:last], np.flatnonzero(asked_words[at][begin:end]) + begin - first
        )
        for at, words in enumerate(texts)
        for first, begin, end, last in _edges([len(_pieces(word)) for word in words])
    ]
    word_probabilities = [np.zeros((len(words), len(LABELS)), np.float32) for words in texts]
    # On a busy machine threads wait for one another ten times longer than one takes alone.
    with _multipliers().limit(limits=1, user_api="blas"):
        for together in _batches([window for window in windows if len(window.asked)]):
            for window, rows in zip(together, _read(net, together, language), strict=True):
                word_probabilities[window.text][window.first + window.asked] = rows
    return word_probabilities


@cache
def _multipliers() -> ThreadpoolController:
    return ThreadpoolController()


@dataclass(frozen=True, slots=True, eq=False)
class TextWindow:
    """Words of a text, from its word `first` on, that are read at once.

    `asked` are the places within `words` of those that are asked about, in order.
    """

    text: int
    first: int
    words: Sequence[str]
    asked: Places

    @property
    def size(self) -> int:
        """The pieces of its words, with one before and one behind."""
        return sum(len(_pieces(word)) for word in self.words) + 2


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[int, ...]:
    return tuple(network().pieces.of(word))


def _edges(lengths: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Where each window is read from and asked from, and where it is asked and read to."""
    begin = 0
    while begin < len(lengths):
        end, size = begin, 0
        while end < len(lengths) and (size := size + lengths[end]) <= _WINDOW:
            end += 1
        yield max(0, begin - _AROUND), begin, end, min(len(lengths), end + _AROUND)
        begin = end


def _batches(windows: Sequence[TextWindow]) -> Iterator[list[TextWindow]]:
    together: list[TextWindow] = []
    size = 0
    for window in windows:
        together.append(window)
        size += window.size
        if size >= _TOGETHER:
            yield together
            together, size = [], 0
    if together:
        yield together


def _read(net: Network, windows: Sequence[TextWindow], language: str) -> list[Floats]:
    """The probabilities of the words of each window that are asked about."""
    words = [word for window in windows for word in window.words]
    sizes = np.array([len(_pieces(word)) for word in words])
    ends = np.cumsum([window.size for window in windows])
    # Two marks for every window passed, and one before the first word.
    marks = np.repeat(np.arange(len(windows)) * 2 + 1, [len(part.words) for part in windows])
    last = np.cumsum(sizes) + marks - 1
    first = last - sizes + 1
    numbers = [
        number for window in windows
        for number in (BEGIN, *(n for word in window.words for n in _pieces(word)), END)
    ]  # fmt: skip
    word_traits = np.stack([traits(word, language) for word in words])
    spread = np.zeros((len(numbers), word_traits.shape[1]), np.float32)
    for at in range(sizes.max()):
        spread[np.minimum(first + at, last)] = word_traits
    begins = np.cumsum([0, *(len(window.words) for window in windows[:-1])])
    asked_words = np.concatenate(
        [n + window.asked for n, window in zip(begins, windows, strict=True)]
    )
    first, last, word_traits = first[asked_words], last[asked_words], word_traits[asked_words]
    needed_pieces = np.union1d(first, last)
    states = _encoded(net, net.embed(numbers), spread, ends, needed_pieces)
    edges = [states[np.searchsorted(needed_pieces, places)] for places in (first, last)]
    weights = net.weights
    logits = np.concatenate(edges, axis=1) @ weights["hw"]
    rows = softmax(logits + word_traits @ weights["hf"] + weights["hb"])
    return np.split(rows, np.cumsum([len(window.asked) for window in windows])[:-1])


def _encoded(
    net: Network, embeddings: Floats, word_traits: Floats, ends: Places, needed_pieces: Places
) -> Floats:
    """The states of `needed_pieces`, (needed, width); each window stops at one of `ends`.

    The last layer is worked out for these alone, which is what makes asking about few quicker.
    """
    weights = net.weights
    sizes = np.diff(ends, prepend=0)
    x = embeddings + np.concatenate([weights["pos"][:size] for size in sizes])
    x = normal(x, weights["lnw"], weights["lnb"])
    x += word_traits @ weights["feat"]
    for at in range(net.layers):
        part = {name: weights[f"{at}.{name}"] for name in PARTS}
        x = _layer(part, x, ends, needed_pieces if at + 1 == net.layers else np.arange(len(x)))
    return x


PARTS = (
    "qkv", "qkvb", "ao", "aob", "alnw", "alnb", "fi", "fib", "fo", "fob", "olnw", "olnb",
)  # fmt: skip


def _layer(part: dict[str, Floats], x: Floats, ends: Places, needed_pieces: Places) -> Floats:
    """Every wanted piece looks at all of its window, then is changed by itself; (wanted, width)."""
    width = x.shape[1]
    keys_and_values = _times(x, part["qkv"][:, width:], part["qkvb"][width:])
    x = x[needed_pieces]
    query = _times(x, part["qkv"][:, :width], part["qkvb"][:width])
    attended = np.concatenate([
        _attention(asking, looked_at)
        for asking, looked_at in zip(
            np.split(query, np.searchsorted(needed_pieces, ends[:-1])),
            np.split(keys_and_values, ends[:-1]),
            strict=True,
        )
    ])  # fmt: skip
    attended = _times(attended, part["ao"], part["aob"])
    attended += x
    x = normal(attended, part["alnw"], part["alnb"])
    inner = _times(gelu(_times(x, part["fi"], part["fib"])), part["fo"], part["fob"])
    inner += x
    return normal(inner, part["olnw"], part["olnb"])


def _times(x: Floats, weight: Floats, bias: Floats) -> Floats:
    product: Floats = x @ weight
    # In place, here and below: a matrix too large for the cache takes as long to make as to add.
    product += bias
    return product


def _attention(asking: Floats, looked_at: Floats) -> Floats:
    """What each piece that asks takes from all; `looked_at` are their keys and values."""
    count, width = asking.shape
    query = asking.reshape(count, HEADS, width // HEADS).transpose(1, 0, 2)
    key, value = looked_at.reshape(-1, 2, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    scale = np.float32((width // HEADS) ** -0.5)
    attended: Floats = softmax(query @ key.transpose(0, 2, 1) * scale) @ value
    return attended.transpose(1, 0, 2).reshape(count, width)


def softmax(x: Floats) -> Floats:
    """Probabilities along the last axis."""
    exponentials: Floats = np.exp(x - x.max(axis=-1, keepdims=True))
    exponentials /= exponentials.sum(axis=-1, keepdims=True)
    return exponentials


def normal(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Each row with mean 0 and variance 1, times `weight` plus `bias`."""
    deviations: Floats = x - x.mean(axis=-1, keepdims=True)
    deviations /= np.sqrt(np.square(deviations).mean(axis=-1, keepdims=True) + _TINY)
    deviations *= weight
    deviations += bias
    return deviations


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, by tanh (Hendrycks and Gimpel 2016).

    (1 + tanh u) / 2 is 1 / (1 + exp -2u), and that is half the work.
    """
    bent: Floats = np.square(x)
    bent *= -2 * _ROOT * _CUBE
    bent += -2 * _ROOT
    bent *= x
    with np.errstate(over="ignore"):  # of a number far below zero nothing is left
        np.exp(bent, out=bent)
    bent += 1
    return np.divide(x, bent, out=bent)
