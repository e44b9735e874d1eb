"""WeasyPrint as letters use it, loaded without its warning where a machine has no fonts: a letter needs none."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from weasyprint import CSS, HTML, Attachment, Document
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "HTML",
    "Attachment",
    "Document",
    "FatalURLFetchingError",
    "FontConfiguration",
    "LineBox",
    "URLFetcher",
    "URLFetcherResponse",
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
