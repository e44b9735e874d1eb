"""What an e-mail takes from the workspace: its style sheet, the logo it shows, the files that go along."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from toolkit.channels import mime
from toolkit.errors import RenderError, SettingsError
from toolkit.language import Labels
from toolkit.payments import QrCode
from toolkit.records import Record
from toolkit.wording import overheard, worded
from toolkit.workspace import Workspace

SHEETS = ("tokens.css", "email.css")
"""The style sheets of an e-mail; only variables are taken from the first."""

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".xml": "application/xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""Media types by suffix; any other file goes along as plain bytes. The machine's own list is never asked."""

CODE_WIDTH = 160
"""Pixels across of a payment code on the screen."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_DEFINITION = re.compile(r"--([\w-]+)\s*:\s*([^;]+)")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
_LONGEST_NAME = 60
_LOGO_WIDTH, _LOGO_HEIGHT = 240, 56


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in an e-mail: its address `cid`, its size on the screen in CSS pixels, its words and its part."""

    cid: str
    width: int
    height: int
    part: mime.Entity
    alt: str = ""


def style_sheet(workspace: Workspace) -> str:
    """Return the CSS of an e-mail with the values of its variables filled in, as mail programs need it.

    Raises SettingsError for a variable that no style sheet defines.
    """
    sheets = [_COMMENT.sub("", workspace.style(name).read_text(encoding="utf-8")) for name in SHEETS]
    values: dict[str, str] = {}
    for sheet in sheets:
        for root in _ROOT.findall(sheet):
            values |= {name: value.strip() for name, value in _DEFINITION.findall(root)}

    def filled(text: str, inside: tuple[str, ...] = ()) -> str:
        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name not in values or name in inside:
                raise SettingsError(
                    worded("the variable '--{name}' has no value", name=name),
                    hint=worded(
                        "define it between :root { } in styles/{first} or styles/{second}",
                        first=SHEETS[0],
                        second=SHEETS[1],
                    ),
                )
            return filled(values[name], (*inside, name))

        return _VARIABLE.sub(value, text)

    return filled(_ROOT.sub("", sheets[-1])).strip()


def attachments(
    record: Record, labels: Labels, find: Callable[[str], Path]
) -> Iterator[tuple[Path, str, str]]:
    """Yield path, media type and file name of what goes along: the named files, then copies of the invoices.

    A file goes along once, and no two have one name. `find` gives the path of a file that a record names.
    """
    wanted = [(each.file, each.name) for each in record.attachments]
    wanted += [
        (each.file, labels.invoice.format(number=each.number)) for each in record.invoices if each.file
    ]
    paths: set[Path] = set()
    names: set[str] = set()
    for file, title in wanted:
        path = find(file)
        if path in paths:
            continue
        paths.add(path)
        name = _file_name(title, labels.attachment, path.suffix.lower(), names)
        names.add(name.casefold())
        yield path, MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream"), name


def read_logo(path: Path, domain: str) -> Picture | None:
    """Return the logo in a PNG or JPEG file, or in the PNG beside a file of another kind; None without one.

    It is at most 240 × 56 pixels on the screen; `domain` ends its address.
    """
    for file in (path, path.with_suffix(".png")):
        content = read(file) if file.is_file() else b""
        if found := _picture(content):
            kind, width, height = found
            scale = min(_LOGO_WIDTH / width, _LOGO_HEIGHT / height, 1)
            cid = f"logo.{sha256(content).hexdigest()[:16]}@{domain}"
            part = mime.image(kind, mime.base64_lines(content), cid)
            return Picture(cid, max(round(width * scale), 1), max(round(height * scale), 1), part)
    return None


def code_picture(code: QrCode, domain: str) -> Picture:
    """Return the payment code as a picture, 160 pixels across on the screen; `domain` ends its address."""
    content = code.png(scale=6)
    cid = f"code.{sha256(content).hexdigest()[:16]}@{domain}"
    part = mime.image("png", mime.base64_lines(content), cid)
    return Picture(cid, CODE_WIDTH, CODE_WIDTH, part, code.title)


def read(path: Path) -> bytes:
    """Return the bytes of a file; raises RenderError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RenderError(
            worded(
                "the file '{name}' cannot be read: {reason}", name=path.name, reason=overheard(error.strerror)
            )
        ) from error


def _file_name(title: str, nameless: str, suffix: str, taken: set[str]) -> str:
    title = title[: -len(suffix)] if suffix and title.lower().endswith(suffix) else title
    stem = _NOT_IN_NAMES.sub("-", title)[:_LONGEST_NAME].strip(" .") or nameless
    name, number = f"{stem}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}){suffix}"
    return name


def _picture(content: bytes) -> tuple[str, int, int] | None:
    """Return the kind, width and height in pixels of a PNG or JPEG picture; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) > 24:
        return ("png", *_size(content[16:24], ">II"))
    at = 2
    while content.startswith(b"\xff\xd8\xff") and at + 9 < len(content) and content[at] == 0xFF:
        # ITU-T T.81, annex B: a start-of-frame segment holds the height, then the width.
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = _size(content[at + 5 : at + 9], ">HH")
            return "jpeg", width, height
        at += 2 + length
    return None


def _size(content: bytes, layout: str) -> tuple[int, int]:
    first, second = struct.unpack(layout, content)
    return max(first, 1), max(second, 1)
