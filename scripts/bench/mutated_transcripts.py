#!/usr/bin/env python
"""Read thousands of damaged transcripts: no traceback, no hang, no word lost without a count.

    scripts/bench/mutated_transcripts.py [--files 20000] [--seed 1]

Small transcripts of every format that is read are made here, with a word of its own in each line of
speech. Each is damaged in one to four ways (bytes and rows deleted, doubled, swapped and overwritten,
cut off, control characters, brackets, encodings) and read. A word that stands in the damaged file must
come out as speech, in a label, or in a line that is reported; or the file is refused with a sentence.
"""

# ruff: noqa: E501 - rows of files are shown as they are

from __future__ import annotations

import argparse
import io
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

sys.path.insert(0, str(Path(__file__).parents[2]))

from interview_kit.errors import KitError
from interview_kit.export.exporters import BUILT_IN, artefacts
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.transcripts.encoding import decode
from interview_kit.transcripts.reader import read_transcript
from interview_kit.transcripts.transcript import MOST_LINES, NoticeKind, Transcript

WORD = re.compile(r"qx\d{2}zq")
SLOW_S = 2.0
ROLES = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
LEFT_OUT = (
    NoticeKind.HEADINGS, NoticeKind.NOT_TEXT, NoticeKind.OTHER_COLUMNS, NoticeKind.OTHER_INTERVIEWS,
)  # fmt: skip
OUR_OWN = ("jsonl", "csv", "text", "atlasti", "maxqda", "tsv", "docx", "html", "vtt", "srt", "tei")
SPEECH = [f"Dat was qx{n:02d}zq, één keer." for n in range(8)]


def clock(ms: int, mark: str = ".") -> str:
    """00:00:01.000"""
    return f"00:00:{ms // 1000:02d}{mark}{ms % 1000:03d}"


def cues(mark: str, voice: Callable[[str, str], str]) -> str:
    """The rows of cues."""
    names = ("Anna", "Piet")
    return "\n".join(
        f"{n + 1}\n{clock(n * 3000, mark)} --> {clock(n * 3000 + 2500, mark)}\n"
        f"{voice(names[n % 2], said)}\n"
        for n, said in enumerate(SPEECH)
    )


def seeds() -> dict[str, tuple[str, bytes]]:
    """A transcript of each kind: its suffix and its bytes."""
    turns = tuple(
        Turn(n + 1, ROLES[n % 2], n * 3000, n * 3000 + 2500, "today", said)
        for n, said in enumerate(SPEECH)
    )
    questions = (GuideQuestion("today", "Hoe is het?"),)
    record = Record(
        "P07-1", "P07", "nl", "g", "ab", "2026-11", 24_000, 1, questions=questions, turns=turns
    )
    made: dict[str, tuple[str, bytes]] = {}
    for exporter in BUILT_IN:
        if exporter.name in OUR_OWN:
            for artefact in artefacts(exporter, [record]):
                made[exporter.name] = (Path(artefact.name).suffix, b"".join(artefact.chunks))
    pairs = [("Anna" if n % 2 == 0 else "Piet", said) for n, said in enumerate(SPEECH)]
    texts = {
        "plain": "\n".join(f"{who}: {said}" for who, said in pairs),
        "roles": "\n\n".join(f"{'IR'[n % 2]}: {said}" for n, said in enumerate(SPEECH)),
        "otter": "\n\n".join(f"{who} Smit  0:{n * 3:02d}\n{said}" for n, (who, said) in enumerate(pairs)),
        "above": "\n\n".join(f"{who}:\n{said}" for who, said in pairs),
        "bold": "\n".join(f"**{who}:** {said}" for who, said in pairs),
        "f4": "\n".join(f"{who}: {said} #00:00:{n * 3:02d}-5#" for n, (who, said) in enumerate(pairs)),
        "amberscript": "\n".join(f"00:00:{n * 3:02d} Spreker {n % 2 + 1}: {s}" for n, s in enumerate(SPEECH)),
        "monologue": "\n\n".join(SPEECH),
    }  # fmt: skip
    made |= {name: (".txt", text.encode()) for name, text in texts.items()}
    made["colon.srt"] = (".srt", cues(",", lambda who, said: f"{who}: {said}").encode())
    made["bare.srt"] = (".srt", cues(",", lambda _who, said: said).encode())
    voiced = cues(".", lambda who, said: f"<v {who}>{said}</v>")
    made["voices.vtt"] = (".vtt", f"WEBVTT\n\n{voiced}".encode())
    segments = [
        {"start": n * 3.0, "end": n * 3 + 2.5, "text": said, "speaker": f"SPEAKER_0{n % 2}"}
        for n, said in enumerate(SPEECH)
    ]
    made["whisperx"] = (".json", json.dumps({"segments": segments, "language": "nl"}).encode())
    chunks = [{"timestamp": [n * 3.0, n * 3 + 2.5], "text": s} for n, s in enumerate(SPEECH)]
    made["chunks"] = (".json", json.dumps({"chunks": chunks}, ensure_ascii=False).encode())
    anchors = "".join(
        f'<p><a name="ts_{n * 3000}_{n * 3000 + 2500}_S0{n % 2}">S0{n % 2}: {said}</a></p>'
        for n, said in enumerate(SPEECH)
    )
    made["noscribe"] = (".html", f"<html><body>{anchors}</body></html>".encode())
    body = "".join(f"{who}: {said}\\par\n" for who, said in pairs)
    made["rtf"] = (".rtf", f"{{\\rtf1\\ansi {body}}}".encode("cp1252"))
    return made


