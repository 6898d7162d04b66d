"""Coded studies through QualCoder and back: how many codings survive, and where they stand.

    .venv/bin/python scripts/bench/qualcoder.py CHECKOUT --python PYTHON

CHECKOUT is a checkout of QualCoder, PYTHON an interpreter that has PyQt6. Two studies go: the one
that `interview-kit demo --coded` makes, as `export --format qdpx` writes it; and eight interviews
with memos, emoji, line breaks inside of turns and passages over three turns. QualCoder's own
classes import the project into a database made with QualCoder's own statements, and export it
again, without a screen: only its dialogs are answered for it. What comes back is read from its
database (data.qda) and from its project (.qdpx), and both are compared with what went out. What
comes back of the demo is taken in, too, by `codes import`, where every coding was deleted before.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        through_qualcoder(options.checkout, options.inside)
        return
    sys.path.insert(0, str(ROOT))
    results = {"demo": shipped_demo(options), "ordeals": ordeals(options)}
    print(json.dumps(results, indent=2))
    if any(sum(counts.values()) for study in results.values() for counts in study["back"].values()):
        sys.exit(1)


def shipped_demo(options: argparse.Namespace) -> dict[str, Any]:
    """What comes back of the study that `demo --coded` makes."""
    from interview_kit.corpus import filed_interviews
    from interview_kit.vault.vault_key import Secret
    from interview_kit.workflow.coded_demo import make_coded_demo
    from interview_kit.workflow.coding.coding_import import import_codes
    from interview_kit.workflow.publication.corpus_export import export
    from interview_kit.workflow.study.open_study import open_corpus, open_study

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = make_coded_demo(folder / "demo")
        with open_study(demo.folder, Secret(passphrase=demo.passphrase)) as study:
            (path,) = export(study, folder / "out", ["qdpx"])
            records = list(filed_interviews.records(study.corpus))
        projects = back_from_qualcoder(options, path.read_bytes(), folder)
        result = compared(records, projects)
        for kind, project in projects.items():
            with open_corpus(demo.folder) as corpus:
                before = codings_of(corpus)
                with corpus.atomic() as db:
                    db.execute("DELETE FROM codings")
            imported = import_codes(demo.folder, str(project))
            with open_corpus(demo.folder) as corpus:
                after = codings_of(corpus)
            result["back"][f"{kind}, by codes import"] = {
                "lost": len(before - after), "more": len(after - before),
                "listed": len(imported.listed),
            }  # fmt: skip
    return result


def codings_of(corpus) -> set[tuple]:
    """Every coding of a corpus, but for when it was made."""
    rows = corpus.db.execute("SELECT turn, code, first_char, end_char, coder, memo FROM codings")
    return set(map(tuple, rows))


def ordeals(options: argparse.Namespace) -> dict[str, Any]:
    """What comes back of interviews that are hard to bring back."""
    from interview_kit.export.refi import refi_project
    from tests.support.coded_demo import coded_demo

    records = coded_demo()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = b"".join(refi_project(records))
        return compared(records, back_from_qualcoder(options, project, folder))


def back_from_qualcoder(
    options: argparse.Namespace, project: bytes, folder: Path
) -> dict[str, Path]:
    """QualCoder's database and its project, made from `project`, a .qdpx."""
    (folder / "out.qdpx").write_bytes(project)
    subprocess.run(
        [options.python, __file__, str(options.checkout), "--inside", str(folder)],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)},
    )
    return {"qda": folder / "study.qda", "qdpx": folder / "back" / "study.qdpx"}


def compared(records, projects: dict[str, Path]) -> dict[str, Any]:
    """How many codings went, and for each file that came back what it lacks and has too much."""
    went = {
        (record.interview, titles(record)[c.code], c.turn, c.first_char, c.end_char, c.coder,
         c.memo)
        for record in records for c in record.codings
    }  # fmt: skip
    back = {}
    for kind, path in projects.items():
        came, listed = read_back(path, records)
        back[kind] = {"lost": len(went - came), "more": len(came - went), "listed": len(listed)}
    return {"interviews": len(records), "codings": len(went), "back": back}


def titles(record) -> dict[str, str]:
    return {entry.id: entry.title for entry in record.codebook}


def read_back(path: Path, records):
    from interview_kit.coding.placing import Interviews, place
    from interview_kit.workflow.coding.coding_import import read_coded_file

    by_id = {record.interview: record for record in records}
    project = read_coded_file(path)
    placement = place(project, Interviews(tuple(by_id), by_id.__getitem__))
    came = {
        (id, project.codes[c.code].title, c.turn, c.first_char, c.end_char, c.coder, c.memo)
        for id, some in placement.codings.items() for c in some
    }  # fmt: skip
    return came, placement.listed


def through_qualcoder(checkout: Path, folder: Path) -> None:
    """Import `out.qdpx` into `study.qda` and export that to `back/`, by QualCoder's own code."""
    import sqlite3
    import types

    from PyQt6 import QtWidgets

    source = checkout / "src" / "qualcoder"
    package = types.ModuleType("qualcoder")
    package.__path__ = [str(source)]
    sys.modules["qualcoder"] = package
    helpers = types.ModuleType("qualcoder.helpers")

    class Message:
        def __init__(self, *_what: object) -> None:
            pass

        def exec(self) -> int:
            return 1

    helpers.Message = Message
    sys.modules["qualcoder.helpers"] = helpers
    import builtins

    builtins._ = str
    application = QtWidgets.QApplication([])
    from qualcoder import refi

    project = folder / "study.qda"
    for part in ("images", "audio", "video", "documents"):
        (project / part).mkdir(parents=True, exist_ok=True)
    (folder / "back").mkdir()
    (folder / ".qualcoder").mkdir(exist_ok=True)
    db = sqlite3.connect(project / "data.qda")
    for statement in statements(source / "__main__.py"):
        db.execute(statement)
    db.execute("INSERT INTO project (databaseversion, date, memo) VALUES ('v11', '', '')")
    db.commit()
    app = types.SimpleNamespace(
        conn=db,
        project_path=str(project),
        project_name="study.qda",
        version="QualCoder",
        settings={
            "codername": "default", "directory": str(folder), "ai_enable": "False", "fontsize": 10,
            "font": "Noto Sans",
        },
        ai_models=[],
        project_events=None,
        write_config_ini=lambda *_what: None,
        get_annotations=lambda: [],
    )  # fmt: skip
    QtWidgets.QFileDialog.getOpenFileName = lambda *_a, **_k: (str(folder / "out.qdpx"), True)
    QtWidgets.QFileDialog.getExistingDirectory = lambda *_a, **_k: str(folder / "back")
    refi.RefiLineEndings.exec = lambda _self: 1
    text = QtWidgets.QTextEdit()
    refi.RefiImport(app, text, "qdpx")
    refi.RefiExport(app, text, "project")
    db.commit()
    db.close()
    del application


def statements(path: Path) -> list[str]:
    """The statements with which QualCoder makes the database of a new project."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    makers = [
        node for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "new_project"
    ]  # fmt: skip
    return [
        call.args[0].value
        for maker in makers
        for call in ast.walk(maker)
        if isinstance(call, ast.Call)
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and str(call.args[0].value).startswith("CREATE TABLE")
    ]


if __name__ == "__main__":
    main()
