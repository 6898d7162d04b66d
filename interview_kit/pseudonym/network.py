"""A small transformer that reads a sentence both ways and says of each word what it may name.

Layers of multilingual-e5-small, trained on for speech text by `scripts/train_network.py` and run by
onnxruntime. Sources and figures: `data/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interview_kit.pseudonym.subwords import Pieces
from interview_kit.pseudonym.word_traits import COUNT, traits

if TYPE_CHECKING:
    import onnxruntime

Floats: TypeAlias = NDArray[Any]
"""Numbers of single precision; numpy's types do not follow them through arithmetic."""
Places: TypeAlias = NDArray[np.intp]
"""Where something stands in a row of others, in order."""

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
BEGIN, END = 0, 2
# A longer text is read in windows of so many pieces, with so many words around what is asked.
_WINDOW = 112
_AROUND = 8
# So many pieces at least are multiplied at once: the weights are then fetched less often.
_TOGETHER = 384
# Texts are filled up to a multiple of so many pieces: as many are added at once, and so the sums
# over a text come out alike to the last bit, whatever is read beside it.
_FILLED = 16
_HIDDEN = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Network:
    """The pieces with their embeddings, packed, and what reads them."""

    pieces: Pieces
    embeddings: NDArray[np.uint8]
    session: onnxruntime.InferenceSession

    def embed(self, numbers: Places) -> Floats:
        """The embeddings of pieces, (pieces, width), out of four bits a weight."""
        return unpacked(self.embeddings[numbers])


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
    import onnxruntime

    folder = files("interview_kit.pseudonym").joinpath("data")
    with (
        folder.joinpath("network.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        texts = arrays["pieces"].tobytes().decode().split("\n")
        scores, embeddings = arrays["scores"].tolist(), arrays["embeddings"]
    pieces = Pieces(
        {text: at for at, text in enumerate(texts) if text}, dict(zip(texts, scores, strict=True))
    )
    options = onnxruntime.SessionOptions()
    # On a busy machine threads wait for one another ten times longer than one takes alone.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        folder.joinpath("network.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    return Network(pieces, embeddings, session)


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
    for together in _batches([window for window in windows if len(window.asked)]):
        for window, rows in zip(together, _read(net, together, language), strict=True):
            word_probabilities[window.text][window.first + window.asked] = rows
    return word_probabilities


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
    """Windows of about one size together, so that little is filled up."""
    together: list[TextWindow] = []
    size = 0
    for window in sorted(windows, key=lambda window: window.size):
        together.append(window)
        size += window.size
        if size >= _TOGETHER:
            yield together
            together, size = [], 0
    if together:
        yield together


def _read(net: Network, windows: Sequence[TextWindow], language: str) -> list[Floats]:
    """The probabilities of the words of each window that are asked about."""
    length = -(-max(window.size for window in windows) // _FILLED) * _FILLED
    numbers = np.full((len(windows), length), END)
    word_traits = np.zeros((len(windows), length, COUNT), np.float32)
    hidden = np.full((len(windows), 1, 1, length), _HIDDEN)
    edges: list[Places] = []
    for row, window in enumerate(windows):
        pieces = [_pieces(word) for word in window.words]
        sizes = [len(its) for its in pieces]
        numbers[row, : window.size] = BEGIN, *chain.from_iterable(pieces), END
        by_word = np.stack([traits(word, language) for word in window.words])
        word_traits[row, 1 : window.size - 1] = by_word.repeat(sizes, axis=0)
        hidden[row, ..., : window.size] = 0
        last = np.cumsum(sizes)
        edges.append(row * length + np.stack([last - sizes + 1, last])[:, window.asked].T)
    all_edges = np.concatenate(edges)
    needed_pieces, places = np.unique(all_edges, return_inverse=True)
    (rows,) = net.session.run(None, {
        "embedded": net.embed(numbers.ravel()).reshape(len(windows), length, -1),
        "traits": word_traits,
        "hidden": hidden,
        "needed": needed_pieces,
        "edges": places.reshape(all_edges.shape),
        "word_traits": word_traits.reshape(-1, COUNT)[all_edges[:, 0]],
    })  # fmt: skip
    return np.split(rows, np.cumsum([len(window.asked) for window in windows])[:-1])
