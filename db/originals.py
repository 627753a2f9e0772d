"""Read the publishers' originals that a user offers: text, web pages and PDF files, or a sentence why not."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.apart import Format, read_apart
from db.damaged import DAMAGED, UNREADABLE, damaged_utf_8
from db.readings import NO_TEXT, OriginalError, OriginalText

LARGEST = 8_000_000
"""More bytes than the text of any press article has."""
LARGEST_FILE = 64_000_000
"""More bytes than a web page or PDF file of one has, pictures included."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
USUAL = "UTF-8"
WINDOWS_1252 = "Windows-1252"
"""What text of Western Europe was written in before UTF-8; no mark tells it, and few bytes are wrong in it."""
_LAYOUT = frozenset("\t\n\r\f")
"""The control characters that text files hold."""
_READABLE = 10
"""Of so many signs after a byte order mark one may be unreadable."""
_FRONT = 4_096
"""Bytes at a file's beginning that tell its format."""
_PDF_FRONT = 1_024
_WEB_PAGE = re.compile(r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?(?:-->\s*|$))*<(?:!doctype\s+html|html|head|body)\b")
_WEB_NAMES = frozenset({".html", ".htm", ".xhtml"})
_TAG = re.compile(r"<[a-zA-Z!?]")
_MHTML = re.compile(r"(?im)^content-type:\s*multipart/related")
_HEADER = re.compile(r"[A-Za-z-]+:")


def read_original(path: Path, go_on: Callable[[], None] | None = None) -> list[OriginalText]:
    """Return the readings of a file, the likelier first: of plain text one, of other formats perhaps two.

    What a file is, its content tells, whatever it is called. A text has no byte order mark and a line feed at every
    line's end. UTF-8 needs no mark, UTF-16 and UTF-32 do. Plain text with a few bytes that are wrong in these has
    U+FFFD for them; other text is taken for Windows-1252 where that gives text without control characters. ``go_on``
    is called while it lasts, and may raise to end it. Raises OriginalError.
    """
    with _told():
        data = _content(path)
        file = path.open("rb")
    with file:
        form = _format(data, path.suffix.lower())
        if form is not None:
            return read_apart(file, form, go_on or _on)
    if len(data) > LARGEST:
        raise OriginalError(_too_large(len(data)))
    return [_plain(data)]


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are meant by paths of files and folders: of a folder all in it that are not hidden."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith(".")))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OriginalError(f"cannot be read: {error.strerror}") from error


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise OriginalError(_too_large(size))
    return path.read_bytes()


def _too_large(size: int) -> str:
    return f"is larger than any article ({size / 1e6:.0f} MB)"


def _format(data: bytes, suffix: str) -> Format | None:
    """Return what a file is that is no plain text; a name counts only where the content does not tell."""
    if b"%PDF-" in data[:_PDF_FRONT]:
        return Format.PDF
    if data.startswith(b"bplist00") and b"WebMainResource" in data:
        return Format.WEB_ARCHIVE
    front = _front(data)
    if _HEADER.match(front) and _MHTML.search(front):
        return Format.MHTML
    if _WEB_PAGE.match(front) or (suffix in _WEB_NAMES and _TAG.search(front)):
        return Format.HTML
    return None


def _front(data: bytes) -> str:
    for mark, codec, _ in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) : _FRONT].decode(codec, errors="replace")
    return data[:_FRONT].decode("latin-1")


def _plain(data: bytes) -> OriginalText:
    text, encoding = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise OriginalError("is empty")
    if "\0" in text:
        raise OriginalError("is no plain text")
    return OriginalText(text, encoding)


def _decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and the name of its encoding."""
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, name)
    try:
        return data.decode(), USUAL
    except UnicodeDecodeError:
        damaged = damaged_utf_8(data)
    if damaged is not None:
        return _without_controls(damaged), f"{DAMAGED} {USUAL}"
    try:
        return _without_controls(data.decode("cp1252")), WINDOWS_1252
    except UnicodeDecodeError as error:
        raise OriginalError(NO_TEXT) from error


def _marked(data: bytes, codec: str, name: str) -> tuple[str, str]:
    """Return the text after a byte order mark, and the name of its encoding: a few bytes of it may be wrong."""
    try:
        return data.decode(codec), name
    except UnicodeDecodeError as error:
        text = data.decode(codec, errors="replace")
        if len(text) < _READABLE * text.count(UNREADABLE):
            raise OriginalError(NO_TEXT) from error
    return _without_controls(text), f"{DAMAGED} {name}"


def _without_controls(text: str) -> str:
    """Return a text that was guessed at; raises OriginalError if there is in it what no text holds."""
    if any(unicodedata.category(letter) == "Cc" for letter in set(text) - _LAYOUT):
        raise OriginalError(NO_TEXT)
    return text


def _on() -> None:
    """Go on."""
