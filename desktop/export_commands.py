"""Open the dialogs that ask for an export or a picture, and remember what was chosen there."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.export_choices import ExportChoices
    from desktop.session import Session
    from desktop.theme import Appearance

log = logging.getLogger(__name__)


class ExportCommands(QObject):
    """What the dialogs begin with is kept as text in ``kept``, for settings; it is read when first needed."""

    def __init__(self, window: QWidget, session: "Session", appearance: "Appearance", kept: str) -> None:
        """Act for ``window``; dialogs stand over it."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._appearance = appearance
        self.kept = kept

    @Slot()
    def choose_export(self) -> None:
        """Ask what to export, and how."""
        from desktop.views.export_dialog import ExportDialog

        dialog = ExportDialog(self._session, self._appearance, self._window, self._choices())
        dialog.choices_changed.connect(self._keep)
        dialog.open()

    @Slot()
    def choose_picture(self) -> None:
        """Ask what a picture of the timeline is to show."""
        from desktop.views.picture_dialog import PictureDialog

        dialog = PictureDialog(self._session, self._window, self._choices())
        dialog.choices_changed.connect(self._keep)
        dialog.open()

    def _choices(self) -> "ExportChoices":
        """Return what was chosen last; what cannot be read is said in the log."""
        from desktop.export_choices import ExportChoices

        try:
            return ExportChoices.from_text(self.kept)
        except ValueError:
            log.warning("exports begin with the first choices: what was kept is unusable: %r", self.kept)
            return ExportChoices()

    @Slot(object)
    def _keep(self, choices: "ExportChoices") -> None:
        self.kept = choices.as_text()
