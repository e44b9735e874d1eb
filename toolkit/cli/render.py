"""`tact render`: records in, letters, e-mails and text messages out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.payments import PLAN_FIRST, forgotten
from toolkit.cli.saying import say, tell
from toolkit.delivery import NAMES
from toolkit.errors import ExitCode, RecordError, TemplateError
from toolkit.wording import worded

if TYPE_CHECKING:
    from datetime import date, datetime

    from toolkit.catalogue import Catalogue, Template
    from toolkit.cli.inputs import Inputs
    from toolkit.cli.jobs import ToRender
    from toolkit.cli.produce import Attempt


@click.command()
@click.argument("template", required=False)
@click.option(
    "--record",
    "-r",
    "files",
    multiple=True,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="A record file (TOML, JSON, CSV, workbook, UBL), a folder of UBL, or a plan (plan.jsonl). It may hold many;"
    " may be repeated.",
)
@click.option(
    "--channel",
    "-c",
    type=click.Choice([*NAMES, "all"]),
    default="all",
    show_default=True,
    help="The channel to make; 'all' makes every one that the record can receive.",
)
@click.option("--lang", help="The language of the text, for all. Default: what each customer reads.")
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder for the files; made when it is not there.",
)
@click.option("--window", help="Where the window of the envelope is; the workspace's choice when left out.")
@click.option("--archive", is_flag=True, help="Make letters that can be archived (PDF/A).")
@click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date of the messages, for records that name none. Default: today.",
)
@PLAN_FIRST
def command(
    template: str | None,
    files: tuple[Path, ...],
    channel: str,
    lang: str | None,
    out: Path,
    window: str | None,
    archive: bool,
    on: datetime | None,
) -> None:
    """Make the messages of TEMPLATE for every record.

    A plan names the template and the channel of each message: leave TEMPLATE out to make them all. A plan of another
    day is refused, unless --date names that day.

    Files appear whole or not at all and only their owner can read them (mode 0600). Problems are told at the
    end; a record with a problem does not stop the others.
    """
    from datetime import datetime as clock

    from toolkit.catalogue import Catalogue
    from toolkit.channels.press import Press
    from toolkit.cli.inputs import read_all
    from toolkit.cli.jobs import ToRender, jobs_of_plan, plans_among
    from toolkit.cli.produce import produce
    from toolkit.output import make_folder
    from toolkit.records.files import EXTRACTED
    from toolkit.records.readers import is_table
    from toolkit.workspace import open_workspace

    workspace = open_workspace()
    catalogue = Catalogue(workspace)
    plans, tables = plans_among(files)
    if template is None and tables:
        raise click.UsageError(worded("which TEMPLATE? Only a plan says itself what to make."))
    wanted = NAMES if channel == "all" else (channel,)
    chosen = _chosen(catalogue, template, wanted, lang) if template else None
    today = (on or clock.now().astimezone()).date()
    found: list[ToRender | RecordError | None] = []
    for path in plans:
        mine = list(jobs_of_plan(path, catalogue, template, wanted))
        _check_day(path, mine, today)
        found += mine
    jobs = [job for job in found if isinstance(job, ToRender)]
    inputs = read_all(tables, workspace, out / EXTRACTED, on.date() if on else None)
    wrong = [job for job in found if isinstance(job, RecordError)]
    unpaid = forgotten(workspace) if any(map(is_table, tables)) else None
    told = (unpaid,) if unpaid else ()
    inputs = replace(inputs, problems=(*wrong, *inputs.problems), warnings=(*told, *inputs.warnings))
    if chosen:
        jobs += [ToRender(chosen, record, beside, wanted) for record, beside in inputs.records]
    press = Press(workspace, window, archive)
    make_folder(out)
    outcomes: list[Attempt] = []
    with click.progressbar(
        jobs, label=template or "plan", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as progress:
        for job in progress:
            outcomes += produce(
                press,
                job.template,
                job.record,
                out,
                beside=job.beside,
                channels=job.channels,
                language=lang,
            )
    for absent in (each for each in wanted if chosen and each not in chosen.channels):
        say(
            "note: the template '{name}' has no channel '{channel}'{why}",
            name=template,
            channel=absent,
            why=_why_not(chosen, absent) if chosen else "",
            err=True,
        )
    if others := found.count(None):
        say("note: {count} of the plan not made: another template or channel", count=others, err=True)
    _report(outcomes, inputs, asked=channel != "all")


def _check_day(path: Path, jobs: Sequence[ToRender | RecordError | None], today: date) -> None:
    """Raise PlanOfAnotherDay when a message of a plan is of another day than today."""
    from toolkit.cli.jobs import ToRender

    for job in jobs:
        if isinstance(job, ToRender) and job.record.date != today:
            from toolkit.batch import PlanOfAnotherDay

            raise PlanOfAnotherDay(path, job.record.date, today)


def _chosen(catalogue: Catalogue, name: str, channels: Sequence[str], language: str | None) -> Template:
    """Return the template of a name; raises TemplateError when it lacks the one channel, or the language."""
    template = catalogue.template(name)
    if len(channels) == 1 and channels[0] not in template.channels:
        raise TemplateError(
            worded(
                "the template '{name}' has no channel '{channel}'{why}",
                name=name,
                channel=channels[0],
                why=_why_not(template, channels[0]),
            ),
            hint=worded("it has: {known}", known=", ".join(template.channels)),
        )
    if language:
        template.file(language)
    return template


def _why_not(template: Template, channel: str) -> str:
    """Return ': ' and in Dutch why a template lacks a channel; empty where it does not say."""
    return f": {template.without[channel]}" if channel in template.without else ""


def _report(outcomes: Sequence[Attempt], inputs: Inputs, *, asked: bool) -> None:
    """Print what was made, and everything that was not; exit with the gravest code.

    `asked` tells that one channel was asked for by name: then a record that cannot receive it is a problem.
    """
    from toolkit.cli.produce import Failure, Gap, Piece
    from toolkit.cli.table import count, table

    pieces = [each for each in outcomes if isinstance(each, Piece)]
    if pieces:
        rows = [(each.record, each.channel, str(each.path), each.size) for each in pieces]
        click.echo(table(("record", "channel", "file", "size"), rows))
    warnings = [
        worded("{file}: {warning}", file=each.path, warning=warning)
        for each in pieces
        for warning in each.rendering.warnings
    ]
    warnings = [*inputs.warnings, *warnings]
    gaps = [
        worded("{record}, {channel}: {reason}", record=each.record, channel=each.channel, reason=each.reason)
        for each in outcomes
        if isinstance(each, Gap)
    ]
    failures = [each for each in outcomes if isinstance(each, Failure)]
    wrong = [problem.spoken() for problem in inputs.problems]
    wrong += [f"{each.record}, {each.channel}: {each.error.spoken()}" for each in failures]
    codes = [problem.exit_code for problem in inputs.problems] + [each.error.exit_code for each in failures]
    if asked and gaps:
        wrong += gaps
        codes.append(ExitCode.FINDINGS)
        gaps = []
    tell("note: {text}", gaps)
    tell("warning: {text}", warnings)
    tell("problem: {text}", wrong)
    counts = (count(len(pieces), "file"), count(len(warnings), "warning"), count(len(wrong), "problem"))
    click.echo(("\n" if pieces else "") + ", ".join(counts))
    sys.exit(max(codes, default=ExitCode.CLEAN))
