"""Explain below the article's header how the day of its publication is known."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from db.records import Article
from desktop.theme import Appearance
from desktop.widgets.date_diagram import DateExplanation
from desktop.widgets.explained import article_explained, when_words
from desktop.widgets.raised import Raised
from desktop.widgets.words import words

WIDTH = 320


class PublishedPopover(Raised):
    """Shows the date, the rule, the reasoning and a diagram; Esc, or the focus going elsewhere, closes it."""

    def __init__(self, article: Article, appearance: Appearance, host: QWidget) -> None:
        """Explain the date of ``article``."""
        super().__init__(appearance, host)
        self._host_widget = host
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("How the date of publication is known"))
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        framed = QVBoxLayout()
        framed.setContentsMargins(12, 8, 12, 8)
        framed.setSpacing(4)
        title = QHBoxLayout()
        title.addWidget(words(when_words(article.published), appearance, self, bold=True))
        title.addStretch(1)
        framed.addLayout(title)
        explained, ink = article_explained(article), appearance.theme["ink"]
        framed.addWidget(DateExplanation(explained, ink, appearance, self, ground="raised"))
        column.addLayout(framed)

    def sizeHint(self) -> QSize:
        """Return the height that all of it takes in its width."""
        layout = self.layout()
        return QSize(WIDTH, layout.totalHeightForWidth(WIDTH) if layout is not None else 0)

    def open(self, target: QRectF) -> None:
        """Show for a rectangle of the header, and take the focus."""
        self.show_for(target)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc and give the focus back."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._host_widget.setFocus()
        else:
            super().keyPressEvent(event)

    @Slot(QWidget, QWidget)
    def _follow(self, _left: QWidget | None, focused: QWidget | None) -> None:
        """Close once something else has the focus; words of its own may be selected."""
        if self.isVisible() and focused is not None and focused is not self and not self.isAncestorOf(focused):
            self.hide()
