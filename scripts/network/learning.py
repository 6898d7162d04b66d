"""Learning by gradient: the network of the package with its traces kept, and the way back.

The arithmetic is BERT's (post-norm, GELU), over batches of sentences, with dropout.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview_kit.pseudonym.network import Floats

Weights = dict[str, Floats]
HEADS = 12
half, one = np.float32(0.5), np.float32(1)
_ROOT, _CUBE, _TINY = np.float32(0.79788456), np.float32(0.044715), np.float32(1e-12)
# Learnt from nothing, so in larger steps.
NEW = ("feat", "hw", "hf", "hb")


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of one length in pieces, padded.

    `numbers` and `mask` are (sentences, pieces), `known` (sentences, pieces, traits); `rows` says
    of each word its sentence, `first` and `last` its pieces, `labels` what it is.
    """

    numbers: np.ndarray
    mask: Floats
    known: Floats
    rows: np.ndarray
    first: np.ndarray
    last: np.ndarray
    labels: np.ndarray


def dropped(x: Floats, keep: Floats | None) -> Floats:
    return x if keep is None else x * keep


class Pass:
    """One batch through the network and back."""

    def __init__(
        self, weights: Weights, batch: Batch, embedded: Floats,
        chance: np.random.Generator | None = None, rate: float = 0.1,
    ) -> None:  # fmt: skip
        """`embedded` are the pieces' embeddings; without `chance` nothing is dropped."""
        self.weights, self.batch, self.chance, self.rate = weights, batch, chance, rate
        self.layers = sum(name.endswith(".qkv") for name in weights)
        count, length, width = embedded.shape
        self.shape = (count, length, HEADS, width // HEADS)
        self.size = (count * length, width)
        self.known = batch.known.reshape(self.size[0], -1)
        x = (embedded + weights["pos"][:length]).reshape(self.size)
        x, self.entry = self.normal(x, "lnw", "lnb")
        self.keep = self.kept()
        x = dropped(x + self.known @ weights["feat"], self.keep)
        self.traces = []
        for at in range(self.layers):
            x = self.layer(at, x)
        self.at = (batch.rows * length + batch.first, batch.rows * length + batch.last)
        self.hidden = np.concatenate([x[self.at[0]], x[self.at[1]]], axis=1)
        self.logits = self.hidden @ weights["hw"] + self.known[self.at[0]] @ weights["hf"]
        self.logits += weights["hb"]

    def kept(self) -> Floats | None:
        if self.chance is None:
            return None
        least = int(256 * self.rate)
        drawn = np.frombuffer(self.chance.bytes(self.size[0] * self.size[1]), np.uint8)
        return (drawn.reshape(self.size) >= least) * np.float32(256 / (256 - least))

    def normal(self, x: Floats, weight: str, bias: str) -> tuple[Floats, tuple[Floats, Floats]]:
        x = x - x.mean(axis=-1, keepdims=True)
        scale = 1 / np.sqrt((x * x).mean(axis=-1, keepdims=True) + _TINY)
        x *= scale
        return x * self.weights[weight] + self.weights[bias], (x, scale)

    def heads(self, x: Floats) -> Floats:
        """(pieces, width) to (sentences, heads, pieces, width of a head)."""
        return np.ascontiguousarray(x.reshape(self.shape).transpose(0, 2, 1, 3))

    def joined(self, x: Floats) -> Floats:
        return np.ascontiguousarray(x.transpose(0, 2, 1, 3)).reshape(self.size)

    def layer(self, at: int, x: Floats) -> Floats:
        w = {name.partition(".")[2]: each for name, each in self.weights.items()
             if name.startswith(f"{at}.")}  # fmt: skip
        q, k, v = (self.heads(part) for part in np.split(x @ w["qkv"] + w["qkvb"], 3, axis=1))
        seen = q @ k.transpose(0, 1, 3, 2) * np.float32(self.shape[3] ** -0.5)
        seen += ((self.batch.mask - 1) * np.float32(1e9))[:, None, None, :]
        seen = np.exp(seen - seen.max(axis=-1, keepdims=True))
        seen /= seen.sum(axis=-1, keepdims=True)
        context, keep1, keep2 = self.joined(seen @ v), self.kept(), self.kept()
        y, normal1 = self.normal(
            x + dropped(context @ w["ao"] + w["aob"], keep1), f"{at}.alnw", f"{at}.alnb"
        )
        u = y @ w["fi"] + w["fib"]
        inner = gelu(u)
        z, normal2 = self.normal(
            y + dropped(inner @ w["fo"] + w["fob"], keep2), f"{at}.olnw", f"{at}.olnb"
        )
        self.traces.append((x, q, k, v, seen, context, keep1, normal1, y, u, inner, keep2, normal2))
        return z

    def back(self, slope: Floats) -> Weights:
        """The gradient of every weight, given that of the logits."""
        w, grown = self.weights, Weights()
        grown["hw"], grown["hb"] = self.hidden.T @ slope, slope.sum(axis=0)
        grown["hf"] = self.known[self.at[0]].T @ slope
        first, last = np.split(slope @ w["hw"].T, 2, axis=1)
        d = np.zeros(self.size, np.float32)
        d[self.at[0]] += first
        d[self.at[1]] += last
        for at in reversed(range(self.layers)):
            d = self.layer_back(at, d, grown)
        d = dropped(d, self.keep)
        grown["feat"] = self.known.T @ d
        d = self.normal_back(d, self.entry, "lnw", "lnb", grown)
        grown["pos"] = np.zeros_like(w["pos"])
        grown["pos"][: self.shape[1]] = d.reshape(*self.shape[:2], -1).sum(axis=0)
        return grown

    def layer_back(self, at: int, d: Floats, grown: Weights) -> Floats:
        x, q, k, v, seen, context, keep1, normal1, y, u, inner, keep2, normal2 = self.traces[at]

        def through(name: str, given: Floats, slope: Floats) -> Floats:
            grown[f"{at}.{name}"], grown[f"{at}.{name}b"] = given.T @ slope, slope.sum(axis=0)
            return slope @ self.weights[f"{at}.{name}"].T

        d = self.normal_back(d, normal2, f"{at}.olnw", f"{at}.olnb", grown)
        du = through("fo", inner, dropped(d, keep2)) * gelu_slope(u)
        d = d + through("fi", y, du)
        d = self.normal_back(d, normal1, f"{at}.alnw", f"{at}.alnb", grown)
        dc = self.heads(through("ao", context, dropped(d, keep1)))
        ds = dc @ v.transpose(0, 1, 3, 2)
        ds = seen * (ds - (ds * seen).sum(axis=-1, keepdims=True))
        ds *= np.float32(self.shape[3] ** -0.5)
        parts = (ds @ k, ds.transpose(0, 1, 3, 2) @ q, seen.transpose(0, 1, 3, 2) @ dc)
        return d + through("qkv", x, np.concatenate([self.joined(part) for part in parts], axis=1))

    def normal_back(
        self, d: Floats, trace: tuple[Floats, Floats], weight: str, bias: str, grown: Weights
    ) -> Floats:
        x, scale = trace
        grown[weight], grown[bias] = (d * x).sum(axis=0), d.sum(axis=0)
        d = d * self.weights[weight]
        return scale * (
            d - d.mean(axis=-1, keepdims=True) - x * (d * x).mean(axis=-1, keepdims=True)
        )


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, by tanh (Hendrycks and Gimpel 2016)."""
    return half * x * (1 + np.tanh(_ROOT * (x + _CUBE * x * x * x)))


def gelu_slope(x: Floats) -> Floats:
    """The derivative of `gelu`."""
    t = np.tanh(_ROOT * (x + _CUBE * x * x * x))
    return half * (1 + t) + half * x * (1 - t * t) * _ROOT * (1 + 3 * _CUBE * x * x)


def loss(logits: Floats, labels: np.ndarray, smoothing: float = 0.03) -> tuple[float, Floats]:
    """Cross-entropy with smoothed labels, and its gradient."""
    count, kinds = logits.shape
    logits = logits - logits.max(axis=1, keepdims=True)
    logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    aim = np.full((count, kinds), smoothing / kinds, np.float32)
    aim[np.arange(count), labels] += 1 - smoothing
    return float(-(aim * logs).sum() / count), (np.exp(logs) - aim) / np.float32(count)


class Adam:
    """Kingma and Ba (2014), with gradients no longer than 1 and a little weight decay."""

    def __init__(self, weights: Weights) -> None:
        """Begin with no memory of gradients."""
        self.mean = {name: np.zeros_like(each) for name, each in weights.items()}
        self.square = {name: np.zeros_like(each) for name, each in weights.items()}
        self.steps = 0

    def step(self, weights: Weights, gradients: Weights, rate: float) -> None:
        """Move `weights` in place."""
        self.steps += 1
        length = np.sqrt(sum(float((each * each).sum()) for each in gradients.values()))
        for name, gradient in gradients.items():
            gradient = gradient * np.float32(min(1, 1 / length))
            mean, square = self.mean[name], self.square[name]
            mean += np.float32(0.1) * (gradient - mean)
            square += np.float32(0.02) * (gradient * gradient - square)
            move = mean / np.float32(1 - 0.9**self.steps)
            move = move / (np.sqrt(square / np.float32(1 - 0.98**self.steps)) + np.float32(1e-8))
            pace = np.float32(rate * (5 if name in NEW else 1))
            weights[name] -= pace * (move + np.float32(0.01) * weights[name])
