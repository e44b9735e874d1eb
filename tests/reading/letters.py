"""Letters that nobody wrote, as Markdown and as the files that people have: the same text has the same findings.

`letter(number)` draws one from a fixed seed; the writers make a Word document with python-docx, whose runs break
anywhere, and an OpenDocument text with odfdo.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

SENTENCES = (
    "U dient het verschuldigde bedrag te voldoen.",
    "Wij verzoeken u derhalve om het bedrag z.s.m. over te maken.",
    "Uw betaling is door ons niet ontvangen.",
    "Betaalt u niet, dan schakelen wij een deurwaarder in en leggen wij beslag op uw loon.",
    "Het gaat om € 84,5 voor de factuur van 26 oktober 2026.",
    "Middels dit schrijven sommeren wij u om te betalen.",
    "Bel ons gerust op 033 470 00 00, of mail naar administratie@korenbloem.example.",
    "Kunt u niet in één keer betalen? Dan zoeken wij samen een oplossing.",
    "De klant kan zijn/haar gegevens wijzigen, en hij/zij hoort van ons.",
    "Wij hebben uw telefoontje gehad, en u krijgt dit briefje als antwoord.",
    "Betaal uiterlijk op vrijdag 4 december 2026.",
    "U kunt niet nalaten om niet te betalen.",
    "Het dossier wordt door onze afdeling behandeld, conform de voorwaarden die op de overeenkomst van toepassing zijn,"
    " en wij wijzen u erop dat de kosten van de behandeling voor uw rekening komen wanneer u niet tijdig betaalt.",
    "De heer Reeds van Conform B.V. belt u morgen.",
    "Zo schreef u: “Ik betaal derhalve niet.”",
    "DIT IS UW LAATSTE KANS OM TE BETALEN.",
    "U ontvangt de factuur per ommegaande.",
    "Uw factuurnummer is [factuurnummer].",
    "Beste {{ naam }}, dit is «Bedrag».",
    "Hebt u al betaald? Dan hoeft u niets te doen.",
    "De wettelijke incassokosten zijn € 40,00.",
)  # fmt: skip
HEADINGS = ("Uw factuur staat nog open", "AANMANING", "Wat kunt u doen?", "Betaling", "Vervolgtraject")
HEADERS = ("Bakkerij De Korenbloem B.V.", "Gemeente Amersfoort, afdeling Belastingen")
FOOTERS = ("IBAN NL91 ABNA 0417 1643 00 op naam van De Korenbloem", "KvK 12345678 en btw NL001234567B01")


@dataclass(frozen=True)
class Block:
    """A part of a letter: 'heading', 'text', 'item', 'number', 'break' (lines of one paragraph) or 'table' (rows)."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """A letter with its header and footer, which may be empty."""

    header: str
    blocks: tuple[Block, ...]
    footer: str


def letter(number: int) -> Letter:
    """Return the letter of a number, the same each time."""
    draw = random.Random(number)  # noqa: S311

    def some(most: int) -> str:
        return " ".join(draw.sample(SENTENCES, draw.randint(1, most)))

    blocks = [Block("heading", (draw.choice(HEADINGS),)), Block("text", ("Geachte mevrouw De Vries,",))]
    for _ in range(draw.randint(2, 5)):
        kind = draw.choice(("text", "text", "item", "number", "break", "table", "heading"))
        if kind in ("item", "number"):
            blocks += [Block(kind, (some(1),)) for _ in range(draw.randint(2, 3))]
            blocks.append(Block("text", (some(2),)))
        elif kind == "table":
            rows = (f"2026-{each} | € {each},00 | te voldoen" for each in range(10, 10 + draw.randint(1, 3)))
            blocks.append(Block("table", ("Factuur | Bedrag | Stand", *rows)))
        elif kind == "break":
            blocks.append(Block("break", (some(1), some(1))))
        else:
            blocks.append(Block(kind, (draw.choice(HEADINGS) if kind == "heading" else some(3),)))
    blocks.append(Block("break", ("Met vriendelijke groet,", "De Korenbloem")))
    return Letter(draw.choice((*HEADERS, "")), tuple(blocks), draw.choice((*FOOTERS, "")))


def markdown(written: Letter) -> str:
    """Return a letter as Markdown."""
    out = [written.header] if written.header else []
    number = 0
    for block in written.blocks:
        number = number + 1 if block.kind == "number" else 0
        mark = {"heading": "## ", "item": "- ", "number": f"{number}. "}.get(block.kind, "")
        lines = [f"| {line} |" for line in block.lines] if block.kind == "table" else block.lines
        out.append(mark + "\n".join(lines))
    return "\n\n".join([*out, *filter(None, (written.footer,))]) + "\n\n"


def word(written: Letter, number: int) -> bytes:
    """Return a letter as a Word document; its runs break at places drawn from the seed `number`, and look as drawn."""
    import docx

    draw = random.Random(number)  # noqa: S311
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = written.header
    section.footer.paragraphs[0].text = written.footer
    styles = {"heading": "Heading 2", "item": "List Bullet", "number": "List Number"}
    for block in written.blocks:
        if block.kind == "table":
            rows = [line.split(" | ") for line in block.lines]
            table = document.add_table(len(rows), len(rows[0]))
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    table.cell(at, column).text = cell
            continue
        paragraph = document.add_paragraph(style=styles.get(block.kind, "Normal"))
        for at, line in enumerate(block.lines):
            for piece in _pieces(line, draw):
                run = paragraph.add_run(piece)
                run.bold, run.italic = draw.random() < 0.3, draw.random() < 0.2
            if at < len(block.lines) - 1:
                paragraph.add_run().add_break()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def opendocument(written: Letter, number: int) -> bytes:
    """Return a letter as an OpenDocument text, with words between spans at places drawn from the seed `number`."""
    from odfdo import Document, Header, Paragraph, Span, Table
    from odfdo import List as Items
    from odfdo import ListItem as Item

    draw = random.Random(number)  # noqa: S311
    document = Document("text")
    document.body.clear()
    master = document.get_style("master-page", "Standard")
    if written.header:
        master.set_page_header(Paragraph(written.header))
    if written.footer:
        master.set_page_footer(Paragraph(written.footer))

    def paragraph(lines: Sequence[str]) -> Paragraph:
        made = Paragraph("")
        for at, line in enumerate(lines):
            for piece in _pieces(line, draw):
                made.append(Span(piece)) if draw.random() < 0.4 else made.append_plain_text(piece)
            if at < len(lines) - 1:
                made.append_plain_text("\n")
        return made

    items: Items | None = None
    for block in written.blocks:
        if block.kind not in ("item", "number"):
            items = None
        if block.kind == "heading":
            document.body.append(Header(2, block.lines[0]))
        elif block.kind == "table":
            rows = [line.split(" | ") for line in block.lines]
            table = Table("T", width=len(rows[0]), height=len(rows))
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    table.set_value((column, at), cell)
            document.body.append(table)
        elif block.kind in ("item", "number"):
            if items is None:
                items = Items()
                document.body.append(items)
            item = Item("")
            item.clear()
            item.append(paragraph(block.lines))
            items.append(item)
        else:
            document.body.append(paragraph(block.lines))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _pieces(line: str, draw: random.Random) -> Iterator[str]:
    """Yield a line in pieces that end anywhere but beside a space."""
    at = 0
    while at < len(line):
        end = min(len(line), at + draw.randint(4, 40))
        while end < len(line) and (line[end - 1] == " " or line[end] == " "):
            end += 1
        yield line[at:end]
        at = end
