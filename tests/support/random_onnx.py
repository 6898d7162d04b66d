"""Tiny ONNX models with random weights, in the folders that onnx-asr reads.

They have the inputs and outputs of NeMo's own exports, and write nonsense; what they write is the
same for the same sound, seed and language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

WIDTH = 16
FEATURES = 80
SYLLABLES = (" ba", " do", " mi", "la", "re", "so", ".")
LANGUAGES = ("de", "en", "nl")
SIGNS = (
    "<|startofcontext|>", "<|startoftranscript|>", "<|emo:undefined|>", "<|pnc|>", "<|noitn|>",
    "<|notimestamp|>", "<|nodiarize|>", "<|endoftext|>",
)  # fmt: skip
DURATIONS = 5
MODEL_TYPES = ("nemo-conformer-tdt", "nemo-conformer-ctc", "nemo-conformer-aed")

Weights = Mapping[str, NDArray[Any]]
Shape = Sequence[int | str]


def write_random_model(folder: Path, model_type: str, seed: int = 1) -> Path:
    """A model of a type in `folder`, which is made."""
    folder.mkdir(parents=True)
    chance = np.random.default_rng(seed)
    tokens = [*SYLLABLES, "<blk>"]
    if model_type == "nemo-conformer-aed":
        tokens = [" ", *SYLLABLES, *SIGNS, *(f"<|{code}|>" for code in LANGUAGES)]
        _seeing(folder, chance, len(tokens))
    elif model_type == "nemo-conformer-ctc":
        _ctc(folder, chance, len(tokens))
    else:
        _transducer(folder, chance, len(tokens))
    vocabulary = "".join(f"{_written(token)} {at}\n" for at, token in enumerate(tokens))
    (folder / "vocab.txt").write_text(vocabulary, encoding="utf-8")
    config = {"model_type": model_type, "features_size": FEATURES, "max_sequence_length": 40}
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def _written(token: str) -> str:
    return token.replace(" ", "\u2581")


_SOUND = [
    helper.make_tensor_value_info("audio_signal", TensorProto.FLOAT, ["batch", FEATURES, "frames"]),
    helper.make_tensor_value_info("length", TensorProto.INT64, ["batch"]),
]
_ENCODING = [
    # One state for each 8 frames, as NeMo's encoders give.
    helper.make_node(
        "Conv", ["audio_signal", "kernel"], ["wide"], kernel_shape=[8], strides=[8], pads=[0, 7]
    ),
    helper.make_node("Tanh", ["wide"], ["states"]),
    helper.make_node("Sub", ["length", "one"], ["before"]),
    helper.make_node("Div", ["before", "eight"], ["whole"]),
    helper.make_node("Add", ["whole", "one"], ["lengths"]),
]


def _encoder_weights(chance: np.random.Generator) -> Weights:
    return {
        "kernel": _random(chance, WIDTH, FEATURES, 8),
        "one": np.array(1, np.int64),
        "eight": np.array(8, np.int64),
    }


def _ctc(folder: Path, chance: np.random.Generator, count: int) -> None:
    nodes = [
        *_ENCODING[:2],
        helper.make_node("Transpose", ["states"], ["rows"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["rows", "out"], ["scores"]),
        helper.make_node("LogSoftmax", ["scores"], ["logprobs"], axis=-1),
    ]
    outputs = [_floats("logprobs", ["batch", "steps", count])]
    weights = {"kernel": _random(chance, WIDTH, FEATURES, 8), "out": _random(chance, WIDTH, count)}
    _save(folder / "model.onnx", nodes, _SOUND, outputs, weights)


def _transducer(folder: Path, chance: np.random.Generator, count: int) -> None:
    nodes = [
        *_ENCODING,
        helper.make_node("Identity", ["states"], ["outputs"]),
        helper.make_node("Identity", ["lengths"], ["encoded_lengths"]),
    ]
    outputs = [
        _floats("outputs", ["batch", WIDTH, "steps"]),
        helper.make_tensor_value_info("encoded_lengths", TensorProto.INT64, ["batch"]),
    ]
    _save(folder / "encoder-model.onnx", nodes, _SOUND, outputs, _encoder_weights(chance))
    state: Shape = [1, "batch", WIDTH]
    inputs = [
        _floats("encoder_outputs", ["batch", WIDTH, "steps"]),
        helper.make_tensor_value_info("targets", TensorProto.INT32, ["batch", "said"]),
        helper.make_tensor_value_info("target_length", TensorProto.INT32, ["batch"]),
        _floats("input_states_1", state),
        _floats("input_states_2", state),
    ]
    joint = [
        helper.make_node("Transpose", ["encoder_outputs"], ["rows"], perm=[0, 2, 1]),
        helper.make_node("Gather", ["embedding", "targets"], ["said_rows"], axis=0),
        helper.make_node("Add", ["rows", "said_rows"], ["both"]),
        helper.make_node("MatMul", ["both", "out"], ["scores"]),
        helper.make_node("Unsqueeze", ["scores", "axis"], ["outputs"]),
        helper.make_node("Identity", ["input_states_1"], ["output_states_1"]),
        helper.make_node("Identity", ["input_states_2"], ["output_states_2"]),
    ]
    answers = [
        _floats("outputs", ["batch", "steps", 1, count + DURATIONS]),
        _floats("output_states_1", state),
        _floats("output_states_2", state),
    ]
    weights: Weights = {
        "embedding": _random(chance, count, WIDTH),
        "out": _random(chance, WIDTH, count + DURATIONS),
        "axis": np.array([2], np.int64),
    }
    _save(folder / "decoder_joint-model.onnx", joint, inputs, answers, weights)


def _seeing(folder: Path, chance: np.random.Generator, count: int) -> None:
    """An encoder, and a decoder that attends to it: what Canary is."""
    nodes = [
        *_ENCODING[:2],
        helper.make_node("Transpose", ["states"], ["encoder_embeddings"], perm=[0, 2, 1]),
        helper.make_node("ReduceSum", ["encoder_embeddings", "last"], ["sums"], keepdims=0),
        helper.make_node("Cast", ["sums"], ["whole"], to=TensorProto.INT64),
        helper.make_node("Mul", ["whole", "zero"], ["none"]),
        helper.make_node("Add", ["none", "one"], ["encoder_mask"]),
    ]
    outputs = [
        _floats("encoder_embeddings", ["batch", "steps", WIDTH]),
        helper.make_tensor_value_info("encoder_mask", TensorProto.INT64, ["batch", "steps"]),
    ]
    weights: Weights = {
        "kernel": _random(chance, WIDTH, FEATURES, 8),
        "last": np.array([2], np.int64),
        "zero": np.array(0, np.int64),
        "one": np.array(1, np.int64),
    }
    _save(folder / "encoder-model.onnx", nodes, _SOUND, outputs, weights)
    inputs = [
        helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "said"]),
        _floats("encoder_embeddings", ["batch", "steps", WIDTH]),
        helper.make_tensor_value_info("encoder_mask", TensorProto.INT64, ["batch", "steps"]),
        _floats("decoder_mems", [1, "batch", "remembered", WIDTH]),
    ]
    decoder = [
        helper.make_node("Gather", ["embedding", "input_ids"], ["said_rows"], axis=0),
        helper.make_node("Unsqueeze", ["said_rows", "first"], ["fresh"]),
        helper.make_node("Concat", ["decoder_mems", "fresh"], ["decoder_hidden_states"], axis=2),
        helper.make_node("ReduceMean", ["decoder_hidden_states", "memory_axes"], ["memory"],
                         keepdims=0),
        helper.make_node("ReduceMean", ["encoder_embeddings", "time"], ["heard"], keepdims=0),
        helper.make_node("Add", ["memory", "heard"], ["both"]),
        helper.make_node("MatMul", ["both", "out"], ["scores"]),
        helper.make_node("LogSoftmax", ["scores"], ["chances"], axis=-1),
        helper.make_node("Unsqueeze", ["chances", "time"], ["logits"]),
    ]  # fmt: skip
    answers = [
        _floats("logits", ["batch", 1, count]),
        _floats("decoder_hidden_states", [1, "batch", "remembered_then", WIDTH]),
    ]
    weights = {
        "embedding": 3 * _random(chance, count, WIDTH),
        "out": _random(chance, WIDTH, count),
        "first": np.array([0], np.int64),
        "memory_axes": np.array([0, 2], np.int64),
        "time": np.array([1], np.int64),
    }
    _save(folder / "decoder-model.onnx", decoder, inputs, answers, weights)


def _random(chance: np.random.Generator, *shape: int) -> NDArray[np.float32]:
    return chance.normal(0, 1, shape).astype(np.float32)


def _floats(name: str, shape: Shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _save(
    path: Path,
    nodes: list[onnx.NodeProto],
    inputs: list[onnx.ValueInfoProto],
    outputs: list[onnx.ValueInfoProto],
    weights: Weights,
) -> None:
    tensors = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    graph = helper.make_graph(nodes, path.stem, inputs, outputs, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, path)
