"""``demarche locate``: print the locator of a passage, for the maintainer of a dataset."""

import argparse

from db.anchors import LocatorError, format_locator, make_locator
from db.originals import read_original
from db.readings import OriginalError
from desktop.cli.printing import out
from desktop.cli.usage import CommandError, UsageError


def run(options: argparse.Namespace) -> int:
    """Print the TOML inline table of the locator of ``options.file`` from ``start`` to ``end``.

    Both count code points of the text as it is attached: without byte order mark, line ends as line feeds.
    """
    if not 0 <= options.start < options.end:
        raise UsageError(f"{options.start} to {options.end} is no range: 0 <= START < END")
    try:
        text = read_original(options.file)[0].text
        locator = make_locator(text, options.start, options.end)
    except OriginalError as error:
        raise CommandError(f"{options.file} {error}.") from error
    except LocatorError as error:
        raise CommandError(f"{options.file}: {error}") from error
    out(format_locator(locator))
    return 0
