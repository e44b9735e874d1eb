"""What `tact render` has to make: records with one template, or the messages of a plan, each with its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Place, RecordError, TemplateError
from toolkit.schedule.plan_file import BadLine, PlanLine, is_plan, read_plan

if TYPE_CHECKING:
    from toolkit.catalogue import Catalogue, Template
    from toolkit.records import Record


@dataclass(frozen=True, slots=True)
class ToRender:
    """One record to render with a template; `beside` is the folder where the files that it names may lie."""

    template: Template
    record: Record
    beside: Path
    channels: tuple[str, ...]


def plans_among(files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files that hold a plan, and the others."""
    given = tuple(files)
    plans = [path for path in given if is_plan(path)]
    return plans, [path for path in given if path not in plans]


def jobs_of_plan(
    path: Path, catalogue: Catalogue, template: str | None, channels: Sequence[str]
) -> Iterator[ToRender | RecordError | None]:
    """Yield a job for each message of a plan, on the channel it was planned for.

    None stands for a message of another template or channel than asked, an error for a line that is no
    message, or that names a template that does not exist.
    """
    try:
        for line in read_plan(path):
            if isinstance(line, BadLine):
                yield from line.problems
            elif template not in (None, line.template) or line.channel not in channels:
                yield None
            else:
                yield _job(line, path, catalogue)
    except RecordError as error:
        yield error


def _job(line: PlanLine, path: Path, catalogue: Catalogue) -> ToRender | RecordError:
    try:
        return ToRender(catalogue.template(line.template), line.record, line.beside, (line.channel,))
    except TemplateError as error:
        return RecordError(error.message, place=Place(str(path), line.number), hint=error.hint)
