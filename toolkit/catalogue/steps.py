"""The schedule: which template goes out when, and on which channel, as schedule.toml says it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from toolkit.delivery import ChannelName
from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.wording import TOML_SAYS, in_words, overheard, worded
from toolkit.workspace import Workspace

Channels = Annotated[tuple[ChannelName, ...], Field(min_length=1)]
Days = Annotated[int, Field(ge=0, le=365)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK: tuple[Weekday, ...] = get_args(Weekday)


class Step(_Model):
    """One step: what is sent or done, from which day on, and how many days it gives the customer.

    `day` counts from the due date, `after_invoice` from the date of the invoice, `after_instalment` from a
    missed instalment; with `after_term_of` the step waits until the term of an earlier step is over, and
    `wait` days more. All in days. `gives` is the time until the last day that the message names. `says` is
    how a message calls the step (Dutch), where it explains what comes when. Of less than `least` EUR the step
    is not taken. `on` names the days of the week on which it may be taken.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    template: str = Field(min_length=1)
    day: Annotated[int, Field(ge=-365, le=365)] | None = None
    after_invoice: Days | None = None
    after_instalment: Days | None = None
    after_term_of: str | None = None
    wait: Days = 0
    gives: Annotated[int, Field(ge=1, le=365)] | None = None
    channels: Channels | None = None
    call: bool = False
    says: str = ""
    least: Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=2)] = Decimal(0)
    on: Annotated[tuple[Weekday, ...], Field(min_length=1)] | None = None
    lapses_after: Days | None = None
    active: bool = True

    @model_validator(mode="after")
    def _begins_once(self) -> Self:
        ways = [
            self.after_invoice,
            self.after_instalment,
            self.day if self.day is not None else self.after_term_of,
        ]
        if sum(way is not None for way in ways) != 1:
            raise ValueError(
                worded("needs one beginning: day, after_term_of, after_invoice or after_instalment")
            )
        if self.call and self.channels:
            raise ValueError(worded("a call has no channels"))
        return self


class Policy(_Model):
    """Which channel comes first, by audience."""

    general: Channels
    student: Channels
    worker: Channels
    elderly: Channels


class AfterAgreement(_Model):
    """What goes out about an agreement.

    A new one is confirmed for `confirm_days` days, the day of the agreement being the first; 0 is not at all. With
    `remind`, each instalment is announced on the last working day before it; with `receipt`, who has paid all that was
    agreed is thanked.
    """

    confirm_days: Days = 8
    remind: bool = True
    receipt: bool = True


class Schedule(_Model):
    """All steps in their order, and what holds for all of them.

    `quiet_days` is the least number of days between two messages to one customer. With `in_order`, and with
    a history, no step after the due date is skipped.
    """

    quiet_days: Days = 0
    in_order: bool = True
    channels: Policy
    agreements: AfterAgreement = AfterAgreement()
    step: Annotated[tuple[Step, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        names = [step.name for step in self.step]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise ValueError(worded("the step '{name}' occurs twice", name=name))
        for number, step in enumerate(self.step):
            earlier = [each.name for each in self.step[:number] if each.active]
            if step.active and step.after_term_of is not None and step.after_term_of not in earlier:
                near = did_you_mean(step.after_term_of, earlier)
                what = worded(
                    "the step '{step}' waits for '{after_term_of}', which is no step before it",
                    step=step.name,
                    after_term_of=step.after_term_of,
                )
                raise ValueError(worded("{what}; {near}", what=what, near=near) if near else what)
        days = [(step.day, step.name) for step in self.steps if step.day is not None]
        for (before, _), (after, name) in pairwise(days):
            if after < before:
                raise ValueError(worded("the step '{name}' comes before the step above it", name=name))
        return self

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that take part."""
        return tuple(step for step in self.step if step.active)


def read_schedule(workspace: Workspace) -> Schedule:
    """Return the schedule of a workspace: its own schedule.toml, else the shipped one.

    Raises SettingsError with the file and the step for what is wrong in it.
    """
    path = workspace.schedule
    place = Place(str(path))
    try:
        return Schedule.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            worded("is not valid TOML: {error}", error=overheard(error, TOML_SAYS)), place=place
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in first["loc"])
        message = in_words(first)
        hint = None
        if first["type"] == "extra_forbidden":
            known = Step.model_fields if "step" in first["loc"] else Schedule.model_fields
            message, hint = worded("unknown key"), did_you_mean(str(first["loc"][-1]), known)
        raise SettingsError(
            worded("{where}: {message}", where=where.replace(".[", "["), message=message)
            if where
            else message,
            place=place,
            hint=hint,
        ) from error
