"""Small PDF files, written by hand: text at places, in sizes, on pages."""

from __future__ import annotations

from collections.abc import Sequence

Placed = tuple[float, float, float, str]
"""How far from the left and from below, the size, and the text of a line."""


def pdf(pages: Sequence[Sequence[Placed]], info: dict[str, str] | None = None, trailer: str = "") -> bytes:
    """Return a PDF file; ``trailer`` is put into its trailer as it is."""
    contents = []
    for lines in pages:
        shown = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text.translate(_ESCAPES)}) Tj ET\n" for x, y, size, text in lines
        )
        contents.append(shown.encode("cp1252"))
    return assembled(contents, info, trailer)


def assembled(
    contents: Sequence[bytes], info: dict[str, str] | None = None, trailer: str = "", extra: str = ""
) -> bytes:
    """Return a PDF file with these content streams, one a page."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        own = first + 2 * number
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {own + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(content)} {extra} >>\nstream\n".encode() + content + b"\nendstream")
    written = " ".join(f"/{key} ({value.translate(_ESCAPES)})" for key, value in (info or {}).items())
    objects.append(f"<< {written} >>".encode())
    body = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body + end.encode()


_ESCAPES = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})
