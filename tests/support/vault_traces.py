"""Looking for what must not be there: in pages of the vault, and in sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

from interview_kit.audio.stored_sound import join
from interview_kit.vault import blocks
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.study.open_study import Study

PAGE, RESERVED, SALT = 4096, 80, 16  # SQLCipher 4: an IV and an HMAC at the end of each page
LOG_HEADER, FRAME_HEADER = 32, 24


def decrypted_pages(folder: Path, passphrase: str) -> bytes:
    """Every page of the vault and of its log in the clear, with what SQLite no longer looks at."""
    key = unwrap(read_holders(folder / "vault.key"), Secret(passphrase))
    vault = (folder / "vault.db").read_bytes()
    first, rest = vault[:PAGE], range(PAGE, len(vault), PAGE)
    pages = [first[SALT:], *(vault[at : at + PAGE] for at in rest)]
    log = folder / "vault.db-wal"
    if log.exists():
        content, step = log.read_bytes(), FRAME_HEADER + PAGE
        starts = range(LOG_HEADER + FRAME_HEADER, len(content) - PAGE + 1, step)
        pages += [content[at : at + PAGE] for at in starts]
    return b"".join(_decrypted(page, key) for page in pages)


def _decrypted(page: bytes, key: bytes) -> bytes:
    body, vector = page[:-RESERVED], page[-RESERVED : -RESERVED + 16]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(body) + cipher.finalize()


def stored(study: Study, interview: str) -> NDArray[np.int16]:
    """The sound of an interview, gaps cut."""
    end = blocks.sound(study.vault, interview).end_frame
    return np.concatenate(list(join(blocks.read(study.vault, interview), 0, end, "cut")))


def likeness(sound: NDArray[np.int16], wanted: NDArray[np.int16]) -> float:
    """How much `wanted` is found in `sound`, wherever it fits best: 0 not at all, 1 exactly."""
    left, right = sound[:, 0].astype(float), wanted[:, 0].astype(float)
    size = len(left) + len(right)
    match = np.fft.irfft(np.fft.rfft(left, size) * np.conj(np.fft.rfft(right, size)), size)
    start = min(int(np.abs(match).argmax()), max(0, len(left) - len(right)))
    piece = left[start : start + len(right)]
    power = np.linalg.norm(piece) * np.linalg.norm(right)
    return float(abs(piece @ right[: len(piece)]) / power) if power else 0.0
