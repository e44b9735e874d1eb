"""`tact batch`: the messages of a whole plan or ledger, each exactly once."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit import install_line
from toolkit.cli.payments import PLAN_FIRST, forgotten
from toolkit.cli.saying import agreed, in_channel, say, tell
from toolkit.cli.table import count
from toolkit.delivery import CHANNELS, MEASURES, NAMES
from toolkit.errors import SettingsError
from toolkit.wording import translated, worded

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import datetime

    from toolkit.batch.report import Report, Summary


@click.command()
@click.argument("source", metavar="PLAN_OR_LEDGER", type=click.Path(exists=True, path_type=Path))
@click.option("--template", "-t", help="The template, for an input that is no plan.")
@click.option(
    "--channel",
    "-c",
    type=click.Choice(["auto", *NAMES, "all"]),
    default="auto",
    show_default=True,
    help="The channel; 'auto' takes the customer's wish, else what suits the audience; 'all' every possible one.",
)
@click.option(
    "--out", "-o", default="output", show_default=True, help="The folder, or an fsspec URL (s3://…)."
)
@click.option("--jobs", "-j", type=click.IntRange(1, 256), help="How many workers. Default: all cores.")
@click.option("--resume", is_flag=True, help="Go on with the run in the folder.")
@click.option("--remake", is_flag=True, help="Go on, and make again what was made and is gone or damaged.")
@click.option("--accept-changes", is_flag=True, help="Go on although input or templates changed meanwhile.")
@click.option(
    "--limit", type=click.IntRange(1), help="Make at most so many messages now; --resume makes the rest."
)
@click.option("--dry-run", is_flag=True, help="Read, check and count; make nothing.")
@click.option("--print-run", is_flag=True, help="Also make one PDF for the print shop, in postcode order.")
@click.option("--duplex", is_flag=True, help="In the print run, begin each letter on a sheet of its own.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first record that fails.")
@click.option("--no-lint", is_flag=True, help="Do not lint the templates; the manifest says so.")
@click.option("--time-limit", type=click.FloatRange(0.1), default=60.0, show_default=True, metavar="SECONDS",
              help="The most time one message may take.")  # fmt: skip
@click.option("--customers", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A table with the customers: addresses and e-mail that a ledger lacks.")  # fmt: skip
@click.option("--history", type=click.Path(dir_okay=False, path_type=Path),
              help="The history of 'tact plan', to add what was made to.")  # fmt: skip
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]),
              help="The date of the messages, for records that name none, and of a plan. Default: today.")  # fmt: skip
@click.option("--lang", help="The language of the text, for all. Default: what each customer reads.")
@click.option("--window", help="Where the window of the envelope is; the workspace's choice when left out.")
@click.option("--archive", is_flag=True, help="Make letters that can be archived (PDF/A).")
@click.option("--verify-plates", type=click.IntRange(1), metavar="N",
              help="Lay every N-th letter out whole too; stop when it differs from the one made.")  # fmt: skip
@click.option("--cluster", metavar="tcp://HOST:PORT", help="The dask scheduler whose workers do the work.")
@click.option("--journal", type=click.Path(file_okay=False, path_type=Path),
              help="The folder of the journal and the lists, when --out is a URL.")  # fmt: skip
@click.option("--yes", "-y", is_flag=True, help="Begin without asking.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, and nothing else on stdout.")
@PLAN_FIRST
def command(
    source: Path,
    template: str | None,
    channel: str,
    out: str,
    jobs: int | None,
    resume: bool,
    remake: bool,
    accept_changes: bool,
    limit: int | None,
    dry_run: bool,
    print_run: bool,
    duplex: bool,
    fail_fast: bool,
    no_lint: bool,
    time_limit: float,
    customers: Path | None,
    history: Path | None,
    on: datetime | None,
    lang: str | None,
    window: str | None,
    archive: bool,
    verify_plates: int | None,
    cluster: str | None,
    journal: Path | None,
    yes: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make every message of PLAN_OR_LEDGER exactly once.

    PLAN_OR_LEDGER is the plan.jsonl of 'tact plan', a table (CSV, XLSX, ODS), JSON Lines, TOML, JSON, or a
    folder of UBL invoices. A run that was stopped goes on with --resume. What failed is in failed.csv: repair
    it, and feed it back with the same --out.

    \b
    Exit codes: 0 every record has its message, 1 not every record has,
    2 wrong use, settings or template, 130 stopped by Ctrl-C.
    """
    from toolkit.batch import Options, Order, PlanOfAnotherDay, run
    from toolkit.records.own import columns_of, creditor_of
    from toolkit.records.readers import is_table
    from toolkit.workspace import open_workspace

    workspace, show = open_workspace(), quiet or as_json
    unpaid = None if resume or remake or not is_table(source) else forgotten(workspace)
    if unpaid and not show:
        tell("warning: {text}", (unpaid,))
    order = Order(
        template,
        channel,
        lang,
        on.date() if on else None,
        creditor_of(workspace),
        columns_of(workspace, customers),
    )
    ask = not (yes or resume or remake) and sys.stdin.isatty() and sys.stderr.isatty()

    def confirm(summary: Summary) -> bool:
        if dry_run and as_json:
            click.echo(json.dumps(summary.as_dict(), ensure_ascii=False))
        else:
            _tell_before(summary, dry_run, quiet)
        seen.append(summary)
        return not ask or dry_run or agreed(translated("Begin?"), default=True)

    seen: list[Summary] = []
    with ExitStack() as stack:
        executor, workers = _cluster(stack, cluster) if cluster else (None, 0)
        options = Options(
            jobs=jobs or workers,
            executor=executor,
            resume=resume or remake,
            remake=remake,
            accept=accept_changes,
            limit=limit,
            dry_run=dry_run,
            print_run=print_run,
            duplex=duplex,
            fail_fast=fail_fast,
            lint=not no_lint,
            time_limit=time_limit,
            window=window,
            archive=archive,
            verify=verify_plates or 0,
            journal=journal,
            history=history,
            confirm=confirm if ask or dry_run or not show else None,
            watching=_watching(show),
        )
        begin = partial(run, source, template, out, workspace=workspace, options=options)
        try:
            report = begin(order=order)
        except PlanOfAnotherDay as error:
            question = worded("{place}: {what}. Make it all the same?", place=error.place, what=error.said())
            if not ask or not agreed(translated(question), default=False):
                raise
            report = begin(order=replace(order, any_day=True))
    if report is None:
        sys.exit(1 if any(each.failed or each.unreadable for each in seen) else 0)
    if as_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        tell("warning: {text}", report.warnings if quiet else ())
        _tell_after(report)
    sys.exit(report.exit_code)


