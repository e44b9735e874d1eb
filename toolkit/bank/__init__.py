"""What the bank says came in: statements as movements, and which invoice each of them pays."""

from toolkit.bank.matching import Match, Matching, lowered, match_payments
from toolkit.bank.reading import Payments, read_payments, read_statements
from toolkit.bank.statement import Movement, Statement

__all__ = [
    "Match",
    "Matching",
    "Movement",
    "Payments",
    "Statement",
    "lowered",
    "match_payments",
    "read_payments",
    "read_statements",
]
