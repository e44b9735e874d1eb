"""What a run was asked to leave beside its messages, which it remembers: the history, the print run."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.batch.journal import Journal
from toolkit.errors import Place, SettingsError
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.schedule import Sent


@dataclass(frozen=True, slots=True)
class Lasting:
    """What a run leaves when it ends or stops, whether this part of it asked for that or an earlier one.

    `enclose` says that a letter has beside it the pages of what goes along, which are for a print run: it holds for
    the whole run as it was when that began. `warnings` are Dutch sentences about a history that is new, or is another
    one than before.
    """

    history: Path | None = None
    print_run: bool = False
    duplex: bool = False
    enclose: bool = False
    warnings: tuple[str, ...] = ()


def remember(journal: Journal, history: Path | None, print_run: bool, duplex: bool) -> Lasting:
    """Note in the journal what is asked, and return that together with what was asked when the run began.

    Raises SettingsError for a history in a folder that is not there, or, when a run begins, for a file that is none.
    """
    before = Path(journal.fact("history")) if journal.fact("history") else None
    path = history.resolve() if history else before
    begins = journal.fact("intake") != "done"
    warnings: list[str] = []
    if path and not path.parent.is_dir():
        raise SettingsError(
            "the folder of the history does not exist",
            place=Place(str(path)),
            hint="make it, or choose another file with --history",
        )
    if history and before not in (None, path):
        warnings.append(
            worded(
                "{history}: is een andere geschiedenis dan {before}; ze krijgt alles van deze run",
                history=history,
                before=before,
            )
        )
    if path and not path.exists() and not before:
        warnings.append(worded("{history}: bestaat nog niet; wordt nieuw begonnen", history=history))
    printed = print_run or journal.fact("print_run") == "yes"
    sheets = duplex or journal.fact("duplex") == "yes"
    if begins and path and path.exists():
        _refuse_other(path)
    enclose = print_run if begins else journal.fact("enclose") == "yes"
    journal.note(enclose="yes" if enclose else "")
    journal.note(history=str(path or ""), print_run="yes" if printed else "", duplex="yes" if sheets else "")
    return Lasting(path, printed, sheets, enclose, tuple(warnings))


def write_history(journal: Journal, path: Path) -> int:
    """Add the messages that were made to a history for `tact plan --history`; return how many were new.

    A message that the history holds already is not added again, however its line is written.
    """
    from toolkit.schedule import Sent, record_history

    known = {sent for _, sent in _lines(path) if sent} if path.exists() else set()
    made = (
        Sent.model_validate_json(entry.sent)
        for status in ("done", "gone")
        for entry in journal.entries(status)
        if entry.sent
    )
    return record_history(path, [sent for sent in dict.fromkeys(made) if sent not in known])


def _lines(path: Path) -> Iterator[tuple[int, Sent | None]]:
    """Yield what the lines of a history say, with their numbers; None for one that cannot be read."""
    from pydantic import ValidationError

    from toolkit.schedule import Sent

    for number, line in enumerate(path.read_bytes().removeprefix(BOM_UTF8).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, Sent.model_validate_json(line)
        except ValidationError:
            yield number, None


def _refuse_other(path: Path) -> None:
    """Raise SettingsError for a file with a line that no history holds: it may be something else altogether."""
    for number, sent in _lines(path):
        if sent is None:
            raise SettingsError(
                "this line is not one of a history",
                place=Place(str(path), number),
                hint="mend it, or choose another file with --history",
            )
