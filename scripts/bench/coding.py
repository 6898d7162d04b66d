"""How long codings take to come in, and a report to be written.

    .venv/bin/python scripts/bench/coding.py [--interviews 1000]

500 codings over 30 interviews are exported as a project and taken in; then the report is written of
a study with as many interviews as are asked for, each held, filed and coded.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from interview_kit.corpus import codings  # noqa: E402
from interview_kit.corpus import filed_interviews as filed  # noqa: E402
from interview_kit.export.refi import refi_project  # noqa: E402
from interview_kit.guide.guide import ConsentScope  # noqa: E402
from interview_kit.session.interview_events import (  # noqa: E402
    Answer,
    ConsentAnswered,
    Ended,
    ProbeUsed,
    RecordingStarted,
)
from interview_kit.vault import journal  # noqa: E402
from interview_kit.vault.vault_key import Secret  # noqa: E402
from interview_kit.workflow.coding.coding_import import import_codes  # noqa: E402
from interview_kit.workflow.coding.study_report import write_report  # noqa: E402
from interview_kit.workflow.interviews.interview_overview import prepare  # noqa: E402
from interview_kit.workflow.study.open_study import create_study, open_study  # noqa: E402
from interview_kit.workflow.study.study_settings import Settings  # noqa: E402
from tests.support.coded_demo import coded_demo  # noqa: E402

PASSPHRASE = "four plain bench words"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--interviews", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(coming_in(Path(name) / "small") | report(Path(name), options.interviews)))


def many(count: int):
    """Coded records under codes of their own; each as long as an interview of some minutes."""
    demo = coded_demo(("anna", "bram", "carla", "dirk"))
    for number in range(1, count + 1):
        record = demo[number % len(demo)]
        code = f"P{number:04}"
        yield replace(
            record,
            interview=f"{code}-1",
            participant=code,
            codings=tuple(
                replace(coding, mark=f"{code}{coding.mark}") for coding in record.codings
            ),
        )


def coming_in(folder: Path) -> dict[str, object]:
    create_study(folder, Secret(PASSPHRASE), Settings(name="bench"))
    records = list(many(30))
    left = 500
    for at, record in enumerate(records):
        share = left // (len(records) - at)
        chosen = record.codings[:share]
        records[at] = replace(record, codings=chosen)
        left -= len(chosen)
    with open_study(folder, Secret(PASSPHRASE)) as study:
        for record in records:
            filed.put(study.corpus, replace(record, codings=()))
    path = folder.parent / "bench.qdpx"
    path.write_bytes(b"".join(refi_project(records)))
    begun = time.perf_counter()
    done = import_codes(folder, str(path))
    seconds = time.perf_counter() - begun
    rows = sum(len(record.codings) for record in records)
    return {"codings": rows, "listed": len(done.listed), "import s": round(seconds, 2)}


def report(parent: Path, count: int) -> dict[str, object]:
    folder = parent / "large"
    create_study(
        folder, Secret(PASSPHRASE), Settings(name="bench", target=str(count), code="P[0-9]{4}")
    )
    with open_study(folder, Secret(PASSPHRASE)) as study:
        for number, record in enumerate(many(count)):
            id = prepare(
                study, record.participant, language="nl", interviewer=record.interviewer
            ).id
            guide = study.interview(id).guide
            answers = [
                ConsentAnswered(item.id, Answer.YES)
                for item in guide.consent if item.scope is not ConsentScope.CONTACT
            ]  # fmt: skip
            events = [*answers, RecordingStarted(1000, 1, "microphone"), ProbeUsed("story-then")]
            journal.append(study.vault, id, 0, events)
            journal.append(study.vault, id, (20 + number % 60) * 60_000, [Ended()])
            filed.put(study.corpus, replace(record, codings=()))
            codings.add(study.corpus, id, record.codings)
        # What is counted was put past the filing, which notes what it passes on.
        from interview_kit.workflow.coding import coding_tables

        coding_tables.refuse_forged = lambda _study: None
        begun, work_begun = time.perf_counter(), time.process_time()
        done = write_report(study, parent / "report")
        seconds, work = time.perf_counter() - begun, time.process_time() - work_begun
        size = sum(path.stat().st_size for path in done.files)
    return {
        "interviews": count,
        "report s": round(seconds, 2),
        "of the processor": round(work, 2),
        "report MB": round(size / 1e6, 2),
    }


if __name__ == "__main__":
    main()
