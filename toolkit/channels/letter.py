"""Message to letter: an accessible, tagged PDF (PDF/UA-1) for a window envelope, laid out by WeasyPrint.

Import this module only where a letter is made: it loads WeasyPrint and Pango.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2 import TemplateError as JinjaError

from toolkit.channels.html import tag
from toolkit.channels.letter_address import MAX_LINES, SIZES, Fitted, address_lines
from toolkit.channels.letter_address import fit as fit_address
from toolkit.channels.letter_assets import Assets, careful, printable
from toolkit.channels.letter_engine import CSS, Attachment, Document, FontConfiguration, leaving_nothing
from toolkit.channels.letter_fit import Fit, fit_head, shortened
from toolkit.channels.letter_layout import Sheet, finish, finish_archive, overflowing, parsed, shortage
from toolkit.channels.letter_sheet import (
    HEADER,
    about,
    colophon,
    narrowed,
    page_label,
    references,
    returned,
    sender,
    text_html,
    website,
)
from toolkit.channels.letter_window import read_window
from toolkit.channels.payment_code import payment_code
from toolkit.channels.plates_switch import why_none
from toolkit.channels.rendering import Rendering
from toolkit.compose.message import Message
from toolkit.errors import RenderError, SettingsError
from toolkit.language import load
from toolkit.payments import QrCode
from toolkit.versions import known
from toolkit.wording import JINJA_SAYS, overheard, worded
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.channels.letter_styles import StylePool
    from toolkit.channels.plates import Plates

SHEETS = ("base.css", "fonts.css", "tokens.css", "letter.css")
"""The style sheets of a letter, the strongest last; the places of the window come after them."""

LAYOUT = "letter.html.j2"

Values = dict[str, Any]
"""What a layout may say, by name."""

SHEET = "internal.css"
"""The places on a sheet that stays in the firm; it goes into no envelope."""

TIGHT: tuple[tuple[float, tuple[str, ...]], ...] = ((15.0, ("tight",)), (60.0, ("tight", "tighter")))
"""A letter a little too long for one sheet is tried with less white: how many mm it may be too long, and the
looks that win so much."""


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
        self._fonts, self._styles, self._quick = _road()
        self._images: dict[str, Any] = {}
        self._windows: dict[str, list[CSS]] = {}
        self._layout = _layout(workspace)
        read_window(workspace, window, "NL")
        with careful("stijl") as complaints:
            self._sheets = [self._sheet(filename=workspace.style(name)) for name in SHEETS]
            self._internal = [*self._sheets, self._sheet(filename=workspace.style(SHEET))]
        leaving_nothing(self._fonts)
        self._complaints = tuple(complaints)
        self.plates = self._plates()

    def _plates(self) -> Plates | None:
        """Return where plates are kept; None where each letter is laid out whole."""
        sheets = [self._workspace.style(name) for name in (*SHEETS, SHEET)]
        if self._archive or self._styles is None or why_none(self._workspace, sheets):
            return None
        from toolkit.channels.plates import Plates

        return Plates(self._wrapped, self._options)

    def render(self, message: Message, *, beside: Path | None = None) -> Rendering:
        """Return the letter as PDF, the same bytes for the same message.

        `beside` is the folder of the record, where the files that it names may lie too. `measures` holds
        `pages` and `bytes`; `warnings` say which characters no font has, and what an address or a sender that
        is too long had to give up. Raises RenderError when the customer has no address, and for a logo or an
        attachment that is missing.
        """
        coded = payment_code(message)
        values = self._values(message, coded.code, beside)
        with careful("brief") as complaints, self._quick():
            document, fit, notes = self._fitted(message, values)
            document = self._tightened(document, message, values, fit)
            content = document.write_pdf(
                attachments=self._attachments(message, beside),
                finisher=finish_archive if self._archive else finish,
                **self._options,
            )
        said = (f"Opmaak: {text}" for text in (*self._complaints, *complaints))
        return Rendering(
            channel="letter",
            content=content,
            measures={"pages": len(document.pages), "bytes": len(content)},
            warnings=(*fit.warnings, *notes, *coded.warnings, *said),
        )

    def whole(self, message: Message, *, beside: Path | None = None) -> Rendering:
        """Return the letter laid out whole, whatever plates there are."""
        plates, self.plates = self.plates, None
        try:
            return self.render(message, beside=beside)
        finally:
            self.plates = plates

    @property
    def _options(self) -> dict[str, Any]:
        return {"pdf_variant": "pdf/a-3a" if self._archive else "pdf/ua-1", "cache": self._images}

    def _fitted(self, message: Message, values: Values) -> tuple[Document, Fit, tuple[str, ...]]:
        """Return the letter with its head inside its places, its fit, and what the fonts could not print."""
        if message.internal:
            fit = Fit(None)
            document, notes = self._lay_out(message, values, fit)
            return document, fit, notes
        names, place = address_lines(message.record, load(message.language))
        fit = Fit(Fitted((*names, *place), SIZES[0]))
        document, notes = self._lay_out(message, values, fit)
        over = overflowing(document)
        if "address" in over or len(names) + len(place) > MAX_LINES:
            address = fit_address(names, place, lambda lines, size: self._fits(message, lines, size))
            fit = replace(fit, address=address)
        if over - {"address"}:
            head = {**values, "text": ""}
            fit = fit_head(fit, lambda tried: overflowing(self._lay_out(message, head, tried)[0]))
        if over or fit.warnings:
            document, notes = self._lay_out(message, values, fit)
        return document, fit, notes

    def _tightened(self, document: Document, message: Message, values: Values, fit: Fit) -> Document:
        """Return the letter on one sheet where a little less white does it, else as it is."""
        short = shortage(document)
        for reach, looks in TIGHT:
            if short is not None and short <= reach:
                tight, _ = self._lay_out(message, {**values, "looks": looks}, fit)
                if len(tight.pages) < len(document.pages):
                    return tight
        return document

    def _lay_out(self, message: Message, values: Values, fit: Fit) -> tuple[Document, tuple[str, ...]]:
        try:
            html = self._layout.render(values, fit=fit, usual=Fit(None), **_head(message, fit))
        except JinjaError as error:
            raise RenderError(
                worded("_layouts/{layout}: {error}", layout=LAYOUT, error=overheard(error, JINJA_SAYS))
            ) from error
        text, notes = printable(html, self._assets.characters)
        return self._document(message, text, **self._options), notes

    def _document(self, message: Message, html: str, **options: Any) -> Document:
        root = parsed(html)

        def whole() -> Document:
            return self._wrapped(root).render(self._placed(message), **options)

        if self.plates is None or not options:
            return whole()
        place = "internal" if message.internal else message.record.creditor.address.country
        return self.plates.letter(root, place, whole)

    def _wrapped(self, root: Any) -> Sheet:
        return Sheet(root, self._assets, self._fonts, self._styles)

    def _values(self, message: Message, code: QrCode | None, beside: Path | None) -> Values:
        """Return what the layout may say, the same for every fit."""
        record = message.record
        creditor = record.creditor
        labels = load(message.language).labels
        logo = self._file(creditor.logo, "logo", beside) if creditor.logo else None
        if logo:
            self._assets.permit(logo)
        return {
            "lang": message.language,
            "looks": (),
            "internal": message.internal,
            "title": message.subject,
            "date": record.date.isoformat(),
            "labels": labels,
            "page": page_label(labels),
            "creditor": creditor,
            "name": narrowed(creditor.name, HEADER[message.internal][0]),
            "about": about(message),
            "logo": logo.as_uri() if logo else None,
            "text": text_html(message, code),
        }

    def _fits(self, message: Message, lines: Sequence[str], size: float) -> bool:
        text, _ = printable("\n".join(lines), self._assets.characters)
        alone = tag("html", tag("body", tag("p", text, class_="address", style=f"font-size: {size}pt")))
        return not overflowing(self._document(message, alone))

    def _placed(self, message: Message) -> list[CSS]:
        country = message.record.creditor.address.country
        if message.internal:
            return self._internal
        if country not in self._windows:
            window = read_window(self._workspace, self._window, country)
            self._windows[country] = [*self._sheets, self._sheet(string=window.css)]
        return self._windows[country]

    def _sheet(self, **source: Any) -> CSS:
        return CSS(url_fetcher=self._assets, font_config=self._fonts, **source)

    def _attachments(self, message: Message, beside: Path | None) -> list[Attachment]:
        if not self._archive:
            return []
        record, labels = message.record, load(message.language).labels
        files = {item.file: item.name for item in record.attachments if item.kind == "invoice"}
        for invoice in record.invoices:
            if invoice.file:
                files.setdefault(invoice.file, labels.invoice.format(number=invoice.number))
        moment = datetime.combine(record.date, time())
        return [
            Attachment(
                string=self._file(file, "factuur", beside).read_bytes(),
                name=Path(file).name,
                description=name,
                created=moment,
                modified=moment,
                relationship="Supplement",
            )
            for file, name in sorted(files.items(), key=lambda item: (Path(item[0]).name, item[0]))
        ]

    def _file(self, name: str, what: str, beside: Path | None) -> Path:
        try:
            return self._workspace.file(name, beside=beside)
        except SettingsError as error:
            raise RenderError(
                worded("{what}: {error}", what=what, error=error.message), hint=error.hint
            ) from error


def _road() -> tuple[FontConfiguration, StylePool | None, Callable[[], AbstractContextManager[None]]]:
    """Return fonts, shared styles and quick paths; without the last two where WeasyPrint's inside is not known."""
    if not known("weasyprint"):
        return FontConfiguration(), None, nullcontext
    from toolkit.channels.letter_inside import hermetic_fonts
    from toolkit.channels.letter_lines import keep_lines, quick_paths
    from toolkit.channels.letter_styles import StylePool

    fonts = hermetic_fonts()
    keep_lines(fonts)
    return fonts, StylePool(fonts), quick_paths


def _head(message: Message, fit: Fit) -> Values:
    """Return what stands around the text, as long as the fit allows."""
    creditor, most = message.record.creditor, fit.side.most
    pack = load(message.language)
    return {
        "brand": shortened(creditor.name, fit.brand.most),
        "return_line": pack.labels.return_address.format(address=returned(creditor, fit.back.most)),
        "sender": [shortened(line, most) for line in (creditor.name, *sender(creditor, pack))],
        "references": [(label, shortened(value, most)) for label, value in references(message)],
        "colophon": colophon(creditor, pack.labels, fit.foot.most),
        "website": shortened(website(creditor), fit.foot.most),
    }


def _layout(workspace: Workspace) -> Template:
    folders = [folder / "_layouts" for folder in workspace.templates]
    environment = Environment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    try:
        return environment.get_template(LAYOUT)
    except JinjaError as error:
        raise SettingsError(
            worded("_layouts/{layout} cannot be read: {error}", layout=LAYOUT, error=str(error))
        ) from error
