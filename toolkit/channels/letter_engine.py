"""WeasyPrint as letters use it, loaded without its warning where a machine has no fonts: a letter needs none."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Attachment, Document
    from weasyprint.css import (
        AnonymousStyle,
        ComputedStyle,
        InitialStyle,
        StyleFor,
        declaration_precedence,
        find_stylesheets,
    )
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.properties import INHERITED
    from weasyprint.css.targets import TargetCollector
    from weasyprint.formatting_structure.boxes import BlockBox, LineBox
    from weasyprint.images import get_image_from_uri
    from weasyprint.layout import LayoutContext
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "DEFAULT_OPTIONS",
    "HTML",
    "INHERITED",
    "AnonymousStyle",
    "Attachment",
    "BlockBox",
    "ComputedStyle",
    "CounterStyle",
    "Document",
    "FatalURLFetchingError",
    "FontConfiguration",
    "InitialStyle",
    "LayoutContext",
    "LineBox",
    "StyleFor",
    "TargetCollector",
    "URLFetcher",
    "URLFetcherResponse",
    "declaration_precedence",
    "find_stylesheets",
    "get_image_from_uri",
    "hermetic_fonts",
]


def hermetic_fonts() -> FontConfiguration:
    """Return a font configuration that knows no font of the machine, only those of @font-face rules."""
    configuration = FontConfiguration()
    if not hasattr(fontconfig, "FcConfigCreate"):
        ffi.cdef("FcConfig * FcConfigCreate (void);")
    empty = fontconfig.FcConfigCreate()
    font_map = ffi.cast("PangoFcFontMap *", configuration.font_map)
    pangoft2.pango_fc_font_map_set_config(font_map, empty)
    fontconfig.FcConfigDestroy(empty)  # the font map holds its own reference
    configuration._config = empty
    return configuration
