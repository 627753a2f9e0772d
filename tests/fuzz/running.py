"""Give readers very many hostile inputs, and tell which of them were met by anything but a refusal.

    python -m tests.fuzz --count 100000 [--seed N] [--reader NAME] [--keep FOLDER]

An input fails where it raises what its reader may not raise, takes more than a second of CPU time, or has the process
take more than 500 MB of memory. What failed is kept in a folder, to be read again.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct, field

from tests.fuzz.readers import READERS, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

SECONDS = 1.0
MEGABYTES = 500
PATIENCE = 20
"""Seconds of CPU time after which an input is given up, to tell of it."""


class HungError(BaseException):
    """An input takes so long that it is given up."""


class Tally(Struct):
    """What became of a reader's inputs."""

    name: str
    inputs: int = 0
    refused: int = 0
    slowest: float = 0.0
    memory: float = 0.0
    failures: list[tuple[bytes, str]] = field(default_factory=list)

    def line(self) -> str:
        """Return all of it in a line."""
        return (
            f"{self.name:9} {self.inputs:7,} inputs, {self.refused:7,} refused, {len(self.failures)} failed,"
            f" slowest {self.slowest * 1000:6.1f} ms, {self.memory:5.0f} MB"
        )


def memory() -> float:
    """Return how much memory this process takes now, in MB, or the largest that it waited for; 0 where nobody tells."""
    try:
        resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    import resource

    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return max(resident * os.sysconf("SC_PAGE_SIZE"), waited_for) / 1e6


def processor_time() -> float:
    """Return the seconds of CPU time of this process and, where the system tells, of those that it waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def give(reader: Reader, data: bytes, tally: Tally) -> None:
    """Give a reader one input and write down what became of it."""
    tally.inputs += 1
    begun = processor_time()
    told = ""
    try:
        reader.read(data)
    except reader.refusals:
        tally.refused += 1
    except HungError:
        told = f"given up after {PATIENCE} s"
    except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
        told = traceback.format_exc()
    taken = processor_time() - begun
    tally.slowest = max(tally.slowest, taken)
    tally.memory = max(tally.memory, memory())
    if not told and taken > SECONDS:
        told = f"took {taken:.1f} s of CPU time"
    if not told and tally.memory > MEGABYTES:
        told = f"the process takes {tally.memory:.0f} MB"
    if told:
        tally.failures.append((data, told))


def run(kind: type[Reader], count: int, seed: int, current: Path | None = None) -> Tally:
    """Give a reader ``count`` inputs drawn from a seed; the one being read lies in ``current``."""
    random = Random(f"{kind.name} {seed}")  # noqa: S311 - inputs, no secrets
    tally = Tally(kind.name)
    with tempfile.TemporaryDirectory() as folder:
        reader = kind(Path(folder) / kind.name)
        try:
            for _ in range(count):
                data = reader.make(random)
                if current is not None:
                    current.write_bytes(data)
                with _patience():
                    give(reader, data, tally)
        finally:
            reader.close()
    return tally


class _patience:  # noqa: N801 - used as a context
    """Raise HungError in what takes too long, where the system has such a clock."""

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGVTALRM, _give_up)
            signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _give_up(_number: int, _frame: FrameType | None) -> NoReturn:
    raise HungError


def shares(count: int, kinds: Sequence[type[Reader]]) -> Iterator[tuple[type[Reader], int]]:
    """Yield each reader with its part of ``count`` inputs; together they are no fewer."""
    whole = sum(kind.share for kind in kinds)
    for kind in kinds:
        yield kind, -(-count * kind.share // whole)


def main() -> int:
    """Run the command line; 1 where an input failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--reader", choices=[kind.name for kind in READERS])
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.reader is None:
        sys.stdout.write(f"seed {options.seed}\n")
        return max([_run_apart(kind.name, count, options) for kind, count in shares(options.count, READERS)])
    logging.disable(logging.CRITICAL)
    kind = next(kind for kind in READERS if kind.name == options.reader)
    tally = run(kind, options.count, options.seed, options.keep / f"{kind.name}-current")
    sys.stdout.write(f"{tally.line()}\n")
    for number, (data, told) in enumerate(tally.failures):
        file = options.keep / f"{kind.name}-{options.seed}-{number}"
        file.write_bytes(data)
        sys.stdout.write(f"  {file}: {told}\n")
    return 1 if tally.failures else 0


def _run_apart(name: str, count: int, options: argparse.Namespace) -> int:
    """Run one reader in a process of its own: where native code ends it, the others go on."""
    told = ["--count", str(count), "--seed", str(options.seed), "--keep", str(options.keep), "--reader", name]
    sys.stdout.flush()
    status = subprocess.run([sys.executable, "-m", "tests.fuzz", *told], check=False).returncode
    if status not in {0, 1}:
        sys.stdout.write(f"{name}: the process was ended ({status}) by {options.keep / f'{name}-current'}\n")
    return min(1, abs(status))
