"""What goes into the envelope behind a letter: the pages of the files that its record names."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from toolkit.errors import RecordError, SettingsError
from toolkit.records import Record
from toolkit.wording import worded

ENCLOSED = ".enclosed.pdf"
"""The suffix of what goes beside a letter that is printed: the pages that come after it."""


def enclosed(record: Record, find: Callable[[str], Path]) -> tuple[bytes, int]:
    """Return one PDF with the pages of all files that a record names, each file once, and how many pages it has.

    In: `find` gives the path of a file that a record names. What stands on a page as a note or in a form is printed
    as it looks. Nothing and 0 when the record names no file. Raises RecordError for a file that is not there, is no
    PDF, is locked or has no pages: a letter never promises what is not in the envelope.
    """
    import pikepdf

    names = dict.fromkeys(
        [each.file for each in record.attachments] + [each.file for each in record.invoices if each.file]
    )
    if not names:
        return b"", 0
    with pikepdf.new() as whole:
        for path in dict.fromkeys(_found(name, find) for name in names):
            try:
                with pikepdf.open(path) as pdf:
                    if not len(pdf.pages):
                        raise _wrong(path.name)
                    pdf.flatten_annotations("print")
                    whole.pages.extend(pdf.pages)
            except (pikepdf.PdfError, pikepdf.PasswordError, OSError) as error:
                raise _wrong(path.name) from error
        content = BytesIO()
        whole.save(content, deterministic_id=True)
        return content.getvalue(), len(whole.pages)


def _found(name: str, find: Callable[[str], Path]) -> Path:
    try:
        return find(name)
    except SettingsError as error:
        raise _wrong(Path(name).name) from error


def _wrong(name: str) -> RecordError:
    return RecordError(
        worded("the attachment {name} cannot be printed behind the letter", name=name),
        hint=worded("give it as a PDF that is whole and has no password, or leave it out"),
    )
