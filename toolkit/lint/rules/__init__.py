"""Every rule there is, one file each."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from toolkit.lint.model import Rule

_MODULES = (
    "abbreviation",
    "address_form",
    "amount_form",
    "ask_first",
    "average_sentence",
    "be_first_reminder_free",
    "be_required_content",
    "blame",
    "both_forms",
    "cost_amount",
    "costs_too_early",
    "diminutive",
    "double_negation",
    "email_size",
    "email_width",
    "image_alt",
    "jargon",
    "link_text",
    "long_sentence",
    "message_length",
    "missing_attachment",
    "missing_contact",
    "missing_fact",
    "missing_option",
    "missing_sample",
    "negative_framing",
    "nl_14_day_term",
    "nl_14_day_wording",
    "much_program",
    "nominalisation",
    "paragraph_length",
    "passive",
    "past_tense",
    "patronising",
    "pincer",
    "placeholder",
    "plain_costs",
    "readability",
    "shouting",
    "sms_characters",
    "sms_length",
    "subject_length",
    "threat",
    "uncovered_branch",
    "unknown_field",
    "unused_field",
    "unused_suppression",
    "vague_time",
)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules, in the order of their codes."""
    rules = (import_module(f"{__name__}.{name}").RULE for name in _MODULES)
    return tuple(sorted(rules, key=lambda rule: rule.code))
