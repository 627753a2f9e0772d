"""What the status bar says: counts and the span in view, what goes on, and how the anchors stand."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from db.records import AnchorHealth
from db.vocabularies import AnchorState
from desktop.jobs import Jobs
from desktop.session import Session
from desktop.theme import Appearance
from desktop.vocabulary import named
from desktop.widgets.link import Link
from desktop.wording import count, date_words

PATIENCE = 500
"""A job that takes longer than this, in ms, is shown with its progress."""
SENTENCE_STAYS = 8000


class StatusContent(QWidget):
    """One line across the window's foot."""

    def __init__(
        self, session: Session, appearance: Appearance, jobs: Jobs | None = None, parent: QWidget | None = None
    ) -> None:
        """Tell of ``session`` from now on, and of ``jobs`` that take their time."""
        super().__init__(parent)
        self._session = session
        self.setObjectName("status")
        self.counts = self._label("status")
        self.sentence = self._label("status-second")
        self.anchors = AnchorsLabel(self)
        self.anchors.setProperty("role", "status-second")
        self.anchors.clicked.connect(session.anchors_requested)
        self.progress = JobProgress(appearance, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        row.addWidget(self.counts)
        row.addStretch(1)
        row.addWidget(self.sentence)
        row.addWidget(HiddenOffer(session, appearance, self))
        row.addWidget(self.progress)
        row.addWidget(self.anchors)
        self.silence = QTimer(self)
        self.silence.setSingleShot(True)
        self.silence.setInterval(SENTENCE_STAYS)
        self.silence.timeout.connect(self.sentence.clear)
        for changed in (
            session.library_changed,
            session.filter_changed,
            session.selection_changed,
            session.span_changed,
        ):
            changed.connect(self._tell_counts)
        session.health_changed.connect(self._tell_anchors)
        session.said.connect(self._say)
        if jobs is not None:
            self.progress.watch(jobs)
        self._tell_counts()
        self._tell_anchors()

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        return label

    @Slot()
    def _tell_counts(self) -> None:
        session = self._session
        if session.marks is None:
            self.counts.clear()
            return
        shown = session.shown
        parts = [
            self.tr("{n} of {total} shown").format(n=count(shown.count), total=count(len(session.marks))),
            self.tr("{n} selected").format(n=count(len(session.selection))) if len(session.selection) else "",
            self.tr("{n} undated").format(n=count(shown.undated)) if shown.undated else "",
            date_words().span(*session.span) if session.span[1] > session.span[0] else "",
        ]
        self.counts.setText("  ·  ".join(part for part in parts if part))

    @Slot()
    def _tell_anchors(self) -> None:
        health = self._session.health
        attached = health is not None and health.attached > 0
        self.anchors.setVisible(attached)
        if health is not None and attached:
            self.anchors.setText(_health_words(self, health))
            bad = health.counts.get(AnchorState.LOST, 0) > 0
            self.anchors.setProperty("role", "status-warn" if bad else "status-second")
            self.anchors.style().polish(self.anchors)
            tip = self.tr("Originals attached for {n} of {total} articles")
            more = self.tr("Click for every anchor that is not exact")
            self.anchors.setToolTip(f"{tip.format(n=health.attached, total=health.articles)}\n{more}")

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.silence.start()


class AnchorsLabel(QLabel):
    """How the anchors stand; a click opens the report, as File > Anchors… does."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click that ends where it began."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here too."""
        event.accept()


def _health_words(widget: QWidget, health: AnchorHealth) -> str:
    """Return "Anchors: 161 exact, 4 shifted, none lost"; altered ones are told where there are any."""
    parts = []
    for state in AnchorState:
        number = health.counts.get(state, 0)
        if number or state is AnchorState.EXACT:
            parts.append(f"{count(number)} {named(state)}")
        elif state is AnchorState.LOST:
            parts.append(widget.tr("none lost"))
    return widget.tr("Anchors: {states}").format(states=", ".join(parts))


class HiddenOffer(QWidget):
    """Says that the entry gone to is outside the filter, and offers to show it."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._row = -1
        said = QLabel(self.tr("Outside the filter"), self)
        said.setProperty("role", "status-warn")
        self.link = Link(self.tr("Show it"), appearance, self, size="label")
        self.link.setAccessibleDescription(self.tr("Removes the filters that hide the selected entry"))
        self.link.clicked.connect(self._show_row)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(said)
        row.addWidget(self.link)
        self.hide()
        session.hidden_met.connect(self._offer)
        session.selection_changed.connect(self._withdraw)
        session.filter_changed.connect(self._withdraw)
        session.library_changed.connect(self._withdraw)

    @Slot(int)
    def _offer(self, row: int) -> None:
        self._row = row
        self.show()

    @Slot()
    def _withdraw(self) -> None:
        if self._session.selection.current != self._row or not self._session.hides(self._row):
            self.hide()

    @Slot()
    def _show_row(self) -> None:
        self._session.unhide_requested.emit(self._row)


class JobProgress(QWidget):
    """The longest-running job that has outlasted patience: its name, how far it is, and a way to stop it."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs: Jobs | None = None
        self._running: list[str] = []
        self._steps: dict[str, tuple[int, int]] = {}
        self._name = QLabel(self)
        self._name.setProperty("role", "status-second")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._cancel = Link(self.tr("Cancel"), appearance, self, size="label")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._name, self._bar, self._cancel):
            row.addWidget(widget)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._appear)
        self.hide()

    def words(self) -> str:
        """Return the name of the work that is shown."""
        return self._name.text()

    def watch(self, jobs: Jobs) -> None:
        """Follow the jobs from now on."""
        self._jobs = jobs
        jobs.started.connect(self._start)
        jobs.progressed.connect(self._step)
        jobs.ended.connect(self._end)

    @Slot(str)
    def _start(self, key: str) -> None:
        if not self._running:
            self._patience.start()
        self._running.append(key)

    @Slot(str, int, int)
    def _step(self, key: str, done: int, total: int) -> None:
        self._steps[key] = (done, total)
        if not self.isHidden():
            self._tell()

    @Slot(str)
    def _end(self, key: str) -> None:
        if key in self._running:
            self._running.remove(key)
        self._steps.pop(key, None)
        if self._running:
            self._tell()
        else:
            self._patience.stop()
            self.hide()

    @Slot()
    def _appear(self) -> None:
        self._tell()
        self.show()

    def _tell(self) -> None:
        key = self._running[0]
        done, total = self._steps.get(key, (0, 0))
        self._name.setText(self._named(key))
        self._bar.setAccessibleName(self._name.text())
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        # Only work that reports its steps looks up between them, and can be stopped there.
        self._cancel.setVisible(key in self._steps)

    def _named(self, key: str) -> str:
        names = {
            "open": self.tr("Opening the library"),
            "attach": self.tr("Looking at the files"),
            "keep": self.tr("Attaching originals"),
            "detach": self.tr("Detaching the original"),
            "export": self.tr("Exporting"),
            "picture": self.tr("Drawing the picture"),
            "preview": self.tr("Reading the first rows"),
            "backup": self.tr("Backing up"),
            "daily": self.tr("Making today’s copy"),
            "search": self.tr("Searching"),
            "hits": self.tr("Searching"),
            "best": self.tr("Searching"),
            "shown": self.tr("Filtering"),
            "ranks": self.tr("Sorting"),
            "write": self.tr("Writing"),
        }
        return names.get(key, self.tr("Reading"))

    @Slot()
    def _stop(self) -> None:
        if self._jobs is not None and self._running:
            self._jobs.cancel(self._running[0])
