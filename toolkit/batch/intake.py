"""From an input to the messages of a run, one record at a time, straight into the journal.

What an input is: a plan of `tact plan`, a table (CSV, workbook), JSON Lines, TOML, JSON, UBL, or records that a
program hands over. `fill` is what a process of its own does, so that whatever reading takes goes back to the
system before the first worker starts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.batch.jobs import FAULT
from toolkit.batch.journal import Journal, RunRefused
from toolkit.delivery import CHANNELS
from toolkit.errors import Place, RecordError, RecordErrors, TactError, TemplateError
from toolkit.output import safe_name
from toolkit.records import Creditor, Record
from toolkit.records.layout import Layout, layout_of
from toolkit.records.notice import with_notice_by
from toolkit.records.readers import is_electronic, is_table, read_items, read_ledger, read_records
from toolkit.records.repair import REASON
from toolkit.wording import joined, translated, worded
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.batch.jobs import Status
    from toolkit.catalogue import Step, Template
    from toolkit.schedule import Sent

_ASKING = ("before", "due", "reminder", "last-notice", "handover")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a run.

    `channel` is the name of one, 'all' (whatever a record can receive) or 'auto' (the customer's wish,
    else what suits the audience, by schedule.toml). `creditor`, `columns` and `on` are for inputs that do not
    say those themselves. `template` is None for a plan, which names its own. With `any_day`, a plan is made
    though it is of another day than `on`, which is today by default.
    """

    template: str | None
    channel: str = "auto"
    language: str | None = None
    on: date | None = None
    creditor: Creditor | None = None
    columns: Mapping[str, str] | Layout | None = None
    any_day: bool = False


class PlanOfAnotherDay(RunRefused):
    """A plan is not of the day on which it is to be made."""

    def __init__(self, path: Path, planned: date, today: date) -> None:
        from toolkit.law.explain import in_words

        super().__init__(
            worded(
                "dit plan is van {planned}, en niet van {today}: wat toen gold, kan nu anders zijn",
                planned=in_words(planned),
                today=in_words(today),
            ),
            place=Place(str(path)),
            hint=worded(
                "maak het plan opnieuw, of zeg met --date {planned} dat u die dag bedoelt", planned=planned
            ),
        )


def fill(
    path: Path,
    token: str,
    root: Path | None,
    settings: Mapping[str, Any],
    source: Path,
    order: Order,
    extract: Path,
    part: int,
    facts: Mapping[str, str],
) -> tuple[str, ...]:
    """Read an input file, or a folder of UBL, into the journal at `path`; return its warnings, in Dutch.

    All of it is there or nothing, the `facts` about it included. `token` is the fact `reader` of the journal: a
    reader whose run was taken over by another leaves it alone. Raises RecordErrors for an input of which nothing
    can be read, TemplateError for a template that is not there.
    """
    journal = Journal(path)
    try:
        intake = Intake(journal, Workspace(root, settings), order, part)
        with journal.together():
            if journal.fact("reader") != token:
                raise RunRefused("another process took this run over")
            if part:
                journal.forget_failed()
            else:
                journal.clear()
            warnings = intake.read(source, extract)
            journal.note(intake="done", parts=str(part), **({} if part else {"day": intake.day}), **facts)
        return warnings
    finally:
        journal.close()


@dataclass(frozen=True, slots=True)
class _Way:
    """What becomes of one record on one channel, and in Dutch why nothing is made of it."""

    channel: str
    status: Status
    why: str = ""


