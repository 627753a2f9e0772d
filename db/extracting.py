"""Take the text out of a file that is no plain text: the program of a process of its own, see `db.apart`.

``python -m db.extracting FORMAT SECONDS BYTES`` reads the file's content from standard input and writes one JSON
object: ``{"readings": [[text, name], ...]}`` or ``{"problem": sentence}``. It ends itself after so many seconds of
processor time and cannot take more memory than that, where the system lets a process say so.
"""

import json
import sys
from collections.abc import Callable, Sequence

from db.readings import OriginalError, OriginalText

_Read = Callable[[bytes], list[OriginalText]]


def main(arguments: Sequence[str]) -> int:
    """Read what standard input holds."""
    form, seconds, most = arguments
    read = _reader(form)
    _limit(int(seconds), int(most))
    try:
        answer: dict[str, object] = {"readings": [[each.text, each.encoding] for each in read(sys.stdin.buffer.read())]}
    except OriginalError as error:
        answer = {"problem": str(error)}
    except (MemoryError, RecursionError):
        answer = {"problem": "needs more memory than any article"}
    sys.stdout.write(json.dumps(answer))
    return 0


def _reader(form: str) -> _Read:
    """Import no more than what reads that format."""
    if form == "pdf":
        from db.pdfs import read_pdf

        return read_pdf
    from db import webpages

    readers: dict[str, _Read] = {
        "html": webpages.read_page,
        "mhtml": webpages.read_mhtml,
        "webarchive": webpages.read_webarchive,
    }
    return readers[form]


def _limit(seconds: int, most: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
