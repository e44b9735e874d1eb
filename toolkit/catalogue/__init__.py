"""Finds the templates of a workspace and checks what they say of themselves."""

from toolkit.catalogue.catalogue import Catalogue
from toolkit.catalogue.names import Condition, NamedField, Names, Order, read_names
from toolkit.catalogue.steps import Schedule, Step, read_schedule
from toolkit.catalogue.template import STAGE_TITLES, STAGES, Template, instead, spoken

__all__ = [
    "STAGES",
    "STAGE_TITLES",
    "Catalogue",
    "Condition",
    "NamedField",
    "Names",
    "Order",
    "Schedule",
    "Step",
    "Template",
    "instead",
    "read_names",
    "read_schedule",
    "spoken",
]
