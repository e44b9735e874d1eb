"""The file of a letter, kept with every object as it is written, where some are replaced for each letter.

pydyf writes the file; it is given the same objects under the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from toolkit.channels.letter_engine import Document
from toolkit.channels.letter_inside import DEFAULT_OPTIONS
from toolkit.channels.letter_layout import compress, join_words
from toolkit.channels.plates.inside import (
    VARIANTS,
    DocumentMetadata,
    build_fonts_dictionary,
    generate_pdf,
    get_html_metadata,
    pydyf,
)
from toolkit.channels.plates.refusal import NoPlate


class _Written:
    """An object as it stands in the file, under the names that `pydyf.PDF.write` reads."""

    generation, free = 0, "n"

    def __init__(self, item: Any) -> None:
        self.number, self.offset, self.compressible = item.number, 0, item.compressible
        self.data: bytes = item.data if item.compressible else b""
        self.indirect: bytes = b"" if item.compressible else item.indirect


class Paper:
    """The objects of a finished PDF, and what makes others in their place.

    In: the PDF, before it is written, and the options of WeasyPrint that it was made with.
    """

    def __init__(self, pdf: Any, options: Mapping[str, Any]) -> None:
        self.options = {**DEFAULT_OPTIONS, **options}
        for name, value in VARIANTS[self.options["pdf_variant"]][1].items():
            if self.options[name] is None:
                self.options[name] = value
        self._catalog = pdf.catalog
        self._objects = [item if item.free == "f" else _Written(item) for item in pdf.objects]
        self._metadata = number_of(pdf.catalog["Metadata"])
        pages = pdf.pages["Kids"][::3]
        self.contents = [number_of(pdf.objects[page]["Contents"]) for page in pages]
        self._fonts = number_of(pdf.objects[number_of(pdf.objects[pages[0]]["Resources"])]["Font"])
        self._before_fonts: int | None = None

    def write(self, new: Iterable[Any], info: Mapping[str, Any]) -> bytes:
        """Return the file with some objects replaced, each under its number, and other facts about the document."""
        pdf, output = pydyf.PDF(), BytesIO()
        pdf.objects, pdf.catalog, pdf.info = list(self._objects), self._catalog, pydyf.Dictionary(info)
        for item in new:
            pdf.objects[item.number] = item
        pdf.write(output, self.options["pdf_version"], self.options["pdf_identifier"], True)
        return output.getvalue()

    def content(self, page: int, drawing: bytes) -> Any:
        """Return the drawing of a page as an object."""
        stream = pydyf.Stream([drawing], compress=True)
        stream.number = self.contents[page]
        compress(stream)
        return stream

    def fonts(self, fonts: Mapping[Any, Any]) -> list[Any]:
        """Return the objects of the fonts; raises NoPlate where they are not as many as they were."""
        if self._before_fonts is None:  # the numbers lead from one to another, and the last one is known
            self._before_fonts = self._fonts + 1 - len(self._font_objects(fonts, 0))
        made = self._font_objects(fonts, self._before_fonts)
        if made[-1].number != self._fonts:
            raise NoPlate("other objects for the fonts")
        return made

    def _font_objects(self, fonts: Mapping[Any, Any], before: int) -> list[Any]:
        shell = pydyf.PDF()
        shell.objects = [None] * before
        shell.add_object(build_fonts_dictionary(shell, fonts, True, True, self.options))
        join_words(shell)
        for item in shell.objects:
            compress(item)
        made: list[Any] = shell.objects[before:]
        return made

    def facts(self, head: Any, sheet: Any, document: Any) -> tuple[Mapping[str, Any], Any]:
        """Return what the file tells of a document, and its metadata as an object.

        It is what WeasyPrint tells of a letter with the same head and without pages.
        """
        metadata = DocumentMetadata(**get_html_metadata(sheet(head)))
        empty = Document([], metadata, document.url_fetcher, document.font_config, {}, None)
        pdf = generate_pdf(empty, None, 1, **self.options)
        stream = pdf.objects[number_of(pdf.catalog["Metadata"])]
        compress(stream)
        stream.number = self._metadata
        return pdf.info, stream


def head_of(root: Any) -> Any:
    """Return a letter without its body."""
    head = ElementTree.Element(root.tag, root.attrib)
    head.extend(root.findall("head"))
    return head


def number_of(reference: bytes) -> int:
    """Return the number of the object that a reference names."""
    return int(reference.split()[0])
