"""Browsing the corpus with Datasette: on this machine alone, and without changing anything.

Every program and user of this machine reaches the port, and every page in a browser can ask it. So
a token that nobody can guess stands in the address that is opened, and goes on in a cookie that is
not sent along from other sites; without it there is no answer.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import sqlite3
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from interview_kit.errors import KitError
from interview_kit.workflow.study.open_study import CORPUS, SETTINGS, open_corpus
from interview_kit.workflow.study.study_settings import read_settings

LOOPBACK = "127.0.0.1"
DATABASE = "corpus"
_OWN_NAMES = (LOOPBACK.encode(), b"localhost")
_TOKEN = "token"  # noqa: S105 - the name of a parameter
_HEADERS = [
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"frame-ancestors 'none'; base-uri 'self'; form-action 'self'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]
"""No page of another site shows, reads or is told of what stands here, and no disk keeps it."""

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
WHERE turns_search MATCH coalesce(nullif(escape_fts(:words), ''), '""')
ORDER BY rank
LIMIT 200"""

_UNREADABLE = (ValueError, LookupError, sqlite3.ProgrammingError)
"""What Datasette raises itself for numbers that are none, JSON that is none, keys that lack."""

_CANNOT_READ = "Something in this address cannot be read: go back, or to the home page."


def browse(folder: Path, port: int, on_ready: Callable[[str], None]) -> None:
    """Let a browser on this machine look at the corpus, until Ctrl+C.

    `on_ready` is told the address once it can be opened, with the token that it takes. Raises what
    `browser` and `listening_socket` raise.
    """
    application, token = browser(folder), secrets.token_urlsafe(32)
    with listening_socket(port) as listener:
        on_ready("http://{}:{}/{}?token={}".format(*listener.getsockname(), DATABASE, token))
        serve(guarded(application, token, listener.getsockname()[1]), listener)


def browser(folder: Path) -> Any:
    """The corpus of a study as a Datasette application (ASGI), opened read-only.

    Raises KitError where Datasette is missing, StudyError where the folder is no study.
    """
    try:
        from datasette.app import Datasette
    except ImportError as error:
        raise KitError(
            "Datasette is not installed.", "pip install 'interview-kit[browse]', or use `answers`."
        ) from error
    _explain_faults()
    # Brings the schema up to date, and says so where the file is missing or damaged.
    open_corpus(folder).close()
    datasette = Datasette(
        [],
        metadata=_metadata(read_settings(folder / SETTINGS).name),
        settings={"allow_download": False, "default_page_size": 50, "sql_time_limit_ms": 5_000},
    )
    # Opened with mode=ro, not as immutable: interviews may be filed meanwhile.
    datasette.add_database(_database(datasette, folder / CORPUS), name=DATABASE)
    return datasette.app()


def _database(datasette: Any, path: Path) -> Any:
    """The corpus as Datasette reads it; what is looked for in vain is not printed."""
    from datasette.database import Database

    class QuietDatabase(Database):  # type: ignore[misc]
        async def execute(self, *arguments: Any, **options: Any) -> Any:
            return await super().execute(*arguments, **{**options, "log_sql_errors": False})

    return QuietDatabase(datasette, path=str(path))


def _explain_faults() -> None:
    """Have a page say what cannot be read in an address, and nothing of it on the terminal."""
    from datasette import hookimpl
    from datasette.plugins import pm
    from datasette.utils.asgi import BadRequest

    # Imported by its name it would, before the others, register without its hook: no page at all.
    own_pages = pm.get_plugin("datasette.handle_exception")
    # With rich it prints, at each mistake, every value that it works with.
    own_pages.rich = None

    class ReadableFaults:
        @staticmethod
        @hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
        def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
            outcome = yield
            if isinstance(exception, _UNREADABLE):
                fault = BadRequest(_CANNOT_READ)
                outcome.force_result([own_pages.handle_exception(datasette, request, fault)])

    if not pm.has_plugin(__name__):
        pm.register(ReadableFaults, __name__)


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

    config = uvicorn.Config(application, log_config=None, access_log=False, lifespan="on")
    uvicorn.Server(config).run([listener])


def guarded(application: Any, token: str, port: int) -> Any:
    """An ASGI application that answers who has the `token` and asks this machine by its own name.

    A page from elsewhere can have its own name point at 127.0.0.1 and would then read along. The
    token stands in the address, or in the cookie of this `port` that the first answer gives.
    """
    cookie = f"interview_kit_{port}"

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await application(scope, receive, send)
            return
        asked = dict(scope.get("headers", ()))
        if asked.get(b"host", b"").rpartition(b":")[0] not in _OWN_NAMES:
            await _refuse(send, 421, b"Not for this host.\n")
            return
        parameters = parse_qsl(scope.get("query_string", b"").decode("latin-1"), True)
        in_address = any(_is_same(value, token) for name, value in parameters if name == _TOKEN)
        if not in_address and not _is_same(_cookie(asked.get(b"cookie", b""), cookie), token):
            await _refuse(send, 403, b"Open the whole address that `browse` printed.\n")
            return
        own_cookie = f"{cookie}={token}; Path=/; HttpOnly; SameSite=Strict".encode()
        cookie_headers = [(b"set-cookie", own_cookie)] if in_address else []
        rest = urlencode([pair for pair in parameters if pair[0] != _TOKEN]).encode("ascii")

        async def send_guarded(message: Any) -> None:
            if message["type"] == "http.response.start":
                own_names = {name for name, _ in _HEADERS}
                pairs = message.get("headers", [])
                headers = [pair for pair in pairs if pair[0].lower() not in own_names]
                message = {**message, "headers": [*headers, *_HEADERS, *cookie_headers]}
            await send(message)

        if in_address:  # what is shown, and linked to, holds no token
            scope = {**scope, "query_string": rest}
        await application(scope, receive, send_guarded)

    return answer


async def _refuse(send: Any, status: int, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": body})


def _cookie(header: bytes, name: str) -> str:
    try:
        cookies = SimpleCookie(header.decode("latin-1"))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""


def _is_same(text: str, token: str) -> bool:
    """Whether two texts are the same, in a time that says nothing of where they differ."""
    return hmac.compare_digest(text.encode("utf-8", "replace"), token.encode())


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
