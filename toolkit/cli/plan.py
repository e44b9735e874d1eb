"""`tact plan`: a ledger and a day in, the messages that are due, the calls, and who waits why."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.saying import say, tell
from toolkit.errors import ExitCode, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from toolkit.records import Customer, Record
    from toolkit.schedule import Plan

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("ledger", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--on",
    "-d",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to plan for, which is the date of the messages. Default: today.",
)
@click.option(
    "--history",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What was sent before: JSON lines. Without it the days alone decide.",
)
@click.option(
    "--customers",
    type=_FILE,
    help="A table with the customers: addresses and e-mail that the ledger lacks, by customer number.",
)
@click.option(
    "--agreements",
    type=_FILE,
    help="Disputes, promises and payment plans that the ledger does not hold: TOML or JSON.",
)
@click.option(
    "--payments",
    "-p",
    multiple=True,
    type=_FILE,
    help="Bank statements (CAMT.053, MT940, CODA): who paid gets no message. May be repeated.",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder for plan.jsonl and the call list; made when it is not there.",
)
@click.option("--record", is_flag=True, help="Write this plan into the history too, as sent.")
@click.option("--all", "everybody", is_flag=True, help="List also the customers for whom nothing is due yet.")
def command(
    ledger: tuple[Path, ...],
    day: datetime | None,
    history: Path | None,
    customers: Path | None,
    agreements: Path | None,
    payments: tuple[Path, ...],
    out: Path,
    record: bool,
    everybody: bool,
) -> None:
    """Plan the messages and calls that are due for the open invoices in LEDGER: files, or folders of UBL.

    Without LEDGER, --history, --agreements or --customers: what [files] in tact.toml names. With a history, a new
    agreement is confirmed, once.

    Writes plan.jsonl, which 'tact render' reads, for calls calls.jsonl and calls.csv, who waits in held.csv, and
    the lines that are wrong in failed.csv. Letters for who acts for a customer are in apart.jsonl. It sends
    nothing. The same ledger, history and day give the same plan.
    """
    from datetime import datetime as clock
    from tempfile import TemporaryDirectory

    from toolkit.bank import lowered
    from toolkit.catalogue import Catalogue, read_schedule
    from toolkit.cli.inputs import files_of, read_all, write_failed
    from toolkit.cli.payments import forgotten, notes_of, read_told, received, remember, write_list
    from toolkit.output import make_folder
    from toolkit.schedule import build_ladder, plan, read_agreements, read_history, record_history
    from toolkit.schedule.agree_journal import pending
    from toolkit.schedule.ladder import known_steps
    from toolkit.schedule.plan_file import write_plan
    from toolkit.workspace import open_workspace

    workspace = open_workspace()
    named = files_of(workspace).beside(ledger, customers, agreements, history)
    ledger, customers, agreements, history = named.ledger, named.customers, named.agreements, named.history
    if record and history is None:
        raise SettingsError("--record needs --history FILE, the file to write to")
    schedule = read_schedule(workspace)
    ladder = build_ladder(schedule, Catalogue(workspace), workspace.schedule)
    on = (day or clock.now().astimezone()).date()
    past = read_history(history, known_steps(schedule), begin=True) if history else None
    if history and not history.exists():
        say(
            "note: {file} is not there yet and begins now{near}", file=history, near=_alike(history), err=True
        )
    agreed = read_agreements(agreements) if agreements else ()
    make_folder(out)
    with TemporaryDirectory(dir=out, prefix=".") as scratch:
        inputs = read_all(ledger, workspace, Path(scratch), on, customers)
        records = [each for each, _ in inputs.records]
        told = read_told(payments, records, workspace, on) if payments else None
        made = plan(
            lowered(records, told.matching) if told else records,
            ladder,
            on,
            history=past,
            agreements=agreed,
            settings=workspace.settings,
            doubts=told.matching.doubts if told else {},
            received=received(told) if told else {},
            pending=pending(agreements) if agreements else (),
        )
        files = list(write_plan(made, out, {each.id: beside for each, beside in inputs.records}))
    files += write_failed(inputs.tables, out, ledger)
    if told:
        files.append(write_list(told.matching.matches, out))
        remember(workspace, told.payments, on)
    if record and history is not None:
        sent = [message.sent for message in made.messages] + [call.sent for call in made.calls]
        record_history(history, sent)
    if past is None:
        say("note: no --history, so the day alone decides which step is due", err=True)
    missing = forgotten(workspace) if told is None else None
    tell("note: {text}", notes_of(told) if told else [missing] if missing else [])
    tell("note: {text}", _notes(made, out))
    tell("note: {text}", _ending_rates(records, on))
    tell("warning: {text}", inputs.warnings)
    tell("problem: {text}", (problem.spoken() for problem in inputs.problems))
    click.echo("\n\n".join([*_tables(made, everybody), _counts(made, len(inputs.problems))]))
    for file in files:
        click.echo(f"{file}")
    sys.exit(_exit_code(made, len(inputs.problems)))


def _alike(path: Path) -> str:
    """Return the question whether another file in the folder was meant, for a name that may be misspelt."""
    from toolkit.records.messages import suggestion

    return suggestion(path.name, sorted(each.name for each in path.parent.glob(f"*{path.suffix}")))


def _tables(plan: Plan, everybody: bool) -> Iterator[str]:
    from toolkit.cli.table import table
    from toolkit.law.explain import euro
    from toolkit.schedule.plan import QUIET, label

    if plan.messages:
        yield table(
            ("customer", "invoices", "amount", "step", "template", "channel", "why"),
            (
                (
                    label(each.record.customer),
                    _numbers(invoice.number for invoice in each.record.invoices),
                    euro(each.amount),
                    each.step,
                    each.template,
                    each.channel,
                    each.why,
                )
                for each in plan.messages
            ),
        )
    if plan.calls:
        yield table(
            ("call", "phone", "hours", "invoices", "amount", "why"),
            (
                (
                    label(each.record.customer),
                    each.phone,
                    each.record.customer.contact_hours,
                    _numbers(invoice.number for invoice in each.record.claims),
                    euro(each.record.total),
                    each.why,
                )
                for each in plan.calls
            ),
        )
    held = [each for each in plan.held if everybody or each.reason not in QUIET]
    if held:
        yield table(
            ("held back", "invoices", "amount", "reason", "why not"),
            (
                (label(each.customer), _numbers(each.invoices), euro(each.amount), each.reason, each.why)
                for each in held
            ),
        )


def _ending_rates(records: Iterable[Record], on: date) -> Iterator[str]:
    """Yield the tables of law, of the countries in a ledger, that are over within 60 days."""
    from toolkit.law.tables import ending
    from toolkit.wording import translated, worded

    countries = {record.country for record in records}
    for table in ending(on):
        if table.name[:2].upper() in countries:
            yield translated(
                worded(
                    "the table '{title}' ends on {day}: what falls due after it cannot be computed with it yet",
                    title=table.title,
                    day=table.rows[-1].last,
                )
            )


def _notes(plan: Plan, out: Path) -> Iterator[str]:
    from toolkit.schedule.plan import label
    from toolkit.schedule.plan_file import APART, NAME_LIST
    from toolkit.wording import worded

    def name(customer: Customer) -> str:
        return label(customer)

    yield from (
        worded("{customer}: {text}", customer=name(note.customer), text=note.text) for note in plan.notes
    )
    for each in plan.strangers:
        about = f", {', '.join(each.invoices)}" if each.invoices else ""
        yield worded(
            "afspraak met {customer}{about}: niet in de lijst (betaald, of een tikfout?)",
            customer=each.customer,
            about=about,
        )
    if plan.by_name:
        kinds = Counter(each.kind for each in plan.by_name)
        what = worded(
            "{consumers} als particulier, {firms} als bedrijf",
            consumers=kinds["consumer"],
            firms=kinds["business"],
        )
        yield worded(
            "alleen aan de naam herkend: {what}; kijk ze na in {out}", what=what, out=out / NAME_LIST
        )
    if plan.apart:
        how = worded("kijk ze na, en maak ze met 'tact render --record {out}'", out=out / APART)
        yield worded(
            "{count} apart, voor wie u niet zelf mag schrijven: {how}", count=len(plan.apart), how=how
        )


def _counts(plan: Plan, problems: int) -> str:
    from toolkit.cli.table import count
    from toolkit.schedule.plan import QUIET

    reasons = Counter("idle" if each.reason in QUIET else "held" for each in plan.held)
    parts = (
        count(len(plan.messages), "message"),
        count(len(plan.calls), "call"),
        count(reasons["held"], "held back", "held back"),
        count(reasons["idle"], "with nothing due", "with nothing due"),
        count(problems, "problem"),
    )
    return f"{plan.on}: {', '.join(parts)}"


def _exit_code(plan: Plan, problems: int) -> ExitCode:
    from toolkit.schedule.plan import WRONG

    wrong = problems or any(each.reason in WRONG for each in plan.held)
    return ExitCode.FINDINGS if wrong else ExitCode.CLEAN


def _numbers(numbers: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(numbers)
