"""The export dialog: which entries, how, and where to; it announces the wish and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.requests import ExportRequest
from desktop.views.export_dialog import ExportDialog
from tests.ui.panel_sample import row_of, sample_session

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


def opened(qtbot: QtBot, session: Session, appearance: Appearance, file: Path) -> ExportDialog:
    dialog = ExportDialog(session, appearance)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.file.edit.setText(str(file))
    return dialog


def test_without_a_selection_everything_shown_is_exported(
    qtbot: QtBot, session: Session, appearance: Appearance, tmp_path: Path
) -> None:
    dialog = opened(qtbot, session, appearance, tmp_path / "out.csv")
    assert not dialog.form.selected.isVisible()
    assert dialog.form.shown.text() == "Everything shown: 7 entries"
    assert dialog.summary.text() == "7 of 7 entries"
    with qtbot.waitSignal(session.export_requested) as wish:
        dialog.accept()
    assert wish.args == [ExportRequest(tmp_path / "out.csv", None, citations=False, data=False, quotations=False)]
    assert dialog.form.everything.text() == "The whole library: 7 entries"
    assert not (tmp_path / "out.csv").exists()


def test_a_selection_is_offered_first_and_counted(
    qtbot: QtBot, session: Session, appearance: Appearance, tmp_path: Path
) -> None:
    assert session.marks is not None
    rows = sorted(row_of(session.marks, name) for name in ("call", "talks"))
    session.select(rows)
    dialog = opened(qtbot, session, appearance, tmp_path / "out.csv")
    assert dialog.form.selected.isChecked()
    assert dialog.form.selected.text() == "The selection: 2 entries"
    assert dialog.summary.text() == "2 of 7 entries"
    dialog.form.by_citation.click()
    dialog.form.quotations.click()
    dialog.form.data.click()
    assert dialog.request() == ExportRequest(
        tmp_path / "out.csv", tuple(rows), citations=True, data=True, quotations=True
    )
    dialog.form.shown.click()
    assert dialog.summary.text() == "7 of 7 entries"
    assert dialog.request().selection is None


def test_quotations_are_a_matter_of_citations_only(
    qtbot: QtBot, session: Session, appearance: Appearance, tmp_path: Path
) -> None:
    dialog = opened(qtbot, session, appearance, tmp_path / "out.csv")
    assert not dialog.form.quotations.isEnabled()
    dialog.form.by_citation.click()
    dialog.form.quotations.click()
    dialog.form.by_entry.click()
    assert dialog.request().quotations is False


def test_a_file_that_would_be_replaced_is_named(
    qtbot: QtBot, session: Session, appearance: Appearance, tmp_path: Path
) -> None:
    (tmp_path / "old.csv").write_text("mine")
    dialog = opened(qtbot, session, appearance, tmp_path / "old.csv")
    assert "you will be asked" in dialog.note.text()
    assert dialog.export.isEnabled()


def test_a_place_that_cannot_take_a_file_is_named_and_nothing_can_be_exported(
    qtbot: QtBot, session: Session, appearance: Appearance, tmp_path: Path
) -> None:
    dialog = opened(qtbot, session, appearance, tmp_path / "nowhere" / "out.csv")
    assert "There is no folder" in dialog.note.text()
    assert not dialog.export.isEnabled()
    dialog.file.edit.setText(str(tmp_path))
    assert "is a folder" in dialog.note.text()
    dialog.file.edit.setText("  ")
    assert not dialog.export.isEnabled()
    dialog.file.edit.setText(str(tmp_path / "out"))
    assert dialog.export.isEnabled()
    assert dialog.request().path == tmp_path / "out.csv"


def test_cancelling_asks_for_nothing(qtbot: QtBot, session: Session, appearance: Appearance, tmp_path: Path) -> None:
    dialog = opened(qtbot, session, appearance, tmp_path / "out.csv")
    with qtbot.assertNotEmitted(session.export_requested):
        dialog.reject()
