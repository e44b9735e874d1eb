"""Message to letter: an accessible, tagged PDF (PDF/UA-1) for a window envelope, laid out by WeasyPrint.

Import this module only where a letter is made: it loads WeasyPrint and Pango.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup
from weasyprint import CSS, HTML, Attachment

from toolkit.channels.html import tag
from toolkit.channels.letter_address import Fitted, address_lines, fit, return_line
from toolkit.channels.letter_assets import Assets, careful, fonts, printable
from toolkit.channels.letter_sheet import colophon, host, references, running_head, sender_lines, text_html
from toolkit.channels.letter_window import Window, read_window
from toolkit.channels.rendering import Rendering
from toolkit.compose.filters import phone
from toolkit.compose.message import Message
from toolkit.errors import RenderError, SettingsError
from toolkit.records import Record
from toolkit.workspace import Workspace

SHEETS = ("base.css", "fonts.css", "tokens.css", "letter.css")
"""The style sheets of a letter, the strongest last; the places of the window come after them."""

LAYOUT = "letter.html.j2"


class Letterpress:
    """Makes letters; fonts, style sheets and layout are read once and shared between them.

    In: the workspace; `window`, a preset of styles/windows.toml (else the one of tact.toml, else the one of each
    creditor's country); `archive` makes PDF/A-3a with the invoices embedded instead of PDF/UA-1. One press serves one
    thread. Raises SettingsError for a window or style sheet that is missing or not usable.
    """

    def __init__(self, workspace: Workspace, window: str | None = None, *, archive: bool = False) -> None:
        self._workspace = workspace
        self._window = window
        self._variant = "pdf/a-3a" if archive else "pdf/ua-1"
        self._assets = Assets([*workspace.styles, *([workspace.root] if workspace.root else [])])
        self._fonts = fonts()
        self._images: dict[str, Any] = {}
        self._places: dict[str, tuple[Window, list[CSS], list[CSS]]] = {}
        with careful("stijl") as complaints:
            self._sheets = [self._sheet(workspace.style(name)) for name in SHEETS]
        self._complaints = tuple(complaints)
        folders = [str(folder / "_layouts") for folder in workspace.templates]
        environment = Environment(
            loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        environment.filters |= {"phone": phone, "host": host}
        try:
            self._layout = environment.get_template(LAYOUT)
        except JinjaError as error:
            raise SettingsError(f"_layouts/{LAYOUT} cannot be read: {error}") from error

    def render(self, message: Message) -> Rendering:
        """Return the letter as PDF, the same bytes for the same message.

        `measures` holds `pages` and `bytes`; `warnings` say which characters no font has, and what an address that is
        too long had to give up. Raises RenderError when the customer has no address, and for a logo or an attachment
        that is missing.
        """
        creditor = message.record.creditor
        window, sheets, small = self._placed(creditor.address.country)
        names, place = address_lines(message.record)
        address = fit(names, place, lambda lines, size: self._fits(lines, size, small))
        page, notes = printable(self._html(message, address, window), self._assets.characters)
        with careful("brief") as complaints:
            document = _Sheet(page, self._assets).render(self._fonts, stylesheets=sheets, **self._options)
            content = document.write_pdf(attachments=self._attachments(message.record), **self._options)
        return Rendering(
            channel="letter",
            suffix=".pdf",
            media_type="application/pdf",
            content=content,
            measures={"pages": len(document.pages), "bytes": len(content)},
            warnings=(*address.warnings, *notes, *(f"Opmaak: {text}" for text in (*self._complaints, *complaints))),
        )

    @property
    def _options(self) -> dict[str, Any]:
        return {"pdf_variant": self._variant, "cache": self._images}

    def _html(self, message: Message, address: Fitted, window: Window) -> str:
        record = message.record
        creditor = record.creditor
        try:
            return self._layout.render(
                lang=message.language,
                title=message.subject,
                date=record.date.isoformat(),
                creditor=creditor,
                running=running_head(message),
                logo=self._file(creditor.logo, "logo").as_uri() if creditor.logo else None,
                return_line=return_line(creditor),
                address=address,
                sender_lines=sender_lines(creditor),
                colophon=colophon(creditor),
                references=references(message),
                marks=window.marks,
                text=text_html(message),
            )
        except JinjaError as error:
            raise RenderError(f"_layouts/{LAYOUT}: {error}") from error

    def _placed(self, country: str) -> tuple[Window, list[CSS], list[CSS]]:
        if country not in self._places:
            window = read_window(self._workspace, self._window, country)
            self._places[country] = (
                window,
                [*self._sheets, self._sheet(window.css)],
                [*self._sheets, self._sheet(_only_address(window))],
            )
        return self._places[country]

    def _sheet(self, source: Path | str) -> CSS:
        given = {"filename": source} if isinstance(source, Path) else {"string": source}
        return CSS(**given, url_fetcher=self._assets, font_config=self._fonts)

    def _fits(self, lines: Sequence[str], size: float, sheets: list[CSS]) -> bool:
        text, _ = printable("\n".join(lines), self._assets.characters)
        address = tag("p", text, class_="address", style=f"font-size: {size}pt")
        with careful("adres"):
            document = _Sheet(tag("html", tag("body", address)), self._assets).render(self._fonts, stylesheets=sheets)
        return len(document.pages) == 1

    def _attachments(self, record: Record) -> list[Attachment]:
        if self._variant != "pdf/a-3a":
            return []
        files = {item.file: item.name for item in record.attachments if item.kind == "invoice"}
        for invoice in record.invoices:
            if invoice.file:
                files.setdefault(invoice.file, f"Factuur {invoice.number}")
        moment = datetime.combine(record.date, time())  # noqa: DTZ001 - a date on paper has no time zone
        return [
            Attachment(
                string=self._file(file, "factuur").read_bytes(),
                name=Path(file).name,
                description=name,
                created=moment,
                modified=moment,
                relationship="Supplement",
            )
            for file, name in sorted(files.items(), key=lambda item: Path(item[0]).name)
        ]

    def _file(self, name: str, what: str) -> Path:
        try:
            return self._workspace.file(name)
        except SettingsError as error:
            raise RenderError(f"{what}: {error.message}", hint=error.hint) from error


class _Sheet(HTML):  # type: ignore[misc]
    """One letter on its way to WeasyPrint: XML, so that the fast parser reads it, without default styles."""

    def __init__(self, html: str, assets: Assets) -> None:
        self.base_url = None
        self.url_fetcher = assets
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(ElementTree.fromstring(html), content_language=None)  # noqa: S314 - our own markup, without entities
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002
        return []


def _only_address(window: Window) -> str:
    """The style sheet of a sheet as large as the window that holds nothing but the address."""
    width, height = window.box[2:]
    boxes = "".join(f"@{place} {{ content: none }}" for place in ("top-left", "top-right", "bottom-right"))
    return f"""@page {{ size: {width}mm {height}mm; margin: 0; {boxes} }}
    .address {{ position: static; width: auto; height: auto }}"""
