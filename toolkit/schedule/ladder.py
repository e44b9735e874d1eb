"""The steps of the schedule with what their templates are, checked against what the law needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from toolkit.catalogue import Catalogue, Schedule, Step, Template
from toolkit.delivery import FULL
from toolkit.errors import Place, SettingsError
from toolkit.records.stops import letters
from toolkit.schedule.agreements import TEXTS
from toolkit.schedule.choosing import allowed_channels
from toolkit.wording import worded

Track = Literal["before", "overdue", "plan"]

_BEFORE = ("check", "before", "due")
_BEGINNINGS = {"check": "after_invoice", "before": worded("a day below 0"), "due": "day = 0"}


@dataclass(frozen=True, slots=True)
class Rung:
    """One step and its template. `track`: before the due date, after it, or in a payment plan."""

    step: Step
    template: Template
    track: Track

    @property
    def name(self) -> str:
        """The name of the step."""
        return self.step.name

    @property
    def stage(self) -> str:
        """The stage of its template."""
        return self.template.stage

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels it may take."""
        return allowed_channels(self.template, self.step)


@dataclass(frozen=True)
class Ladder:
    """The steps that take part, in their order, and the rules that hold for all of them.

    `texts` are the templates of agreements, by name.
    """

    schedule: Schedule
    rungs: tuple[Rung, ...]
    texts: Mapping[str, Template] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def by_name(self) -> Mapping[str, Rung]:
        """The steps by name."""
        return MappingProxyType({rung.name: rung for rung in self.rungs})

    @cached_property
    def overdue(self) -> tuple[Rung, ...]:
        """The steps after the due date."""
        return self._track("overdue")

    @cached_property
    def before(self) -> tuple[Rung, ...]:
        """The steps until the due date."""
        return self._track("before")

    @cached_property
    def plan(self) -> tuple[Rung, ...]:
        """The steps after a missed instalment."""
        return self._track("plan")

    @cached_property
    def call_sheet(self) -> str | None:
        """The template for who calls: that of the first step that is a call, None without one."""
        return next((rung.template.name for rung in self.rungs if rung.step.call), None)

    @cached_property
    def height(self) -> Mapping[str, int]:
        """The place of each step after the due date in its order, from 0."""
        return MappingProxyType({rung.name: number for number, rung in enumerate(self.overdue)})

    def _track(self, track: Track) -> tuple[Rung, ...]:
        return tuple(rung for rung in self.rungs if rung.track == track)


def build_ladder(schedule: Schedule, catalogue: Catalogue, file: Path | None = None) -> Ladder:
    """Return the steps of a schedule with their templates.

    `file` is where the schedule was read, for errors. Raises SettingsError for a step whose beginning does
    not fit its template, that has a channel its template does not have, or that asks for costs without
    waiting for the term of a last notice; TemplateError for a template that does not exist.
    """
    rungs: list[Rung] = []
    for step in schedule.steps:
        template = catalogue.template(step.template)
        known = {rung.name: rung for rung in rungs}
        rung = Rung(step, template, _track(step, template, known))
        problem = _problem(rung, known)
        if problem:
            place = Place(str(file)) if file else None
            raise SettingsError(
                worded("the step '{step}' {problem}", step=step.name, problem=problem), place=place
            )
        rungs.append(rung)
    texts = {name: catalogue.template(name) for name in TEXTS}
    return Ladder(schedule, tuple(rungs), MappingProxyType(texts))


def known_steps(schedule: Schedule) -> tuple[str, ...]:
    """Return the names that a line of the history may hold: the steps, and the texts that go outside them."""
    return (*(step.name for step in schedule.step), *letters(), *TEXTS)


def _track(step: Step, template: Template, known: Mapping[str, Rung]) -> Track:
    if template.stage in _BEFORE:
        return "before"
    if step.after_instalment is not None:
        return "plan"
    waits_for = known.get(step.after_term_of or "")
    return waits_for.track if waits_for else "overdue"


def _problem(rung: Rung, known: Mapping[str, Rung]) -> str | None:
    """Return what is wrong with a step, None for a good one."""
    step, stage = rung.step, rung.stage
    if step.call != (stage == "internal"):
        return (
            worded("calls, so its template must be internal")
            if step.call
            else worded("has a template for colleagues only")
        )
    missing = [channel for channel in step.channels or () if channel not in rung.template.channels]
    if missing:
        return worded(
            "goes by '{channel}', which the template '{template}' does not have",
            channel=missing[0],
            template=step.template,
        )
    if step.after_instalment is not None and any(each.track == "plan" for each in known.values()):
        return worded("is the second that begins after a missed instalment; there can be one")
    if rung.track == "before":
        return (
            None if _begins_before(step, stage) else worded("needs {beginning}", beginning=_BEGINNINGS[stage])
        )
    if step.after_invoice is not None or (step.day is not None and step.day < 1):
        return worded("comes after the due date, so it needs day = 1 or more")
    if step.lapses_after is not None and not step.call:
        return worded("comes after the due date, where only a call can lapse")
    waits_for = known.get(step.after_term_of or "")
    if waits_for and waits_for.step.gives is None and waits_for.stage != "last-notice":
        return worded("waits for the term of '{step}', which gives no days", step=waits_for.name)
    short = [each for each in rung.channels if each not in FULL]
    if stage == "last-notice" and short:
        return worded(
            "is a last notice: by {channel} it cannot hold what the law asks of it", channel=short[0]
        )
    if stage == "handover" and (waits_for is None or waits_for.stage != "last-notice"):
        return worded("asks for costs, so it must wait: after_term_of the last notice")
    return None


def _begins_before(step: Step, stage: str) -> bool:
    if step.after_term_of is not None:
        return False
    if stage == "check":
        return step.after_invoice is not None
    return step.day is not None and (step.day == 0 if stage == "due" else step.day < 0)
