"""The network as the package runs it: a graph for onnxruntime, multiplied mostly in whole numbers.

What such a matrix is given is divided, channel by channel, so that it fits 8 bits; its weights,
multiplied by the same, are kept in 7. The divisor of a channel is drawn towards how far the channel
reaches (Xiao et al. 2023, "SmoothQuant"). It is fixed here, so that no text changes how another is
read. Seven bits are multiplied alike everywhere; of eight, sums overflow in processors that have no
instructions for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from network.e5 import WIDTH
from network.learning import HEADS, NEW, Batch, Pass, Weights
from onnx import TensorProto, helper, numpy_helper

from interview_kit.pseudonym.network import LABELS, Floats
from interview_kit.pseudonym.word_traits import COUNT

OPSET, FORMAT = 20, 9
MOST_INPUT, MOST_WEIGHT = 127, 63
ZERO = 128
"""What stands for nothing among the 256 numbers that an input may be."""

WHOLE = ("qkv", "ao", "fi")
"""The matrices of a layer that are multiplied in whole numbers. What the last one is given reaches
too far: with it, twice as much would be lost."""

DRAWN = 0.7
"""How far a divisor follows the reach of its channel, and not the weights behind it."""

BEYOND = 3
"""So many pieces of a batch may reach beyond what fits; they are cut off."""

Reaches = dict[str, Floats]
"""For each matrix how far from nothing each channel of its input reaches."""


def reaches(weights: Weights, batches: Sequence[Batch], embeddings: Floats) -> Reaches:
    """What the matrices `WHOLE` of all layers are given when `batches` are read."""
    widest: Reaches = {}
    for batch in batches:
        inside = batch.mask.reshape(-1) > 0
        traces = Pass(weights, batch, embeddings[batch.numbers]).traces
        for at, trace in enumerate(traces):
            for part, given in zip(WHOLE, (trace[0], trace[5], trace[8]), strict=True):
                reach = np.partition(np.abs(given[inside]), -BEYOND, axis=0)[-BEYOND]
                widest[f"{at}.{part}"] = np.maximum(widest.get(f"{at}.{part}", 0), reach)
    return widest


class Graph:
    """Nodes and weights of a graph that is being written down."""

    def __init__(self, weights: Weights, widest: Reaches) -> None:
        """Begin with the weights that learning gave, and the reach of what they are given."""
        self._weights, self._widest = weights, widest
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def node(self, kind: str, *inputs: str, outputs: int = 1, **attributes: object) -> str:
        """Add a node; the name of its first output, the others end in `_1` and so on."""
        name = f"{kind}{len(self._nodes)}"
        names = [name, *(f"{name}_{number}" for number in range(1, outputs))]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return name

    def constant(self, name: str, array: object, kind: type = np.float32) -> str:
        """Keep an array under its name."""
        tensor = numpy_helper.from_array(
            np.ascontiguousarray(array, kind).reshape(np.shape(array)), name
        )
        self._constants[name] = tensor
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self._weights[name])

    def times(self, x: str, name: str) -> str:
        """What a layer's matrix makes of `x`, with its bias."""
        if name in self._widest:
            product = self.whole_times(x, name)
        else:
            half = self.constant(f"{name}.half", self._weights[name], np.float16)
            product = self.node("MatMul", x, self.node("Cast", half, to=TensorProto.FLOAT))
        return self.node("Add", product, self.weight(f"{name}b"))

    def whole_times(self, x: str, name: str) -> str:
        """What a matrix makes of `x`, multiplied in whole numbers."""
        matrix, reach = self._weights[name], np.maximum(self._widest[name], 1e-3)
        weighty = np.maximum(np.abs(matrix).max(axis=1), 1e-4)
        divisor = reach**DRAWN / weighty ** (1 - DRAWN)
        divisor *= (reach / divisor).max() / MOST_INPUT
        scaled = matrix * divisor[:, None]
        step = np.abs(scaled).max(axis=0) / MOST_WEIGHT + 1e-12
        x = self.node("Mul", x, self.constant(f"{name}.times", 1 / divisor))
        one, zero = self.constant("one", 1), self.constant("zero", ZERO, np.uint8)
        x = self.node("QuantizeLinear", x, one, zero)
        whole = self.constant(f"{name}.whole", np.round(scaled / step), np.int8)
        product = self.node("MatMulInteger", x, whole, zero)
        product = self.node("Cast", product, to=TensorProto.FLOAT)
        return self.node("Mul", product, self.constant(f"{name}.step", step))

    def normal(self, x: str, name: str) -> str:
        parts = [self.weight(f"{name}{kind}") for kind in "wb"]
        return self.node("LayerNormalization", x, *parts, axis=-1, epsilon=1e-12)

    def heads(self, x: str, order: Sequence[int]) -> str:
        shape = self.constant("heads", (0, 0, HEADS, WIDTH // HEADS), np.int64)
        return self.node("Transpose", self.node("Reshape", x, shape), perm=order)

    def chosen(self, x: str) -> str:
        """Only the rows that are needed."""
        flat = self.node("Reshape", x, self.constant("flat", (-1, WIDTH), np.int64))
        return self.node("Gather", flat, "needed")

    def layer(self, at: int, x: str, is_last: bool) -> str:
        """Every piece looks at all of its text, then is changed by itself."""
        asking = self.node("Split", self.times(x, f"{at}.qkv"), outputs=3, axis=-1, num_outputs=3)
        query, key = self.heads(asking, (0, 2, 1, 3)), self.heads(f"{asking}_1", (0, 2, 3, 1))
        value = self.heads(f"{asking}_2", (0, 2, 1, 3))
        scale = self.constant("scale", (WIDTH // HEADS) ** -0.5)
        seen = self.node("Mul", self.node("MatMul", query, key), scale)
        seen = self.node("Softmax", self.node("Add", seen, "hidden"), axis=-1)
        context = self.node("Transpose", self.node("MatMul", seen, value), perm=(0, 2, 1, 3))
        context = self.node("Reshape", context, self.constant("joined", (0, 0, WIDTH), np.int64))
        if is_last:
            context, x = self.chosen(context), self.chosen(x)
        x = self.normal(self.node("Add", x, self.times(context, f"{at}.ao")), f"{at}.aln")
        inner = self.node("Gelu", self.times(x, f"{at}.fi"), approximate="tanh")
        return self.normal(self.node("Add", x, self.times(inner, f"{at}.fo")), f"{at}.oln")

    def entry(self) -> str:
        """The pieces with their places in the text, and with what the word lists say of them."""
        length = self.node("Shape", "embedded", start=1, end=2)
        begin, axis = self.constant("begin", (0,), np.int64), self.constant("axis", (0,), np.int64)
        places = self.node("Slice", self.weight("pos"), begin, length, axis)
        x = self.normal(self.node("Add", "embedded", places), "ln")
        return self.node("Add", x, self.node("MatMul", "traits", self.weight("feat")))

    def head(self, x: str) -> str:
        """The probabilities of the labels of each word, by its first and last piece."""
        edges = self.constant("edge pair", (-1, 2 * WIDTH), np.int64)
        edges = self.node("Reshape", self.node("Gather", x, "edges"), edges)
        logits = self.node("MatMul", edges, self.weight("hw"))
        known = self.node("MatMul", "word_traits", self.weight("hf"))
        logits = self.node("Add", self.node("Add", logits, known), self.weight("hb"))
        return self.node("Softmax", logits, axis=-1)

    def model(self, last: str) -> onnx.ModelProto:
        """The graph whose outcome is `last`."""
        self._nodes.append(helper.make_node("Identity", [last], ["probabilities"]))
        floats, whole = TensorProto.FLOAT, TensorProto.INT64
        inputs = [helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in (
            ("embedded", floats, ("texts", "pieces", WIDTH)),
            ("traits", floats, ("texts", "pieces", COUNT)),
            ("hidden", floats, ("texts", 1, 1, "pieces")),
            ("needed", whole, ("needed",)),
            ("edges", whole, ("words", 2)),
            ("word_traits", floats, ("words", COUNT)),
        )]  # fmt: skip
        output = helper.make_tensor_value_info("probabilities", floats, ("words", len(LABELS)))
        graph = helper.make_graph(
            self._nodes, "names", inputs, [output], list(self._constants.values())
        )
        operators = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=operators, ir_version=FORMAT)
        onnx.checker.check_model(model)
        return model


def write(path: Path, weights: Weights, widest: Reaches) -> None:
    """Write the graph of a network."""
    graph, layers = Graph(weights, widest), sum(name.endswith(".qkv") for name in weights)
    x = graph.entry()
    for at in range(layers):
        x = graph.layer(at, x, is_last=at + 1 == layers)
    onnx.save(graph.model(graph.head(x)), path)


def read(path: Path) -> Weights:
    """The weights of a graph that was written, as near as 7 bits come."""
    arrays = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    weights = {name: each.copy() for name, each in arrays.items() if is_weight(name)}
    for name in (name.removesuffix(".whole") for name in arrays if name.endswith(".whole")):
        whole = arrays[f"{name}.whole"].astype(np.float32)
        weights[name] = whole * arrays[f"{name}.step"] * arrays[f"{name}.times"][:, None]
    for name in (name.removesuffix(".half") for name in arrays if name.endswith(".half")):
        weights[name] = arrays[f"{name}.half"].astype(np.float32)
    return weights


def is_weight(name: str) -> bool:
    """Whether learning moves an array that is kept as it is."""
    return name in (*NEW, "pos", "lnw", "lnb") or bool(re.fullmatch(r"\d+\.[a-z]+", name))
