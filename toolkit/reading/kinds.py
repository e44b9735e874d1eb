"""What kind of file something is by its first bytes, whatever its name says."""

from __future__ import annotations

from toolkit.errors import Place, TextError
from toolkit.reading.archive import Archive, protected
from toolkit.wording import worded

_MAGIC = {
    b"%PDF-": ".pdf",
    b"{\\rt": ".rtf",
    b"\xff\xd8\xff": ".jpg",
    b"\x89PNG": ".png",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SAME = ({".docx", ".docm"},)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_MAIL = "__properties_version1.0".encode("utf-16-le")


def check_kind(content: bytes, suffix: str, name: str) -> None:
    """Raise TextError for a file that is, by its bytes, of another kind than its name says, or locked by a password.

    `suffix` is the end of the name, in small letters. A file whose bytes tell nothing may be what its name says.
    """
    found = kind_of(content, name)
    if not found or found == suffix or any({found, suffix} <= same for same in _SAME):
        return
    if found == ".doc":
        hint: str = worded("open it in Word and save it as .docx")
    elif found in (".docx", ".odt", ".rtf", ".pdf", ".msg"):
        hint = worded("give it a name that ends in {kind}", kind=found)
    else:
        hint = worded("name a file with text in it")
    raise TextError(worded("is {title}", title=_title(found)), place=Place(name), hint=hint)


def kind_of(content: bytes, name: str = "") -> str:
    """Return the end of the name that a file should have by its bytes; empty where they tell nothing.

    Raises TextError for a file that only a password opens.
    """
    if content.startswith(_ZIP):
        archive = Archive(content, name)
        if "word/document.xml" in archive or any(part.startswith("word/") for part in archive.parts):
            return ".docx"
        if "mimetype" in archive and b"opendocument.text" in archive.read("mimetype"):
            return ".odt"
        if any(part.startswith("xl/") for part in archive.parts):
            return ".xlsx"
        return "" if "_rels/.rels" in archive or "mimetype" in archive else ".zip"
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise protected(name)
        return ".doc" if _OLD_WORD in content else ".msg" if _MAIL in content else ".xls"
    return next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), "")


def _title(kind: str) -> str:
    titles = {
        ".docx": worded("a Word document"),
        ".doc": worded("a Word document of before 2007"),
        ".odt": worded("an OpenDocument text"),
        ".rtf": worded("a Rich Text file"),
        ".pdf": worded("a PDF"),
        ".msg": worded("an e-mail of Outlook"),
        ".xlsx": worded("a workbook of Excel"),
        ".xls": worded("an old file of Office"),
        ".zip": worded("a zip file"),
    }
    return titles.get(kind, worded("a picture"))
