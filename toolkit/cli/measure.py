"""`tact measure`: how easy a text reads, as a whole and per sentence."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.inputs import language_tag
from toolkit.cli.saying import speaking
from toolkit.wording import LANGUAGES, interface_language

if TYPE_CHECKING:
    from toolkit.reading.document import FileText

_ROUNDED = ("words_per_sentence", "flesch_douma", "lix")
_NAMES = {
    "sentences": ("zinnen", "sentences"),
    "words": ("woorden", "words"),
    "words_per_sentence": ("woorden per zin", "words per sentence"),
    "syllables": ("lettergrepen", "syllables"),
    "flesch_douma": ("Flesch-Douma (hoger is makkelijker)", "Flesch-Douma (higher is easier)"),
    "lix": ("LIX (lager is makkelijker)", "LIX (lower is easier)"),
}


@dataclass(frozen=True, slots=True)
class MeasuredSentence:
    """One sentence: what it is in the text ('running', 'item', 'heading', …), its place and its size."""

    role: str
    line: int
    column: int
    start: int
    end: int
    words: int
    syllables: int
    text: str


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to tell it.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of the words. Default: that in which tact speaks.",
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    callback=language_tag,
    help="The language that FILE is written in, such as fr. Default: that of the settings, else nl.",
)
def command(file: str, form: str, lang: str | None, language: str | None) -> None:
    """Measure how easy FILE (.md, .txt, .html, .eml, or - for standard input) reads.

    Counts the words of sentences and list items; headings, tables, the salutation and the closing are listed
    and do not count.
    """
    from toolkit.lint.rules import all_rules
    from toolkit.lint.run import STDIN_NAME
    from toolkit.lint.settings import read_settings
    from toolkit.reading.decoding import decoded, unified
    from toolkit.reading.files import markdown_text, read_file

    folder = Path.cwd() if file == "-" else Path(file).resolve().parent
    tag = language or read_settings(folder, all_rules()).language
    if file == "-":
        name = STDIN_NAME
        texts = [markdown_text(unified(decoded(sys.stdin.buffer.read(), name)), name, tag)]
    else:
        texts = [text for text in read_file(Path(file), tag=tag) if text.is_whole]
    measured = [(text, measures_of(text), sentences_of(text)) for text in texts]
    if form == "json":
        data = [
            {
                "file": text.source.file,
                "measures": measures,
                "sentences": [asdict(each) for each in sentences],
            }
            for text, measures, sentences in measured
        ]
        click.echo(json.dumps({"version": 1, "texts": data}, ensure_ascii=False, indent=2))
        return
    with speaking(lang):
        for text, measures, sentences in measured:
            click.echo(_told(text.source.file, measures, sentences, interface_language() == "en"))


def measures_of(text: FileText) -> dict[str, Any]:
    """Return the measures of a text by name, averages and scores with one decimal."""
    measures = asdict(text.document.measures)
    return {name: round(value, 1) if name in _ROUNDED else value for name, value in measures.items()}


def sentences_of(text: FileText) -> list[MeasuredSentence]:
    """Return the sentences of a text, each with its place in the file."""
    from toolkit import language
    from toolkit.language.model import Kind

    document, source = text.document, text.source
    analysis, pack = document.analysis, language.reader(document.tag)
    found = []
    for sentence in analysis.sentences:
        words = [at for at in range(sentence.first, sentence.last) if analysis.kind(at) < Kind.PUNCTUATION]
        syllables = sum(
            pack.syllables(analysis.forms[at]) if analysis.kind(at) is Kind.WORD else 1 for at in words
        )
        start, end = sentence.span.start, sentence.span.end
        origins = [origin for at in range(start, end) if (origin := document.origin(at))]
        if origins:
            start, end = origins[0].start, origins[-1].end
        line, column = source.lines.place(start)
        shown = " ".join(sentence.span.of(document.text).split())
        role = sentence.role.name.lower()
        found.append(MeasuredSentence(role, line, column, start, end, len(words), syllables, shown))
    return found


def _told(file: str, measures: dict[str, Any], sentences: list[MeasuredSentence], english: bool) -> str:
    from toolkit.cli.table import table

    rows = [[str(s.line), s.role, str(s.words), str(s.syllables), s.text] for s in sentences]
    scores = [f"  {_NAMES[name][english]:<36} {_number(measures[name], english):>8}" for name in _NAMES]
    return "\n".join(
        [file, "", *scores, "", table(("line", "kind", "words", "syllables", "sentence"), rows), ""]
    )


def _number(value: float, english: bool) -> str:
    return str(value) if english else str(value).replace(".", ",")
