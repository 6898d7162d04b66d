"""Text that another program wrote, from its bytes."""

from __future__ import annotations

import codecs


def decoded_text(content: bytes) -> str:
    """A text by its byte order mark, else UTF-8, else as Windows writes; the mark stays away.

    What stands for no sign in that encoding becomes U+FFFD, so that a reader can name its place.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
