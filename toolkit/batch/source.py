"""The input of a run: what makes it the same input, whether it may be read now, and the reading of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from toolkit.batch.identity import hash_of_input, look_of
from toolkit.batch.intake import Intake, Order, fill
from toolkit.batch.journal import NAME, Journal, RunRefused
from toolkit.batch.pool import apart
from toolkit.batch.sink import LEFT
from toolkit.errors import Place
from toolkit.records import Record
from toolkit.records.files import EXTRACTED
from toolkit.wording import overheard, translated, worded
from toolkit.workspace import Workspace

_NAMES = {
    "input": worded("the input"),
    "look": worded("templates, styles or settings"),
    "options": worded("template, channel or options"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """What goes into a run: `records` themselves or the path of a file or folder, and how they are to be read.

    `folder` is that of the run, `more` the options that a run has to be resumed with.
    """

    records: Iterable[Record] | Path
    space: Workspace
    order: Order
    folder: Path
    more: tuple[object, ...] = ()

    @property
    def path(self) -> Path | None:
        """The file or folder, None for records that a program hands over."""
        return self.records if isinstance(self.records, Path) else None

    @property
    def repairs(self) -> bool:
        """Whether the input is what failed in this run, and comes back."""
        return self.path is not None and self.path.resolve().parent == self.folder.resolve()

    def identity(self) -> dict[str, str]:
        """Return what has to stay the same for a run to go on; raises RunRefused for an unreadable input."""
        order = self.order
        asked = (order.template, order.channel, order.language, str(order.on), *self.more)
        try:
            content = hash_of_input(self.path) if self.path else ""
        except OSError as error:
            raise RunRefused(
                worded("cannot be read: {reason}", reason=overheard(error.strerror)),
                place=Place(str(self.path)),
            ) from error
        return {"input": content, "look": look_of(self.space), "options": json.dumps(asked)}

    def check(self, journal: Journal, *, resume: bool, accept: bool, out: str) -> tuple[str, ...]:
        """Return what changed since the run in the journal began, when `accept` says that it may.

        Raises RunRefused for that when it does not, and when the folder `out` holds a run and `resume` does not ask
        for it.
        """
        known = journal.fact("intake") == "done"
        if self.path and self.path.is_dir() and self.folder.resolve().is_relative_to(self.path.resolve()):
            raise RunRefused(
                "lies in the folder that is read", place=Place(out), hint="choose an --out outside of it"
            )
        if known and not (resume or self.repairs):
            raise RunRefused(
                "holds a run already",
                place=Place(out),
                hint="go on with it by --resume, feed its failed.csv back, or choose another --out",
            )
        if not known and self.repairs:
            raise RunRefused("there is no run here to repair", place=Place(out))
        changed = self._changed(journal, self.identity()) if known else ()
        if changed and not accept:
            raise RunRefused(
                worded("changed since this run began: {changed}", changed=changed),
                place=Place(out),
                hint="undo that, choose another --out, or add --accept-changes: what was read stays as it was"
                " read, and what is still to be made gets the templates of now",
            )
        return changed

    def take_in(self, journal: Journal, changed: tuple[str, ...]) -> tuple[str, ...]:
        """Read the input into the journal, unless that was done before; return the warnings."""
        if journal.fact("intake") != "done":
            return self.read(journal, 0, self.identity())
        if self.repairs:
            return self.read(journal, int(journal.fact("parts") or 0) + 1, {})
        if changed:
            journal.note(**self.identity())
        said = (worded("changed since this run began: {changed}", changed=name) for name in changed)
        return tuple(map(translated, said))

    def read(self, journal: Journal, part: int, facts: Mapping[str, str]) -> tuple[str, ...]:
        """Read the input into the journal, in one transaction with the facts about it; return the warnings."""
        if isinstance(self.records, Path):
            token = token_hex(8)
            journal.note(reader=token)
            space = (self.space.root, dict(self.space.settings))
            extract = self.folder / EXTRACTED
            try:
                return apart(
                    fill, journal.path, token, *space, self.records, self.order, extract, part, facts
                )
            except BrokenExecutor as error:
                raise RunRefused(
                    "the process that read the input died", place=Place(str(self.records))
                ) from error
        intake = Intake(journal, self.space, self.order)
        with journal.together():
            journal.clear()
            for record in self.records:
                intake.add(record, beside=self.space.root or Path())
            journal.note(intake="done", parts="0", day=intake.day, **facts)
        return ()

    def recall(self, journal: Journal, *, gone: bool) -> None:
        """Read the input once more, for what the journal of a finished run does not hold any more.

        That is where its letters go to, and with `gone` the records whose files are gone: their messages wait again.
        What came from a failed.csv is not in the input, and stays as it is.
        """
        if self.repairs:
            return
        before, after = LEFT
        day = date.fromisoformat(journal.fact("day")) if journal.fact("day") else self.order.on
        with TemporaryDirectory(dir=self.folder.absolute(), prefix=before, suffix=after) as scratch:
            again = Journal(Path(scratch) / NAME)
            try:
                replace(self, order=replace(self.order, on=day)).read(again, 0, {})
            finally:
                again.close()
            journal.recall(again.path, gone=gone)

    def changes(self, journal: Journal) -> tuple[str, ...]:
        """Return what changed on disk while the run went on."""
        if self.repairs or not (self.path and self.path.exists()):
            return (_NAMES["look"],) if journal.fact("look") != look_of(self.space) else ()
        now = self.identity()
        return tuple(_NAMES[name] for name in ("look", "input") if journal.fact(name) != now[name])

    def _changed(self, journal: Journal, identity: Mapping[str, str]) -> tuple[str, ...]:
        names = ("look",) if self.repairs else _NAMES
        return tuple(_NAMES[name] for name in names if journal.fact(name) != identity[name])
