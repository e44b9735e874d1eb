"""`tact measure`: how easy a text reads, as a whole and per sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.inputs import language_tag
from toolkit.cli.saying import say, speaking
from toolkit.wording import LANGUAGES, interface_language, worded

if TYPE_CHECKING:
    from toolkit.reading.document import FileText
    from toolkit.workspace import Workspace

_ROUNDED = ("words_per_sentence", "flesch_douma", "lix", "effort")
_NAMES = {
    "sentences": ("zinnen", "sentences"),
    "words": ("woorden", "words"),
    "words_per_sentence": ("woorden per zin", "words per sentence"),
    "syllables": ("lettergrepen", "syllables"),
    "flesch_douma": ("Flesch-Douma (hoger is makkelijker)", "Flesch-Douma (higher is easier)"),
    "lix": ("LIX (lager is makkelijker)", "LIX (lower is easier)"),
    "effort": ("leesinspanning (lager is makkelijker)", "reading effort (lower is easier)"),
}
_COMPARED = (("tekst", "inspanning toen", "inspanning nu", ""), ("text", "effort then", "effort now", ""))
_VERDICTS = {-1: "easier", 0: "same", 1: "harder"}
_IN_DUTCH = {"easier": "makkelijker", "same": "gelijk", "harder": "moeilijker", "new": "nieuw"}


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
@click.argument("files", metavar="FILE…|-", nargs=-1, required=True)
@click.option(
    "--max-effort", type=float, metavar="NUMBER", help="Exit with 1 for a text that takes more effort."
)
@click.option("--max-words", type=int, metavar="NUMBER", help="Exit with 1 for a text with more words.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "markdown")),
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
@click.option(
    "--compare",
    "revision",
    metavar="REVISION",
    help="Tell whether each text is easier than at a revision of git.",
)
def command(
    files: tuple[str, ...],
    max_effort: float | None,
    max_words: int | None,
    form: str,
    lang: str | None,
    language: str | None,
    revision: str | None,
) -> None:
    """Measure how easy FILE (.md, .docx, .pdf, .eml …, a template, a folder, or - for standard input) reads.

    Of one text also each sentence; of several a table, and of a template each channel with its hardest sample.

    Counts the words of sentences and list items; headings, tables, the salutation and the closing are listed
    and do not count.
    """
    from toolkit.errors import ExitCode

    measured = [
        (text, measures_of(text), sentences_of(text)) for text in measured_texts(files, Path.cwd(), language)
    ]
    if revision is not None:
        earlier = _earlier(files, revision, language)
        with speaking(lang):
            _compare(earlier, [(text.source.file, measures) for text, measures, _ in measured], form)
    elif form == "json":
        data = [
            {
                "file": text.source.file,
                "measures": measures,
                "sentences": [asdict(each) for each in sentences],
            }
            for text, measures, sentences in measured
        ]
        click.echo(json.dumps({"version": 1, "texts": data}, ensure_ascii=False, indent=2))
    else:
        with speaking(lang):
            english = interface_language() == "en"
            if form == "text" and len(measured) == 1:
                text, measures, sentences = measured[0]
                click.echo(_told(text.source.file, measures, sentences, english))
            else:
                rows = [(text.source.file, measures) for text, measures, _ in measured]
                click.echo(_overview(rows, english, markdown=form == "markdown"))
    too_much = any(
        (max_effort is not None and measures["effort"] > max_effort)
        or (max_words is not None and measures["words"] > max_words)
        for _, measures, _ in measured
    )
    click.get_current_context().exit(ExitCode.FINDINGS if too_much else ExitCode.CLEAN)


def _earlier(files: tuple[str, ...], revision: str, language: str | None) -> dict[str, dict[str, Any]]:
    """Return the measures of the same texts at a revision of git, by name; what was not there is left out."""
    from toolkit.errors import TactError, TextError
    from toolkit.reading.revisions import at_revision

    if "-" in files:
        raise click.UsageError(worded("standard input has no revision to compare with."))
    here, found = Path.cwd(), dict[str, dict[str, Any]]()
    with at_revision(here, revision) as then:
        for name in files:
            place = Path(name)
            if place.is_absolute() and not place.is_relative_to(here):
                raise TextError(worded("'{name}' is not in this folder, so git cannot compare it", name=name))
            inside = str(place.relative_to(here)) if place.is_absolute() else name
            try:
                texts = list(measured_texts([inside], then, language))
            except TactError as error:
                say(
                    "note: {text}",
                    text=worded(
                        "{name} at {revision}: {fault}", name=name, revision=revision, fault=error.spoken()
                    ),
                    err=True,
                )
                continue
            found |= {text.source.file: measures_of(text) for text in texts}
    return found


def _compare(
    earlier: dict[str, dict[str, Any]], now: Sequence[tuple[str, dict[str, Any]]], form: str
) -> None:
    """Print for each text its effort then and now, and which of the two is easier; a text that is new has no then."""
    from toolkit.cli.table import table

    rows = []
    for file, measures in now:
        before, after = earlier.get(file, {}).get("effort"), measures["effort"]
        verdict = "new" if before is None else _VERDICTS[(after > before) - (after < before)]
        rows.append({"file": file, "before": before, "after": after, "verdict": verdict})
    if form == "json":
        click.echo(json.dumps({"version": 1, "compared": rows}, ensure_ascii=False, indent=2))
        return
    english = interface_language() == "en"
    head = tuple(_COMPARED[english])
    lines = [
        [
            str(row["file"]),
            "–" if row["before"] is None else _number(row["before"], english),
            _number(row["after"], english),
            str(row["verdict"]) if english else _IN_DUTCH[str(row["verdict"])],
        ]
        for row in rows
    ]
    if form == "markdown":
        out = [head, ("---", "---:", "---:", "---"), *lines]
        click.echo("\n".join(f"| {' | '.join(cells)} |" for cells in out))
    else:
        click.echo(table(head, lines))


def measured_texts(names: Sequence[str], here: Path, language: str | None) -> Iterator[FileText]:
    """Yield the texts that names mean: files, standard input, the files of a folder, the channels of a template.

    Of a template each channel is one text, that of the sample which takes most effort. Raises TactError for a name that
    leads nowhere or a file that cannot be read.
    """
    from toolkit.lint.rules import all_rules
    from toolkit.lint.run import STDIN_NAME
    from toolkit.lint.settings import read_settings
    from toolkit.lint.targets import find_targets
    from toolkit.reading.files import read_file, typed_text

    targets = find_targets(names, here)
    for error in targets.errors:
        raise error
    if targets.stdin:
        tag = language or read_settings(here, all_rules()).language
        yield typed_text(sys.stdin.buffer.read(), STDIN_NAME, tag)
    for path in targets.files:
        tag = language or read_settings(path.resolve().parent, all_rules()).language
        name = path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
        yield from (text for text in read_file(path, name, tag=tag) if text.is_whole)
    for workspace, folders in targets.groups:
        for folder in folders:
            yield from _channels(workspace, folder)


def _channels(workspace: Workspace, folder: Path) -> Iterator[FileText]:
    from toolkit.catalogue.template import read_template
    from toolkit.compose.sourcemap import Source
    from toolkit.lint.effort import effort_of
    from toolkit.lint.linter import Linter
    from toolkit.reading.document import FileText

    template = read_template(folder)
    hardest: dict[str, tuple[float, FileText]] = {}
    for scenario in Linter(workspace).view(template).scenarios:
        document = scenario.documents[scenario.main]
        effort, name = effort_of(document).score, f"{template.name}/{scenario.channel}"
        if name not in hardest or effort > hardest[name][0]:
            hardest[name] = (effort, FileText(document, Source(name, document.text)))
    yield from (text for _, text in hardest.values())


def _overview(rows: Sequence[tuple[str, dict[str, Any]]], english: bool, *, markdown: bool) -> str:
    """Return a table of texts: words, words per sentence, and the scores."""
    from toolkit.cli.table import table

    shown = ("effort", "words_per_sentence", "words", "flesch_douma", "lix")
    head = ("text" if english else "tekst", *(_NAMES[name][english].partition(" (")[0] for name in shown))
    lines = [(file, *(_number(measures[name], english) for name in shown)) for file, measures in rows]
    if not markdown:
        return table(head, [list(line) for line in lines])
    out = [head, ("---", *("---:" for _ in shown)), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in out)


def measures_of(text: FileText) -> dict[str, Any]:
    """Return the measures of a text by name, averages and scores with one decimal."""
    from toolkit.lint.effort import effort_of

    measures = asdict(text.document.measures) | {"effort": effort_of(text.document).score}
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
