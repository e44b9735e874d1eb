"""Open items and a date become a plan: which message is due for whom, on which channel, and who waits why."""

from toolkit.schedule.agreements import Arrangement, read_agreements
from toolkit.schedule.history import History, Sent, read_history, record_history
from toolkit.schedule.ladder import Ladder, build_ladder
from toolkit.schedule.plan import Call, Held, Plan, Planned
from toolkit.schedule.planner import plan

__all__ = [
    "Arrangement",
    "Call",
    "Held",
    "History",
    "Ladder",
    "Plan",
    "Planned",
    "Sent",
    "build_ladder",
    "plan",
    "read_agreements",
    "read_history",
    "record_history",
]
