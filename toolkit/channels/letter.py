"""Message to letter: an accessible, tagged PDF (PDF/UA-1) for a window envelope, laid out by WeasyPrint.

Import this module only where a letter is made: it loads WeasyPrint and Pango.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2 import TemplateError as JinjaError

from toolkit.channels.html import tag
from toolkit.channels.letter_address import SIZES, Fitted, address_lines, fit, return_line
from toolkit.channels.letter_assets import Assets, careful, printable
from toolkit.channels.letter_engine import CSS, Attachment, Document, hermetic_fonts
from toolkit.channels.letter_layout import Sheet, finish, finish_archive, overflows, shortage
from toolkit.channels.letter_sheet import about, colophon, references, sender, text_html, website
from toolkit.channels.letter_window import read_window
from toolkit.channels.rendering import Rendering
from toolkit.compose.message import Message
from toolkit.errors import RenderError, SettingsError
from toolkit.records import Record
from toolkit.workspace import Workspace

SHEETS = ("base.css", "fonts.css", "tokens.css", "letter.css")
"""The style sheets of a letter, the strongest last; the places of the window come after them."""

LAYOUT = "letter.html.j2"

TIGHT = 15.0
"""A letter at most so many mm too long for one sheet is tried with less white: so much it can win."""


class Letterpress:
    """Makes letters; fonts, style sheets and layout are read once and shared between them.

    In: the workspace; `window`, a preset of styles/windows.toml (else the one of tact.toml, else the one of
    each creditor's country); `archive` makes PDF/A-3a with the invoices embedded instead of PDF/UA-1. One
    press serves one thread. Raises SettingsError for a window, style sheet or layout that is missing or not
    usable, and RenderError for a font that is.
    """

    def __init__(self, workspace: Workspace, window: str | None = None, archive: bool = False) -> None:
        self._workspace = workspace
        self._window = window
        self._archive = archive
        self._assets = Assets([*workspace.styles, *([workspace.root] if workspace.root else [])])
        self._fonts = hermetic_fonts()
        self._images: dict[str, Any] = {}
        self._windows: dict[str, list[CSS]] = {}
        self._layout = _layout(workspace)
        read_window(workspace, window, "NL")
        with careful("stijl") as complaints:
            self._sheets = [self._sheet(filename=workspace.style(name)) for name in SHEETS]
        self._complaints = tuple(complaints)

    def render(self, message: Message) -> Rendering:
        """Return the letter as PDF, the same bytes for the same message.

        `measures` holds `pages` and `bytes`; `warnings` say which characters no font has, and what an
        address that is too long had to give up. Raises RenderError when the customer has no address, and
        for a logo or an attachment that is missing.
        """
        names, place = address_lines(message.record)
        address = Fitted((*names, *place), SIZES[0])
        with careful("brief") as complaints:
            document, notes = self._lay_out(message, address)
            if overflows(document) or address.crowded:
                address = fit(names, place, lambda lines, size: self._fits(message, lines, size))
                document, notes = self._lay_out(message, address)
            short = shortage(document)
            if short is not None and short <= TIGHT:
                tight, _ = self._lay_out(message, address, tight=True)
                document = min(document, tight, key=lambda made: len(made.pages))
            content = document.write_pdf(
                attachments=self._attachments(message.record),
                finisher=finish_archive if self._archive else finish,
                **self._options,
            )
        said = (f"Opmaak: {text}" for text in (*self._complaints, *complaints))
        return Rendering(
            channel="letter",
            suffix=".pdf",
            media_type="application/pdf",
            content=content,
            measures={"pages": len(document.pages), "bytes": len(content)},
            warnings=(*address.warnings, *notes, *said),
        )

    @property
    def _options(self) -> dict[str, Any]:
        return {"pdf_variant": "pdf/a-3a" if self._archive else "pdf/ua-1", "cache": self._images}

    def _lay_out(
        self, message: Message, address: Fitted, *, tight: bool = False
    ) -> tuple[Document, tuple[str, ...]]:
        text, notes = printable(self._html(message, address, tight), self._assets.characters)
        return Sheet(text, self._assets).render(
            self._fonts, stylesheets=self._placed(message), **self._options
        ), notes

    def _html(self, message: Message, address: Fitted, tight: bool) -> str:
        record = message.record
        creditor = record.creditor
        try:
            return self._layout.render(
                lang=message.language,
                tight=tight,
                title=message.subject,
                date=record.date.isoformat(),
                creditor=creditor,
                about=about(message),
                logo=self._file(creditor.logo, "logo").as_uri() if creditor.logo else None,
                return_line=return_line(creditor),
                address=address,
                sender=sender(creditor),
                colophon=colophon(creditor),
                website=website(creditor),
                references=references(message),
                text=text_html(message),
            )
        except JinjaError as error:
            raise RenderError(f"_layouts/{LAYOUT}: {error}") from error

    def _fits(self, message: Message, lines: Sequence[str], size: float) -> bool:
        text, _ = printable("\n".join(lines), self._assets.characters)
        alone = tag("html", tag("body", tag("p", text, class_="address", style=f"font-size: {size}pt")))
        document = Sheet(alone, self._assets).render(self._fonts, stylesheets=self._placed(message))
        return not overflows(document)

    def _placed(self, message: Message) -> list[CSS]:
        country = message.record.creditor.address.country
        if country not in self._windows:
            window = read_window(self._workspace, self._window, country)
            self._windows[country] = [*self._sheets, self._sheet(string=window.css)]
        return self._windows[country]

    def _sheet(self, **source: Any) -> CSS:
        return CSS(url_fetcher=self._assets, font_config=self._fonts, **source)

    def _attachments(self, record: Record) -> list[Attachment]:
        if not self._archive:
            return []
        files = {item.file: item.name for item in record.attachments if item.kind == "invoice"}
        for invoice in record.invoices:
            if invoice.file:
                files.setdefault(invoice.file, f"Factuur {invoice.number}")
        moment = datetime.combine(record.date, time())
        return [
            Attachment(
                string=self._file(file, "factuur").read_bytes(),
                name=Path(file).name,
                description=name,
                created=moment,
                modified=moment,
                relationship="Supplement",
            )
            for file, name in sorted(files.items(), key=lambda item: (Path(item[0]).name, item[0]))
        ]

    def _file(self, name: str, what: str) -> Path:
        try:
            return self._workspace.file(name)
        except SettingsError as error:
            raise RenderError(f"{what}: {error.message}", hint=error.hint) from error


def _layout(workspace: Workspace) -> Template:
    folders = [folder / "_layouts" for folder in workspace.templates]
    environment = Environment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    try:
        return environment.get_template(LAYOUT)
    except JinjaError as error:
        raise SettingsError(f"_layouts/{LAYOUT} cannot be read: {error}") from error
