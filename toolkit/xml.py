"""XML that others made: it names no entity, reads no other file, asks no network and has no tree without end."""

from __future__ import annotations

import re
from typing import Any

SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
"""The settings of every parser that reads it."""

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class MalformedXml(ValueError):
    """What is no well-formed XML; `line` is where, when that is known."""

    def __init__(self, line: int | None) -> None:
        super().__init__(line)
        self.line = line


class DeclaredXml(ValueError):
    """XML with a DOCTYPE or entities, which no file of this kind needs and an attack does."""


def xml_root(data: bytes, *, bare: bool = False) -> Any:
    """Return the root element (lxml) of XML; `bare` leaves its comments and processing instructions out.

    Raises DeclaredXml and MalformedXml.
    """
    from lxml import etree

    # In any encoding that lxml takes (UTF-16 has a zero byte beside each letter), before it is parsed.
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        raise DeclaredXml
    try:
        root = etree.fromstring(data, etree.XMLParser(remove_comments=bare, remove_pis=bare, **SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedXml(getattr(error, "lineno", None)) from error
    if root.getroottree().docinfo.doctype:
        raise DeclaredXml
    return root
