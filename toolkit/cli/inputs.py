"""What a verb needs from the workspace and from record files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Place, RecordError, SettingsError
from toolkit.output import safe_name
from toolkit.wording import worded

if TYPE_CHECKING:
    import click

    from toolkit.catalogue import Catalogue, Template
    from toolkit.records import Creditor, Record
    from toolkit.records.layout import Layout
    from toolkit.records.reading import Reading
    from toolkit.records.table import Table
    from toolkit.workspace import Workspace


def language_tag(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the tag of a language that an option names, as people call it. Raises SettingsError for what is none."""
    if value is None:
        return None
    from toolkit.language import tag_of

    tag = tag_of(value)
    if tag is None:
        raise SettingsError(
            worded("'{value}' is no language", value=value), hint="write one such as fr, Frans or fr-BE"
        )
    return tag


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a firm that [files] in tact.toml names; None or nothing for one that it does not name."""

    ledger: tuple[Path, ...] = ()
    customers: Path | None = None
    agreements: Path | None = None
    history: Path | None = None

    def beside(
        self, ledger: tuple[Path, ...], customers: Path | None, agreements: Path | None, history: Path | None
    ) -> Files:
        """Return what options name, and else what stands here: the agreements when something was agreed.

        Raises UsageError when nothing names a ledger.
        """
        if not (ledger or self.ledger):
            from click import UsageError

            raise UsageError(
                worded("which LEDGER? Name the file, or write it as ledger under [files] in tact.toml.")
            )
        agreed = self.agreements if self.agreements and self.agreements.exists() else None
        return Files(
            ledger or self.ledger, customers or self.customers, agreements or agreed, history or self.history
        )


def files_of(workspace: Workspace) -> Files:
    """Return the files that [files] in tact.toml names, seen from the folder of that file.

    Raises SettingsError for what is no name of a file.
    """
    from toolkit.workspace import SETTINGS

    named = workspace.settings.get("files", {})
    several = named.get("ledger", []) if isinstance(named, dict) else None
    names = [several] if isinstance(several, str) else several
    rest = (
        {name: value for name, value in named.items() if name != "ledger"} if isinstance(named, dict) else {}
    )
    if not isinstance(names, list) or not all(
        isinstance(each, str) and each for each in (*names, *rest.values())
    ):
        raise SettingsError(
            "[files] must name files",
            place=Place(str(workspace.root / SETTINGS) if workspace.root else SETTINGS),
            hint="such as: ledger = 'ledger.csv', agreements = 'agreements.toml', history = 'sent.jsonl'",
        )
    root = workspace.root or Path()
    return Files(tuple(root / each for each in names), **{name: root / value for name, value in rest.items()})


def in_order(catalogue: Catalogue) -> list[Template]:
    """Return all templates in the order of their stages, from the check after an invoice on."""
    from toolkit.catalogue import STAGES

    return sorted(catalogue, key=lambda template: (STAGES.index(template.stage), template.name))


@dataclass(frozen=True, slots=True)
class Inputs:
    """What came out of record files: sound records, each with its folder, and problems and warnings.

    `tables` are the tables of which lines could not be used, each with why, in Dutch, by line.
    """

    records: tuple[tuple[Record, Path], ...]
    problems: tuple[RecordError, ...]
    warnings: tuple[str, ...]
    tables: tuple[tuple[Table, Mapping[int, str]], ...] = ()


def read_all(
    paths: Iterable[Path],
    workspace: Workspace,
    extract: Path,
    on: date | None = None,
    customers: Path | None = None,
) -> Inputs:
    """Read record files; electronic invoices and folders of them are read together.

    `on` is the date of the messages for records that name none, `extract` the folder for the PDF files inside
    electronic invoices, `customers` a table with addresses for ledgers. A record whose id occurred before is a
    problem, as its files would overwrite each other; upper and lower case count as the same.
    """
    from datetime import datetime as clock

    from toolkit.records.own import columns_of, creditor_of
    from toolkit.records.readers import is_electronic, is_table, read_electronic, read_records
    from toolkit.records.repair import REASON

    creditor, columns = creditor_of(workspace), columns_of(workspace, customers).without(REASON)
    tables: list[tuple[Table, Mapping[int, str]]] = []
    records: list[tuple[Record, Path]] = []
    problems: list[RecordError] = []
    warnings: list[str] = []
    seen: set[str] = set()
    given = tuple(paths)
    electronic = [path for path in given if is_electronic(path)]
    readings = []
    for path in (each for each in given if each not in electronic):
        if is_table(path):
            table, reading = _ledger(path, creditor, columns, on or clock.now().astimezone().date())
            if table and reading.reasons:
                tables.append((table, reading.reasons))
        else:
            reading = read_records(path, creditor=creditor, columns=columns, on=on)
        readings.append((path, path.parent, reading))
    if electronic:
        day = on or clock.now().astimezone().date()
        readings.append((electronic[0], extract, read_electronic(electronic, creditor, day, extract)))
    for path, beside, reading in readings:
        problems += reading.problems
        warnings += (
            worded("{file}: {warning}", file=path, warning=warning)
            for warning in reading.warnings
            if f'"{REASON}"' not in warning
        )
        for record in reading.records:
            name = safe_name(record.id).casefold()
            if name in seen:
                what = worded("id: {id} stands there twice", id=f'"{record.id}"')
                problems.append(
                    RecordError(what, place=Place(str(path)), hint="give each record an id of its own")
                )
                continue
            seen.add(name)
            records.append((record, beside))
    return Inputs(tuple(records), tuple(problems), tuple(warnings), tuple(tables))


def write_failed(
    tables: Iterable[tuple[Table, Mapping[int, str]]], folder: Path, read: Iterable[Path]
) -> list[Path]:
    """Write the lines of tables that could not be used, each table in a file of its own, and return the files.

    failed.csv, failed-2.csv and so on hold the lines as they stood with the reason in front: repaired, they can be
    read again. Those of an earlier plan give way, but for what was `read` now. Raises RenderError when a file cannot
    be written.
    """
    from toolkit.output import write_lines
    from toolkit.records.repair import repair_lines

    keep = {path.resolve() for path in read}
    for old in (*folder.glob("failed.csv"), *folder.glob("failed-[0-9]*.csv")):
        if old.resolve() not in keep:
            old.unlink()
    written = []
    for number, (table, reasons) in enumerate(tables, start=1):
        rows = ((reasons[row.line], row.cells) for row in table.rows if row.line in reasons)
        name = "failed.csv" if number == 1 else f"failed-{number}.csv"
        written.append(write_lines(folder / name, repair_lines(table.header, rows)))
    return written


def _ledger(path: Path, creditor: Creditor | None, columns: Layout, on: date) -> tuple[Table | None, Reading]:
    from toolkit.records.readers import read_ledger
    from toolkit.records.reading import Reading

    try:
        return read_ledger(path, creditor, columns, on)
    except RecordError as error:
        return None, Reading((), (error,))
