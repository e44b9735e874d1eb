"""How what stands around the text of a letter is made to fit its places: each part at its size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from toolkit.channels.letter_address import Fitted
from toolkit.wording import worded


@dataclass(frozen=True, slots=True)
class Step:
    """A size in points, and how many characters a line may have at most; None for any number."""

    size: float
    most: int | None = None


# The first step of each is what letter.css says.

BRAND_STEPS = (Step(17), Step(14), Step(12), Step(10), Step(10, 80), Step(10, 40))
"""How the sender's name above the letter is set, largest first."""

SIDE_STEPS = (*map(Step, (9.0, 8.5, 8.0, 7.5, 7.0)), *(Step(7.0, most) for most in (80, 50, 30)))
"""How sender and references are set, largest first."""

BACK_STEPS = (*map(Step, (6.5, 6.0, 5.5)), *(Step(5.5, most) for most in (99, 60, 40, 20)))
"""How the line that brings a letter back is set; with a number of characters it does without the street."""

FOOT_STEPS = (*map(Step, (7.5, 7.0, 6.5)), *(Step(6.5, most) for most in (80, 60, 40, 30)))
"""How the colophon is set."""

_BRAND = frozenset({"brand"})
_BACK = frozenset({"return"})
_FOOT = frozenset({"colophon"})
_SIDE = frozenset({"side", "sender", "references"})


@dataclass(frozen=True, slots=True)
class Fit:
    """How the parts around the text are set; a sheet that stays in the firm has no address."""

    address: Fitted | None
    brand: Step = BRAND_STEPS[0]
    side: Step = SIDE_STEPS[0]
    back: Step = BACK_STEPS[0]
    foot: Step = FOOT_STEPS[0]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was given up to make it fit, in Dutch."""
        told = list(self.address.warnings) if self.address else []
        if self.brand.most:
            told.append(worded("De naam van de afzender is te lang: boven de brief staat hij niet helemaal."))
        if self.side.most:
            told.append(
                worded("De gegevens van de afzender zijn te lang: naast het adres staan ze niet helemaal.")
            )
        if self.back.most:
            told.append(
                worded("Het adres van de afzender is te lang: in de retourregel staat het niet helemaal.")
            )
        if self.foot.most:
            told.append(
                worded("De gegevens van de afzender zijn te lang: onder de brief staan ze niet helemaal.")
            )
        return tuple(told)


def fit_head(fit: Fit, overflowing: Callable[[Fit], frozenset[str]]) -> Fit:
    """Return the fit with every part at the largest step at which it stays in its place.

    `overflowing` lays the parts out and names those that do not fit. What does not fit at the last step
    is cut off by the layout.
    """
    while over := overflowing(fit):
        smaller = replace(
            fit,
            brand=_next(BRAND_STEPS, fit.brand) if over & _BRAND else fit.brand,
            side=_next(SIDE_STEPS, fit.side) if over & _SIDE else fit.side,
            back=_next(BACK_STEPS, fit.back) if over & _BACK else fit.back,
            foot=_next(FOOT_STEPS, fit.foot) if over & _FOOT else fit.foot,
        )
        if smaller == fit:
            break
        fit = smaller
    return fit


def shortened(text: str, most: int | None = 80) -> str:
    """Return a text of at most `most` characters; a longer one ends in an ellipsis."""
    return text if most is None or len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _next(steps: tuple[Step, ...], step: Step) -> Step:
    return steps[min(steps.index(step) + 1, len(steps) - 1)]
