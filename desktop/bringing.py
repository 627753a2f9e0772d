"""Import files, and remove what was imported, as the window wishes; what is read and written is done in jobs."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.granting import Ask
from desktop.widgets.asking import ask, message

if TYPE_CHECKING:
    from desktop.access import Access, Opened
    from desktop.jobs import Progress
    from desktop.requests import ImportRequest
    from desktop.session import Session
    from desktop.theme import Appearance
    from desktop.timeline.indexes import Manner


class Bringing(QObject):
    """Grants the session's wishes to import; dialogs stand over ``window``."""

    brought = Signal(object)
    """Opened: the library holds other entries now."""

    def __init__(
        self, session: "Session", ask: Ask, dataset: Path | None, appearance: "Appearance", window: QWidget
    ) -> None:
        """Import beside the entries of ``dataset``, which is loaded anew with them; without one nothing can be."""
        super().__init__(window)
        self._session, self._ask, self._dataset = session, ask, dataset
        self._appearance, self._window = appearance, window
        session.import_requested.connect(self._import)
        session.forget_imported_requested.connect(self._count)

    def _loaded(self) -> Path | None:
        """Return the dataset to load anew; say so where there is none."""
        if self._dataset is None:
            self._session.said.emit(self.tr("This library was opened without its dataset: nothing can be imported."))
        return self._dataset

    @Slot(object)
    def _import(self, request: "ImportRequest") -> None:
        dataset = self._loaded()
        if dataset is not None:
            work = partial(_import, request, dataset, self._session.filter, self._session.manner)
            self._ask("import", work, partial(self._take, request), always=True)

    def _take(self, request: "ImportRequest", outcome: "tuple[Any, Opened | None]") -> None:
        """Show what there is now, or every fault and the way on."""
        from db.errors import ImportFaultsError
        from desktop.views.import_dialog import ImportFaultsDialog, told

        report, found = outcome
        if isinstance(report, ImportFaultsError):
            dialog = ImportFaultsDialog(request.path, report.faults, report.rows, self._appearance, self._window)
            dialog.rest_requested.connect(partial(self._import_rest, request.path))
            dialog.open()
            return
        if found is not None:
            self.brought.emit(found)
        self._session.said.emit(told(report))

    def _import_rest(self, path: Path) -> None:
        from desktop.requests import ImportRequest

        self._import(ImportRequest(path, keep_good=True))

    @Slot()
    def _count(self) -> None:
        if self._loaded() is not None:
            self._ask("count imported", lambda access, _: access.imported(), self._confirm)

    def _confirm(self, number: int) -> None:
        """Ask once whether everything that was imported is to go."""
        from desktop.wording import entries

        if not number:
            self._session.said.emit(self.tr("Nothing was imported into this library."))
            return
        question = self.tr("Remove {0} that you imported?").format(entries(number))
        title = self.tr("Remove imported entries")
        more = self.tr("The files that they came from stay as they are, and can be imported again.")
        ask(message(self._window, title, question, more), self.tr("Remove"), self._forget)

    def _forget(self) -> None:
        dataset = self._loaded()
        if dataset is not None:
            work = partial(_forget, dataset, self._session.filter, self._session.manner)
            self._ask("import", work, self._take_forgotten, always=True)

    def _take_forgotten(self, found: "Opened") -> None:
        self.brought.emit(found)
        self._session.said.emit(self.tr("What was imported is removed. Import its files again to undo this."))


def _import(
    request: "ImportRequest", dataset: Path, wanted: Any, manner: "Manner", access: "Access", progress: "Progress"
) -> "tuple[Any, Opened | None]":
    report = access.import_csv(request.path, dataset, progress, keep_good=request.keep_good)
    changed = bool(getattr(report, "imported", 0))
    return report, access.refresh(wanted, manner) if changed else None


def _forget(dataset: Path, wanted: Any, manner: "Manner", access: "Access", progress: "Progress") -> "Opened":
    access.forget_imported(dataset, progress)
    return access.refresh(wanted, manner)
