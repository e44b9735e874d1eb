"""E-mails that Gmail cuts off."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import RenderError
from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.scenario import Scenario


def check(scenario: Scenario, options: Options) -> Iterator[Hit]:
    """Yield one hit when the HTML of an e-mail is larger than the option `kilobytes`."""
    if scenario.channel != "email" or not _may_be_large(scenario, options["kilobytes"]):
        return
    try:
        size = int(scenario.render().measures["html_bytes"]) / 1000
    except RenderError:
        # The channel refuses what Gmail would cut.
        size = float(options["limit"])
    if size > options["kilobytes"]:
        severity = Severity.ERROR if size >= options["limit"] else None
        yield Hit(0, 0, {"size": round(size), "limit": options["limit"]}, severity=severity)


def _may_be_large(scenario: Scenario, kilobytes: int) -> bool:
    """Say whether it is worth making the e-mail: three times what the shipped layout takes for such a text."""
    document = scenario.documents["body"]
    marks = document.text.count("\n") + document.text.count("|")
    addresses = sum(len(link.href) + 1000 for link in document.links)
    return 12_000 + 6 * len(document.text) + 300 * marks + addresses > kilobytes * 1000


RULE = Rule(
    name="email-size",
    code="K04",
    group="channel",
    severity=Severity.WARNING,
    title=Say("Te grote e-mail", "E-mail too large"),
    message=Say(
        "De e-mail is {size} kB. Boven {limit} kB knipt Gmail hem af.",
        "The e-mail is {size} kB; above {limit} kB Gmail clips it.",
    ),
    why=Say("Wat Gmail afknipt, leest de klant niet.", "What Gmail clips, the customer does not read."),
    advice=Say(
        "Zet een lange lijst facturen in een bijlage.", "Put a long list of invoices in an attachment."
    ),
    source="Gmail knipt HTML boven 102 kB af (Google, hulp bij Gmail)",
    reads="message",
    check=check,
    options={"kilobytes": 80, "limit": 100},
    good=(Example("Beste klant.", channel="email", record={"customer.email": "klant@post.example"}),),
    bad=(
        Example(
            "{% for number in range(900) %}\n- Regel {{ number }} van een lijst die veel te lang is.\n{% endfor %}",
            channel="email",
            record={"customer.email": "klant@post.example"},
        ),
    ),
)
