"""An XML file that nobody vouches for, parsed without entities, DOCTYPE or network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from toolkit.errors import Place, RecordError
from toolkit.records.files import LARGEST_FILE, empty
from toolkit.wording import worded

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_REFUSED = worded("heeft een DOCTYPE of entiteiten; dat hoort niet in zo'n bestand")


def parse_xml(path: Path) -> Any:
    """Return the root element of a file, with comments and processing instructions left out.

    Raises RecordError, in Dutch, for a file that is missing, empty, larger than `LARGEST_FILE`, has a DOCTYPE
    or entities, or is no well-formed XML; then with the line.
    """
    from lxml import etree

    place = Place(str(path))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RecordError(worded("is groter dan {most} MB", most=LARGEST_FILE // 1000000), place=place)
        data = path.read_bytes()
    except OSError as error:
        raise RecordError("kan niet gelezen worden", place=place) from error
    if not data.strip():
        raise empty(path)
    # In any encoding that lxml takes (UTF-16 has a zero byte beside each letter), before it is parsed.
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        raise RecordError(_REFUSED, place=place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise RecordError("is geen goede XML", place=Place(str(path), line)) from error
    if root.getroottree().docinfo.doctype:
        raise RecordError(_REFUSED, place=place)
    return root
