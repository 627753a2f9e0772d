"""``demarche backup FILE``: write a copy of the library that can be opened and restored."""

import argparse
from contextlib import closing

from db.errors import StoreError
from db.store import open_library
from desktop.cli.named import database_of
from desktop.cli.printing import out


def run(options: argparse.Namespace) -> int:
    """Copy the library as it stands, whole or not at all; an earlier backup of that name is replaced."""
    path = database_of(options)
    if not path.exists():
        raise StoreError(f"There is no library at {path}.")
    with closing(open_library(path)) as store:
        store.backup(options.file)
    out(f"{options.file}: {options.file.stat().st_size:,} bytes, a whole copy of {path}")
    return 0
