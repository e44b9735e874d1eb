"""`tact agree`: from a call to the written confirmation, and to the agreement that the plan keeps to."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from toolkit.cli.saying import say, tell
from toolkit.delivery import NAMES
from toolkit.errors import ExitCode, Place, RecordError, RecordErrors, SettingsError, TactError
from toolkit.wording import translated, worded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from toolkit.cli.agree_calls import Call
    from toolkit.cli.agree_work import Book, Ready
    from toolkit.cli.produce import Piece
    from toolkit.schedule import Arrangement

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW = click.Path(dir_okay=False, path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("customer", required=False, default="")
@click.option(
    "--kind",
    "-k",
    default="",
    help="What was agreed: promise, plan, dispute or call (a summary of the call).",
)
@click.option("--pay-by", default="", help="A promise: the last day to pay, such as 5-12-2026.")
@click.option(
    "--amount",
    default="",
    help="A promise: how much, by default all that is open. A plan: how much each instalment is.",
)
@click.option("--parts", default="", help="A plan: how many instalments.")
@click.option("--first", default="", help="A plan: the day of the first instalment.")
@click.option("--every", default="", help="A plan: week or month.")
@click.option("--subject", default="", help="A dispute: what it is about.")
@click.option("--answer-by", default="", help="A dispute: the last day on which you answer.")
@click.option("--says", multiple=True, help="What the customer says. May be repeated.")
@click.option("--we-say", multiple=True, help="What you say. May be repeated.")
@click.option(
    "--action",
    "actions",
    multiple=True,
    help="Who does what and when: 'we: send the offer, 5-12-2026'. May be repeated.",
)
@click.option(
    "--invoice",
    "invoices",
    multiple=True,
    help="An invoice it is about; by default all that are open. May be repeated.",
)
@click.option("--by", default="", help="The colleague who agreed it.")
@click.option("--with", "agreed_with", default="", help="The person at the customer's who agreed it.")
@click.option("--how", default="", help="How you spoke: phone, email, letter, visit or chat. Default: phone.")
@click.option(
    "--agreed-on", default="", help="The day of the agreement. Default: the day of the confirmation."
)
@click.option("--on", "-d", "day", type=_DAY, help="The day of the confirmation. Default: today.")
@click.option(
    "--ledger",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="The open invoices: files, or folders of UBL. Default: what [files] in tact.toml names.",
)
@click.option("--customers", type=_FILE, help="A table with the customers, by customer number.")
@click.option(
    "--payments",
    "-p",
    multiple=True,
    type=_FILE,
    help="Bank statements: what came in is not open any more. May be repeated.",
)
@click.option("--agreements", type=_NEW, help="The file with agreements, which 'tact plan' reads: TOML.")
@click.option("--history", type=_NEW, help="What was sent: JSON lines, as for 'tact plan'.")
@click.option(
    "--channel",
    "-c",
    "also",
    multiple=True,
    type=click.Choice(NAMES),
    help="A channel by which it is confirmed too, beside the proof in writing. May be repeated.",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output/agreed"),
    show_default=True,
    help="The folder for the confirmations; made when it is not there.",
)
@click.option(
    "--calls", type=_FILE, help="The calls of a day in a CSV file, a row for each: instead of CUSTOMER."
)
@click.option("--ask/--no-ask", default=None, help="Ask what is missing. Default: on a terminal.")
@click.option("--dry-run", is_flag=True, help="Show what would be agreed, and write nothing.")
@click.option("--finish", is_flag=True, help="Only finish what an earlier run left half done.")
def command(
    customer: str,
    kind: str,
    pay_by: str,
    amount: str,
    parts: str,
    first: str,
    every: str,
    subject: str,
    answer_by: str,
    says: tuple[str, ...],
    we_say: tuple[str, ...],
    actions: tuple[str, ...],
    invoices: tuple[str, ...],
    by: str,
    agreed_with: str,
    how: str,
    agreed_on: str,
    day: datetime | None,
    ledger: tuple[Path, ...],
    customers: Path | None,
    payments: tuple[Path, ...],
    agreements: Path | None,
    history: Path | None,
    also: tuple[str, ...],
    out: Path,
    calls: Path | None,
    ask: bool | None,
    dry_run: bool,
    finish: bool,
) -> None:
    """Write down what was agreed with CUSTOMER (a number or a name), and confirm it in writing.

    A promise, a payment plan, a dispute or the summary of a call. The invoices and the amounts come from the ledger.
    It writes the agreement into the file that 'tact plan' reads, makes the confirmation, and adds it to the history:
    each once, also when it is cut off half-way and started again.

    On a terminal it asks what the options do not say: six answers at most. --calls reads the calls of a day from a
    CSV file.
    """
    from datetime import datetime as clock

    from toolkit.cli.agree_asking import ask as questions
    from toolkit.cli.agree_calls import Call, read_calls
    from toolkit.cli.agree_work import begin, carry_out, open_book
    from toolkit.cli.inputs import files_of
    from toolkit.records.files import EXTRACTED
    from toolkit.schedule.agree_journal import open_journal
    from toolkit.workspace import open_workspace

    workspace = open_workspace()
    files = files_of(workspace)
    rows = _named(agreements or files.agreements, "agreements", "agreements.toml")
    sent = _named(history or files.history, "history", "sent.jsonl")
    on = (day or clock.now().astimezone()).date()
    with open_journal(rows) as journal:
        pieces: list[Piece] = []
        problems: list[TactError] = []
        if journal.unfinished is not None:
            pieces, problems = carry_out(journal, journal.unfinished, workspace)
            say("note: what an earlier run left half done is finished now", err=True)
        if finish:
            _report([], pieces, problems, ())
        named = files.beside(ledger, customers, rows, sent)
        book = open_book(workspace, named.ledger, named.customers, payments, rows, sent, on, out / EXTRACTED)
        said: dict[str, Any] = dict(  # noqa: C408
            customer=customer, kind=kind, pay_by=pay_by, amount=amount, parts=parts, first=first, every=every,
            subject=subject, answer_by=answer_by, customer_says=says, we_say=we_say, actions=actions,
            invoices=invoices, agreed_on=agreed_on, agreed_with=agreed_with, agreed_by=by, how=how,
        )  # fmt: skip
        if calls:
            if customer or kind:
                raise click.UsageError(
                    worded("--calls FILE says who the customers are: leave CUSTOMER and --kind out")
                )
            rest = {name: value for name, value in said.items() if value}
            asked = [replace(each, said={**rest, **each.said}) for each in read_calls(calls)]
        else:
            if sys.stdin.isatty() if ask is None else ask:
                said = questions(said, book.known)
            if not said["customer"] or not said["kind"]:
                raise click.UsageError(worded("name the CUSTOMER and what was agreed (--kind)"))
            asked = [Call(None, said)]
        ready, wrong = _prepared(asked, book, also)
        problems += wrong
        if ready and not dry_run:
            made, failures = begin(journal, ready, book, out)
            pieces, problems = [*pieces, *made], [*problems, *failures]
    _report(ready, pieces, problems, book.warnings)


def _named(path: Path | None, name: str, usual: str) -> Path:
    """Return a file that is to be written. Raises SettingsError when nobody names it, or its folder is not there."""
    if path is None:
        raise SettingsError(
            worded("nothing says which file holds the {name}", name=name),
            hint=worded(
                "name it with --{name}, or under [files] in tact.toml: {name} = '{usual}'",
                name=name,
                usual=usual,
            ),
        )
    if not path.absolute().parent.is_dir():
        raise SettingsError("the folder of this file is not there", place=Place(str(path)))
    return path


def _prepared(calls: Sequence[Call], book: Book, also: Sequence[str]) -> tuple[list[Ready], list[TactError]]:
    """Return what is to be written, and all that is wrong; one call does not hide another."""
    from toolkit.cli.agree_work import prepare
    from toolkit.schedule.agreeing import Said

    ready: list[Ready] = []
    problems: list[TactError] = []
    for call in calls:
        if call.problem:
            problems.append(call.problem)
            continue
        try:
            one = prepare(
                Said(**{"customer": "", "kind": "", **call.said}),
                book,
                also,
                dated=bool(call.said.get("agreed_on")),
            )
        except RecordErrors as error:
            problems += [_at(call, each) for each in error.problems]
        except RecordError as error:
            problems.append(_at(call, error))
        else:
            ready.append(one)
            problems += [_at(call, one.problem)] if one.problem else []
    return ready, problems


def _at(call: Call, error: TactError) -> TactError:
    """Return an error with the row of a file with calls as its place."""
    return RecordError(error.message, place=call.place, hint=error.hint) if call.place else error


def _report(
    ready: Sequence[Ready], pieces: Sequence[Piece], problems: Sequence[TactError], warnings: Sequence[str]
) -> NoReturn:
    """Show what was agreed, to read it back to the customer, and what was made; exit with the gravest code."""
    from toolkit.cli.table import count, table
    from toolkit.law.explain import euro, in_words
    from toolkit.schedule.plan import label

    for each in ready:
        agreement = each.todo.arrangement
        click.echo(label(each.account.customer) + ": " + translated(summary(agreement)))
        for part in agreement.instalments:
            click.echo(f"  {in_words(part.due_date)}  {euro(part.amount)}")
    if pieces:
        click.echo("")
        click.echo(
            table(("channel", "file", "size"), [(each.channel, str(each.path), each.size) for each in pieces])
        )
    tell("warning: {text}", warnings)
    for each in ready:
        tell("note: {text}", each.notes)
    tell("warning: {text}", (text for piece in pieces for text in piece.rendering.warnings))
    tell("problem: {text}", (problem.spoken() for problem in problems))
    counts = (count(len(ready), "agreement"), count(len(pieces), "file"), count(len(problems), "problem"))
    click.echo("\n" + ", ".join(counts))
    sys.exit(max((problem.exit_code for problem in problems), default=ExitCode.CLEAN))


def summary(agreement: Arrangement) -> str:
    """Return an agreement in one line, to read it back to the customer."""
    from toolkit.law.explain import euro, in_words

    numbers = tuple(agreement.invoices)
    if agreement.kind == "payment-plan":
        return worded(
            "{amount} in {count} instalments, for {numbers}",
            amount=euro(agreement.total),
            count=len(agreement.instalments),
            numbers=numbers,
        )
    if agreement.kind == "promise-to-pay" and agreement.pay_by:
        return worded(
            "pays {amount} on {day} at the latest, for {numbers}",
            amount=euro(agreement.amount or Decimal(0)),
            day=in_words(agreement.pay_by),
            numbers=numbers,
        )
    if agreement.kind == "dispute" and agreement.answer_by:
        return worded(
            "disputes {numbers}; our answer comes on {day} at the latest",
            numbers=numbers,
            day=in_words(agreement.answer_by),
        )
    return worded("summary of the call, about {numbers}", numbers=numbers)
