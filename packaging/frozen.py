"""The frozen program: the command, and the processes that it starts of itself as if it were a Python."""

import sys
from multiprocessing import freeze_support

AS_PYTHON = ["-P", "-m", "db.extracting"]
"""How the program that takes text out of files is asked for, see :mod:`db.apart`."""


def main() -> int:
    """Run what this process was started for."""
    freeze_support()
    if sys.argv[1 : 1 + len(AS_PYTHON)] == AS_PYTHON:
        from db.extracting import main as extract

        return extract(sys.argv[1 + len(AS_PYTHON) :])
    from desktop.__main__ import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
