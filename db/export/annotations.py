"""Write the cited passages as annotations (W3C, Web Annotation Data Model) in JSON-LD."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from sqlalchemy import Connection

from db.export.exporting import Export
from db.export.options import Written
from db.export.passages import CitedPassage, Passages
from db.formats import Format

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:x-demarche:"


class AnnotationsExport(Export):
    """A collection of one page; an annotation a passage, written as they are read.

    Passages are those of our digests. Where quotations are allowed, those of originals that are attached take their
    place: only then does a selector hold a publisher's words.
    """

    form = Format.JSONLD

    def write(self, file: BinaryIO) -> Written:
        """Write the head, the annotations, and at the end how many there were."""
        rows = self.rows()
        self._library = f"{TERMS}{self.about(Written(0, 0)).identifier}"
        passages = Passages(quotations=self.options.quotations)

        def read(connection: Connection, asked: Sequence[int]) -> list[CitedPassage]:
            return passages.page(connection, asked)

        context = [CONTEXT, {"demarche": TERMS}]
        file.write(f'{{\n"@context": {json.dumps(context)},\n'.encode())
        file.write(f'"id": "{self._library}:passages",\n"type": "AnnotationCollection",\n'.encode())
        file.write(f'"first": {{\n"id": "{self._library}:passages:1",\n"type": "AnnotationPage",\n'.encode())
        file.write(b'"startIndex": 0,\n"items": [')
        count = 0
        for page in self.pages(rows, read):
            for passage in page:
                start = ",\n" if count else "\n"
                file.write(f"{start}{json.dumps(self._annotation(passage), ensure_ascii=False)}".encode())
                count += 1
        written = self.written(count, rows)
        file.write(b"\n]},\n" + b",\n".join(self._end(written)) + b"\n}\n")
        return written

    def _end(self, written: Written) -> Iterator[bytes]:
        """Yield what the collection tells of itself: as the model knows it, then in terms of our own."""
        about = self.about(written, "passages")
        told = {
            "label": f"{about.title}: cited passages",
            "dcterms:description": about.as_text(),
            "total": written.count,
        }
        told |= {f"demarche:{name}": value for name, value in about.as_json().items() if not isinstance(value, dict)}
        told |= {f"demarche:dataset-{name}": value for name, value in (about.as_json()["dataset"] or {}).items()}
        for name, value in told.items():
            yield f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}".encode(errors="backslashreplace")

    def _annotation(self, passage: CitedPassage) -> dict[str, Any]:
        place = f"{passage.article}:{passage.text}"
        return {
            "id": f"{self._library}:{passage.entry}:{place}:{passage.number}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": {
                "id": f"{self._library}:{passage.entry}",
                "type": "TextualBody",
                "value": passage.title,
                "format": "text/plain",
                "purpose": "identifying",
            },
            "target": self._target(passage, place),
        }

    def _target(self, passage: CitedPassage, place: str) -> dict[str, Any]:
        source: dict[str, Any] = {
            "id": f"{self._library}:{place}",
            "type": "Text",
            "format": "text/plain",
            "dcterms:title": passage.headline,
            "dcterms:publisher": passage.publisher,
            "dcterms:issued": passage.published,
        }
        if passage.url:
            source["dcterms:isVersionOf"] = {"id": passage.url}
        target: dict[str, Any] = {"type": "SpecificResource", "source": source}
        if passage.anchor:
            target["demarche:anchor"] = passage.anchor
        if passage.start is not None and passage.end is not None:
            target["selector"] = _selectors(passage, passage.start, passage.end)
        return target


def _selectors(passage: CitedPassage, start: int, end: int) -> list[dict[str, Any]]:
    quote = {"type": "TextQuoteSelector", "exact": passage.words, "prefix": passage.before, "suffix": passage.after}
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {name: value for name, value in quote.items() if value},
    ]
