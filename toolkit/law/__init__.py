"""What may be asked and from when: collection costs, interest and terms of the Netherlands and Belgium.

The program is no lawyer: every outcome carries the steps that lead to it, each with its article and its
source.
"""

from toolkit.law.accrual import Balance, Interest, Period, interest, interest_after
from toolkit.law.be import Clause, check_consumer_debt
from toolkit.law.costs import Claim, collection_costs, costs_of_claims, later_reminder_fee
from toolkit.law.explain import Step
from toolkit.law.kinds import CustomerKind, Jurisdiction, check_private, jurisdiction, levy
from toolkit.law.outcomes import Costs, Term
from toolkit.law.terms import arrives_on, surely_there, term

__all__ = [
    "Balance",
    "Claim",
    "Clause",
    "Costs",
    "CustomerKind",
    "Interest",
    "Jurisdiction",
    "Period",
    "Step",
    "Term",
    "arrives_on",
    "check_consumer_debt",
    "check_private",
    "collection_costs",
    "costs_of_claims",
    "interest",
    "interest_after",
    "jurisdiction",
    "later_reminder_fee",
    "levy",
    "surely_there",
    "term",
]
