"""Hearing on other machines: pieces of sound go to a Dask cluster, stretches come back.

Each piece begins where the last stretch that is kept has ended, so a machine that is lost costs at
most one piece of work. Sound leaves this machine only for the scheduler's address, and only over
TLS or to this machine itself; a worker that could write it to its disk gets none. What comes back
is JSON in bytes. Dask would unpickle whatever a scheduler or a worker sends; while a cluster is
used no pickle makes anything but bytes, so that no other machine runs code where the vault is open.
"""

from __future__ import annotations

import contextlib
import importlib
import ipaddress
import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from interview_kit import isolation
from interview_kit.errors import SpeechError
from interview_kit.model.chunk import Chunk
from interview_kit.model.reading import Reading
from interview_kit.speech import cluster_worker
from interview_kit.speech.cluster_answers import WorkerReport, chunks_in, report_in
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_protocol import Message

if TYPE_CHECKING:
    from distributed import Client

PIECE_S = 170
"""So much sound is sent at once: about as many stretches as are decoded together."""

SETTLED_PIECE_S = 400
"""The same of sections: four or five, as all of it passes through the scheduler at once."""

CONNECT_S = 10
LOST_S = 30
"""So long without any worker, and the cluster is given up."""

PATIENCE_S = 0.25
_PLAIN = frozenset({("builtins", "bytes")})
AGAIN = "Every stretch that came back is kept: start it again, and it goes on from there."


@dataclass(frozen=True, slots=True)
class Certificates:
    """The files of a TLS connection: who is trusted, who this machine is, and its key."""

    authority: Path
    certificate: Path
    key: Path


class Cluster:
    """A connection to a Dask scheduler, for as long as the context lasts.

    Raises SpeechError where the extra is missing, the address does not answer, it would be reached
    without TLS over a network, or a worker does not have `model` as it is here.
    """

    def __init__(
        self,
        address: str,
        model: ModelFolder,
        certificates: Certificates | None = None,
        *,
        threads: int = 1,
    ) -> None:
        self.model = model
        self.threads = threads
        self.address = address if "://" in address else f"{_scheme(certificates)}://{address}"
        _refuse_bare(self.address, certificates)
        self._refused = threading.Event()
        _load_dask()  # which unpickles what it has pickled itself, as it is loaded
        with contextlib.ExitStack() as stack:
            stack.enter_context(isolation.limited_unpickling(_PLAIN, self._refusal))
            self.client = _connect(self.address, certificates)
            stack.callback(self.client.close)
            self.places = sum(report.threads for report in self.workers().values())
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def _refusal(self, _name: str) -> SpeechError:
        """The error in the place of an object that somebody in the cluster would have made here."""
        self._refused.set()
        return _no_answer()

    def refuse_objects(self) -> None:
        """Raise SpeechError where anything but plain data came, whoever was told of it then."""
        if self._refused.is_set():
            raise _no_answer()

    def workers(self) -> dict[str, WorkerReport]:
        """What each worker says of itself, by address; raises SpeechError where one is unfit."""
        answers = self.client.run(cluster_worker.look, self.model.name, on_error="return")
        self.refuse_objects()
        try:
            reports = {str(worker): report_in(answer) for worker, answer in answers.items()}
        except (ValueError, TypeError) as error:
            raise _no_answer() from error
        if not reports:
            raise SpeechError(
                "No worker has joined the cluster at {address}.",
                "Start one on each machine: dask worker {address}",
                address=self.address,
            )
        for worker, report in reports.items():
            self._refuse(worker, report)
        return reports

    def _refuse(self, worker: str, report: WorkerReport) -> None:
        names = {"worker": worker, "model": self.model.name}
        if _is_bare(worker):
            raise SpeechError(
                "The worker {worker} is reached without TLS.",
                "Start scheduler and workers with --tls-ca-file, --tls-cert and --tls-key.",
                **names,
            )
        if report.versions != cluster_worker.versions():
            raise SpeechError(
                "The worker {worker} has other versions: {versions}.",
                "Install the same interview-kit, faster-whisper and ctranslate2 there.",
                versions=", ".join(
                    f"{name} {version}" for name, version in report.versions.items()
                ),
                **names,
            )
        if not report.sha256:
            raise SpeechError(
                "The worker {worker} does not have the speech model {model!r}.",
                "Fetch it on that machine: interview-kit models fetch {model}",
                **names,
            )
        if report.sha256 != self.model.sha256:
            raise SpeechError(
                "The speech model {model!r} of the worker {worker} has another SHA-256.",
                "Fetch it again on that machine: interview-kit models fetch {model}",
                **names,
            )
        if report.spills:
            raise SpeechError(
                "The worker {worker} could write words that were heard to its disk.",
                "Start it with DASK_DISTRIBUTED__WORKER__MEMORY__TARGET=False and "
                "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL=False in its environment.",
                **names,
            )


