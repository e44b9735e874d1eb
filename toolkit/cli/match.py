"""`tact match`: a ledger and bank statements in, which invoice each payment pays and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.saying import tell
from toolkit.errors import ExitCode

if TYPE_CHECKING:
    from datetime import datetime

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("ledger", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--payments",
    "-p",
    multiple=True,
    required=True,
    type=_FILE,
    help="Bank statements: CAMT.053, MT940 or CODA. May be repeated.",
)
@click.option("--customers", type=_FILE, help="A table with the addresses of the customers in LEDGER.")
@click.option(
    "--on", "-d", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to look from. Default: today."
)
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder for payments.csv; made when it is not there.",
)
def command(
    ledger: tuple[Path, ...],
    payments: tuple[Path, ...],
    customers: Path | None,
    day: datetime | None,
    out: Path,
) -> None:
    """Show which open invoice in LEDGER each payment pays: matched, to be looked at, or nothing.

    Writes payments.csv with every payment and the reason. It changes nothing: 'tact plan --payments' counts with it.
    """
    from datetime import datetime as clock
    from tempfile import TemporaryDirectory

    from toolkit.cli.inputs import read_all
    from toolkit.cli.payments import notes_of, read_told, table_of, write_list
    from toolkit.workspace import open_workspace

    workspace = open_workspace()
    on = (day or clock.now().astimezone()).date()
    with TemporaryDirectory() as scratch:
        inputs = read_all(ledger, workspace, Path(scratch), on, customers)
    told = read_told(payments, [record for record, _ in inputs.records], workspace, on)
    file = write_list(told.matching.matches, out)
    tell("note: {text}", notes_of(told))
    tell("warning: {text}", inputs.warnings)
    tell("problem: {text}", (problem.spoken() for problem in inputs.problems))
    if told.matching.matches:
        click.echo(table_of(told.matching.matches))
    click.echo(f"{file}")
    sys.exit(ExitCode.FINDINGS if inputs.problems else ExitCode.CLEAN)
