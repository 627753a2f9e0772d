"""A library that is reached by a link, or lies where one may not look."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import StoreError
from db.examining import examine
from db.first_look import look
from db.identity import lock_path
from db.restoring import restore
from db.store import open_library
from desktop import __main__ as program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="who may make links there is another matter")


@pytest.fixture
def linked(tmp_path: Path) -> tuple[Path, Path]:
    """Return a library, and a link to it in another folder."""
    path, link = tmp_path / "real" / "a.demarche", tmp_path / "other" / "b.demarche"
    for folder in (path.parent, link.parent):
        folder.mkdir()
    open_library(path).close()
    link.symlink_to(path)
    return path, link


def test_a_library_is_held_under_every_name(linked: tuple[Path, Path], tmp_path: Path) -> None:
    with closing(open_library(linked[0])) as store:
        store.backup(tmp_path / "kept.demarche")
    for first, second in (linked, linked[::-1]):
        with closing(open_library(first)) as one, closing(open_library(second)) as other:
            assert not one.read_only
            assert other.read_only
            assert lock_path(linked[0]).exists()
            assert look(second) is None
            with pytest.raises(StoreError, match="open"):
                restore(second, tmp_path / "kept.demarche")
    assert sorted(each.name for each in linked[1].parent.iterdir()) == ["b.demarche"]


def test_a_backup_over_a_link_leaves_the_link(linked: tuple[Path, Path], tmp_path: Path) -> None:
    target, link = tmp_path / "kept.demarche", tmp_path / "link.demarche"
    with closing(open_library(linked[0])) as store:
        store.backup(target)
        link.symlink_to(target)
        before = target.stat().st_ino
        store.backup(link)
    assert link.is_symlink()
    assert target.stat().st_ino != before
    assert restore(linked[1], link) is not None
    assert linked[1].is_symlink()


def test_a_backup_into_no_folder_says_so(linked: tuple[Path, Path], tmp_path: Path) -> None:
    with closing(open_library(linked[0])) as store, pytest.raises(StoreError, match=r"There is no folder .*nowhere\.$"):
        store.backup(tmp_path / "nowhere" / "x.demarche")


def test_what_may_not_be_looked_at_is_told(
    linked: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    path = linked[0]
    monkeypatch.setattr(Path, "stat", refuse)
    assert look(path) is None
    assert examine(path).faults == [f"{path} cannot be looked at: Permission denied."]
    assert program.main(["--database", str(path), "check"]) == 1
    said = capsys.readouterr().err
    assert said.strip().splitlines()[-1].endswith("Permission denied.")
    assert "Traceback" not in said
