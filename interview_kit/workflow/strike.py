"""Striking: what was said is taken back, and destroyed in the vault."""

from __future__ import annotations

from interview_kit.audio.codec import decode_block, encode_block
from interview_kit.model.block import Block
from interview_kit.vault import blocks
from interview_kit.vault.vault import Vault


def strike(vault: Vault, interview: str, first_frame: int, end_frame: int) -> None:
    """Destroy the stored sound from `first_frame` up to `end_frame`.

    Blocks that reach into the stretch are cut to what lies outside it. The vault overwrites what
    it deletes, so nothing of the stretch is left in its pages or its log.
    """
    touched = [
        block
        for block in blocks.read(vault, interview, first_frame)
        if block.first_frame < end_frame
    ]
    kept = [piece for block in touched for piece in _outside(block, first_frame, end_frame)]
    with vault.atomic():
        blocks.remove(vault, interview, [block.first_frame for block in touched])
        for piece in kept:
            blocks.append(vault, interview, piece)
    vault.shrink()


def _outside(block: Block, first_frame: int, end_frame: int) -> tuple[Block, ...]:
    samples = decode_block(block)
    pieces = (
        (block.first_frame, min(first_frame, block.end_frame)),
        (max(end_frame, block.first_frame), block.end_frame),
    )
    return tuple(
        encode_block(
            samples[start - block.first_frame : end - block.first_frame].tobytes(),
            start,
            block.rate,
            block.channels,
        )
        for start, end in pieces
        if start < end
    )
