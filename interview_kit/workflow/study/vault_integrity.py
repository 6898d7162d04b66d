"""Whether a vault is what was written: every page, and every block of sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlcipher

from interview_kit.audio.block_codec import decode_block
from interview_kit.disk.disk_errors import database_refusal, is_damage
from interview_kit.errors import AudioError, DamagedError
from interview_kit.model.block import Block
from interview_kit.vault.pages import PageState
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study.open_study import Study

SHOWN = 20  # how many faults SQLite is asked for
_BLOCKS = "SELECT interview AS owner, first_frame, frames, rate, channels, data, hash FROM blocks"
_ASIDES = (
    "SELECT 'aside ' || aside AS owner, first_frame, frames, rate, channels, data, '' AS hash "
    "FROM aside_blocks"
)


@dataclass(frozen=True, slots=True)
class Integrity:
    """What a look at a vault found.

    `damaged_pages` are the numbers of the pages whose seal does not fit, `damaged_sound` whose
    blocks (by their first frame) are not what was stored. `structure` is what SQLite says of the
    whole, empty where it is in order. `unsealed` counts blocks without a hash, of an older program,
    which were decoded instead.
    """

    pages: int
    damaged_pages: tuple[int, ...]
    blocks: int
    damaged_sound: tuple[tuple[str, int], ...]
    structure: str
    unsealed: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not (self.damaged_pages or self.damaged_sound or self.structure)

    def as_error(self) -> DamagedError:
        """The sentence for a vault that is not whole."""
        return damage()


def look_over(
    vault: Vault, told: Callable[[int, int], None] = lambda _done, _of: None
) -> Integrity:
    """Check a vault whole: pages by their seal, then structure and sound. `told` gets pages."""
    with vault.pages() as pages:
        count, damaged = pages.count, []
        for number in range(1, count + 1):
            if pages.state(number) is PageState.DAMAGED:
                damaged.append(number)
            if number % 1000 == 0:
                told(number, count)
    if damaged:
        return Integrity(count, tuple(damaged), 0, (), "", 0)
    try:
        found = [row[0] for row in vault.db.execute(f"PRAGMA integrity_check({SHOWN})")]
        structure = "" if found == ["ok"] else found[0]
        blocks, unsealed, wrong = _look_at_sound(vault)
    except sqlcipher.DatabaseError as error:
        if not is_damage(error):
            raise
        vault.renew()
        structure, blocks, unsealed, wrong = str(error), 0, 0, []
    return Integrity(count, (), blocks, tuple(wrong), structure, unsealed)


def refuse_damaged(study: Study) -> None:
    """Raise DamagedError where the vault is not what was written."""
    if not look_over(study.vault).is_whole:
        raise damage()


def damage() -> DamagedError:
    """The sentence for a damaged vault."""
    error = database_refusal(sqlcipher.DatabaseError("malformed"))
    assert isinstance(error, DamagedError)
    return error


def refuse_damaged_sound(vault: Vault, interview: str) -> None:
    """Read the sound of an interview back. Raises DamagedError where it is not what was heard."""
    try:
        for row in vault.db.query(f"{_BLOCKS} WHERE interview = ?", [interview]):
            if not _is_whole(row):
                raise damage()
    except sqlcipher.DatabaseError as error:
        if is_damage(error):
            vault.renew()
            raise damage() from error
        raise


def _look_at_sound(vault: Vault) -> tuple[int, int, list[tuple[str, int]]]:
    count = unsealed = 0
    wrong: list[tuple[str, int]] = []
    for query in (_BLOCKS, _ASIDES):
        for row in vault.db.query(query):
            count += 1
            unsealed += not row["hash"]
            if not _is_whole(row):
                wrong.append((row["owner"], row["first_frame"]))
    return count, unsealed, wrong


def _is_whole(row: dict[str, object]) -> bool:
    fields = ("first_frame", "frames", "rate", "channels", "data")
    block = Block(*(row[field] for field in fields))  # type: ignore[arg-type]
    if row["hash"]:
        return block.hash == row["hash"]
    try:
        decode_block(block)
    except AudioError:
        return False
    return True
