"""What a strike destroys: the words of the stretch, its sound, and what was filed of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import sleep

from interview_kit.audio.block_codec import decode_block, encode_block
from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import AudioError
from interview_kit.model.block import Block
from interview_kit.session.interview_events import Event, Struck
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.vault import blocks, filings, journal
from interview_kit.vault.destruction.struck_words import destroy_words
from interview_kit.vault.struck_spans import span_of
from interview_kit.workflow.study.open_study import Study

BLOCKS_AT_ONCE = 30
BREATH_SECONDS = 0.02


def append_events(
    study: Study, interview: str, frame: int, events: Sequence[Event], rate: int
) -> tuple[JournalEntry, ...]:
    """Journal `events`; the words of what they strike go with them, or nothing does.

    The sound is to follow: `destroy_struck_sound`.
    """
    with study.vault.atomic():
        entries = journal.append(study.vault, interview, frame, events)
        for strike in strikes_in(events):
            destroy_struck_text(study, interview, strike, rate)
    return entries


def strikes_in(events: Iterable[Event]) -> tuple[Struck, ...]:
    """The stretches that are taken back by `events`."""
    return tuple(event for event in events if isinstance(event, Struck))


def destroy_struck_text(study: Study, interview: str, strike: Struck, rate: int) -> None:
    """Destroy the words of a struck stretch, in the vault and in the corpus."""
    span = span_of(strike.first_frame, strike.end_frame, rate)
    destroy_words(study.vault, interview, span, strike.first_frame, strike.end_frame)
    if filings.latest(study.vault, interview) is not None:
        filed.destroy_span(study.corpus, interview, span.start_ms, span.end_ms)
        record = filed.find(study.corpus, interview)
        if record is not None:
            filings.put_content(study.vault, interview, filed.content_hash(record))


def destroy_struck_sound(study: Study, interview: str, strike: Struck) -> bool:
    """Destroy the sound of a struck stretch; whether there was any.

    Blocks that reach into the stretch are cut to what lies outside it. Done again after a crash
    it goes on where it stopped. The vault overwrites what it deletes; `Vault.empty_log` and
    `Vault.vacuum` take the last traces.
    """
    vault, first, end = study.vault, strike.first_frame, strike.end_frame
    touched_blocks = blocks.within(vault, interview, first, end)
    for at in range(0, len(touched_blocks), BLOCKS_AT_ONCE):
        batch = touched_blocks[at : at + BLOCKS_AT_ONCE]
        with vault.atomic():
            # Only the two ends of the stretch can leave anything.
            ends = [frame for frame in batch if frame in (touched_blocks[0], touched_blocks[-1])]
            remaining_pieces = [
                piece
                for frame in ends
                for piece in _outside(next(blocks.read(vault, interview, frame)), first, end)
            ]
            blocks.destroy_blocks(vault, interview, batch)
            blocks.append(vault, interview, *remaining_pieces)
        sleep(BREATH_SECONDS)  # the recorder waits for its turn to commit
    return bool(touched_blocks)


def _outside(block: Block, first_frame: int, end_frame: int) -> tuple[Block, ...]:
    """What a block holds outside the stretch; nothing where it is damaged."""
    try:
        samples = decode_block(block)
    except AudioError:
        return ()
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
