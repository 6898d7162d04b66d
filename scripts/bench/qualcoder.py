"""A coded study through QualCoder and back: how many codings survive, and where they stand.

    .venv/bin/python scripts/bench/qualcoder.py CHECKOUT --python PYTHON

CHECKOUT is a checkout of QualCoder, PYTHON an interpreter that has PyQt6. QualCoder's own classes
import the project into a database made with QualCoder's own statements, and export it again,
without a screen: only its dialogs are answered for it. What comes back is read from its database
(data.qda) and from its project (.qdpx), and both are compared with what went out.
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
    from interview_kit.export.refi import refi_project
    from tests.support.coded_demo import coded_demo

    records = coded_demo()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "out.qdpx").write_bytes(b"".join(refi_project(records)))
        subprocess.run(
            [options.python, __file__, str(options.checkout), "--inside", str(folder)],
            check=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": name},
        )
        went = {
            (record.interview, titles(record)[c.code], c.turn, c.first_char, c.end_char, c.coder,
             c.memo)
            for record in records for c in record.codings
        }  # fmt: skip
        results = {"codings": len(went)}
        for kind, path in (("qda", folder / "study.qda"), ("qdpx", folder / "back" / "study.qdpx")):
            came, listed = read_back(path, records)
            results[kind] = {
                "lost": len(went - came), "more": len(came - went), "listed": len(listed)
            }  # fmt: skip
        print(json.dumps(results, indent=2))
        if any(sum(results[kind].values()) for kind in ("qda", "qdpx")):
            sys.exit(1)


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
