"""Thousands of messages, each exactly once: input to files, through any executor, whatever goes wrong."""

from toolkit.batch.intake import Order, PlanOfAnotherDay
from toolkit.batch.journal import RunRefused
from toolkit.batch.report import Report, Summary
from toolkit.batch.runner import Options, run

__all__ = ["Options", "Order", "PlanOfAnotherDay", "Report", "RunRefused", "Summary", "run"]
