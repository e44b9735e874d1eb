"""One letter in WeasyPrint's hands: how it gets in, what can be measured, and what is put right at the end.

The measures read WeasyPrint's boxes, which it shows to no one else; all knowledge of them stands here.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from math import inf
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary
from xml.etree import ElementTree

import pydyf  # type: ignore[import-untyped]
from cssselect2 import ElementWrapper

from toolkit.channels.letter_assets import Assets
from toolkit.channels.letter_engine import (
    CSS,
    HTML,
    BlockBox,
    Document,
    FontConfiguration,
    LineBox,
)
from toolkit.errors import RenderError
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.channels.letter_styles import StylePool

_MM = 25.4 / 96
"""Millimetres in a CSS pixel."""

_UA_SCHEMA = b"""<rdf:Description rdf:about=""
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""
"""Says of a PDF/A letter that it is PDF/UA-1 too, in the way PDF/A allows (ISO 19005-3, 6.6.2.3)."""


class Sheet(HTML):  # type: ignore[misc]
    """A letter as XML, which a fast parser reads, with styles/base.css instead of the default styles.

    In: the elements of the letter, what it may load, the fonts, and the pool that letters of one press share their
    computed styles in; None where the inside of WeasyPrint is not known, and each letter computes its own.
    """

    def __init__(self, root: Any, assets: Assets, fonts: FontConfiguration, styles: StylePool | None) -> None:
        self.fonts, self.styles = fonts, styles
        self.base_url = None
        self.url_fetcher = assets
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def render(self, stylesheets: list[CSS], **options: Any) -> Document:
        """Return the letter laid out; `options` are those of WeasyPrint."""
        if self.styles is None:
            plain: Document = super().render(font_config=self.fonts, stylesheets=stylesheets, **options)
            return plain
        from toolkit.channels.letter_inside import DEFAULT_OPTIONS, CounterStyle
        from toolkit.channels.letter_styles import LetterDocument

        whole = {**DEFAULT_OPTIONS, "cache": {}, **options, "stylesheets": stylesheets}
        return LetterDocument._render(self, self.fonts, CounterStyle(), {}, whole)

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002
        return []


def parsed(html: str) -> Any:
    """Return the tree of elements of a letter; raises RenderError for a layout of a firm that is no XML."""
    try:
        return ElementTree.fromstring(html)  # noqa: S314 - our own markup; values in it are escaped
    except ElementTree.ParseError as error:
        raise RenderError(
            worded("the layout letter.html.j2 makes no good XML: {error}", error=str(error)),
            hint="close every element, write <br/>, and &#160; instead of &nbsp;",
        ) from error


def overflowing(document: Document) -> frozenset[str]:
    """Return the classes of the boxes of the first sheet whose height has a limit and whose text comes out below."""
    first = document.pages[0]
    if first not in _overflowing:  # a page is not laid out twice, and letters printed from a plate have one
        _overflowing[first] = _seen_overflowing(document)
    return _overflowing[first]


_overflowing: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()


def _seen_overflowing(document: Document) -> frozenset[str]:
    return frozenset(
        box.element.get("class")
        for box in document.pages[0]._page_box.descendants(placeholders=True)
        if box.element is not None
        and box.element.get("class")
        and isinstance(box, BlockBox)
        and (box.style["height"] != "auto" or box.style["max_height"].value < inf)
        and box.children
        and _bottom(box.children[-1]) > box.content_box_y() + box.height + 0.01
    )


def shortage(document: Document) -> float | None:
    """Return how many mm the first sheet of a letter of two is too short; None for any other letter."""
    if len(document.pages) != 2:
        return None
    first, last = (_box(document, page, lambda element: element.tag == "main") for page in (0, 1))
    if first is None or last is None:
        return None
    sheet = document.pages[0]._page_box
    free = sheet.position_y + sheet.margin_top + sheet.height - _last_line(first)
    return float(_last_line(last) - last.position_y - free) * _MM


def finish_archive(document: Document, pdf: Any) -> None:
    """Do what `finish` does, and say in the plain metadata of a PDF/A-3a that it is PDF/UA-1 too."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.compress = False
    metadata.stream = [part.replace(b"</rdf:RDF>", _UA_SCHEMA) for part in metadata.stream]
    finish(document, pdf)


def finish(document: Document, pdf: Any) -> None:
    """Put right in a finished PDF what WeasyPrint 70 leaves half done, and compress it; the `finisher` of a letter."""
    put_right(document, pdf)
    for item in pdf.objects:
        compress(item)


def put_right(document: Document, pdf: Any) -> None:  # noqa: ARG001 - the signature that WeasyPrint calls
    """Put right in a finished PDF what WeasyPrint 70 leaves half done.

    Text in the margins (the head of following sheets, carried sums) has marks that lead to no element: it
    becomes an artifact, which a screen reader passes over (ISO 14289-1, 7.1 and 7.8). And where several
    glyphs draw one character, all but the first have no character at all: they get the word joiner, which
    is invisible (7.21.7).
    """
    structure = _object(pdf, pdf.catalog["StructTreeRoot"])
    parents = _object(pdf, structure["ParentTree"])["Nums"]
    known = set(_tree(pdf, structure["K"]))
    for page, number in enumerate(pdf.pages["Kids"][::3]):
        elements = parents[2 * page + 1]
        strays = {at for at, element in enumerate(elements) if element not in known}
        if strays:
            content = _object(pdf, pdf.objects[number]["Contents"]).stream
            for at, item in enumerate(content):
                if isinstance(item, dict) and item.get("MCID") in strays:
                    content[at - 1], content[at] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
            elements[:] = [b"null" if at in strays else element for at, element in enumerate(elements)]
    join_words(pdf)


def join_words(pdf: Any) -> None:
    """Give glyphs without a character the word joiner, in all fonts of a PDF."""
    for item in pdf.objects:
        if isinstance(item, dict) and "ToUnicode" in item:
            table = _object(pdf, item["ToUnicode"]).stream
            table[:] = [line.replace(b" <>", b" <2060>") for line in table]


def compress(stream: Any) -> None:
    """Compress an object here, if it is a stream: pydyf takes level 9, twice the time for 1% fewer bytes."""
    if not isinstance(stream, pydyf.Stream) or not stream.compress:
        return
    stream.compress = False
    whole = pydyf.Stream(stream.stream).data  # "<<…>> stream … endstream"
    content = whole[whole.index(b"stream\n") + 7 : -len(b"\nendstream")]
    stream.stream = [zlib.compress(content, 6)]
    stream.extra["Filter"] = "/FlateDecode"


def _tree(pdf: Any, kids: Any) -> Iterator[bytes]:
    for kid in kids:
        if isinstance(kid, bytes):
            yield kid
            yield from _tree(pdf, _object(pdf, kid).get("K", ()))


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _bottom(box: Any) -> float:
    return float(box.position_y + box.margin_height())


def _last_line(box: Any) -> float:
    """Where the text ends: a box that goes on overleaf is as high as its sheet, its lines are not."""
    while getattr(box, "children", ()) and not isinstance(box, LineBox):
        box = box.children[-1]
    return _bottom(box)


def _box(document: Document, page: int, wanted: Callable[[Any], bool]) -> Any:
    boxes = document.pages[page]._page_box.descendants(placeholders=True)
    return next((box for box in boxes if box.element is not None and wanted(box.element)), None)