class Intake:
    """Turns records into messages of the journal; `part` counts the inputs of a run, from 0."""

    def __init__(self, journal: Journal, workspace: Workspace, order: Order, part: int = 0) -> None:
        from toolkit.catalogue import Catalogue, read_schedule

        self._journal = journal
        self._order = order
        self._part = part
        self._day = order.on
        self._catalogue = Catalogue(workspace)
        self._schedule = read_schedule(workspace)
        self._templates: dict[str, Template] = {}
        self._creditor: tuple[Creditor | None, str] = (None, "")
        self._folders: dict[Path, str] = {}
        if order.template:
            self._checked(order.template)

    def read(self, source: Path, extract: Path) -> tuple[str, ...]:
        """Read a file or folder; see `fill`."""
        from toolkit.schedule.plan_file import is_plan

        if source.is_file() and is_plan(source):
            try:
                return self._plan(source)
            except RecordError as error:
                raise RecordErrors([error]) from error
        if self._order.template is None:
            raise TemplateError("this input names no templates", hint="choose one with --template")
        if source.is_file() and is_table(source):
            return self._table(source)
        if source.suffix.lower() in (".toml", ".json"):
            reading = read_records(source, creditor=self._order.creditor, on=self._on)
            if not reading.records:
                raise RecordErrors(reading.problems or [_nothing(source)])
            for number, problem in enumerate(reading.problems, start=1):
                self._journal.add_problem(self._part, str(source), (number,), "", _said([problem]))
            for number, record in enumerate(reading.records, start=1):
                self.add(record, str(source), (number,), "", source.parent)
            return reading.warnings
        return self._items(source, extract)

    def add(
        self,
        record: Record,
        source: str = "",
        lines: tuple[int, ...] = (),
        raw: str = "",
        beside: Path = Path(),
    ) -> None:
        """Plan the messages of one record; a fault of the program in it is kept as its problem, and no more."""
        try:
            self._add(record, source, lines, raw, beside)
        except (TactError, OSError, sqlite3.Error):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is costs this record only, and is told
            self._journal.add_problem(self._part, source, lines, raw, f"{FAULT}: {type(error).__name__}")

    def _add(self, record: Record, source: str, lines: tuple[int, ...], raw: str, beside: Path) -> None:
        template = self._checked(self._order.template or "")
        step, ways = self._name(template), list(self._ways(record, template))
        if template.stage == "last-notice":
            record = with_notice_by(record, [way.channel for way in ways if way.status == "todo"])
        number = self._record(record, source, lines, raw, beside)
        for way in ways:
            self._message(number, record, step, template.name, way, self._sent(record, step, way.channel))

    # The kinds of input.

    def _table(self, source: Path) -> tuple[str, ...]:
        columns = layout_of(self._order.columns).without(REASON)

        def take(record: Record, lines: tuple[int, ...]) -> None:
            self.add(record, str(source), lines, "", source.parent)

        try:
            table, reading = read_ledger(source, self._order.creditor, columns, self._on, take)
        except RecordError as error:
            raise RecordErrors([error]) from error
        if reading.problems and not reading.reasons:
            raise RecordErrors(reading.problems)
        self._journal.add_lines(
            self._part, [(0, table.header), *((row.line, row.cells) for row in table.rows)]
        )
        for line, reason in sorted(reading.reasons.items()):
            self._journal.add_problem(self._part, str(source), (line,), "", reason)
        ours = f'"{REASON}"'
        return tuple(text for text in reading.warnings if ours not in text)

    def _items(self, source: Path, extract: Path) -> tuple[str, ...]:
        warnings: list[str] = []
        beside = extract if is_electronic(source) else source.parent
        try:
            item = None
            for item in read_items(source, self._order.creditor, self._on, extract):
                warnings += item.warnings
                if item.record:
                    self.add(item.record, str(source), (item.number,), item.raw, beside)
                else:
                    self._journal.add_problem(
                        self._part, str(source), (item.number,), item.raw, _said(item.problems)
                    )
            if item is None:
                raise _nothing(source)
        except RecordError as error:
            raise RecordErrors([error]) from error
        return tuple(warnings)

    def _plan(self, source: Path) -> tuple[str, ...]:
        from toolkit.schedule.plan_file import BadLine, read_plan

        for line in read_plan(source):
            if isinstance(line, BadLine):
                what = _said(line.problems)
                self._journal.add_problem(self._part, str(source), (line.number,), line.text, what)
                continue
            if line.record.date != self._on and not (self._part or self._order.any_day):
                raise PlanOfAnotherDay(source, line.record.date, self._on)
            try:
                template = self._checked(line.template)
            except TemplateError as error:
                what = error.spoken()
                self._journal.add_problem(self._part, str(source), (line.number,), line.text, what)
                continue
            number = self._record(line.record, str(source), (line.number,), line.text, line.beside)
            way = self._way(line.record, template, line.channel)
            self._message(number, line.record, line.step, template.name, way, line.sent)
        return ()

    # From a record to its messages.

    def _ways(self, record: Record, template: Template) -> Iterator[_Way]:
        """Yield the channels of a record, each with what becomes of it."""
        asked = self._order.channel
        if asked == "auto":
            from toolkit.schedule.choosing import choose_channel

            choice = choose_channel(template, self._step(template), record.customer, self._schedule)
            channel = choice.channel or choice.first
            if channel is None:
                yield _Way(template.channels[0], "failed", choice.why)
            else:
                yield self._way(record, template, channel, choice.why)
        elif asked == "all":
            lacking = {channel: template.lacks(record.customer, channel) for channel in template.channels}
            if all(lacking.values()):
                yield self._way(record, template, template.channels[0], joined(lacking.values()))
                return
            for channel, what in lacking.items():
                yield _Way(channel, "skipped", _has(what)) if what else self._way(record, template, channel)
        else:
            yield self._way(record, template, asked)

    def _way(self, record: Record, template: Template, channel: str, lacking: str = "") -> _Way:
        """Return what becomes of a record on a channel; `lacking` tells more than what this channel lacks."""
        if template.stage in _ASKING and record.total <= 0:
            return _Way(channel, "skipped", worded("er staat niets open"))
        if channel not in template.channels:
            name = CHANNELS[channel].called if channel in CHANNELS else channel
            return _Way(
                channel,
                "failed",
                worded(
                    "het sjabloon '{template}' heeft geen {channel}", template=template.name, channel=name
                ),
            )
        if why := template.refuses(record.customer):
            return _Way(channel, "failed", why)
        if what := template.lacks(record.customer, channel):
            return _Way(channel, "failed", _has(lacking or what))
        return _Way(channel, "todo")

    def _record(self, record: Record, source: str, lines: tuple[int, ...], raw: str, beside: Path) -> int:
        payload = record.model_dump_json(exclude_defaults=True, exclude={"creditor"})
        if record.creditor is not self._creditor[0]:
            self._creditor = (record.creditor, record.creditor.model_dump_json(exclude_defaults=True))
        folder = str(beside.resolve()) if beside not in self._folders else self._folders[beside]
        self._folders[beside] = folder
        return self._journal.add_record(
            self._part, record.id, source, lines, raw, folder, payload, self._creditor[1]
        )

    def _message(self, number: int, record: Record, step: str, template: str, way: _Way,
                 sent: Sent | None) -> None:  # fmt: skip
        journal, channel = self._journal, way.channel
        before = journal.status_of(record.id, step, channel)
        if before:
            what = worded('id: "{id}" has a message for this step already', id=record.id)
            journal.drop_record(number, translated(what))
            return
        file = None
        if way.status == "todo" and (folder := CHANNELS[channel].folder):
            stem, suffix = f"{safe_name(record.id)}_{safe_name(step)}", CHANNELS[channel].suffix
            file = f"{folder}/{stem}{suffix}"
            if journal.has_file(file):
                digest = sha256(record.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
                file = f"{folder}/{stem}-{digest}{suffix}"
        journal.add_message(
            number, record.id, step, template, channel, file, _place(record),
            sent.model_dump_json(exclude_none=True) if sent else "", way.status, translated(way.why),
        )  # fmt: skip

    def _step(self, template: Template) -> Step | None:
        """Return the one step of the schedule that a template is for."""
        steps = [step for step in self._schedule.steps if step.template == template.name]
        return steps[0] if len(steps) == 1 else None

    def _name(self, template: Template) -> str:
        """Return what a message of a template is called: its step, else the template itself."""
        step = self._step(template)
        return step.name if step else template.name

    def _sent(self, record: Record, step: str, channel: str) -> Sent | None:
        from toolkit.schedule.history import sent_of

        if step not in (each.name for each in self._schedule.steps):
            return None
        return sent_of(record, step, channel)

    def _checked(self, name: str) -> Template:
        if name not in self._templates:
            template = self._catalogue.template(name)
            if self._order.language:
                template.file(self._order.language)
            asked = self._order.channel
            if self._order.template and asked not in ("all", "auto", *template.channels):
                raise TemplateError(
                    worded("the template '{name}' has no channel '{asked}'", name=name, asked=asked),
                    hint=worded("it has: {known}", known=", ".join(template.channels)),
                )
            self._templates[name] = template
        return self._templates[name]

    @property
    def day(self) -> str:
        """The date of messages whose records name none, as YYYY-MM-DD."""
        return self._on.isoformat()

    @property
    def _on(self) -> date:
        if self._day is None:
            from datetime import datetime

            self._day = datetime.now().astimezone().date()
        return self._day


def _has(lacking: str) -> str:
    return worded("de klant heeft {lacking}", lacking=lacking)


def _nothing(source: Path) -> RecordError:
    """Return what is said of an input in which there is nothing to make."""
    return RecordError("er staat niets in om te maken", place=Place(str(source)))


def _said(problems: Iterable[RecordError]) -> str:
    return "; ".join(problem.said() for problem in problems) or translated(worded("is niet leesbaar"))


def _place(record: Record) -> str:
    """Return what letters for the print shop are sorted by: country, postcode, street."""
    address = record.customer.receiver.address or record.customer.address
    return json.dumps([address.country, address.postcode, address.street]) if address else ""
