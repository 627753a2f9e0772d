"""The article panel: one article in our digest or, once attached, in the publisher's words."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.records import Article
from db.vocabularies import TextKind
from desktop.requests import Reading
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.article.find_bar import FindBar
from desktop.views.article.header import ArticleHeader
from desktop.views.article.strip import PassageStrip
from desktop.views.article.text import ArticleText

if TYPE_CHECKING:
    from desktop.views.article.published import PublishedPopover


class ArticlePanel(QWidget):
    """Shows the session's text; its *Original* tab tells how to attach one where there is none."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show what ``session`` reads from now on; with a library, its first article."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.setObjectName("article-panel")
        self.setMinimumWidth(288)
        self.header = ArticleHeader(appearance, self)
        self.text = ArticleText(session, appearance, self)
        self.finder: FindBar | None = None
        self.published: PublishedPopover | None = None
        self.strip = PassageStrip(session, appearance, self.text, self)
        self.hint = QLabel(self)
        self.hint.setObjectName("article-hint")
        self.hint.setProperty("role", "second")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setText(
            self.tr("No original is attached: drop the article's file on the window, or use File > Attach originals….")
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._with_strip())
        self._stack.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.header.article_chosen.connect(self._choose_article)
        self.header.kind_chosen.connect(self._choose_kind)
        session.library_changed.connect(self._offer)
        session.health_changed.connect(self._tell_anchors)
        session.reader_changed.connect(self._read)
        session.passage_shown.connect(self._show_passage)
        session.place_shown.connect(self._show_place)
        session.place_requested.connect(self._note_place)
        session.find_requested.connect(self._find)
        session.explain_published_requested.connect(self.explain_published)
        self.header.chooser.date_clicked.connect(self.explain_published)
        self._offer()
        self._read()

    def _with_strip(self) -> QWidget:
        """Return the text with the strip of its passages beside its scroll bar."""
        reading = QWidget(self)
        row = QHBoxLayout(reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.text, 1)
        row.addWidget(self.strip)
        self.strip.jumped.connect(self.text.show_passage)
        return reading

    @property
    def article(self) -> Article | None:
        """Return the article that is read."""
        return self._session.reader.article if self._session.reader is not None else None

    def _is_attached(self, slug: str) -> bool:
        library = self._session.library
        return library is not None and slug in library.attached

    @Slot()
    def _tell_anchors(self) -> None:
        health = self._session.health
        self.header.tell_anchors(health.by_article if health is not None else {})

    @Slot()
    def _offer(self) -> None:
        """Offer the articles of a library that was just loaded, and keep reading where that is still possible."""
        library = self._session.library
        if library is None or not library.articles:
            self.header.offer((), dict, frozenset())
            return
        self.header.offer(library.articles, self._entries_by_article, library.attached)
        article = self.article
        if article is None or article.slug not in {a.slug for a in library.articles}:
            self._session.reading_requested.emit(Reading(library.articles[0].slug, TextKind.DIGEST))
        elif self._stack.currentWidget() is self.hint and self._is_attached(article.slug):
            self._session.reading_requested.emit(Reading(article.slug, TextKind.ORIGINAL))

    def _entries_by_article(self) -> dict[str, int]:
        """Count the entries that cite each article, whatever the filter shows; nothing where marks do not tell."""
        marks, library = self._session.marks, self._session.library
        grouping = marks.groupings.get("article") if marks is not None else None
        if grouping is None or library is None:
            return {}
        counts = np.bincount(grouping.lanes.members, minlength=len(grouping.keys))
        cited = dict(zip(grouping.keys, counts.tolist(), strict=True))
        return {article.slug: cited.get(article.slug, 0) for article in library.articles}

    @Slot()
    def _read(self) -> None:
        reader = self._session.reader
        self.header.setVisible(reader is not None)
        self.text.setVisible(reader is not None)
        self.strip.setVisible(reader is not None)
        if reader is None:
            return
        self._leave_hint()
        if self.published is not None:
            # It tells of the article that was read.
            self.published.hide()
        self.text.read(reader)

    def _leave_hint(self) -> None:
        """Show the text that is read, and its tab as the chosen one."""
        reader = self._session.reader
        if reader is not None:
            self.header.tell(reader.article, reader.kind, reader.encoding)
            self._stack.setCurrentIndex(0)

    @Slot(int, int)
    def _show_passage(self, start: int, end: int) -> None:
        self._leave_hint()
        self.text.show_passage(start, end)

    @Slot(int, int)
    def _show_place(self, point: int, y: int) -> None:
        self._leave_hint()
        self.text.return_to_place(point, y)

    @Slot()
    def _note_place(self) -> None:
        self._session.place = self.text.place()

    @Slot(str)
    def _choose_article(self, slug: str) -> None:
        reader = self._session.reader
        original = reader is not None and reader.kind is TextKind.ORIGINAL and self._is_attached(slug)
        self._leave_hint()
        self._session.reading_requested.emit(Reading(slug, TextKind.ORIGINAL if original else TextKind.DIGEST))

    @Slot(object)
    def _choose_kind(self, kind: TextKind) -> None:
        article = self.article
        if article is None:
            return
        if kind is TextKind.ORIGINAL and not self._is_attached(article.slug):
            self._stack.setCurrentWidget(self.hint)
            return
        self._leave_hint()
        self._session.reading_requested.emit(Reading(article.slug, kind))

    @Slot(int)
    def _find(self, step: int) -> None:
        """Open the bar that finds words, which is built when it is first wished for, or go on from find to find."""
        if self._session.reader is None:
            return
        self._leave_hint()
        if self.finder is None:
            self.finder = FindBar(self._session, self._appearance, self.text, self)
            self._column.insertWidget(1, self.finder)
        if step:
            self.finder.step(step)
        else:
            self.finder.begin()

    @Slot()
    def explain_published(self) -> None:
        """Tell how the day is known on which the article appeared; once more closes that."""
        article = self.article
        if article is None:
            return
        if self.published is not None:
            was_open = self.published.isVisible()
            self.published.hide()
            self.published.deleteLater()
            self.published = None
            if was_open:
                return
        from desktop.views.article.published import PublishedPopover

        chooser = self.header.chooser
        self.published = PublishedPopover(article, self._appearance, chooser)
        self.published.open(chooser.date_rect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the bar that finds words with Esc, else end the search, else select nothing."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.finder is not None and not self.finder.isHidden():
            self.finder.end()
        else:
            self._session.step_back()
