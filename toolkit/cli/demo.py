"""`tact demo`: every template for its sample records, and a contact sheet to look at them all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from toolkit import install_line
from toolkit.children import Children
from toolkit.cli.saying import say, tell
from toolkit.errors import ExitCode, Place, RecordError, SettingsError, TactError
from toolkit.output import make_folder, safe_name, write_whole
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.catalogue import Template
    from toolkit.channels.press import Press
    from toolkit.cli.produce import Piece
    from toolkit.cli.sheet import Sample
    from toolkit.workspace import Workspace

PICTURE_WIDTHS = (640, 320, 320, 320)
"""Pixels across for the pictures of a letter's pages, one number a page; later pages get no picture."""


@click.command()
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output/demo"),
    show_default=True,
    help="The folder for the files and the contact sheet.",
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes."
)
def command(out: Path, jobs: int) -> None:
    """Render every template for its sample records, with a contact sheet (index.html).

    Needs the extra 'preview'. The exit code is not 0 when anything could not be rendered.
    """
    from toolkit.catalogue import Catalogue
    from toolkit.cli.inputs import in_order
    from toolkit.cli.sheet import contact_sheet
    from toolkit.workspace import open_workspace

    if not (find_spec("pypdfium2") and find_spec("PIL")):
        raise SettingsError("the demo needs the extra 'preview'", hint=install_line("preview"))
    started = perf_counter()
    make_folder(out)
    workspace = open_workspace()
    catalogue = Catalogue(workspace)
    templates = in_order(catalogue)
    _fonts(workspace, out)
    samples = render_samples([template.name for template in templates], out, jobs)
    index = out / "index.html"
    write_whole(index, contact_sheet(templates, samples, out).encode())
    inside = {template.name for template in templates if template.internal}
    _report(samples, index, perf_counter() - started, inside)


def _fonts(workspace: Workspace, out: Path) -> None:
    """Put the letter's own fonts beside the contact sheet."""
    make_folder(out / "fonts")
    for weight in ("Regular", "Bold"):
        source = workspace.style(f"fonts/AtkinsonHyperlegibleNext-{weight}.ttf")
        write_whole(out / "fonts" / f"{weight.lower()}.ttf", source.read_bytes())


def render_samples(templates: list[str], out: Path, jobs: int) -> list[Sample]:
    """Render the samples of these templates in `jobs` processes; they come back in the same order."""
    if jobs == 1:
        return render_share(templates, out)
    shares = [templates[start::jobs] for start in range(min(jobs, len(templates)))]
    with Children(len(shares)) as pool:
        done = list(pool.map(render_share, shares, [out] * len(shares)))
    samples = [sample for share in done for sample in share]
    return sorted(samples, key=lambda sample: templates.index(sample.template))


def render_share(names: list[str], out: Path) -> list[Sample]:
    """Render the samples of these templates in this process; the letters share one press."""
    from toolkit.catalogue import Catalogue
    from toolkit.channels.press import Press
    from toolkit.workspace import open_workspace

    workspace = open_workspace()
    catalogue = Catalogue(workspace)
    press = Press(workspace)
    return [sample for name in names for sample in _render(press, catalogue.template(name), out)]


def _render(press: Press, template: Template, out: Path) -> Iterator[Sample]:
    from toolkit.catalogue.samples import read_sample
    from toolkit.cli.produce import Piece, produce
    from toolkit.cli.sheet import Sample

    folder = out / template.name
    make_folder(folder)
    seen: set[str] = set()
    for path in template.samples:
        try:
            record = read_sample(press.workspace, path)
            if safe_name(record.id).casefold() in seen:
                raise RecordError(
                    worded("id: {id} stands there twice", id=f'"{record.id}"'), place=Place(str(path))
                )
        except TactError as error:
            yield Sample(template.name, path.stem, None, (), error)
            continue
        seen.add(safe_name(record.id).casefold())
        outcomes = tuple(produce(press, template, record, folder, beside=path.parent))
        letters = (each for each in outcomes if isinstance(each, Piece) and each.channel == "letter")
        pictures = tuple(picture for letter in letters for picture in _pictures(letter))
        yield Sample(template.name, path.stem, record, outcomes, pictures=pictures)


def _pictures(letter: Piece) -> Iterator[Path]:
    """Draw the pages of a letter as PNG files beside it, and yield their paths."""
    import pypdfium2

    with pypdfium2.PdfDocument(letter.rendering.content) as document:
        for number, (page, width) in enumerate(zip(document, PICTURE_WIDTHS, strict=False), start=1):
            image = page.render(scale=width / page.get_width()).to_pil().convert("RGB").quantize(64)
            buffer = BytesIO()
            image.save(buffer, "PNG", optimize=True)
            path = letter.path.with_suffix(f".{number}.png")
            write_whole(path, buffer.getvalue())
            yield path


def _report(samples: list[Sample], index: Path, seconds: float, inside: set[str]) -> None:
    """Print what was made, warnings and failures, the contact sheet and which letters are long; exit 3 after a failure.

    In: the names of the templates that stay `inside` the firm.
    """
    from toolkit.cli.produce import Failure, Piece
    from toolkit.cli.table import count, table

    pieces = [each for sample in samples for each in sample.outcomes if isinstance(each, Piece)]
    rows = [(each.template, each.record, each.channel, str(each.path), each.size) for each in pieces]
    click.echo(table(("template", "record", "channel", "file", "size"), rows))
    warnings = [
        worded("{file}: {warning}", file=each.path, warning=warning)
        for each in pieces
        for warning in each.rendering.warnings
    ]
    failures = [
        f"{sample.template}/{sample.name}: {sample.error.spoken()}" for sample in samples if sample.error
    ] + [
        f"{sample.template}/{sample.name}, {each.channel}: {each.error.spoken()}"
        for sample in samples
        for each in sample.outcomes
        if isinstance(each, Failure)
    ]
    tell("warning: {text}", warnings)
    tell("failed: {text}", failures)
    counts = (count(len(pieces), "message"), count(len(warnings), "warning"), count(len(failures), "failure"))
    click.echo()
    say("{counts} in {seconds} s", counts=counts, seconds=f"{seconds:.1f}")
    say("contact sheet: {file}", file=index.resolve())
    _pages([each for each in pieces if each.template not in inside and "pages" in each.rendering.measures])
    if failures:
        sys.exit(ExitCode.RENDER)


def _pages(letters: list[Piece]) -> None:
    """Print how many letters have more than one page, and which."""
    longer = [each for each in letters if int(each.rendering.measures["pages"]) > 1]
    share = f"{100 * len(longer) / max(len(letters), 1):.1f}%".replace(".", ",")
    say(
        "{longer} of {letters} letters have more than one page ({share})",
        longer=len(longer),
        letters=len(letters),
        share=share,
    )
    for each in longer:
        click.echo(f"  {each.path}")
