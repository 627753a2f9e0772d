"""Tell and ask in boxes over a window. Nothing waits for an answer: what follows from it is done when it is given."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

Step = Callable[[], object]
"""What is done once a box is answered."""


def message(
    parent: QWidget, title: str, text: str, more: str = "", *, icon: QMessageBox.Icon = QMessageBox.Icon.Question
) -> QMessageBox:
    """Return a box without buttons as yet, which is gone once it is closed. Its text, names in it too, is no markup."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    return box


def ask(
    box: QMessageBox,
    yes: str,
    agreed: Step,
    *,
    no: str = "",
    refused: Step | None = None,
    harmless: bool = False,
    others: Sequence[tuple[str, Step]] = (),
) -> None:
    """Offer to agree, with a button that says ``yes``, and to refuse, which is what closing the box means.

    Without ``no``, the button that refuses says "Cancel". Enter refuses, unless it is ``harmless`` to agree. ``others``
    are further ways on: what their buttons say, and what is done then.
    """
    accepts = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    ways: list[tuple[QAbstractButton, Step]] = [(accepts, agreed)]
    ways += [(box.addButton(other, QMessageBox.ButtonRole.ActionRole), step) for other, step in others]
    role, cancel = QMessageBox.ButtonRole.RejectRole, QMessageBox.StandardButton.Cancel
    refuses = box.addButton(no, role) if no else box.addButton(cancel)
    box.setDefaultButton(accepts if harmless else refuses)
    box.finished.connect(partial(_answer, box, ways, refused))
    box.open()


def _answer(box: QMessageBox, ways: Sequence[tuple[QAbstractButton, Step]], refused: Step | None, _result: int) -> None:
    for button, step in ways:
        if box.clickedButton() is button:
            step()
            return
    if refused is not None:
        refused()


def tell(
    parent: QWidget,
    title: str,
    text: str,
    *,
    icon: QMessageBox.Icon = QMessageBox.Icon.Warning,
    then: Step | None = None,
) -> None:
    """Show a sentence; ``then`` is done once it was read."""
    box = message(parent, title, text, icon=icon)
    box.addButton(QMessageBox.StandardButton.Ok)
    open_box(box, then)


def open_box(box: QMessageBox, then: Step | None = None) -> None:
    """Show a box with its buttons; ``then`` is done whichever closes it."""
    if then is not None:
        box.finished.connect(partial(_go_on, then))
    box.open()


def _go_on(then: Step, _result: int) -> None:
    then()
