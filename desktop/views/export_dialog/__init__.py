"""The export dialog: which entries, as what, with which columns, how it begins, and where to."""

from desktop.views.export_dialog.dialog import ExportDialog

__all__ = ["ExportDialog"]
