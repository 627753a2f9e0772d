"""Write TimelineJS's JSON: a slide an entry, to be shown by that library in a browser."""

import json
from datetime import date
from html import escape
from typing import Any, BinaryIO

from db.export.about import About
from db.export.accounts import Account, reference
from db.export.dated import DatedExport, titled
from db.export.options import When, Written
from db.formats import Format


class TimelineJsExport(DatedExport):
    """A title slide that says what the file holds, and a slide an entry."""

    form = Format.TIMELINEJS

    def write(self, file: BinaryIO) -> Written:
        """Write all slides at once."""
        accounts, written = self.accounts()
        when = self.options.when
        told = {
            "title": _title(self.about(written)),
            "events": [_slide(account, when) for account in accounts],
        }
        file.write(f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode(errors="backslashreplace"))
        return written


def _title(about: About) -> dict[str, Any]:
    return {
        "text": {"headline": escape(about.title), "text": f"<p>{escape(about.as_text())}</p>"},
        "unique_id": about.identifier,
    }


def _slide(account: Account, when: When) -> dict[str, Any]:
    # Such a slide stands on the one day that bounds it.
    is_open = account.date is not None and None in (account.date.earliest, account.date.latest)
    first, last = account["earliest"] or account["latest"], account["latest"]
    slide: dict[str, Any] = {
        "unique_id": account["id"],
        "start_date": _day(first) | {"display_date": account.day(when)},
        "text": {
            "headline": escape(titled(account, when) if is_open else account["title"]),
            "text": _text(account, when),
        },
        "group": account["kind"],
    }
    if last and last != first:
        slide["end_date"] = _day(last)
    return slide


def _day(iso: str) -> dict[str, Any]:
    day = date.fromisoformat(iso)
    return {"year": day.year, "month": day.month, "day": day.day}


def _text(account: Account, when: When) -> str:
    parts = [f"<p>{escape(account['summary'])}</p>"]
    if account.circumstances():
        parts.append(f"<p><em>{escape(account.circumstances())}</em></p>")
    parts += [f"<p>{escape(own)}</p>" for own in account.own()]
    parts += [f"<blockquote>{escape(quoted.words)}</blockquote>" for quoted in account.quoted]
    for source in account.sources:
        told = escape(reference(source, when))
        web = source.url.startswith(("https://", "http://"))
        parts.append(f'<p><a href="{escape(source.url)}">{told}</a></p>' if web else f"<p>{told}</p>")
    return "".join(parts)
