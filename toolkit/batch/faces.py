"""The fonts of many letters as one: a single subset with the glyphs that all of them use.

WeasyPrint puts into each letter the glyphs it uses, under the numbers they have in the whole font
(HB_SUBSET_FLAGS_RETAIN_GIDS), and writes text as glyph numbers (Identity-H). So one subset serves every page,
if it comes from the same font file; that is proved by the widths of all glyphs and the outlines of some.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_COMPARED = 12


@dataclass(slots=True)
class Face:
    """What letters use of one font: the width (1/1000 em) and the characters (UTF-16, hex) of each glyph."""

    sample: bytes
    descriptor: dict[str, Any]
    widths: dict[int, int] = field(default_factory=dict)
    characters: dict[int, bytes] = field(default_factory=dict)
    program: bytes = b""


def fonts_of(page: pikepdf.Page) -> Iterator[tuple[str, str, Any]]:
    """Yield key, name without its subset tag, and dictionary of the fonts of a page that can be shared."""
    for key, font in _fonts(page).items():
        inner = font.get("/DescendantFonts", [None])[0]
        if (
            inner is None
            or font.get("/Encoding") != "/Identity-H"
            or inner.get("/Subtype") != "/CIDFontType2"
        ):
            continue
        tag, plus, name = str(inner.BaseFont).removeprefix("/").partition("+")
        if plus and len(tag) == 6 and "/FontFile2" in inner.FontDescriptor:
            yield key, name, font


def _fonts(page: pikepdf.Page) -> Any:
    return page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())


def learn(letter: pikepdf.Pdf, faces: dict[str, Face]) -> None:
    """Add what one letter uses to `faces`, by name."""
    for page in letter.pages:
        for _, name, font in fonts_of(page):
            inner = font.DescendantFonts[0]
            if name not in faces:
                given = inner.FontDescriptor
                plain = {key: given[key] for key in given if key not in ("/FontFile2", "/FontName")}
                kept = {key: pikepdf.Object.parse(value.unparse()) if hasattr(value, "unparse") else value
                        for key, value in plain.items()}  # fmt: skip
                faces[name] = Face(given.FontFile2.read_bytes(), kept)
            faces[name].widths.update(_widths(inner.W))
            if "/ToUnicode" in font:
                found = _PAIR.findall(font.ToUnicode.read_bytes())
                faces[name].characters.update({int(glyph, 16): text for glyph, text in found})


def join_faces(faces: Mapping[str, Face], folders: Iterable[Path]) -> dict[str, Face]:
    """Return the faces whose font file is in one of the style folders, each with its joint subset."""
    files = [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".ttf", ".otf")
    ]
    joint = {}
    for name, face in faces.items():
        source = next((path for path in files if _is_source(path, face)), None)
        if source:
            face.program = _subset(source, face.widths)
            joint[name] = face
    return joint


def embed(pdf: pikepdf.Pdf, faces: Mapping[str, Face]) -> dict[str, pikepdf.Object]:
    """Put the joint fonts into a PDF and return their dictionaries by name."""
    return {name: _font(pdf, name, face) for name, face in faces.items()}


def _font(pdf: pikepdf.Pdf, name: str, face: Face) -> pikepdf.Object:
    digest = sha256(face.program).digest()
    tagged = pikepdf.Name("/" + "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + name)
    program = pikepdf.Stream(pdf, face.program)
    program.Length1 = len(face.program)
    descriptor = pdf.make_indirect(
        pikepdf.Dictionary({**face.descriptor, "/FontName": tagged, "/FontFile2": pdf.make_indirect(program)})
    )
    widths = [part for glyph in sorted(face.widths) for part in (glyph, pikepdf.Array([face.widths[glyph]]))]
    inner = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=tagged,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=pikepdf.Name.Identity,
        W=pikepdf.Array(widths),
        FontDescriptor=descriptor,
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=tagged,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, _to_unicode(face.characters))),
        )
    )


def _to_unicode(characters: Mapping[int, bytes]) -> bytes:
    """Return the map from glyphs to characters (ISO 32000-1, 9.10.3), in blocks of at most 100."""
    pairs = iter(sorted(characters.items()))
    blocks = []
    while block := list(islice(pairs, 100)):
        lines = b"\n".join(b"<%04x> <%s>" % pair for pair in block)
        blocks.append(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), lines))
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        + b"".join(blocks)
        + b"endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )


def _widths(array: Any) -> Iterator[tuple[int, int]]:
    """Yield glyph and width of the array W (ISO 32000-1, 9.7.4.3)."""
    parts = list(array)
    at = 0
    while at < len(parts):
        first, second = int(parts[at]), parts[at + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + step, int(width)) for step, width in enumerate(second))
            at += 2
        else:
            yield from ((glyph, int(parts[at + 2])) for glyph in range(first, int(second) + 1))
            at += 3


def _is_source(path: Path, face: Face) -> bool:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as whole, TTFont(BytesIO(face.sample), lazy=True) as part:
        if "glyf" not in whole or "glyf" not in part or "fvar" in whole:
            return False
        order, scale = whole.getGlyphOrder(), 1000 / whole["head"].unitsPerEm
        for glyph, width in face.widths.items():
            if glyph >= len(order) or abs(whole["hmtx"][order[glyph]][0] * scale - width) > 1:
                return False
        names = part.getGlyphOrder()
        drawn = [glyph for glyph in sorted(face.widths) if glyph < len(names)]
        drawn = [glyph for glyph in drawn if part["glyf"][names[glyph]].numberOfContours > 0]
        return all(
            whole["glyf"][order[glyph]].getCoordinates(whole["glyf"])[0]
            == part["glyf"][names[glyph]].getCoordinates(part["glyf"])[0]
            for glyph in drawn[:_COMPARED]
        )


def _subset(path: Path, glyphs: Iterable[int]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        retain_gids=True, notdef_outline=True, hinting=False, layout_features=[], name_IDs=[], legacy_cmap=False,
        drop_tables=["BASE", "DSIG", "GPOS", "GSUB", "GDEF", "STAT", "meta"],
    )  # fmt: skip
    with TTFont(path, recalcTimestamp=False) as font:
        worker = subset.Subsetter(options)
        worker.populate(gids=[0, *glyphs])
        worker.subset(font)
        out = BytesIO()
        font.save(out)
    return out.getvalue()
