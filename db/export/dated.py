"""What formats without a place for undated entries have in common: those are left out, and that is said."""

from sqlalchemy import func, select

from db.export.accounts import Account, Accounts
from db.export.exporting import Export
from db.export.options import When, Written
from db.models import Entry


class DatedExport(Export):
    """Accounts of what has a date."""

    def accounts(self) -> tuple[list[Account], Written]:
        """Read the accounts whole, and what is to be told of them."""
        asked = self.rows()
        with self.reading.step() as connection:
            # Entries are numbered by date, those without one last.
            dated = connection.scalar(select(func.count()).select_from(Entry).where(Entry.date.is_not(None))) or 0
            reader = Accounts(connection, self.options)
        rows = [row for row in asked if row < dated]
        found = [account for page in self.pages(rows, reader.page) for account in page]
        return found, self.written(len(found), rows, len(asked) - len(rows))


def titled(account: Account, when: When) -> str:
    """Return a title after its date in words, for what a format can only put on days that are not certain."""
    return f"{account.day(when)}: {account['title']}"
