"""What is remembered between starts, and what becomes of nonsense in its place."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from desktop.settings import Settings, load, save


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def test_settings_come_back_as_they_were_left(store: QSettings) -> None:
    left = Settings(
        scheme="dark",
        wheel_zooms=True,
        text_steps=2,
        grouping="actor",
        lanes='[{"library":"a","grouping":"side","order":["x","y"]}]',
        geometry=QByteArray(b"\x01\x00\xff"),
    )
    save(store, left)
    again = QSettings(store.fileName(), QSettings.Format.IniFormat)
    assert load(again) == left


def test_a_first_start_has_the_defaults(store: QSettings) -> None:
    assert load(store) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("scheme", "purple"),
        ("text_steps", "9000"),
        ("text_steps", "x"),
        ("wheel_zooms", "perhaps"),
        ("panels", "x"),
    ],
)
def test_an_unusable_value_falls_back_and_is_logged(
    store: QSettings, name: str, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    store.setValue(name, value)
    assert getattr(load(store), name) == getattr(Settings(), name)
    assert name in caplog.text
