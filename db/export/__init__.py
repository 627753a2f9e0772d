"""Write entries and their citations to files: one writer a format over one stream of pages.

:mod:`db.export.options` says what is wanted, :mod:`db.export.selecting` which entries that means,
:mod:`db.export.entries` and :mod:`db.export.citations` read their cells page by page, and :mod:`db.export.csv`
writes them.
"""
