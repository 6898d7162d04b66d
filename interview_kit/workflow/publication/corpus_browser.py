"""Browsing the corpus with Datasette: on this machine alone, and without changing anything."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interview_kit.errors import KitError
from interview_kit.workflow.study.open_study import CORPUS, SETTINGS, open_corpus
from interview_kit.workflow.study.study_settings import read_settings

LOOPBACK = "127.0.0.1"
DATABASE = "corpus"
_OWN_NAMES = (LOOPBACK.encode(), b"localhost")

_TABLES = {
    "answers": "Every turn with the wording of its question, across participants.",
    "coverage": "What became of each question, over all interviews.",
    "talk_time": "How long and how much each speaker spoke.",
    "quotations": "What was coded, with pseudonym, question and time.",
    "themes": "Themes and their sides: how many participants and passages.",
    "theme_participants": "The same by participant.",
    "code_matrix": "How often each code is used in each interview.",
    "co_occurrence": "Codes on some of the same words.",
    "topics": "Topics that were raised unasked, asked about, and coded.",
    "saturation": "How many codes are new in each interview.",
    "turns": "What was said, a row a turn. Search looks at every word, accents aside.",
    "interviews": "A row for each filed interview.",
    "participants": "Codes, never names.",
    "attributes": "What the study notes of a participant.",
    "releases": "What left the study, and for which purpose.",
}
_ONE_QUESTION = """\
SELECT participant, interview, turn, speaker, text
FROM answers
WHERE question = :question
ORDER BY participant, interview, turn"""
_FIND_WORDS = """\
SELECT interviews.participant, turns.interview, turns.turn, turns.speaker,
       snippet(turns_search, 0, '«', '»', '…', 24) AS found
FROM turns_search
JOIN turns ON turns.id = turns_search.rowid
JOIN interviews ON interviews.id = turns.interview
WHERE turns_search MATCH escape_fts(:words)
ORDER BY rank
LIMIT 200"""


def browse(folder: Path, port: int, on_ready: Callable[[str], None]) -> None:
    """Let a browser on this machine look at the corpus, until Ctrl+C.

    `on_ready` is told the address once it can be opened. Raises what `browser` and
    `listening_socket` raise.
    """
    application = browser(folder)
    with listening_socket(port) as listener:
        on_ready("http://{}:{}".format(*listener.getsockname()))
        serve(application, listener)


def browser(folder: Path) -> Any:
    """The corpus of a study as a Datasette application (ASGI), opened read-only.

    Raises KitError where Datasette is missing, StudyError where the folder is no study.
    """
    try:
        from datasette import handle_exception
        from datasette.app import Datasette
        from datasette.database import Database
    except ImportError as error:
        raise KitError(
            "Datasette is not installed.", "pip install 'interview-kit[browse]', or use `answers`."
        ) from error
    # With rich it prints on the terminal, at each mistake, every value that it works with.
    handle_exception.rich = None
    # Brings the schema up to date, and says so where the file is missing or damaged.
    open_corpus(folder).close()
    datasette = Datasette(
        [],
        metadata=_metadata(read_settings(folder / SETTINGS).name),
        settings={"allow_download": False, "default_page_size": 50, "sql_time_limit_ms": 5_000},
    )
    # Opened with mode=ro, not as immutable: interviews may be filed meanwhile.
    datasette.add_database(Database(datasette, path=str(folder / CORPUS)), name=DATABASE)
    return datasette.app()


def listening_socket(port: int) -> socket.socket:
    """A socket on the loopback address, which no other machine reaches; 0 takes any free port.

    Raises KitError where the port is taken.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        raise KitError("Port {port} is taken.", "Name another with --port.", port=port) from error
    # From here on the system keeps those waiting who come before there is an answer.
    listener.listen()
    return listener


def serve(application: Any, listener: socket.socket) -> None:
    """Answer browsers until Ctrl+C; nothing is logged, since addresses hold what is looked for."""
    import uvicorn

    config = uvicorn.Config(
        _for_this_host(application), log_config=None, access_log=False, lifespan="on"
    )
    uvicorn.Server(config).run([listener])


def _for_this_host(application: Any) -> Any:
    """Answer only what was asked of this machine by its own name or number.

    A page from elsewhere can have its own name point at 127.0.0.1 and would then read along.
    """

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        host = dict(scope.get("headers", ())).get(b"host", b"").rpartition(b":")[0]
        if scope["type"] != "http" or host in _OWN_NAMES:
            await application(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 421, "headers": []})
        await send({"type": "http.response.body", "body": b"Not for this host.\n"})

    return guarded


def _metadata(study: str) -> dict[str, Any]:
    tables: dict[str, dict[str, Any]] = {
        name: {"description": about} for name, about in _TABLES.items()
    }
    tables["turns"] |= {"fts_table": "turns_search", "fts_pk": "id", "facets": ["speaker"]}
    tables["answers"] |= {"facets": ["question", "speaker"]}
    return {
        "title": study,
        "description": "Pseudonymised interviews: still personal data under the GDPR.",
        "databases": {
            DATABASE: {
                "tables": tables,
                "queries": {
                    "one_question": {"title": "One question, everyone", "sql": _ONE_QUESTION},
                    "find_words": {"title": "Turns with these words", "sql": _FIND_WORDS},
                },
            }
        },
    }
