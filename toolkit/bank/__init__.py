"""What the bank says came in: statements as movements, and which invoice each of them pays."""

from toolkit.bank.reading import Payments, read_payments, read_statements
from toolkit.bank.statement import Movement, Statement

__all__ = ["Movement", "Payments", "Statement", "read_payments", "read_statements"]
