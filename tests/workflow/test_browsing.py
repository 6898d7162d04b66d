"""Browsing the corpus: read-only, on this machine alone, in a browser that is really started."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing

import pytest

from interview_kit.errors import KitError
from interview_kit.workflow.publication.corpus_browser import browser, listening_socket
from tests.support.releasable_study import filed_interview, opened


@pytest.fixture
def address(study_folder):
    """A study that is browsed, as a user does it."""
    with opened(study_folder) as study:
        filed_interview(study, "P07", "Het café was dicht.")
    command = [sys.executable, "-m", "interview_kit", "--study", str(study_folder), "browse"]
    with subprocess.Popen(
        [*command, "--port", "0", "--no-open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as running:
        try:
            opened_address = next(
                line for line in running.stdout if line.startswith("http")
            ).strip()
            BROWSER.open(opened_address, timeout=60).close()
            yield opened_address.partition("/corpus")[0]
        finally:
            running.terminate()
        printed_text = running.stdout.read()
        assert "dicht" not in printed_text
        assert "nosuch" not in printed_text
        assert "Traceback" not in printed_text


FAULTS = [
    ("/nosuch", 404, "Database not found"),
    ("/corpus/nosuch", 404, "Table not found"),
    ("/corpus/turns/999", 404, "Record not found"),
    ("/corpus/turns?_search=%22", 400, "fts5: syntax error"),
    ("/corpus/turns?_facet=nosuch", 400, "no such column: nosuch"),
    ("/corpus/turns?_size=x", 400, "_size must be a positive integer"),
    ("/corpus?sql=x", 400, "Statement must be a SELECT"),
    ("/corpus/turns?_timelimit=x", 400, "cannot be read"),
    ("/corpus/turns?_through=x", 400, "cannot be read"),
    ("/corpus/answers?_next=x", 400, "cannot be read"),
    ("/corpus/attributes/x", 400, "cannot be read"),
]
"""What is asked for, the status of the page that answers, and what it says."""

# A browser of the test's own: it keeps the cookie with the token.
BROWSER = urllib.request.build_opener(
    urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
)


def read(address, path, **parameters):
    query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
    with BROWSER.open(f"{address}{path}{query}", timeout=60) as answer:
        return answer.read().decode()


def refusal(ask, *arguments, **parameters):
    """The status with which what is asked for is refused."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(*arguments, **parameters)
    refused.value.close()
    return refused.value.code


def test_tables_views_search_and_queries_are_there_and_nothing_can_be_changed(
    address, study_folder
):
    assert address.startswith("http://127.0.0.1:")
    home = read(address, "/corpus")
    for name in ("answers", "coverage", "talk_time", "one_question", "still personal data"):
        assert name in home + read(address, "/"), name
    assert "café was dicht" in read(address, "/corpus/turns", _search="cafe")
    (row,) = json.loads(read(address, "/corpus/find_words.json", words="cafe", _shape="array"))
    assert row["found"] == "Het «café» was dicht."
    assert "P07" in read(address, "/corpus/one_question.json", question="story")
    for sql in ("DELETE FROM turns", "UPDATE turns SET text = 'x'", "ATTACH 'x.db' AS x"):
        refusal(read, address, "/corpus.json", sql=sql)
    assert "café was dicht" in read(address, "/corpus/turns", _search="cafe")
    assert refusal(read, address, "/corpus.db") == 403
    for path, status, message in FAULTS:
        with pytest.raises(urllib.error.HTTPError) as refused:
            read(address, path)
        with refused.value as answer:
            assert (answer.code, message in answer.read().decode()) == (status, True), path
    for words in ("", '"', " "):
        assert json.loads(read(address, "/corpus/find_words.json", words=words))["rows"] == []
    elsewhere = urllib.request.Request(address, headers={"Host": "example.org:8001"})
    assert refusal(BROWSER.open, elsewhere, timeout=60) == 421
    with opened(study_folder) as study:
        filed_interview(study, "P08", "Later opgeborgen.")
    assert "P08-1" in read(address, "/corpus/interviews.json", _shape="array")


def test_nobody_without_the_token_gets_an_answer_and_no_page_frames_it(address):
    host = address.removeprefix("http://")
    port = host.rpartition(":")[2]

    def asked(path, **headers):
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()}

    for path in ("/", "/corpus", "/corpus/turns.json", "/corpus?token=", "/corpus?token=wrong"):
        status, body, headers = asked(path)
        assert status == 403, path
        assert b"dicht" not in body
        assert headers["x-frame-options"] == "DENY"
    for cookie in (f"interview_kit_{port}=wrong", f"interview_kit_{port}=", "\xff;=", "a"):
        assert asked("/corpus", Cookie=cookie.encode("latin-1"))[0] == 403
    with BROWSER.open(f"{address}/corpus", timeout=60) as answer:
        policy = answer.headers
        assert "frame-ancestors 'none'" in policy["Content-Security-Policy"]
        assert policy["X-Frame-Options"] == "DENY"
        assert policy["Referrer-Policy"] == "no-referrer"
        assert "token" not in answer.geturl()


def test_a_port_that_is_taken_and_a_missing_library_are_said(study_folder, monkeypatch):
    with listening_socket(0) as taken:
        with pytest.raises(KitError, match="is taken"):
            listening_socket(taken.getsockname()[1])
        assert taken.getsockname()[0] == "127.0.0.1"
        assert taken.family is socket.AF_INET
    monkeypatch.setitem(sys.modules, "datasette", None)
    with pytest.raises(KitError) as caught:
        browser(study_folder)
    assert "interview-kit[browse]" in caught.value.hint
