"""Files that are made to be trouble: PDF files by hand, and web pages without end."""

import random
import zlib

DECLARED = "<!DOCTYPE html>"
MILLION_TAGS = DECLARED + "<p>A word <b>in bold</b></p>" * 500_000
DEEP = DECLARED + "<div>" * 1_000_000 + "words"


def pdf(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Return a PDF file of one page with this content stream."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(content), filters, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(file))
    return file + head + table + end


def bomb() -> bytes:
    """Return a PDF file of two kilobytes that holds a gigabyte of blanks, packed twice."""
    packing = zlib.compressobj(9)
    once = b"".join(packing.compress(b" " * 10_000_000) for _ in range(100)) + packing.flush()
    return pdf(zlib.compress(once), b"/FlateDecode /FlateDecode")


def noise(seed: int, size: int) -> bytes:
    """Return bytes that mean nothing."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - no secret
