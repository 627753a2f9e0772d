"""A long export or picture is stopped from the status bar; what was there stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.requests import ExportRequest, PictureRequest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.desk import Desk


@pytest.mark.parametrize("key", ["export", "picture"])
def test_it_is_stopped_between_two_steps(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setattr("db.export.exporting.ENTRIES_A_PAGE", 1)
    file = tmp_path / "kept.pdf"
    file.write_text("mine", encoding="utf-8")
    steps: list[int] = []

    def stop(of: str, done: int, _total: int) -> None:
        if of == key:
            steps.append(done)
            desk.app.jobs.cancel(key)

    desk.app.jobs.progressed.connect(stop, Qt.ConnectionType.DirectConnection)
    if key == "export":
        wish = ExportRequest(file, None, citations=False, data=False, quotations=False)
        desk.session.export_requested.emit(wish)
    else:
        desk.session.picture_requested.emit(PictureRequest(file, "pdf", False, 30, 1.0, False))
    desk.idle()
    QTest.qWait(0)
    assert steps
    assert desk.told[-1] == "Cancelled; nothing was changed."
    assert file.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
