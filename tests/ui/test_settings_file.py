"""A settings file is looked at before Qt is given it: what is none of ours goes, the rest stays."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QSettings

from desktop.libraries import note_recent, read_recent
from desktop.settings import Settings, load, save
from desktop.settings_file import LARGEST, clean, settings_path

if TYPE_CHECKING:
    from pathlib import Path


def test_what_we_write_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    store = QSettings(str(file), QSettings.Format.IniFormat)
    kept = Settings(
        scheme="dark", lanes='[{"library":"@home"}]', geometry=QByteArray(b"\x01,\xd9\x00@x\\"), recent="a b"
    )
    save(store, kept)
    note_recent(store, tmp_path / "a@b.demarche")
    store.sync()
    before = file.read_bytes()
    clean(file)
    assert file.read_bytes() == before
    assert load(store) == kept
    assert read_recent(store) == (tmp_path / "a@b.demarche",)


@pytest.mark.parametrize(
    "value",
    [
        rb"@Variant(\0\0\0\x9\xff\xff\xff\xf0)",
        rb'"@Variant(\0\0\0\x9\xff\xff\xff\xf0)"',
        rb"\x40Variant(\0\0\0\x9\xff\xff\xff\xf0)",
        rb"\100Variant(\0)",
        rb"one, @Variant(\0\0\0\x9\xff\xff\xff\xf0)",
        b"\\\n@DateTime(\\0\\0)",
        rb"@Rect(1 2 3 4)",
    ],
)
def test_what_would_be_built_goes_and_the_rest_stays(
    tmp_path: Path, value: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "settings.ini"
    file.write_bytes(b"[General]\nscheme=dark\ngrouping=" + value + b"\ncolouring=side\n")
    with caplog.at_level(logging.WARNING):
        clean(file)
    assert "make no sense" in caplog.text
    assert file.read_bytes() == b"[General]\nscheme=dark\ncolouring=side\n"
    found = load(QSettings(str(file), QSettings.Format.IniFormat))
    assert (found.scheme, found.grouping, found.colouring) == ("dark", "side", "side")


def test_a_huge_file_is_put_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_bytes(b"a=" + b"x" * LARGEST)
    clean(file)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.ini.aside"]


def test_none_at_all_and_a_folder_are_no_fault(tmp_path: Path) -> None:
    clean(tmp_path / "nothing.ini")
    (tmp_path / "folder.ini").mkdir()
    clean(tmp_path / "folder.ini")
    assert (tmp_path / "folder.ini").is_dir()


def test_it_is_the_file_that_qt_reads() -> None:
    path = settings_path("demarche")
    assert path is None or str(path) == QSettings("demarche", "demarche").fileName()
