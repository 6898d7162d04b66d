"""Filed interviews: kept version by version, read one at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlite_utils import Database

from interview_kit.corpus import codes, coding_history, codings, filed_notes, filed_turns
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import DamagedError, KitError
from interview_kit.model.record import GuideQuestion, Record


def put(corpus: Corpus, record: Record, version: int = 0) -> int:
    """Keep a filed interview, whole or not at all, and say in which version it stands there now.

    The version is counted here: 1, one more where anything changed but attributes and states, as
    it was where nothing did. What a turn said in earlier versions stays beside it. Codings follow
    their text; what cannot is among `codings.lost`. Codes of the record that are not in the
    codebook join it. `version` is that of an interview that is not there, where it had one before.
    """
    filed_before = find(corpus, record.interview)
    if filed_before is not None and _same(filed_before, record):
        with corpus.atomic() as db:
            _put_attributes(db, record)
            _put_states(db, replace(record, version=filed_before.version))
            codes.add_missing(db, record.codebook)
        return filed_before.version
    new_record = replace(record, version=filed_before.version + 1 if filed_before else version or 1)
    with corpus.atomic() as db:
        _put_attributes(db, new_record)
        db.table("interviews").upsert(_row(new_record), pk="id")
        db.execute("DELETE FROM questions WHERE interview = ?", [new_record.interview])
        for position, question in enumerate(new_record.questions):
            db.table("questions").insert(
                {"interview": new_record.interview, "position": position, **asdict(question)}
            )
        codes.add_missing(db, new_record.codebook)
        filed_turns.put(db, new_record)
        filed_notes.put(db, new_record)
        _put_states(db, new_record)
    return new_record.version


def version(corpus: Corpus, interview: str) -> int:
    """The version in which an interview is filed; 0 where it is not."""
    rows = corpus.db.query("SELECT version FROM interviews WHERE id = ?", [interview])
    return int(next((row["version"] for row in rows), 0))


def ids(corpus: Corpus) -> tuple[str, ...]:
    """Every filed interview, in order of its id."""
    rows = corpus.db.query("SELECT id FROM interviews ORDER BY participant, id")
    return tuple(row["id"] for row in rows)


def records(corpus: Corpus) -> Iterator[Record]:
    """Every filed interview, one in memory at a time, in order of its id."""
    for id in ids(corpus):
        yield record(corpus, id)


def record(corpus: Corpus, interview: str, version: int | None = None) -> Record:
    """One filed interview, as it is now or as its turns were in a `version`.

    An earlier version has the words of those turns alone that did not change since, and no
    codings: they stand on the text as it is now. Raises KitError where it is not filed, or not in
    that version.
    """
    filed_record = find(corpus, interview)
    if filed_record is None:
        raise KitError(
            "Interview {interview} is not filed.",
            "`interview-kit file` files it.",
            interview=interview,
        )
    if version is None or version == filed_record.version:
        return filed_record
    if not 0 < version < filed_record.version:
        raise KitError(
            "Interview {interview} has no version {version}.",
            "It has 1 to {last_version}.",
            interview=interview,
            version=version,
            last_version=filed_record.version,
        )
    return replace(
        filed_record,
        version=version,
        turns=filed_turns.of_version(corpus.db, interview, version),
        codings=(),
    )


def find(corpus: Corpus, interview: str) -> Record | None:
    """One filed interview as it is now, or None. Raises DamagedError where others wrote in it."""
    for row in corpus.db.query("SELECT * FROM interviews WHERE id = ?", [interview]):
        try:
            return _record(corpus.db, row)
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedError(
                "In the corpus this is not what was filed: {interviews}.",
                "Compare with a backup; move corpus.db away and `interview-kit corpus rebuild` "
                "makes it anew from the vault.",
                interviews=ascii(interview),
            ) from error
    return None


def destroy_span(corpus: Corpus, interview: str, start_ms: int, end_ms: int) -> None:
    """Destroy every turn of every version that reaches into a stretch of the clock, and its notes.

    The interview stays filed with its other turns until it is filed again.
    """
    values = [interview, end_ms, start_ms]
    with corpus.atomic() as db:
        # What a passage without a place marked goes with the text that it stood in.
        db.execute(
            "DELETE FROM lost_codings WHERE interview = ? AND turn IN (SELECT id FROM "
            "earlier_turns WHERE interview = ? AND start_ms < ? AND end_ms > ?)",
            [interview, *values],
        )
        coding_history.forget_interview(db, interview)
        for table in ("turns", "earlier_turns"):
            db.execute(
                f"DELETE FROM {table} WHERE interview = ? AND start_ms < ? AND end_ms > ?",  # noqa: S608
                values,
            )
        filed_notes.destroy_span(db, interview, start_ms, end_ms)
        corpus.owe_vacuum()
    corpus.vacuum()


def earlier_texts(corpus: Corpus, interview: str) -> dict[tuple[int, int], str]:
    """What turns of earlier versions said, by the last version that had it and the turn's id."""
    rows = corpus.db.query(
        "SELECT until, id, text FROM earlier_turns WHERE interview = ?", [interview]
    )
    return {(row["until"], row["id"]): row["text"] for row in rows}


