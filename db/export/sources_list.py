"""What lists of sources have in common: the articles that the exported entries cite, in the order of publication."""

from db.export.exporting import Export
from db.export.options import Written
from db.export.sources import Source, cited, sources


class SourcesExport(Export):
    """A row a source."""

    def sources(self) -> tuple[list[Source], Written]:
        """Read which articles are cited; return them, and what is to be told of that."""
        rows = self.rows()
        numbers = {number for page in self.pages(rows, cited) for number in page}
        with self.reading.step() as connection:
            known = list(sources(connection).values())
        found = [source for number, source in enumerate(known) if number in numbers]
        return found, self.written(len(found), rows)
