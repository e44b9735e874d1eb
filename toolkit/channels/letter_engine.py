"""WeasyPrint as letters use it, loaded without its warning where a machine has no fonts: a letter needs none.

Beside what WeasyPrint documents, letters read the places of its boxes; what else is inside it stands in
`letter_inside`, for its known versions.
"""

from __future__ import annotations

import shutil
import warnings
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from weasyprint import CSS, HTML, Attachment, Document
    from weasyprint.formatting_structure.boxes import BlockBox, LineBox
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "HTML",
    "Attachment",
    "BlockBox",
    "Document",
    "FatalURLFetchingError",
    "FontConfiguration",
    "LineBox",
    "URLFetcher",
    "URLFetcherResponse",
    "leaving_nothing",
]


def leaving_nothing(fonts: FontConfiguration) -> None:
    """See to it that the folder of copies of fonts goes when `fonts` goes, and at the latest with the process.

    WeasyPrint removes it when the configuration is collected, which at the end of a process never happens.
    This holds for the processes of a pool too, unless they are killed.
    """
    folder: Any = getattr(fonts, "_folder", None)
    if isinstance(folder, Path):
        Finalize(fonts, shutil.rmtree, (folder, True), exitpriority=0)
