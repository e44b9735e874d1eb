"""How a plate says no."""

from __future__ import annotations


class NoPlate(Exception):
    """This letter cannot be printed from this plate, or no plate can be cut; the whole layout makes it."""
