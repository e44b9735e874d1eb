"""An XML file that nobody vouches for, parsed without entities, DOCTYPE or network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.errors import Place, RecordError
from toolkit.records.files import LARGEST_FILE, empty
from toolkit.wording import worded
from toolkit.xml import DeclaredXml, MalformedXml, xml_root

_REFUSED = worded("heeft een DOCTYPE of entiteiten; dat hoort niet in zo'n bestand")


def parse_xml(path: Path) -> Any:
    """Return the root element of a file, with comments and processing instructions left out.

    Raises RecordError, in Dutch, for a file that is missing, empty, larger than `LARGEST_FILE`, has a DOCTYPE
    or entities, or is no well-formed XML; then with the line.
    """
    place = Place(str(path))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RecordError(worded("is groter dan {most} MB", most=LARGEST_FILE // 1000000), place=place)
        data = path.read_bytes()
    except OSError as error:
        raise RecordError("kan niet gelezen worden", place=place) from error
    if not data.strip():
        raise empty(path)
    try:
        return xml_root(data, bare=True)
    except DeclaredXml as error:
        raise RecordError(_REFUSED, place=place) from error
    except MalformedXml as error:
        raise RecordError("is geen goede XML", place=Place(str(path), error.line)) from error