JUNK = (
    b"\x00", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf", b"\r", b"\x0b", b"<", b">", b"<v ", b"&", b"&#0;",
    b"{", b"}", b"[", b"]", b"(", b"#", b"# ", b":", b"-->", b"-00:00:01,000 --> 1", b"\t", b";", b",",
    b'"', b"'", b"\n\n", b"\n", b"1e308", b"-1", b"null", b"NOTE\n", b"WEBVTT\n", b"\xe2\x80\xa8",
    b"\\", b"99:99:99", b"Toen: ", b"**", b"=", b"\xc3", b"- ", b"[00:00:01]", b"  0:01",
)  # fmt: skip


def damaged(content: bytes, dice: random.Random) -> bytes:
    """`content` with one injury."""
    rows = content.split(b"\n")
    at = dice.randrange(len(content) + 1)
    to = min(len(content), at + dice.randrange(1, 40))
    row, other = dice.randrange(len(rows)), dice.randrange(len(rows))
    match dice.randrange(11):
        case 0:
            return content[:at] + content[to:]
        case 1:
            return content[:at] + content[at:to] * 2 + content[to:]
        case 2 | 3 | 4:
            return content[:at] + dice.choice(JUNK) + content[at:]
        case 5:
            return content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]
        case 6:
            rows[row], rows[other] = rows[other], rows[row]
        case 7:
            del rows[row]
        case 8:
            rows.insert(other, rows[row])
        case 9:
            rows.insert(row, dice.choice(JUNK) * dice.choice((1, 1, 1, 500)))
        case _:
            return content[: max(at, 1)]
    return b"\n".join(rows)


def mutated(suffix: str, content: bytes, dice: random.Random) -> tuple[bytes, str]:
    """A damaged file, and the text in which its words are looked for."""
    times = dice.randrange(1, 5)
    if suffix == ".docx":
        return _mutated_document(content, dice, times)
    for _ in range(times):
        content = damaged(content, dice)
    if suffix not in (".rtf",) and dice.random() < 0.15:
        try:
            text = content.decode()
            code = dice.choice(
                ("utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "mac_roman")
            )
            content = text.encode(code)
        except UnicodeError:
            pass
    try:
        return content, _rtf_words(content) if suffix == ".rtf" else decode(content).text
    except KitError:
        return content, ""


def _rtf_words(content: bytes) -> str:
    """The source of RTF without its control words: what follows a backslash is no speech."""
    return re.sub(r"\\[a-z]+-?\d*", " ", content.decode("latin-1"))


def _mutated_document(content: bytes, dice: random.Random, times: int) -> tuple[bytes, str]:
    if dice.random() < 0.3:
        return damaged(content, dice), ""
    with ZipFile(io.BytesIO(content)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for _ in range(times):
        parts["word/document.xml"] = damaged(parts["word/document.xml"], dice)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue(), parts["word/document.xml"].decode(errors="replace")


def lost_words(text: str, transcript: Transcript) -> set[str]:
    """The words of a file that neither came out nor stand in a line that is reported."""
    out = " ".join(f"{each.label} {each.text}" for each in transcript.utterances) + " ".join(
        (*(each.text for each in transcript.unread), *transcript.doubtful)
    )
    rows = ["", *re.sub("\r?\r\n|\r|\x0c|\u2029", "\n", text).split("\n")]
    told = {line for notice in transcript.notices for line in notice.lines}
    told |= {each.line for each in transcript.unread}
    reported = " ".join(rows[line] for line in told if line < len(rows))
    lost = set(WORD.findall(text)) - set(WORD.findall(out)) - set(WORD.findall(reported))
    # Rows of documents and pages have other numbers than those of their source.
    many = any(len(notice.lines) == MOST_LINES for notice in transcript.notices)
    unplaced = many or transcript.format in ("docx", "rtf", "html", "csv")
    counted = sum(n.count for n in transcript.notices if n.kind in LEFT_OUT) if unplaced else 0
    return lost if len(lost) > counted else set()


def main() -> int:
    """Damage, read, count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    made = sorted(seeds().items())
    outcomes: Counter[str] = Counter()
    faults, slowest = [], 0.0
    for number in range(options.files):
        name, (suffix, seed) = made[number % len(made)]
        content, text = mutated(suffix, seed, dice)
        began = time.perf_counter()
        try:
            transcript = read_transcript(content, suffix, interview="P07-1")
        except KitError:
            outcomes["refused"] += 1
            continue
        except Exception as error:
            outcomes["traceback"] += 1
            faults.append((number, name, repr(error)[:100], content))
            continue
        finally:
            took = time.perf_counter() - began
            slowest = max(slowest, took)
            outcomes["slow"] += took > SLOW_S
        lost = lost_words(text, transcript)
        outcomes["words lost" if lost else "read"] += 1
        if any(
            ord(c) < 32 or 127 <= ord(c) < 160
            for u in transcript.utterances
            for c in u.label + u.text
        ):
            outcomes["control characters"] += 1
        if lost:
            faults.append((number, name, " ".join(sorted(lost)), content))
    print(
        f"{options.files} files of {len(made)} kinds: "
        + ", ".join(f"{n} {k}" for k, n in outcomes.items())
    )
    print(f"slowest {slowest:.2f} s")
    for number, name, fault, content in faults[:10]:
        print(f"--- {number} {name}: {fault}\n{content[:1500]!r}")
    kinds = Counter(name for _, name, _, _ in faults)
    if faults:
        print(dict(kinds))
    return 1 if faults or outcomes["slow"] or outcomes["control characters"] else 0


if __name__ == "__main__":
    sys.exit(main())
