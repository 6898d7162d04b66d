"""Make the weights of the voiceprint network, shipped with the program, from their package.

    pip download --no-deps Resemblyzer==0.1.4
    python scripts/build_voiceprint.py Resemblyzer-0.1.4-py3-none-any.whl

The package holds a PyTorch checkpoint, which is read without PyTorch and written as half-precision
arrays in the layout that the recognition code multiplies with: for each of the three LSTM layers
the weights of input and state, one upon the other, and the sum of the two biases; then the
projection.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch_checkpoint import arrays, named_package, read_stream

SHA256 = "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"
CHECKPOINT = "resemblyzer/pretrained.pt"
TARGET = Path(__file__).parents[1] / "interview_kit/speech/data/voiceprint.npz"
LAYERS = 3


def layout(state: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float16]]:
    """The arrays as they are shipped."""
    laid_out = {}
    for layer in range(LAYERS):
        parts = [state[f"lstm.weight_{kind}_l{layer}"].T for kind in ("ih", "hh")]
        laid_out[f"weights{layer}"] = np.vstack(parts)
        laid_out[f"bias{layer}"] = state[f"lstm.bias_ih_l{layer}"] + state[f"lstm.bias_hh_l{layer}"]
    laid_out["projection"] = state["linear.weight"].T
    laid_out["offset"] = state["linear.bias"]
    return {name: np.ascontiguousarray(array, np.float16) for name, array in laid_out.items()}


def main() -> None:
    with named_package(__doc__, SHA256) as package:
        checkpoint = read_stream(package.read(CHECKPOINT))
    weights = layout(arrays(checkpoint["model_state"]))
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, allow_pickle=False, **weights)
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
