"""Word documents made by hand, part by part, so that a test says exactly what is in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS = {
    "document": "document.main",
    "header1": "header",
    "footer1": "footer",
    "footer2": "footer",
    "footnotes": "footnotes",
    "styles": "styles",
    "settings": "settings",
    "numbering": "numbering",
}
_ROOTS = {"document": "document", "header1": "hdr", "footer1": "ftr", "footer2": "ftr"}
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
)


def word(body: str, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """Return a Word document with this inside its body, and other parts by name: header1, footer1, styles, …"""
    inside = {"document": f"<w:body>{body}</w:body>", **parts}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{_PARTS[name]}+xml"/>'
            for name in inside
        )
        archive.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        )
        archive.writestr("_rels/.rels", _relations({"doc": ("officeDocument", "word/document.xml", "")}))
        known = {name: (name.rstrip("12"), f"{name}.xml", "") for name in parts}
        known |= {
            key: ("hyperlink", address, ' TargetMode="External"') for key, address in (links or {}).items()
        }
        archive.writestr("word/_rels/document.xml.rels", _relations(known))
        for name, content in inside.items():
            root = _ROOTS.get(name, name)
            archive.writestr(f"word/{name}.xml", f"{_XML}<w:{root} {_SPACES}>{content}</w:{root}>")
    return out.getvalue()


def _relations(known: Mapping[str, tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{mode}/>'
        for key, (kind, target, mode) in known.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def p(*inside: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs, or of texts that become runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    head = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{head}{''.join(each if each.startswith('<w:') else r(each) for each in inside)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run with a text."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code: str, *result: str) -> str:
    """Return a field as Word writes it: a run for each mark, its code, and the runs of its result."""
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    told = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return f"{begin}{told}{middle}{''.join(result)}{end}"


def table(*rows: Iterable[str]) -> str:
    """Return a table with one paragraph in each cell; a cell that is XML stays as it is."""
    cells = [[each if each.startswith("<w:") else p(each) for each in row] for row in rows]
    inside = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in cells)
    return f"<w:tbl>{inside}</w:tbl>"


def text_box(*paragraphs: str) -> str:
    """Return a run with a text box, in both ways in which Word writes one."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return what each part of a document holds."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(content: bytes, **changed: bytes) -> bytes:
    """Return a document with some of its parts changed; the '_' in the names of arguments stands for the path word/."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts_of(content).items():
            archive.writestr(name, changed.get(name.removeprefix("word/").removesuffix(".xml"), data))
    return out.getvalue()
