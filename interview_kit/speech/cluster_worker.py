"""What runs on a machine of a cluster: it hears pieces of sound with a model folder of its own.

Nothing is written there. Answers are JSON, also where something fails: whoever asks unpickles
nothing, and what a cluster reports of an exception by itself goes to its logs, and could hold sound
or words.
"""

from __future__ import annotations

import json
import threading
from importlib.metadata import version
from typing import Any

from interview_kit import __version__
from interview_kit.errors import KitError, error_as_json
from interview_kit.speech import model_store
from interview_kit.speech.decoding_parameters import LIBRARIES
from interview_kit.speech.speech_client import Transcriber
from interview_kit.speech.speech_protocol import Message, from_chunk

_thread_state = threading.local()
"""The speech process of each thread that hears, kept from one piece to the next."""


def versions() -> dict[str, str]:
    """What must be the same on every machine for the same words."""
    return {"interview-kit": __version__} | {name: version(name) for name in LIBRARIES}


def look(name: str, dask_worker: Any = None) -> bytes:
    """A `WorkerReport` as JSON; its hash is that of model `name`, "" where that is not installed.

    `spills` says whether what is held in memory could be written to the disk of this machine.
    """
    try:
        sha256 = model_store.find(name).sha256
    except KitError:
        sha256 = ""
    return _packed(
        {
            "sha256": sha256,
            "versions": versions(),
            "threads": dask_worker.state.nthreads,
            "spills": type(dask_worker.memory_manager.data) is not dict,
        }
    )


def hear(name: str, sha256: str, threads: int, begin: Message, sound: bytes) -> bytes:
    """The messages with the stretches of a piece of sound, or with the error, as JSON.

    `begin` holds what `Transcriber.transcribe` wants to know; `sound` is interleaved int16.
    """
    try:
        events = _transcriber(name, sha256, threads).transcribe((sound,), **begin)
        # Stretches only: how far the sound was searched is of no use afterwards.
        return _packed([from_chunk(event) for event in events if not hasattr(event, "frame")])
    except Exception as error:
        _end()
        if isinstance(error, KitError):
            return _packed([{"event": "error", **error_as_json(error)}])
        return _packed([{"event": "error", "message": type(error).__name__, "hint": ""}])


def _packed(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=True).encode("ascii")


def _transcriber(name: str, sha256: str, threads: int) -> Transcriber:
    cached_transcriber = getattr(_thread_state, "kept", None)
    if cached_transcriber is None or cached_transcriber[0] != (sha256, threads):
        _end()
        model = model_store.find(name)
        if model.sha256 != sha256:
            raise KitError("The speech model {name!r} is another one there.", name=name)
        cached_transcriber = _thread_state.kept = (
            (sha256, threads),
            Transcriber(model, threads=threads),
        )
    transcriber: Transcriber = cached_transcriber[1]
    return transcriber


def _end() -> None:
    cached_transcriber = getattr(_thread_state, "kept", None)
    _thread_state.kept = None
    if cached_transcriber is not None:
        cached_transcriber[1].close()
