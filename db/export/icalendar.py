"""Write iCalendar (RFC 5545): an all-day event an entry; title, status and categories say what is not certain."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO

from db.dates import Date, Shape
from db.export.about import About
from db.export.accounts import Account, reference
from db.export.dated import DatedExport, titled
from db.export.options import When, Written
from db.formats import Format

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCT = "-//Demarche//Demarche//EN"


class CalendarExport(DatedExport):
    """One calendar, whose own properties say what it holds."""

    form = Format.ICALENDAR

    def write(self, file: BinaryIO) -> Written:
        """Build the calendar in memory and write it."""
        accounts, written = self.accounts()
        about, now = self.about(written), datetime.now(UTC).replace(microsecond=0)
        calendar = _calendar(about)
        for account in accounts:
            calendar.add_component(_event(account, about.identifier, now, self.options.when))
        file.write(calendar.to_ical(sorted=False))
        return written


def _calendar(about: About) -> "Calendar":
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    own = {"x-wr-calname": about.title, "x-wr-caldesc": about.as_text()}
    for name, value in about.as_json().items():
        told = " ".join(map(str, value)) if isinstance(value, list) else str(value)
        if not isinstance(value, dict):
            own[f"x-demarche-{name}"] = told
    own["x-demarche-dataset"] = f"{about.identifier} {about.version}"
    for name, value in own.items():
        calendar.add(name, vText(_printable(value)))
    return calendar


def _event(account: Account, dataset: str, now: datetime, when: When) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{account['id']}@{dataset}.demarche")
    event.add("dtstamp", now)
    first, after = days(account)
    event.add("dtstart", first)
    if after > first:
        event.add("dtend", after)
    doubts = certainty(account.date) if account.date else []
    event.add("summary", _printable(titled(account, when) if doubts else account["title"]))
    if doubts:
        event.add("status", "TENTATIVE")
    event.add("description", _printable(_description(account, when)))
    event.add("categories", [account["kind"], account["type"], *doubts])
    event.add("transp", "TRANSPARENT")
    if account["place"]:
        event.add("location", _printable(account["place"]))
    url = next((source.url for source in account.sources if source.url), "")
    if url:
        event.add("url", _printable(url))
    return event


def days(account: Account) -> tuple[date, date]:
    """Return the first possible day and the one after the last, as the end is exclusive.

    A date that is open to one side stands on the day that bounds it; the last day of all has none after it.
    """
    known = account["earliest"] or account["latest"]
    first = date.fromisoformat(known)
    last = date.fromisoformat(account["latest"] if account["earliest"] and account["latest"] else known)
    return first, last + timedelta(1) if last < date.max else last


def certainty(value: Date) -> list[str]:
    """Return what is not certain of a date, as categories."""
    told = {
        "some day": value.shape in (Shape.ONE_OF, Shape.PERIOD),
        "uncertain date": value.uncertain,
        "approximate date": value.approximate,
        "open beginning": value.earliest is None,
        "open end": value.latest is None,
    }
    return [name for name, holds in told.items() if holds]


def _description(account: Account, when: When) -> str:
    quoted = [f"“{each.words}”" for each in account.quoted]
    told = [
        account["summary"],
        f"When: {account.day(when)}. {account['date_reason']}".strip(),
        account.circumstances(),
        *account.own(),
        *quoted,
        *(f"{reference(source, when)}. {source.url}".strip() for source in account.sources),
    ]
    return "\n".join(line for line in told if line)


def _printable(text: str) -> str:
    """Return a text without control characters and what no UTF-8 can hold."""
    kept = "".join(sign for sign in text if sign == "\n" or sign == "\t" or (ord(sign) >= 0x20 and sign != "\x7f"))
    return kept.encode(errors="backslashreplace").decode()
