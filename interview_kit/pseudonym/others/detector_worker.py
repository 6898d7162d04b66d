"""An optional detector's process: `python -m …others.detector_worker NAME [MODEL]`.

Reads `{"text": "…", "language": "nl"}` on each line of stdin, and answers each with a line on
stdout: `{"spans": [[9, 16, "person"]]}`, in code points, or `{"error": "ImportError"}`, which never
holds text. It has no network, and ends when its stdin does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator

from interview_kit.isolation import leave_network, refuse_connections, seal_memory
from interview_kit.pseudonym.others.detector_adapters import ADAPTERS


def main(name: str, model: str = "") -> int:
    """Serve until stdin ends; 0, or 1 where the detector failed."""
    # Whatever a library prints goes to stderr, never between the answers.
    sink = os.dup(1)
    os.dup2(2, 1)
    leave_network()
    seal_memory()  # after it: the files that the kernel then wants belong to root
    refuse_connections()

    def answer(message: dict[str, object]) -> None:
        with open(sink, "wb", closefd=False) as pipe:
            pipe.write(json.dumps(message).encode() + b"\n")

    try:
        for spans in _answers(name, model):
            answer({"spans": spans})
    except Exception as error:
        answer({"error": type(error).__name__})
        return 1
    return 0


def _answers(name: str, model: str) -> Iterator[list[tuple[int, int, str]]]:
    find = None
    for line in sys.stdin.buffer:
        request = json.loads(line)
        find = find or ADAPTERS[name](model)
        yield list(find(request["text"], request["language"]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
