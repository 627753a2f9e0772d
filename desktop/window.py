"""The main window: panels, menus and toolbar around one timeline, and what is dropped on it.

It lays out and connects views; what is read or written is the application's matter. Views are imported where they
are made, once the bare frame has been painted: with what they draw from, they take longer than all else of a start.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QToolBar, QVBoxLayout, QWidget

from db.records import AttachReport
from desktop.commands import Menu, Needs
from desktop.menus import make_actions, make_menus, tell_keys
from desktop.placement import Placement
from desktop.settings import Settings
from desktop.shortcuts import Shortcuts
from desktop.theme import Appearance

if TYPE_CHECKING:
    from db.readings import Offer
    from desktop.jobs import Jobs
    from desktop.saved_views import SavedViews
    from desktop.session import Session
    from desktop.views.known_on import KnownOn

LEAST = QSize(200, 160)
OF_THE_TABLE = (
    *("read", "reveal", "star", "tags", "note", "copy", "copy-csv", "columns"),
    *("gather-none", "gather-day", "gather-article", "groups-close", "groups-open"),
)
"""The commands that a right click in the chronology offers."""
RECENT = 8
"""Commands that the palette remembers."""


class Window(QMainWindow):
    """One library on screen. ``settings`` are those of the last start; :meth:`remember` gives the present ones."""

    closing = Signal()
    """The window is about to close; whoever listens saves what is to be saved."""

    def __init__(self, appearance: Appearance, settings: Settings) -> None:
        """Take the place on the screen; :meth:`furnish` puts something in it."""
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Démarche")
        # Else what the panels need would hold it open; they close as it becomes narrow.
        self.setMinimumSize(LEAST)
        self._appearance = appearance
        self._settings = settings
        self.furnished = self.filled = False
        Placement(self).restore(settings.geometry)

    def furnish(self, session: "Session", jobs: "Jobs") -> None:
        """Build all but what :meth:`fill` adds; nothing is read yet."""
        from desktop.export_commands import ExportCommands
        from desktop.field_keys import FieldKeys
        from desktop.fitting import Fitting
        from desktop.library_commands import LibraryCommands
        from desktop.own_commands import OwnCommands
        from desktop.panels import Panels
        from desktop.schemes import Schemes
        from desktop.views.chronology import ChronologyPanel
        from desktop.views.overview import Overview
        from desktop.views.search import SearchField
        from desktop.views.timeline import Timeline
        from desktop.window_commands import WindowCommands

        appearance, settings = self._appearance, self._settings
        self._session = session
        self.setAcceptDrops(True)
        session.set_grouping(settings.grouping)
        session.set_colouring(settings.colouring)
        self.timeline = Timeline(session, appearance, self)
        self.overview = Overview(session, appearance, self)
        self.chronology = ChronologyPanel(session, appearance, self)
        self.search = SearchField(session, appearance, self)
        self.search.left.connect(self.timeline.setFocus)
        self.search.text_opened.connect(self._open_article)
        self.panels = Panels(self, appearance, self._titles())
        self.panels.put("chronology", self.chronology)
        self.panels.put_back()
        self.fitting = Fitting(self.panels, self.chronology)
        self.exporting = ExportCommands(self, session, appearance, settings.export)
        self.doing = WindowCommands(self, session, appearance, settings)
        self.own = OwnCommands(self, session, appearance, self._make_views)
        self.shortcuts = Shortcuts(settings.keys, self)
        self.field_keys = FieldKeys(self.shortcuts, self)
        self.recent: tuple[str, ...] = tuple(settings.recent.split()[:RECENT])
        self.libraries = LibraryCommands(self, session.libraries)
        self.schemes = Schemes(appearance, settings.scheme, self)
        self.schemes.chosen.connect(self._keep_scheme)
        self.commands = make_actions(self, self._bound())
        self.schemes.group(self.commands)
        self.shortcuts.changed.connect(self._take_keys)
        self._take_keys()
        self.menus = make_menus(self, self.commands)
        self.chronology.offered = [self.commands[each] for each in OF_THE_TABLE]
        self.libraries.add_recent(self.menus[Menu.FILE], self.commands["backup"])
        appearance.changed.connect(self._fit_menu_bar)
        self._fit_menu_bar()
        self._add_colours()
        self._lay_out(jobs)
        self.furnished = True
        self._restore_panels()
        # Else keys would be lost in a window that was shown before there was anything in it.
        self.timeline.setFocus()

    def _titles(self) -> dict[str, str]:
        return {
            "filters": self.tr("Filters"),
            "detail": self.tr("Detail"),
            "article": self.tr("Article"),
            "chronology": self.tr("Chronology"),
        }

    def fill(self) -> None:
        """Build what the docks hold, if it is not there yet; it takes as long as all that :meth:`furnish` builds."""
        if self.filled:
            return
        from desktop.views.article import ArticlePanel
        from desktop.views.detail import DetailPanel
        from desktop.views.filters import FilterPanel
        from desktop.views.undated import UndatedTray

        self.filled = True
        session, appearance = self._session, self._appearance
        detail = DetailPanel(session, appearance, self)
        self.facets = FilterPanel(session, appearance, self)
        self.facets.restore(self._settings.facets)
        self.panels.put("filters", self.facets)
        self.panels.put("detail", detail)
        self.panels.put("article", ArticlePanel(session, appearance, self))
        self.chronology.fill()
        self.own.edit_in(detail)
        self.tray = UndatedTray(session, appearance, self)

    def _bound(self) -> dict[str, Callable[..., object]]:
        doing = self.doing
        return {
            **self.timeline.commands,
            **self.search.commands,
            **self.chronology.commands,
            **self.own.bound(),
            **self.schemes.bound(),
            "attach": doing.attach,
            "detach": doing.detach,
            "import": doing.import_csv,
            "forget-imported": self._session.forget_imported_requested.emit,
            "anchors": self.show_anchors,
            "export": self.exporting.choose_export,
            "picture": self.exporting.choose_picture,
            "open-library": self.libraries.open,
            "new-library": self.libraries.begin,
            "backup": self.libraries.back_up,
            "restore": self.libraries.restore,
            "quit": self.close,
            "copy": doing.copy,
            "copy-csv": doing.copy_table,
            "select-shown": doing.select_shown,
            "deselect": doing.deselect,
            "clear-filter": doing.clear_filter,
            "text-larger": doing.enlarge,
            "text-smaller": doing.shrink,
            "window-larger": doing.enlarge_all,
            "window-smaller": doing.shrink_all,
            "less-motion": self._appearance.set_still,
            "clock-reported": doing.draw_reported,
            "known-on": self.show_known_on,
            "position-lanes": doing.lay_out_positions,
            "text-usual": doing.usual_size,
            "find-in-text": doing.find_in_text,
            "explain-date": doing.explain_date,
            "wordings": doing.compare_wordings,
            "positions": doing.chart_positions,
            "explain-published": doing.explain_published,
            "next-find": doing.find_next,
            "previous-find": doing.find_previous,
            **{f"panel-{name}": dock.setVisible for name, dock in self.panels.docks.items()},
            "arrange": self.panels.arrange,
            "reset-panels": self.put_panels_back,
            "undated": self.show_undated,
            "read": doing.read,
            "reveal": doing.reveal,
            "unhide": doing.unhide,
            "publisher": doing.open_publisher,
            "only-actors": doing.only_actors,
            "palette": self.show_palette,
            "keys": self.show_keys,
            "change-keys": self.change_keys,
            "about": doing.about,
            "licences": doing.licences,
        }

    def _lay_out(self, jobs: "Jobs") -> None:
        from desktop.availability import Availability
        from desktop.views.chips import ChipBar
        from desktop.views.status import StatusContent
        from desktop.views.toolbar import Toolbar

        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.timeline, 1)
        column.addWidget(self.overview)
        self._column = column
        self.known_on: KnownOn | None = None
        self.setCentralWidget(centre)
        # Docks take their sizes beside what is shown, and Qt shows what comes late only with the next events.
        centre.show()
        self.toolbar = Toolbar(self._session, self._appearance, self.commands, self.search, self)
        self.toolbar.filters.clicked.connect(self.commands["panel-filters"].toggle)
        self._add_bar("toolbar", self.toolbar)
        self.addToolBarBreak()
        self._add_bar("chips", ChipBar(self._session, self._appearance, self))
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(StatusContent(self._session, self._appearance, jobs, self), 1)
        self.panels.visibility_changed.connect(self._tell_visibility)
        told: dict[Needs, Callable[[], bool]] = {
            Needs.ORIGINAL: self.doing.can_detach,
            Needs.EARLIER: self.timeline.can_go_back,
            Needs.LATER: self.timeline.can_go_forward,
            Needs.GROUPS: self.chronology.is_gathered,
            **self.own.needs(),
        }
        self.availability = Availability(self._session, self.commands, told, self)
        self.timeline.stage.history.changed.connect(self.availability.tell)
        self.chronology.arranged.connect(self.availability.tell)
        self.own.follow(self.commands, self.availability.tell)
        self._session.own_edit_requested.connect(self.panels.docks["detail"].show)
        self._session.anchors_requested.connect(self.show_anchors)
        self._session.find_requested.connect(self._open_article)
        self._session.explain_published_requested.connect(self._open_article)
        self._session.explain_date_requested.connect(self._open_detail)
        self._session.filter_changed.connect(self._tell_nothing)
        self._session.clock_changed.connect(self._tell_clock)
        self._session.positions_requested.connect(self._open_detail)

    def _make_views(self) -> "SavedViews":
        from desktop.saved_views import SavedViews

        return SavedViews(self._session, self.timeline, self.fitting, self)

    def _add_bar(self, name: str, content: QWidget) -> None:
        bar = QToolBar(content.windowTitle() or name, self)
        bar.setObjectName(name)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(content)
        self.addToolBar(bar)

    @Slot()
    def _fit_menu_bar(self) -> None:
        self.menuBar().setFixedHeight(self._appearance.theme.length("menu-bar"))

    def _add_colours(self) -> None:
        """Offer what colours can tell, under View."""
        from desktop.views.colour_menu import ColourMenu

        self.menus[Menu.VIEW].addMenu(ColourMenu(self._session, self))
        self._add_own_menus()

    def _add_own_menus(self) -> None:
        """Offer the saved views by their names, under View."""
        from desktop.views.views_menu import ViewsMenu

        self.menus[Menu.VIEW].insertMenu(self.commands["views"], ViewsMenu(self._session, self))

    @Slot(str)
    def _keep_scheme(self, scheme: str) -> None:
        self._settings = replace(self._settings, scheme=scheme)

    def _restore_panels(self) -> None:
        """Come back as left."""
        self.fitting.restore(self._settings)
        self.commands["wheel-zooms"].setChecked(self._settings.wheel_zooms)
        self.commands["relations"].setChecked(self._settings.relations)
        self.commands["less-motion"].setChecked(self._settings.less_motion)
        self.commands["clock-reported"].setChecked(self._settings.clock == "reported")
        self.timeline.restore_lanes(self._settings.lanes)
        self.chronology.restore(self._settings.chronology)
        self._fit_panels()

    def _fit_panels(self) -> None:
        """Close what a narrow window has no room for, and open it again in a wide one."""
        self.fitting.fit(self.width())
        self.toolbar.offer_filters(offered=self.panels.docks["filters"].isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panels to the width."""
        super().resizeEvent(event)
        if self.furnished:
            self._fit_panels()

    def remember(self) -> Settings:
        """Return the settings as the window stands now; of one that is not filled yet, as they were, but its place."""
        if not self.filled:
            return replace(self._settings, geometry=self.saveGeometry())
        return replace(
            self._settings,
            wheel_zooms=self.commands["wheel-zooms"].isChecked(),
            relations=self.commands["relations"].isChecked(),
            text_steps=self.doing.text_steps,
            grouping=self._session.grouping,
            colouring=self._session.colouring,
            lanes=self.timeline.lane_orders.as_text(),
            filters_open=self.fitting.is_open("filters"),
            chronology_open=self.fitting.is_open("chronology"),
            geometry=self.saveGeometry(),
            panels=self.panels.state(),
            keys=self.shortcuts.table.as_text(),
            chronology=self.chronology.kept(),
            facets=self.facets.kept(),
            recent=" ".join(self.recent),
            window_text=self.doing.window_text,
            less_motion=self.commands["less-motion"].isChecked(),
            export=self.exporting.kept,
            clock="reported" if self.commands["clock-reported"].isChecked() else "happened",
        )

    def resume_clock(self) -> None:
        """Ask for the clock of the last start, once there is a library that can be asked."""
        if self._session.clock == "happened" and self.commands["clock-reported"].isChecked():
            self.doing.draw_reported(True)  # noqa: FBT003 - a slot's

    @Slot()
    def _tell_clock(self) -> None:
        """Check the command by whichever way the clock was chosen."""
        with QSignalBlocker(self.commands["clock-reported"]):
            self.commands["clock-reported"].setChecked(self._session.clock == "reported")

    @Slot(bool)
    def show_known_on(self, shown: bool) -> None:  # noqa: FBT001 - a switch hands over its state
        """Open the slider over what was known when, or close it; what it hides stays hidden until its chip goes."""
        from desktop.views.known_on import KnownOn

        if self.known_on is None:
            self.known_on = KnownOn(self._session, self._appearance, self)
            self.known_on.closed.connect(self.commands["known-on"].toggle)
            self._column.insertWidget(self._column.indexOf(self.overview), self.known_on)
        self.known_on.setVisible(shown)
        (self.known_on.slider if shown else self.timeline).setFocus()

    @Slot(str, bool)
    def _tell_visibility(self, name: str, visible: bool) -> None:  # noqa: FBT001 - a slot's signature
        action = self.commands[f"panel-{name}"]
        action.blockSignals(True)  # noqa: FBT003 - Qt's own
        action.setChecked(visible)
        action.blockSignals(False)  # noqa: FBT003
        if name == "filters":
            self.toolbar.offer_filters(offered=not visible)

    @Slot()
    def _open_article(self) -> None:
        """Open the panel in which something is wished for."""
        self.panels.docks["article"].show()

    @Slot()
    def _open_detail(self) -> None:
        """Open the panel in which something is wished for."""
        self.panels.docks["detail"].show()

    @Slot()
    def _tell_nothing(self) -> None:
        """Say what to drop of a filter that leaves nothing; once there, it follows by itself."""
        from desktop.views.chips import NothingShown

        if not self._session.shown.count and self.timeline.findChild(NothingShown) is None:
            NothingShown(self._session, self._appearance, self.timeline)

    @Slot()
    def put_panels_back(self) -> None:
        """Put every dock where it stands at first."""
        self.fitting.put_back()
        self._fit_panels()

    @Slot()
    def show_anchors(self) -> None:
        """Show how the anchors stand, beside the window."""
        from desktop.views.anchors_dialog import AnchorsDialog

        dialog = self.findChild(AnchorsDialog) or AnchorsDialog(self._session, self._appearance, self)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    @Slot()
    def show_undated(self) -> None:
        """Open the tray of undated entries."""
        self._session.undated_requested.emit(None)

    @Slot()
    def show_keys(self) -> None:
        """Show what every key and the mouse do."""
        from desktop.views.keys_sheet import KeysSheet

        sheet = KeysSheet(self._appearance, self.shortcuts, self)
        sheet.change_requested.connect(self.change_keys)
        sheet.open()

    @Slot()
    def change_keys(self) -> None:
        """Let the user give commands other keys."""
        from desktop.views.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self.shortcuts, self._appearance, self).open()

    @Slot()
    def _take_keys(self) -> None:
        tell_keys(self.commands, self.shortcuts)
        self.timeline.take_keys(self.shortcuts.table)
        self.search.show_keys(self.shortcuts.keys("search"))

    @Slot()
    def show_palette(self) -> None:
        """Offer every command by its name, and places to go to; the same key closes it again."""
        from desktop.views.palette import Palette

        palette = self.findChild(Palette)
        if palette is None:
            palette = Palette(self._session, self._appearance, self.shortcuts, self.commands, self)
            palette.ran.connect(self._note_recent)
        if palette.isVisible():
            palette.close_now()
        else:
            palette.open(self.recent)

    @Slot(str)
    def _note_recent(self, identifier: str) -> None:
        self.recent = (identifier, *(each for each in self.recent if each != identifier))[:RECENT]

    def show_attached(self, reports: Sequence[AttachReport]) -> None:
        """Tell what each offered file was taken for."""
        from desktop.views import attached

        attached.tell(reports, self._session, self._appearance, self)

    def ask_to_replace(self, offers: "Sequence[Offer]", answer: Callable[[frozenset[str]], None]) -> None:
        """Ask of which articles another version may replace the attached one; ``answer`` is given their slugs."""
        from desktop.views import replacing

        library = self._session.library
        labels = {article.slug: article.label for article in library.articles} if library is not None else {}
        replacing.ask_to_replace(offers, labels, answer, self)

    def come_to_the_front(self) -> None:
        """Show the window before all others, wherever it was put away."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders that lie on this machine."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the originals that were dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._session.attach_requested.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the application remember what is to be remembered."""
        self.closing.emit()
        super().closeEvent(event)
