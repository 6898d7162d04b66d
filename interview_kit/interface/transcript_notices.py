"""What whoever imports has to know of how a transcript was read, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interview_kit.interface.texts import say
from interview_kit.transcripts.transcript import FileComment, Notice, NoticeKind
from interview_kit.workflow.transcription.transcript_import import ImportedTranscript

LETTERS_SHOWN = 50
"""So many letters of a line are shown."""

LABELS_SHOWN = 5
"""So many labels are shown that may be speech."""

_COMMENT_IDS = {
    (True, True): "transcript.comment_signed_about",
    (True, False): "transcript.comment_signed",
    (False, True): "transcript.comment_about",
    (False, False): "transcript.comment_alone",
}
"""Which sentence tells of a comment: whether it has an author, and words that it is about."""

_DETAIL_NAMES = {
    NoticeKind.GUESSED_ENCODING: "encoding",
    NoticeKind.STRAY_BYTES: "encoding",
    NoticeKind.OTHER_FORMAT: "format",
    NoticeKind.LAID_ON_SOUND: "percent",
    NoticeKind.NO_TIMES: "percent",
}


def transcript_notices(
    result: ImportedTranscript, language: str, *, with_text: bool = False
) -> tuple[str, ...]:
    """What is to be known of a transcript that was imported; its own words only `with_text`.

    Words of the file may be names: they are for the terminal of who opened the vault.
    """
    doubtful = result.doubtful[:LABELS_SHOWN] if with_text else ()
    return (
        *unread_notices(
            ((unread_line.line, unread_line.text) for unread_line in result.unread),
            language,
            with_text=with_text,
        ),
        *(_notice(notice, doubtful, language) for notice in result.notices),
        *(comment_sentences(result.comments, language) if with_text else ()),
    )


def comment_sentences(comments: Iterable[FileComment], language: str) -> tuple[str, ...]:
    """Each comment that stood beside the text of a file and was left out, with its own words.

    These may be names: they are for the terminal of who opened the vault.
    """
    return tuple(
        say(
            _COMMENT_IDS[bool(comment.author), bool(comment.commented)],
            language,
            author=comment.author,
            words=_shortened(comment.commented),
            text=comment.text,
        )
        for comment in comments
    )


def _shortened(text: str) -> str:
    return text if len(text) <= LETTERS_SHOWN else f"{text[:LETTERS_SHOWN].rstrip()}…"


def notice_sentences(notices: Iterable[Notice], language: str) -> tuple[str, ...]:
    """What is to be known of how a file was read, without words of it."""
    return tuple(_notice(notice, (), language) for notice in notices)


def unread_notices(
    lines: Iterable[tuple[int, str]], language: str, *, with_text: bool = False
) -> Iterator[str]:
    """Each line that was not understood, by number, with its first words `with_text`."""
    for number, text in lines:
        if with_text and text:
            yield say("transcript.unread_text", language, line=number, text=text[:LETTERS_SHOWN])
        else:
            yield say("transcript.unread", language, line=number)


def _notice(notice: Notice, doubtful: Sequence[str], language: str) -> str:
    id = f"transcript.{notice.kind}"
    if notice.kind is NoticeKind.NO_TIMES and notice.detail:
        id = "transcript.little_heard"
    detail = {_DETAIL_NAMES.get(notice.kind, "detail"): notice.detail}
    text = say(id, language, count=notice.count, **detail)
    if notice.kind is NoticeKind.SPEECH_WITH_COLON and doubtful:
        labels = ", ".join(doubtful)
        text = say("transcript.doubtful", language, notice=text, labels=labels)
    if notice.lines:
        numbers = ", ".join(map(str, notice.lines))
        text = say("transcript.at_lines", language, notice=text, lines=numbers)
    return text
