"""The files of a dataset as they lie there, and the hash that tells one state of them from another."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from db.errors import DatasetError, Fault

FILES = ("dataset.toml", "actors.toml", "events.toml", "statements.toml")

_DERIVATION = b"demarche dataset 1"
"""Part of every content hash; raised when loading makes something else of the same files."""


def content_of(folder: Path) -> str:
    """Return the hash of all that a dataset's files hold; raises DatasetError where one cannot be read."""
    return hash_of(read_files(folder))


def read_files(folder: Path) -> dict[str, bytes]:
    """Return what every file holds, by its name within the folder, in a fixed order."""
    paths = [folder / name for name in FILES] + sorted((folder / "articles").glob("*.md"))
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            faults.append(Fault(name, "", "", f"cannot be read: {error.strerror}"))
    if faults:
        raise DatasetError(str(folder), tuple(faults))
    return files


def hash_of(files: Mapping[str, bytes]) -> str:
    """Return the hash of what :func:`read_files` has read."""
    digest = blake2b(_DERIVATION, digest_size=16)
    for name, data in files.items():
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
