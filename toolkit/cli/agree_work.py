"""What `tact agree` does once it knows what was said: reads the ledger, drafts the confirmation, writes it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import RecordErrors, TactError
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.cli.produce import Piece
    from toolkit.records import Record
    from toolkit.schedule import Arrangement, History, Ladder
    from toolkit.schedule.accounts import Account
    from toolkit.schedule.agree_journal import AgreeJournal, Todo, Work
    from toolkit.schedule.agreeing import Said
    from toolkit.workspace import Workspace


@dataclass
class Book:
    """What is known on the day `on`: the ledger, what was agreed before and in this run, and what was sent."""

    workspace: Workspace
    ladder: Ladder
    on: date
    records: Sequence[tuple[Record, Path]]
    agreed: list[Arrangement]
    history: History
    rows: Path
    sent: Path
    warnings: tuple[str, ...] = ()
    known: Sequence[Account] = field(default_factory=list)

    def account(self, account: Account) -> Account:
        """Return an account as it is with all that was agreed by now."""
        from toolkit.schedule.accounts import accounts

        mine = [each for each, _ in self.records if each.customer.identity == account.customer.identity]
        return accounts(mine, self.agreed, self.on)[0]

    def beside(self, account: Account) -> Path:
        """Return the folder where the files lie that the records of a customer name."""
        return next(folder for each, folder in self.records if each.id == account.record.id)


@dataclass(frozen=True, slots=True)
class Ready:
    """One agreement that can be written: `account` is its customer, `notes` are sentences to tell.

    Without channels in `todo` there is nothing to confirm (any more).
    """

    account: Account
    todo: Todo
    notes: tuple[str, ...] = ()
    problem: TactError | None = None


def open_book(
    workspace: Workspace,
    ledger: Sequence[Path],
    customers: Path | None,
    payments: Sequence[Path],
    rows: Path,
    sent: Path,
    on: date,
    scratch: Path,
) -> Book:
    """Read the ledger, with what came in, the agreements and the history. Raises what reading raises."""
    from toolkit.bank import lowered
    from toolkit.catalogue import Catalogue, read_schedule
    from toolkit.cli.inputs import read_all
    from toolkit.cli.payments import notes_of, read_told
    from toolkit.schedule import build_ladder, read_agreements, read_history
    from toolkit.schedule.accounts import accounts
    from toolkit.schedule.ladder import known_steps

    schedule = read_schedule(workspace)
    ladder = build_ladder(schedule, Catalogue(workspace), workspace.schedule)
    history = read_history(sent, known_steps(schedule), begin=True)
    agreed = list(read_agreements(rows)) if rows.exists() else []
    inputs = read_all(ledger, workspace, scratch, on, customers)
    records = [each for each, _ in inputs.records]
    told = read_told(payments, records, workspace, on) if payments else None
    now = lowered(records, told.matching) if told else records
    warnings = (
        *inputs.warnings,
        *(problem.spoken() for problem in inputs.problems),
        *(notes_of(told) if told else ()),
    )
    book = Book(
        workspace,
        ladder,
        on,
        [(each, beside) for each, (_, beside) in zip(now, inputs.records, strict=True)],
        agreed,
        history,
        rows,
        sent,
        warnings,
    )
    book.known = accounts(now, agreed, on)
    return book


def prepare(said: Said, book: Book, also: Sequence[str], *, dated: bool) -> Ready:
    """Return what is to be written of one agreement, and keep it in the book for the next one.

    In: the channels by which it is confirmed too, beside the proof in writing; `dated` tells that a person named the
    day of the agreement. Raises RecordErrors with all that is wrong: then nothing of it is written.
    """
    from toolkit.schedule.agreeing import arrange, find_account
    from toolkit.schedule.confirming import CannotConfirm, Confirmer

    found = find_account(book.known, said.customer)
    arrangement = arrange(said, book.account(found), book.on)
    notes: list[str] = []
    there = _there(arrangement, book.agreed, dated=dated)
    if there:
        arrangement = there
        notes.append(worded("this agreement was there already, of {day}", day=_day(there.agreed_on)))
    else:
        notes += _replaced(arrangement, book.agreed)
        book.agreed.append(arrangement)
    account = book.account(found)
    talks = Confirmer(account, book.ladder, book.on, book.history, book.workspace.settings)
    try:
        planned = talks.confirmation(arrangement)
    except CannotConfirm as error:
        if error.reason == "data":
            if not there:
                book.agreed.remove(arrangement)
            raise RecordErrors([error]) from error
        todo = _todo(arrangement, account.record, (), (), book.beside(found))
        return Ready(account, todo, tuple(notes), error)
    wanted = dict.fromkeys((planned.channel, *also))
    told = {entry.channel for entry in talks.entries(arrangement.text, arrangement)}
    if told:
        notes.append(worded("it was confirmed already, by {channels}", channels=tuple(sorted(told))))
    channels, lacking = [], []
    for channel in (each for each in wanted if each not in told):
        why = book.ladder.texts[arrangement.text].lacks(account.customer, channel)
        if why:
            lacking.append(
                worded("not confirmed by {channel}: the customer has {why}", channel=channel, why=why)
            )
        else:
            channels.append(channel)
    todo = _todo(arrangement, planned.record, channels, planned.covers, book.beside(found))
    problem = RecordErrors([CannotConfirm(each) for each in lacking]) if lacking else None
    return Ready(account, todo, tuple(notes), problem)


def begin(
    journal: AgreeJournal, ready: Iterable[Ready], book: Book, out: Path
) -> tuple[list[Piece], list[TactError]]:
    """Write what is ready; return what was made and what failed."""
    from toolkit.schedule.agree_journal import Work

    work = Work(
        agreements=str(book.rows.absolute()),
        history=str(book.sent.absolute()),
        out=str(out.absolute()),
        todos=tuple(each.todo for each in ready),
    )
    return carry_out(journal, work, book.workspace)


def carry_out(journal: AgreeJournal, work: Work, workspace: Workspace) -> tuple[list[Piece], list[TactError]]:
    """Write all of it: the agreements, the confirmations and the history; return what was made and what failed."""
    from toolkit.catalogue import Catalogue, read_schedule
    from toolkit.channels.press import Press
    from toolkit.cli.produce import Failure, Piece, produce
    from toolkit.output import make_folder
    from toolkit.schedule import read_history
    from toolkit.schedule.ladder import known_steps

    known = read_history(Path(work.history), known_steps(read_schedule(workspace)), begin=True).entries
    press, catalogue, out = Press(workspace), Catalogue(workspace), Path(work.out)
    pieces: list[Piece] = []
    failures: list[TactError] = []

    def make(todo: Todo) -> list[str]:
        made = []
        if todo.channels:
            make_folder(out)
        template = catalogue.template(todo.template)
        for each in produce(
            press, template, todo.record, out, beside=Path(todo.beside), channels=todo.channels
        ):
            if isinstance(each, Piece):
                pieces.append(each)
                made.append(each.channel)
            elif isinstance(each, Failure):
                failures.append(each.error)
        return made

    journal.carry_out(work, make, known)
    return pieces, failures


def _todo(
    arrangement: Arrangement, record: Record, channels: Iterable[str], covers: Sequence[str], beside: Path
) -> Todo:
    from toolkit.schedule.agree_journal import Todo
    from toolkit.schedule.agreements import mark_of

    named = record.model_copy(update={"id": f"{record.id}-{mark_of(arrangement)}"})
    return Todo(
        arrangement=arrangement,
        template=arrangement.text,
        record=named,
        channels=tuple(channels),
        covers=tuple(covers),
        beside=str(beside.resolve()),
    )


def _there(arrangement: Arrangement, agreed: Sequence[Arrangement], *, dated: bool) -> Arrangement | None:
    """Return the agreement that is in the file already: the same, or, when nobody named its day, of another day."""
    for each in agreed:
        if each.is_same(arrangement):
            return each
    if not dated:
        for each in agreed:
            if each.is_same(arrangement.model_copy(update={"agreed_on": each.agreed_on})):
                return each
    return None


def _replaced(arrangement: Arrangement, agreed: Sequence[Arrangement]) -> Iterator[str]:
    """Yield what an agreement takes the place of: of one kind about one invoice the last one counts."""
    for each in agreed:
        same = each.customer.casefold() == arrangement.customer.casefold() and each.kind == arrangement.kind
        if (
            same
            and each.kind != "call-summary"
            and any(each.is_about(number) for number in arrangement.invoices)
        ):
            yield worded("it takes the place of the agreement of {day}", day=_day(each.agreed_on))


def _day(day: date) -> str:
    from toolkit.law.explain import in_words

    return in_words(day)
