"""What only one system has is asked for only where that system was asked about first."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
MODULES = frozenset({"fcntl", "grp", "msvcrt", "pty", "pwd", "resource", "syslog", "termios", "tty", "winreg"})
NAMES = re.compile(
    r"os\.(fork\w*|get[e]?[ug]id|getpgid|getpgrp|getsid|killpg|set\w*id|chown|lchown|fchown|mkfifo|mknod|nice|uname|wait\w*"
    r"|statvfs|sysconf|O_DIRECTORY|O_NOFOLLOW|O_CLOEXEC|startfile|sched_\w+|getloadavg|posix_\w+)"
    r"|signal\.(SIG(?!INT\b|TERM\b|ABRT\b|FPE\b|ILL\b|SEGV\b|_\w+)\w+|alarm|setitimer|pause|sigwait\w*|pthread_\w+)"
    r"|ctypes\.(windll|oledll|WinDLL)"
)
PLACES = re.compile(r"^(/(bin|dev|etc|home|opt|proc|tmp|usr|var)/|[A-Za-z]:\\\\)")
ANSWERED = {"desktop/cli/bench/memory.py": "/proc/self/smaps_rollup"}
"""Places that are looked for, with an answer where there is none."""
ASKS = ("sys.platform", "os.name", "hasattr(")

FILES = [file for folder in ("db", "desktop") for file in sorted((ROOT / folder).rglob("*.py"))]


def unguarded(source: str) -> Iterator[str]:
    """Yield what one system alone has, where no condition around it asks for the system."""
    yield from _unguarded(ast.parse(source), guarded=False)


def _unguarded(node: ast.AST, *, guarded: bool) -> Iterator[str]:
    if not guarded:
        yield from _own(node)
    if isinstance(node, ast.If | ast.IfExp | ast.BoolOp):
        asked = node.values[0] if isinstance(node, ast.BoolOp) else node.test
        guarded = guarded or any(ask in ast.unparse(asked) for ask in ASKS)
    for child in ast.iter_child_nodes(node):
        yield from _unguarded(child, guarded=guarded)


def _own(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names):
            yield from (alias.name for alias in names if alias.name in MODULES)
        case ast.ImportFrom(module=str(module)) if module in MODULES:
            yield module
        case ast.ImportFrom(module=str(module), names=names):
            yield from (name for each in names if NAMES.fullmatch(name := f"{module}.{each.name}"))
        case ast.Attribute() if NAMES.fullmatch(name := ast.unparse(node)):
            yield name
        case ast.Constant(value=str(value)) if PLACES.match(value):
            yield value


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("from pwd import getpwnam", ["pwd"]),
        ("from os import fork", ["os.fork"]),
        ("import os\nos.kill(os.getpgid(1), 9)", ["os.getpgid"]),
        ("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_DFL)", []),
        ("import signal\nprint(signal.SIGKILL)", ["signal.SIGKILL"]),
        ("open('/etc/hosts')", ["/etc/hosts"]),
        ("open(r'C:\\\\Users')", ["C:\\\\Users"]),
        ("if sys.platform != 'win32':\n    import resource", []),
        ("if sys.platform == 'linux' and status == -signal.SIGXCPU: pass", []),
        ("if hasattr(os, 'O_DIRECTORY'):\n    os.open('x', os.O_DIRECTORY)", []),
        ("if warm:\n    import resource", ["resource"]),
    ],
)
def test_what_one_system_alone_has_is_found(source: str, found: list[str]) -> None:
    assert list(unguarded(source)) == found


def test_the_program_asks_for_the_system_before_it_uses_what_that_alone_has() -> None:
    found = [(file.relative_to(ROOT).as_posix(), name) for file in FILES for name in unguarded(file.read_text("utf-8"))]
    assert len(FILES) > 200
    assert dict(found) == ANSWERED
    assert len(found) == len(ANSWERED)
