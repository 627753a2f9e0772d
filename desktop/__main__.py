"""The command ``demarche``: what is asked for, and what is said when it cannot be done.

Commands are imported when they are called for: none but the window and its picture needs Qt's widgets.
"""

import builtins
import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from db.errors import DatasetError, StoreError
from desktop.cli import printing
from desktop.cli.arguments import parse
from desktop.cli.usage import CommandError, UsageError

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return the exit status: 1 where it could not be done, 2 for wrong usage."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    printing.prepare()
    try:
        return _run(options)
    except UsageError as error:
        name = f"demarche {options.command}" if options.command else "demarche"
        return _say(f"{name}: {error}", MISUSED)
    except DatasetError as error:
        return _tell_faults(error)
    except (CommandError, StoreError) as error:
        return _say(f"demarche: {error}", FAILED)
    except PermissionError as error:
        # What a path names may not even be looked at, as in somebody else's folder.
        return _say(f"demarche: {error.filename} cannot be looked at: {error.strerror}.", FAILED)
    except BrokenPipeError:
        # Whoever read has read enough, as `head` does.
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        printing.settle()


def _run(options: Namespace) -> int:
    if options.version:
        from importlib.metadata import version

        printing.out(f"demarche {version('demarche')}")
        return DONE
    if options.command in {None, "shot"}:
        prepare_to_import()
    return _command(options.command)(options)


def _command(name: str | None) -> Callable[[Namespace], int]:
    """Import what a command does, and nothing of the others."""
    match name:
        case "attach":
            from desktop.cli.attach import run
        case "backup":
            from desktop.cli.backup import run
        case "check":
            from desktop.cli.check import run
        case "demo":
            from desktop.cli.demo import run
        case "doctor":
            from desktop.cli.doctor import run
        case "export":
            from desktop.cli.export import run
        case "import":
            from desktop.cli.import_csv import run
        case "locate":
            from desktop.cli.locate import run
        case "shot":
            from desktop.cli.shot import run
        case _:
            from desktop.cli.window import run
    return run


def prepare_to_import() -> None:
    """Spare a start what the libraries of the window would do beside their work; to be called before they are imported.

    Nearly all that is made until a library is open lives as long as the window, so the collector rests until then
    (see :func:`desktop.collecting.spare_collector`): it would walk it a dozen times and find nothing.
    For a feature that nothing here uses, PySide6 replaces the import statement by one that reads the source of
    whatever is imported. The linear algebra of numpy, which nothing here uses either, starts a thread a processor.
    """
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    plain = builtins.__import__
    import_module("PySide6.QtCore")
    builtins.__import__ = plain


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


def _tell_faults(error: DatasetError) -> int:
    """List all that is wrong with a dataset, as it is all to be mended."""
    for fault in error.faults:
        print(fault, file=sys.stderr)
    count = "a fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
    return _say(f"demarche: The dataset has {count}; nothing of it was loaded.", FAILED)


if __name__ == "__main__":
    sys.exit(main())
