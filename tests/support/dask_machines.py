"""The machines of a Dask cluster: processes here, with certificates made for the occasion."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import trustme

from interview_kit.speech.speech_cluster import Certificates

HERE = "127.0.0.1"
IN_MEMORY = {f"DASK_DISTRIBUTED__WORKER__MEMORY__{limit}": "False" for limit in ("TARGET", "SPILL")}


def certificates(folder: Path) -> Certificates:
    """A new authority, and a certificate by it for every machine."""
    authority = trustme.CA()
    machine = authority.issue_cert(HERE)
    made = Certificates(*(folder / name for name in ("ca.pem", "machine.pem", "machine.key")))
    authority.cert_pem.write_to_path(str(made.authority))
    machine.cert_chain_pems[0].write_to_path(str(made.certificate))
    machine.private_key_pem.write_to_path(str(made.key))
    return made


@contextmanager
def scheduler(tls: Certificates, folder: Path) -> Iterator[str]:
    """A scheduler, and its address."""
    begin = ("scheduler", "--protocol", "tls", "--host", HERE, "--port", "0")
    with _started((*begin, *_options(tls)), r"Scheduler at:\s+(\S+)", folder) as (_, address):
        yield address


@contextmanager
def worker(
    address: str, tls: Certificates, folder: Path, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """A worker of one thread, once it has joined the scheduler at `address`."""
    begin = ("worker", address, "--host", HERE, "--no-nanny", "--nthreads", "1")
    joined = r"Registered to:\s+(\S+)"
    with _started((*begin, *_options(tls)), joined, folder, **environment) as (process, _):
        yield process


def _options(tls: Certificates) -> tuple[str, ...]:
    files = zip(("ca-file", "cert", "key"), (tls.authority, tls.certificate, tls.key), strict=True)
    given = (part for name, file in files for part in (f"--tls-{name}", str(file)))
    return (*given, "--no-dashboard", "--dashboard-address", f"{HERE}:0")


@contextmanager
def _started(
    arguments: tuple[str, ...], ready: str, folder: Path, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=os.environ | environment,
        process_group=0,
    )
    assert process.stderr is not None
    with process, process.stderr as log:
        try:
            yield process, _said(log, ready)
        finally:
            process.kill()


def _said(log: IO[str], ready: str) -> str:
    lines = []
    for line in log:
        lines.append(line)
        if found := re.search(ready, line):
            return found[1]
    raise AssertionError("".join(lines))
