"""Thousands of messages, each exactly once: input to files, through any executor, whatever goes wrong."""

from toolkit.batch.intake import Order
from toolkit.batch.journal import RunRefused
from toolkit.batch.report import Report, Summary
from toolkit.batch.runner import Options, run

__all__ = ["Options", "Order", "Report", "RunRefused", "Summary", "run"]
