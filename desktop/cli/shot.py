"""``demarche shot``: write a picture of the window."""

import argparse

from desktop.cli.named import database_of, dataset_of
from desktop.cli.picture import Wish, span_of, take
from desktop.cli.usage import UsageError


def run(options: argparse.Namespace) -> int:
    """Write the picture that the options ask for."""
    if options.file.suffix.lower() != ".png":
        raise UsageError(f"{options.file} does not end in .png, the one format of pictures")
    span = None if options.span is None else span_of(options.span)
    wish = Wish(options.size, options.theme, options.select, span)
    take(database_of(options), dataset_of(options), wish, options.file)
    return 0
