"""`tact adopt`: a template of a letter that was written in Word or elsewhere, its fields confirmed one by one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import click

from toolkit.cli.saying import say
from toolkit.errors import ExitCode, SettingsError
from toolkit.wording import interface_language, translated, worded

if TYPE_CHECKING:
    from toolkit.adopt.letter import Letter
    from toolkit.adopt.proposals import Proposal
    from toolkit.catalogue import Template
    from toolkit.workspace import Workspace

_AROUND = 40
"""Characters that are shown before and after the words of a proposal."""


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option("--name", help="The name of the template, such as 'moved-address'. Default: that of FILE.")
@click.option(
    "--title", help="What the template is called for people, in Dutch. Default: the subject of the letter."
)
@click.option("--yes", "-y", is_flag=True, help="Take every proposal, and ask nothing.")
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder for the letter of the first sample.",
)
def command(file: str, name: str | None, title: str | None, yes: bool, out: Path) -> None:
    """Make a template of a letter: FILE is a Word document, an OpenDocument text, a PDF, a text, or - to paste it.

    Headings, bold words, lists and tables stay. Names, amounts, dates, accounts and places to fill in become fields,
    each when you agree: Enter takes the field, n leaves the words, another field may be typed. What has no field stays
    between square brackets, which the linter calls an error until it is filled in.

    \b
    Exit codes: 0 the template is ready, 1 something is still to be filled in,
    2 the letter cannot be read or the template cannot be made.
    """
    from toolkit.adopt.letter import needs, read_letter
    from toolkit.adopt.making import make_template
    from toolkit.workspace import open_workspace

    if file == "-":
        if not yes and not sys.stdin.isatty():
            raise click.UsageError(worded("a letter on standard input needs --yes: nobody can be asked."))
        if sys.stdin.isatty():
            say("Paste the letter, and end with Ctrl-D on a line of its own.", err=True)
        letter = read_letter(Path("brief.txt"), "<stdin>", content=sys.stdin.buffer.read())
    else:
        letter = read_letter(Path(file), file)
    if not letter.read.text.strip():
        raise SettingsError(worded("the letter has no words"), hint=worded("choose another file"))
    workspace = open_workspace()
    purpose = name or _slug("brief" if file == "-" else Path(file).stem)
    chosen = dict(_all(letter.proposals) if yes else _asked(letter))
    told = title or letter.subject or purpose.replace("-", " ").capitalize()
    folder, unfit = make_template(workspace, purpose, told, letter.text(chosen, told), needs(chosen))
    workspace = open_workspace()  # anew: this may be its first template
    for sample, error in unfit.items():
        say("note: the sample {name} cannot have this letter: {why}", name=sample, why=error.said(), err=True)
    _left_out(letter)
    say("The template is in {file}.", file=folder / "nl.md.j2", err=True)
    _rendered(workspace, purpose, out)
    click.get_current_context().exit(_findings(folder))


def _slug(stem: str) -> str:
    """Return the name of a template for the name of a file: lower-case words with hyphens."""
    plain = normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = "-".join(words)[:40].strip("-")
    return slug if slug[:1].isalpha() else f"brief-{slug}"[:40].strip("-")


def _all(found: Sequence[Proposal]) -> Iterator[tuple[Proposal, str]]:
    """Yield each proposal with its field, or left open."""
    from toolkit.adopt.letter import field_text, left_open

    for each in found:
        yield each, field_text(each.expression) if each.expression else left_open(each)


def _asked(letter: Letter) -> Iterator[tuple[Proposal, str]]:
    """Yield each proposal with what its writer chose for it; the same words are asked once."""
    questions = letter.questions
    for number, same in enumerate(questions, start=1):
        click.echo(err=True)
        say("{number} of {all}: {words}", number=number, all=len(questions), words=same[0].text, err=True)
        click.echo(f"  {_shown(letter.read.text, same[0])}", err=True)
        if (text := _answer(same[0])) is not None:
            for each in same:
                yield each, text


def _answer(proposal: Proposal) -> str | None:
    """Ask what stands for the words of a proposal; None for the words themselves."""
    from toolkit.adopt.letter import field_text, is_field, left_open
    from toolkit.adopt.offered import OFFERED

    usual = field_text(proposal.expression) if proposal.expression else left_open(proposal)
    question = translated(worded("Enter: {usual}, n: leave the words, another field, ?: list", usual=usual))
    while True:
        said = click.prompt(question, default="", show_default=False, err=True).strip()
        if not said:
            return usual
        if said.lower() in ("n", "nee", "no"):
            return None
        said = said.removeprefix("{{").removesuffix("}}").strip()
        if said == "?":
            for group in OFFERED.values():
                for expression, field in group.items():
                    click.echo(f"  {expression:24}  {translated(field)}", err=True)
        elif is_field(said):
            return field_text(said)
        else:
            say("'{field}' is no field; ? lists the fields", field=said, err=True)


def _shown(text: str, proposal: Proposal) -> str:
    """Return the words of a proposal, marked, in those around them."""
    before = " ".join(text[max(0, proposal.start - _AROUND) : proposal.start].split("\n")[-1:])
    after = text[proposal.end : proposal.end + _AROUND].split("\n", maxsplit=1)[0]
    words = " ".join(proposal.text.split())
    return f"… {before}→{words}←{after} …"


def _template(workspace: Workspace, purpose: str) -> Template:
    from toolkit.catalogue import Catalogue

    return Catalogue(workspace).template(purpose)


def _left_out(letter: Letter) -> None:
    """Say which words of the letter are not in the template."""
    for what, text in (
        (worded("above the salutation"), letter.head),
        (worded("headers, footers and notes"), letter.outside),
    ):
        if text:
            words = " / ".join(line for line in text.split("\n") if line.strip())
            say(
                "note: left out, for the letter has its own: {what}: {words}",
                what=what,
                words=words,
                err=True,
            )


def _rendered(workspace: Workspace, purpose: str, out: Path) -> None:
    """Make the letter of the first sample, and say where it is."""
    from toolkit.catalogue.samples import read_sample
    from toolkit.channels.press import Press
    from toolkit.cli.produce import Failure, Piece, produce
    from toolkit.output import make_folder

    template = _template(workspace, purpose)
    path = template.samples[0]
    make_folder(out)
    for made in produce(
        Press(workspace),
        template,
        read_sample(workspace, path),
        out,
        beside=path.parent,
        channels=("letter",),
    ):
        if isinstance(made, Piece):
            say("The letter of the sample {name} is in {file}.", name=path.stem, file=made.path, err=True)
        elif isinstance(made, Failure):
            raise made.error


def _findings(folder: Path) -> ExitCode:
    """Tell what the linter finds in the template; return whether something is still to be filled in."""
    from toolkit.cli.lint import report_of
    from toolkit.lint.run import LintRun
    from toolkit.lint.targets import find_targets
    from toolkit.reporters import reporter

    here = Path.cwd()
    outcome = LintRun(find_targets([str(folder)], here), here, lambda settings: settings).lint()
    click.echo(
        reporter("text")(report_of(outcome, outcome.findings, interface_language(), to_terminal=True)),
        nl=False,
    )
    for error in outcome.errors:
        click.echo(error.spoken(), err=True)
    is_open = any(finding.rule == "placeholder" for finding in outcome.findings)
    return ExitCode.FINDINGS if is_open else ExitCode.CLEAN