def _watching(silent: bool) -> Any:
    from toolkit.batch.progress import progress
    from toolkit.batch.runner import silent as nothing

    return nothing if silent else lambda total: progress(total, sys.stderr)


def _cluster(stack: ExitStack, address: str) -> tuple[Executor, int]:
    """Return the executor of a dask scheduler and the number of its workers."""
    try:
        from distributed import Client
    except ImportError as error:
        raise SettingsError("--cluster needs dask.distributed", hint=install_line("cluster")) from error
    try:
        client: Any = stack.enter_context(Client(address, timeout=20))  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SettingsError(
            worded("no dask scheduler answers at {address}", address=address),
            hint="start one: dask scheduler",
        ) from error
    workers = len(client.scheduler_info()["workers"])
    if not workers:
        raise SettingsError(
            worded("the scheduler at {address} has no workers", address=address),
            hint=worded("start some: dask worker {address}", address=address),
        )
    return client.get_executor(pure=False), workers


def _tell_before(summary: Summary, dry_run: bool, quiet: bool) -> None:
    if quiet and not dry_run:
        return
    lines: list[str] = [f"lint: {text}" for text in summary.lint]
    lines += [worded("warning: {text}", text=text) for text in summary.warnings]
    for channel, number in summary.messages.items():
        way, measure = CHANNELS[channel], ""
        if way.measure and summary.sizes[way.counted]:
            size = count(summary.sizes[way.counted], way.measure)
            measure = (
                f" ({size if summary.exact(channel) else translated(worded('about {size}', size=size))})"
            )
        lines.append(f"{in_channel(channel, number)}{measure}")
    lines += [
        worded("{count} skipped: {why}", count=number, why=why) for why, number in summary.skipped.items()
    ]
    if summary.done:
        lines.append(worded("{count} made before", count=summary.done))
    if lost := summary.failed + summary.unreadable:
        lines.append(worded("{count} cannot be made: failed.csv will say which and why", count=lost))
    for line in lines:
        click.echo(translated(line), err=not dry_run)


def _tell_after(report: Report) -> None:
    made = [in_channel(channel, number) for channel, number in report.done.items()]
    measured = ((report.sizes[f"{noun}s"], noun) for noun in MEASURES)
    sizes = [count(number, noun) for number, noun in measured if number]
    if report.made_now and report.seconds:
        sizes.append(translated(worded("{rate} a second", rate=f"{report.made_now / report.seconds:.0f}")))
    size = f" ({', '.join(sizes)})" if sizes else ""
    tell("warning: changed while this run went on: {text}", report.changed)
    say("made: {what}{size}", what=", ".join(made) or worded("nothing"), size=size)
    if report.skipped:
        why = "; ".join(f"{number}: {translated(why)}" for why, number in report.reasons.items())
        say("skipped {what}", what=why)
    lost = report.failed + report.unreadable
    if lost:
        file = Path(report.files[0]).parent / "failed.csv"
        say("failed {count}: repair {file} and feed it back", count=lost, file=file)
    for name in report.files:
        click.echo(name)
    tell("gone: {text}", report.lacking)
    if report.gone:
        say("{count} made and not there; make them again with:", count=report.gone, err=True)
        click.echo(f"  {_again('--remake')}", err=True)
    if report.stopped:
        say("stopped: {why}", why=report.stopped, err=True)
    if report.waiting:
        say("{messages} not made yet; go on with:", messages=count(report.waiting, "message"), err=True)
        click.echo(f"  {_again()}", err=True)


def _again(how: str = "--resume") -> str:
    """Return the command that goes on with this run."""
    import shlex

    words = [word for word in sys.argv[1:] if word not in ("--resume", "--remake")]
    return shlex.join(["tact", *words, how])
