"""What edits hold, as it stands in the vault: JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from interview_kit.editing.edit import ChangedTurn, Edit, KeptWords, TypedWords
from interview_kit.editing.text_word import TextWord, WordSource
from interview_kit.model.speaker import Speaker


def dump_content(edit: Edit) -> str:
    """What an edit changes, as JSON; only what it has."""
    content: dict[str, Any] = {
        "turns": {
            number: None if turn is None else _dump_turn(turn)
            for number, turn in edit.turns.items()
        },
        "times": edit.times,
        "notes": edit.notes,
        "questions": edit.questions,
    }
    filled_fields = {name: value for name, value in content.items() if value}
    return json.dumps(filled_fields, ensure_ascii=False)


def load_content(text: str) -> dict[str, Any]:
    """What `dump_content` wrote, as the fields of an edit."""
    content = json.loads(text)
    return {
        "turns": {
            int(number): None if turn is None else _load_turn(turn)
            for number, turn in content.get("turns", {}).items()
        },
        "times": {
            int(number): tuple((index, start, end) for index, start, end in places)
            for number, places in content.get("times", {}).items()
        },
        "notes": {int(number): note for number, note in content.get("notes", {}).items()},
        "questions": {
            int(number): question for number, question in content.get("questions", {}).items()
        },
    }


def _dump_turn(turn: ChangedTurn) -> dict[str, Any]:
    values: dict[str, Any] = {
        "speaker": turn.speaker,
        "pieces": None if turn.pieces is None else [_dump_piece(piece) for piece in turn.pieces],
        "span": turn.span,
        "after": turn.after,
        "question": turn.question,
        "text": turn.text,
    }
    return {name: value for name, value in values.items() if value is not None}


def _load_turn(values: Mapping[str, Any]) -> ChangedTurn:
    speaker, pieces, span = values.get("speaker"), values.get("pieces"), values.get("span")
    return ChangedTurn(
        None if speaker is None else Speaker(speaker),
        None if pieces is None else tuple(_load_piece(piece) for piece in pieces),
        None if span is None else (span[0], span[1]),
        values.get("after"),
        values.get("question"),
        values.get("text"),
    )


def _dump_piece(piece: KeptWords | TypedWords | TextWord) -> Any:
    """A number begins what is kept, a text what was typed; a word is an object."""
    if isinstance(piece, KeptWords):
        own_text = [piece.text] if piece.text else []
        return [piece.turn, piece.first, piece.end, *own_text]
    if isinstance(piece, TypedWords):
        return [piece.text, piece.start_ms, piece.end_ms, *([True] if piece.is_placed else [])]
    return asdict(piece)


def _load_piece(value: Any) -> KeptWords | TypedWords | TextWord:
    if isinstance(value, dict):
        source, levels = WordSource(value["source"]), tuple(value["levels"])
        return TextWord(**{**value, "source": source, "levels": levels})
    if isinstance(value[0], int):
        return KeptWords(*value)
    return TypedWords(*value)
