"""Write files and pictures as the window wishes; what is read and written is done in jobs."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desktop.granting import Ask

if TYPE_CHECKING:
    from db.filters import Filter
    from db.records import Library
    from desktop.access import Access
    from desktop.jobs import Progress
    from desktop.requests import ExportRequest, PictureRequest
    from desktop.session import Session
    from desktop.states import Shown
    from desktop.theme import Appearance
    from desktop.views.timeline.subject import Subject
    from desktop.window import Window


class Exporting(QObject):
    """Grants the session's wishes to export, and says what was written; pictures show the timeline of ``window``."""

    def __init__(self, session: "Session", ask: Ask, appearance: "Appearance", window: "Window") -> None:
        """Wait for wishes of ``session``."""
        super().__init__(window)
        self._session, self._ask, self._appearance, self._window = session, ask, appearance, window
        session.export_requested.connect(self._export)
        session.preview_requested.connect(self._preview)
        session.picture_requested.connect(self._draw)

    @Slot(object)
    def _export(self, request: "ExportRequest") -> None:
        wanted = self._session.filter
        self._ask(
            "export",
            lambda access, progress: access.export(request, wanted, progress),
            partial(self._take_exported, request),
            long=True,
            always=True,
        )

    @Slot(object)
    def _preview(self, request: "ExportRequest") -> None:
        session = self._session
        wanted, shown = session.filter, session.shown.mask
        self._ask("preview", lambda access, _: access.preview(request, wanted, shown), session.preview_read.emit)

    @Slot(object)
    def _draw(self, request: "PictureRequest") -> None:
        from desktop.theme import in_scheme

        session, theme = self._session, self._appearance.theme
        subject = self._window.timeline.stage.subject(in_scheme(theme, "light") if request.light else theme)
        if subject is None or session.library is None:
            return
        work = partial(_draw, subject, request, session.library, session.filter, session.shown)
        self._ask("picture", work, partial(self._take_drawn, request), long=True, always=True)

    def _take_drawn(self, request: "PictureRequest", written: Any) -> None:
        from desktop.wording import count

        drawn = self.tr("Picture drawn: {0}").format(request.path.name)
        if written.count > 1:
            drawn += self.tr(" ({0} pages)").format(count(written.count))
        self._tell_written(drawn, written.left_out, written)

    def _take_exported(self, request: "ExportRequest", written: Any) -> None:
        from desktop.wording import count

        rows = self.tr("1 row") if written.count == 1 else self.tr("{0} rows").format(count(written.count))
        # What was not selected was not left out by a filter.
        filtered = written.left_out if request.selection is None else 0
        self._tell_written(self.tr("{0} written to {1}").format(rows, request.path.name), filtered, written)

    def _tell_written(self, what: str, filtered: int, written: Any) -> None:
        """Say what was written and what of the library is not in it, in the words of the command."""
        from desktop.wording import left_out_words

        self._session.said.emit("; ".join([what, *left_out_words(filtered, written.undated, written.outside)]))


def _draw(
    subject: "Subject",
    request: "PictureRequest",
    library: "Library",
    wanted: "Filter",
    shown: "Shown",
    _access: "Access",
    progress: "Progress",
) -> Any:
    """Draw what was shown when it was asked for, whatever is shown by now."""
    from desktop import picturing
    from desktop.views.timeline.picture import PictureFormat, Wish

    wish = Wish(PictureFormat(request.form), window=request.window, across=request.across, scale=request.scale)
    told = picturing.Shown(library, wanted, shown.count, shown.undated)
    return picturing.write_picture(subject, wish, told, request.path, progress)