def destroy_earlier(corpus: Corpus, interview: str, places: Iterable[tuple[int, int]]) -> None:
    """Destroy what some turns said in earlier versions, by the keys of `earlier_texts`."""
    with corpus.atomic() as db:
        for until, id in places:
            db.execute(
                "DELETE FROM earlier_turns WHERE interview = ? AND until = ? AND id = ?",
                [interview, until, id],
            )
        corpus.owe_vacuum()
    corpus.vacuum()


def content_hash(record: Record) -> str:
    """The SHA-256 of what makes a version: all of a record but what `_of_version` leaves out.

    A record without notes has the hash it had before there were any.
    """
    content = asdict(_of_version(record))
    del content["codebook"], content["codings"], content["value_titles"]
    if not record.notes:
        del content["notes"]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _same(filed_before: Record, record: Record) -> bool:
    """Whether nothing changed that makes a version."""
    return _of_version(filed_before) == _of_version(record)


def _of_version(record: Record) -> Record:
    return replace(
        record,
        version=0,
        attributes={},
        states={},
        provenance={},
        codebook=(),
        codings=(),
        value_titles={},
    )


def _row(record: Record) -> dict[str, Any]:
    return {
        "id": record.interview,
        "participant": record.participant,
        "language": record.language,
        "guide": record.guide,
        "guide_version": record.guide_version,
        "guide_fingerprint": record.guide_fingerprint,
        "held": record.held,
        "length_ms": record.length_ms,
        "interviewer": record.interviewer,
        "provenance": json.dumps(dict(record.provenance), ensure_ascii=False, sort_keys=True),
        "version": record.version,
    }


def _record(db: Database, row: Mapping[str, Any]) -> Record:
    id = row["id"]
    attributes = db.query(
        "SELECT name, value FROM attributes WHERE participant = ? ORDER BY name",
        [row["participant"]],
    )
    states = db.query(
        "SELECT state, on_date FROM states WHERE interview = ? AND version = ?",
        [id, row["version"]],
    )
    questions = db.query(
        "SELECT id, text, section, section_title, topic, mark FROM questions "
        "WHERE interview = ? ORDER BY position",
        [id],
    )
    return Record(
        interview=id,
        participant=row["participant"],
        language=row["language"],
        guide=row["guide"],
        guide_version=row["guide_version"],
        guide_fingerprint=row["guide_fingerprint"],
        held=row["held"],
        length_ms=row["length_ms"],
        interviewer=row["interviewer"],
        provenance=json.loads(row["provenance"]),
        version=row["version"],
        attributes={attribute["name"]: attribute["value"] for attribute in attributes},
        states={state["state"]: state["on_date"] for state in states},
        questions=tuple(GuideQuestion(**question) for question in questions),
        turns=filed_turns.current(db, id),
        notes=filed_notes.of_interview(db, id),
        codebook=codes.entries(db),
        codings=codings.of_interview(db, id),
    )


def _put_attributes(db: Database, record: Record) -> None:
    db.execute("INSERT OR IGNORE INTO participants VALUES (?)", [record.participant])
    db.execute("DELETE FROM attributes WHERE participant = ?", [record.participant])
    for name, value in record.attributes.items():
        db.execute("INSERT INTO attributes VALUES (?, ?, ?)", [record.participant, name, value])


def _put_states(db: Database, record: Record) -> None:
    for state, on_date in record.states.items():
        db.execute(
            "INSERT OR IGNORE INTO states VALUES (?, ?, ?, ?)",
            [record.interview, record.version, state, on_date],
        )