class ClusterPlace:
    """Hears one interview at a time somewhere in a cluster; takes the place of a `Transcriber`."""

    def __init__(self, cluster: Cluster) -> None:
        self.model = cluster.model
        self._cluster = cluster
        self._is_cancelled = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.cancel()

    def cancel(self) -> None:
        """Wait for nothing more, from any thread; the stretches it gave stay given."""
        self._is_cancelled.set()

    def transcribe(
        self,
        chunks: Iterable[bytes],
        *,
        first_frame: int,
        rate: int,
        channels: int,
        language: str,
        hotwords: Sequence[str] = (),
        reading: Reading = Reading.SETTLED,
    ) -> Iterator[Chunk]:
        """Every stretch of `chunks`, sound from `first_frame` on, as pieces of it come back.

        Ends early after `cancel`; raises SpeechError where the cluster is gone or a worker fails.
        """
        size, piece, source = 2 * channels, bytearray(), iter(chunks)
        begin = {
            "rate": rate,
            "channels": channels,
            "language": language,
            "hotwords": tuple(hotwords),
            "reading": reading.value,
        }
        piece_s = PIECE_S if reading is Reading.DRAFT else SETTLED_PIECE_S
        piece_bytes, whole = piece_s * rate * size, False
        while not whole:
            while len(piece) < piece_bytes and not whole:
                chunk = next(source, None)
                whole = chunk is None
                piece += chunk or b""
            heard_chunks = self._heard(
                {**begin, "first_frame": first_frame, "whole": whole}, bytes(piece)
            )
            if self._is_cancelled.is_set():
                return
            # A piece in which no stretch has ended yet is sent again with more behind it.
            piece_bytes = piece_s * rate * size if heard_chunks else 2 * len(piece)
            start = first_frame
            for heard_chunk in heard_chunks:
                first_frame = heard_chunk.end_frame
                yield heard_chunk
            del piece[: (first_frame - start) * size]

    def _heard(self, begin: Message, sound: bytes) -> tuple[Chunk, ...]:
        """What a worker heard; sent once more where the worker is lost."""
        answer = None
        while answer is None and not self._is_cancelled.is_set():
            answer = self._ask(begin, sound)
        if answer is None:
            return ()
        end_frame = begin["first_frame"] + len(sound) // (2 * begin["channels"])
        try:
            return chunks_in(answer, begin["first_frame"], end_frame)
        except SpeechError as error:
            raise SpeechError(
                "A worker of the cluster failed: {reason}", AGAIN, reason=error.message
            ) from error
        except ValueError as error:
            raise _no_answer() from error

    def _ask(self, begin: Message, sound: bytes) -> object:
        """The answer, or None where every worker that could give it went away, or `cancel`."""
        client, model = self._cluster.client, self.model
        fit = self._fit_workers()
        future = client.submit(
            cluster_worker.hear,
            *(model.name, model.sha256, self._cluster.threads, begin, sound),
            workers=fit,
            pure=False,
        )
        try:
            while not self._is_cancelled.is_set():
                with contextlib.suppress(TimeoutError):
                    return future.result(timeout=PATIENCE_S)
                self._cluster.refuse_objects()
                if client.status != "running":
                    raise SpeechError("The connection to the cluster was lost.", AGAIN)
                if not set(fit) & set(_addresses(client)):
                    return None
            return None
        except (OSError, CancelledError) as error:
            raise SpeechError("The connection to the cluster was lost.", AGAIN) from error
        finally:
            future.release()

    def _fit_workers(self) -> list[str]:
        """The workers there are, waited for some time where one may be starting anew."""
        until = time.monotonic() + LOST_S
        while not _addresses(self._cluster.client):
            if time.monotonic() > until or self._is_cancelled.wait(PATIENCE_S):
                raise SpeechError("No worker of the cluster is left.", AGAIN)
        return list(self._cluster.workers())


def _no_answer() -> SpeechError:
    return SpeechError(
        "A machine of the cluster sent something else than plain data; nothing of it was used.",
        "Its workers end while they hear, have another interview-kit, or are not yours any more. "
        "What came back before is kept.",
    )


def _addresses(client: Client) -> list[str]:
    return list(client.scheduler_info(n_workers=-1)["workers"])


def _load_dask() -> None:
    try:
        importlib.import_module("distributed")
    except ImportError as error:
        raise SpeechError(
            "A cluster needs a package that is not installed.",
            "Install it with: pip install 'interview-kit[cluster]'",
        ) from error


def _connect(address: str, certificates: Certificates | None) -> Client:
    import dask
    from distributed import Client
    from distributed.comm import CommClosedError

    security = None if certificates is None else _security(certificates)
    # What it says of its own failures could hold what a machine sent.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # Sound travels with the task, so that a piece whose worker is lost can be sent to another.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    try:
        return Client(address, security=security, timeout=CONNECT_S, set_as_default=False)
    except CommClosedError as error:
        # Something answered, and ended it at once.
        raise SpeechError(
            "The scheduler at {address} and this machine do not trust each other's certificates.",
            "Both must be signed by the authority of --dask-ca, and the scheduler run with TLS.",
            address=address,
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise SpeechError(
            "No Dask scheduler answers at {address}.",
            "Look whether it runs, and whether the address is the right one.",
            address=address,
        ) from error


def _security(certificates: Certificates) -> Any:
    from distributed import Security

    security = Security(
        tls_ca_file=str(certificates.authority),
        tls_client_cert=str(certificates.certificate),
        tls_client_key=str(certificates.key),
        require_encryption=True,
    )
    try:
        security.get_connection_args("client")
    except OSError as error:  # an SSLError is one
        raise SpeechError(
            "The files of --dask-ca, --dask-cert and --dask-key cannot be used together.",
            "Give an authority, a certificate signed by it, and the key of that certificate, each "
            "as PEM and without a password.",
        ) from error
    return security


def _scheme(certificates: Certificates | None) -> str:
    return "tcp" if certificates is None else "tls"


def _is_bare(address: str) -> bool:
    """Whether what is sent to `address` can be read on the way."""
    parts = urlsplit(address)
    if parts.scheme == "tls":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname != "localhost"


def _refuse_bare(address: str, certificates: Certificates | None) -> None:
    if _is_bare(address) or (address.startswith("tls:") and certificates is None):
        raise SpeechError(
            "Sound is sent to another machine only over TLS.",
            "Give tls://HOST:PORT, and --dask-ca, --dask-cert and --dask-key.",
        )
