"""`tact columns`: what each column of a ledger is taken for, with some of its cells; the rest is asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.saying import say, tell
from toolkit.errors import ExitCode, SettingsError
from toolkit.wording import translated, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.records.understood import Understood


@click.command()
@click.argument("ledger", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--ask/--no-ask", default=None, help="Ask what the unknown columns hold. Default: on a terminal."
)
def command(ledger: Path, ask: bool | None) -> None:
    """Show what each column of LEDGER is understood as, with three of its cells, and ask the rest.

    The answers go into [columns] of tact.toml. Exit code 1 when a column is missing, or as long as one that may
    change what is asked has no meaning.
    """
    from toolkit.cli.table import table
    from toolkit.records.own import columns_of
    from toolkit.records.understood import understand
    from toolkit.workspace import SETTINGS, open_workspace

    workspace = open_workspace()
    layout = columns_of(workspace)
    understood = understand(ledger, layout)
    click.echo(table(("column", "is", "such as"), _rows(understood)))
    tell("problem: {text}", understood.problems)
    if sys.stdin.isatty() if ask is None else ask:
        if workspace.root is None:
            raise SettingsError("there is no tact.toml to write to", hint="make one with: tact init FOLDER")
        answers = _ask(understood)
        if answers:
            _write(workspace.root / SETTINGS, answers)
            say("{file}: {count} written under [columns]", file=workspace.root / SETTINGS, count=len(answers))
            understood = understand(ledger, columns_of(open_workspace()))
    sys.exit(ExitCode.FINDINGS if understood.problems else ExitCode.CLEAN)


def _rows(understood: Understood) -> Iterator[tuple[str, str, str]]:
    for column in understood.columns:
        yield column.header, column.meaning or "?", " · ".join(column.cells)


def _ask(understood: Understood) -> dict[str, str]:
    """Return what the user says that the unknown columns hold: one of our names, or nothing."""
    from toolkit.records.columns import is_known

    answers: dict[str, str] = {}
    for column in understood.columns:
        if column.meaning is not None:
            continue
        while True:
            said = click.prompt(
                translated(
                    worded(
                        "{column} ({cells}): what does it hold? (Enter: it does not count)",
                        column=column.header,
                        cells=column.cells,
                    )
                ),
                default="",
                show_default=False,
            )
            if is_known(said):
                answers[column.header] = said.strip()
                break
            say("we do not know that field; such as: openstaand, betaald, vervaldatum, klantnummer", err=True)
    return answers


def _write(path: Path, answers: Mapping[str, str]) -> None:
    import tomlkit

    from toolkit.output import write_whole

    document = tomlkit.parse(path.read_text("utf-8"))
    columns = document.get("columns")
    if isinstance(columns, str):  # a ready set moves to [table], so that both hold
        document.setdefault("table", tomlkit.table())["program"] = str(columns)
        del document["columns"]
        columns = None
    if columns is None:
        document["columns"] = columns = tomlkit.table()
    columns.update(answers)
    write_whole(path, tomlkit.dumps(document).encode())
