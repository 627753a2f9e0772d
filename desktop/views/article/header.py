"""The header of the article panel: which article it is, a way to the others, and its two texts as tabs."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QLineF, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from db.dates import parse
from db.records import Article
from db.vocabularies import AnchorState, TextKind
from desktop.icons import paint_icon
from desktop.theme import Appearance
from desktop.views.article.reference import day_published, published
from desktop.vocabulary import named
from desktop.widgets.painting import paint_focus_ring, paint_hairline
from desktop.wording import count, entries

EDGE = 16
TAB_GAP = 16
UNDERLINE = 2
USUAL = "UTF-8"
"""The encoding that need not be told."""


class ArticleChooser(QAbstractButton):
    """The article's publisher and date; a click lists all articles, one on the date tells how that is known."""

    date_clicked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._dates: tuple[str, ...] = ("",)
        self.date_rect = QRectF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)

    def tell(self, article: Article) -> None:
        """Show another article."""
        short = day_published(article, short=True)
        self._dates = day_published(article), short, day_published(article, short=True, year=False)
        self.setText(article.publisher)
        said = self.tr("Article: {publisher}, {date}")
        self.setAccessibleName(said.format(publisher=article.publisher, date=published(article)))
        self.setAccessibleDescription(self.tr("Lists the articles"))
        by = [part for part in (article.byline, article.agency) if part]
        dated = f"{published(article)}. {article.published_note}"
        how = self.tr("Click the date to see how it is known")
        self.setToolTip("\n".join([article.headline, *by, dated, how]))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """List the articles with Enter and Down too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802 - Qt's virtual
        """Tell that the date is no part of the button."""
        return super().hitButton(at) and not self.date_rect.contains(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Underline the date under the pointer."""
        super().mouseMoveEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on the date."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.date_rect.contains(event.position()):
            self.date_clicked.emit()

    def sizeHint(self) -> QSize:
        """Return little: the names elide."""
        return QSize(80, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint publisher, date and a chevron."""
        theme = self._appearance.theme
        painter = QPainter(self)
        bold, plain = theme.font("label", bold=True), theme.font("label")
        room = self.width() - EDGE - 18
        metrics = QFontMetricsF(plain)
        # The date never elides: its month is shortened, then the year left out, then the name gives way.
        left = room - 8 - QFontMetricsF(bold).horizontalAdvance(self.text())
        date = next((said for said in self._dates if metrics.horizontalAdvance(said) <= left), self._dates[-1])
        dated = metrics.horizontalAdvance(date)
        name = QFontMetricsF(bold).elidedText(self.text(), Qt.TextElideMode.ElideRight, max(room - dated - 8, 24))
        taken = QFontMetricsF(bold).horizontalAdvance(name) + 8
        painter.setFont(bold)
        painter.setPen(theme["ink"])
        painter.drawText(self.rect().adjusted(EDGE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)
        self.date_rect = QRectF(EDGE + taken, 0, dated, self.height())
        pointed = self.date_rect.contains(self.mapFromGlobal(QCursor.pos())) and self.underMouse()
        plain.setUnderline(pointed)
        painter.setFont(plain)
        painter.setPen(theme["ink" if pointed else "ink-2"])
        painter.drawText(self.rect().adjusted(EDGE + round(taken), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, date)
        if self.isEnabled() and self.text():
            x = EDGE + taken + dated + 2
            paint_icon(painter, QRectF(x, (self.height() - 16) / 2, 16, 16), "chevron-down", theme["ink-2"])
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(10, 4, -2, -4), theme)
        painter.end()


class TextTab(QAbstractButton):
    """One of the two texts; the chosen one is bold over a rule of ink."""

    def __init__(self, kind: TextKind, title: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        self._appearance = appearance
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the room of the bold title, so that choosing it moves nothing."""
        metrics = QFontMetricsF(self._appearance.theme.font("label", bold=True))
        return QSize(round(metrics.horizontalAdvance(self.text()) + 0.5), 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the title, and the rule under it where it is chosen."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setFont(theme.font("label", bold=self.isChecked()))
        painter.setPen(theme["ink"] if self.isChecked() or self.underMouse() else theme["ink-2"])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            painter.fillRect(0, self.height() - UNDERLINE, self.width(), UNDERLINE, theme["ink"])
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(0, 5, 0, -5), theme)
        painter.end()


class ArticleHeader(QWidget):
    """Chooser and tabs on one line over a hairline."""

    article_chosen = Signal(str)
    """The slug of an article."""
    kind_chosen = Signal(object)
    """A TextKind."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._articles: tuple[Article, ...] = ()
        self._counts: Callable[[], Mapping[str, int]] = dict
        self._attached: frozenset[str] = frozenset()
        self._states: Mapping[str, Mapping[AnchorState, int]] = {}
        self._current = ""
        self.chooser = ArticleChooser(appearance, self)
        self.chooser.clicked.connect(self._list)
        self.tabs = {
            TextKind.DIGEST: TextTab(TextKind.DIGEST, self.tr("Digest"), appearance, self),
            TextKind.ORIGINAL: TextTab(TextKind.ORIGINAL, self.tr("Original"), appearance, self),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, EDGE, 0)
        row.setSpacing(TAB_GAP)
        row.addWidget(self.chooser, 1)
        for kind, tab in self.tabs.items():
            tab.clicked.connect(partial(self._choose_kind, kind))
            row.addWidget(tab)
        self.encoding = QLabel(self)
        self.encoding.setProperty("role", "status-second")
        self.encoding.setToolTip(self.tr("What the original's file was read as, since it is not simply UTF-8"))
        self.encoding.hide()
        row.insertWidget(1, self.encoding)
        self.setFixedHeight(32)
        appearance.changed.connect(self.update)

    def offer(
        self,
        articles: tuple[Article, ...],
        counts: Callable[[], Mapping[str, int]],
        attached: frozenset[str],
    ) -> None:
        """List these articles by date from now on, with the originals that are attached.

        ``counts`` tells by slug how many entries cite an article; it is asked when the list is opened.
        """
        self._articles, self._counts, self._attached = articles, counts, attached
        self.chooser.setEnabled(bool(articles))

    def tell_anchors(self, states: Mapping[str, Mapping[AnchorState, int]]) -> None:
        """List from now on how the anchors stand in the originals, by article."""
        self._states = states

    def tell(self, article: Article, kind: TextKind, encoding: str = "") -> None:
        """Show which article is read, in which of its texts, and what an original was read as where that is unusual."""
        self.encoding.setText(encoding)
        self.encoding.setVisible(encoding not in ("", USUAL))
        self._current = article.slug
        self.chooser.tell(article)
        self.tabs[kind].setChecked(True)

    def _choose_kind(self, kind: TextKind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self.kind_chosen.emit(kind)

    def menu(self) -> QMenu:
        """Return a menu of the articles; the one that is read is checked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        counts = self._counts()
        for article in sorted(self._articles, key=_by_date):
            action = menu.addAction(self._line(article, counts).replace("&", "&&"))
            action.setToolTip(article.headline)
            action.setCheckable(True)
            action.setChecked(article.slug == self._current)
            action.triggered.connect(partial(self._choose_article, article.slug))
        return menu

    def _line(self, article: Article, counts: Mapping[str, int]) -> str:
        """Return publisher, date, how many entries cite it, and how the anchors stand in its original, if attached."""
        parts = [f"{article.publisher}, {published(article)}"]
        if article.slug in counts:
            parts.append(entries(counts[article.slug]))
        if article.slug not in self._attached:
            parts.append(self.tr("no original"))
        else:
            found = self._states.get(article.slug, {})
            told = ", ".join(f"{count(found[state])} {named(state)}" for state in AnchorState if found.get(state))
            parts.append(self.tr("original: {states}").format(states=told) if told else self.tr("original attached"))
        return "  ·  ".join(parts)

    def _list(self) -> None:
        menu = self.menu()
        read = next((action for action in menu.actions() if action.isChecked()), None)
        if read is not None:
            # The arrows begin at the article that is read.
            menu.setActiveAction(read)
        menu.popup(self.chooser.mapToGlobal(self.chooser.rect().bottomLeft()))

    def _choose_article(self, slug: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self.article_chosen.emit(slug)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from tab to tab with the arrows."""
        other = {Qt.Key.Key_Left: TextKind.DIGEST, Qt.Key.Key_Right: TextKind.ORIGINAL}
        kind = other.get(Qt.Key(event.key()))
        if kind is None:
            super().keyPressEvent(event)
            return
        self.tabs[kind].setFocus()
        self.tabs[kind].click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the hairline."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme["ground"])
        y = self.height() - 1 / self.devicePixelRatioF()
        paint_hairline(painter, QLineF(0, y, self.width(), y), theme["line"])
        painter.end()


def _by_date(article: Article) -> tuple[int, int, str]:
    return (*parse(article.published).sort_key, article.publisher)
