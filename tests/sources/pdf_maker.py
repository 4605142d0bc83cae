"""PDFs with a text layer of our own making: no font in them, only the table from its codes to characters."""

from __future__ import annotations

from collections.abc import Sequence

FONT = 14
LEFT, TOP, STEP = 50, 800, 24


def pdf(pages: Sequence[Sequence[str]], *, title: str | None = None) -> bytes:
    """A PDF whose pages show these lines; characters stand in the order in which they are given."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    mapped = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapped}\nendbfchar\nendcmap end end"
    )
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream(cmap),
        f"<< /Title <feff{(title or '').encode('utf-16-be').hex()}> >>",
    ]
    for number, page in enumerate(pages):
        shown = "".join(
            f"BT /F1 {FONT} Tf 1 0 0 1 {LEFT} {TOP - STEP * at} Tm "
            f"<{''.join(f'{codes[letter]:04x}' for letter in line)}> Tj ET\n"
            for at, line in enumerate(page)
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {8 + 2 * number} 0 R >>"
        )
        objects.append(stream(shown))
    return written(objects)


def stream(content: str | bytes, more: str = "") -> str:
    """An object that holds a stream."""
    data = content if isinstance(content, str) else content.decode("latin-1")
    return f"<< /Length {len(data)} {more}>>\nstream\n{data}\nendstream"


def written(objects: Sequence[str]) -> bytes:
    """The file of these objects, the first of which is its catalogue and the sixth tells of it."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\n".encode()
    return out + f"startxref\n{table}\n%%EOF\n".encode()
