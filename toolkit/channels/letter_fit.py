"""How the head of a letter is made to fit its places: name, address, sender and references, each at its size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from toolkit.channels.letter_address import Fitted

BRAND_SIZES = (17.0, 14.0, 12.0, 10.0)
"""Sizes of the sender's name above the letter in points, largest first."""

SIDE_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes of sender and references in points, largest first."""

BRAND = frozenset({"brand"})
SIDE = frozenset({"side", "sender", "references"})


@dataclass(frozen=True, slots=True)
class Fit:
    """The sizes in points at which the head is set; `cut` says in Dutch what did not fit at the smallest."""

    address: Fitted | None
    brand: float = BRAND_SIZES[0]
    side: float = SIDE_SIZES[0]
    cut: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know, in Dutch."""
        return (*(self.address.warnings if self.address else ()), *self.cut)


def fit_head(fit: Fit, overflowing: Callable[[Fit], frozenset[str]]) -> Fit:
    """Return the fit with name, sender and references at the largest sizes at which they stay in their places.

    `overflowing` lays the head out and names the parts that do not fit. What does not fit at the smallest size
    is cut off by the layout, and told.
    """
    over = overflowing(fit)
    while True:
        brand = _next(BRAND_SIZES, fit.brand, bool(over & BRAND))
        side = _next(SIDE_SIZES, fit.side, bool(over & SIDE))
        if (brand, side) == (fit.brand, fit.side):
            break
        fit = replace(fit, brand=brand, side=side)
        over = overflowing(fit)
    cut = []
    if over & BRAND:
        cut.append("De naam van de afzender is te lang: boven de brief staat hij niet helemaal.")
    if over & SIDE:
        cut.append("De gegevens van de afzender passen niet: rechts boven staan ze niet allemaal.")
    return replace(fit, cut=tuple(cut))


def _next(sizes: tuple[float, ...], size: float, too_large: bool) -> float:
    at = sizes.index(size)
    return sizes[min(at + 1, len(sizes) - 1)] if too_large else size
