"""SMS messages that take too many segments."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.scenario import Scenario
from toolkit.text.gsm7 import measure, normalise


def check(scenario: Scenario, options: Options) -> Iterator[Hit]:
    """Yield one hit when an SMS takes more than the option `segments`."""
    if scenario.channel == "sms":
        size = measure(normalise(scenario.message.sms))
        if size.segments > options["segments"]:
            details = {"segments": size.segments, "units": size.units, "target": options["segments"]}
            yield Hit(0, len(scenario.documents["sms"].text), details)


RULE = Rule(
    name="sms-length",
    code="K01",
    group="channel",
    severity=Severity.WARNING,
    title=Say("Lange sms", "Long SMS"),
    message=Say(
        "De sms telt {segments} delen ({units} tekens). Houd het bij {target}.",
        "The SMS takes {segments} segments ({units} units); keep to {target}.",
    ),
    why=Say(
        "Elk deel kost geld, en een lange sms leest niemand uit.",
        "Every segment costs, and nobody reads a long SMS.",
    ),
    advice=Say(
        "Noem bedrag, factuur, datum en telefoonnummer. Niet meer.", "Amount, invoice, date, phone. No more."
    ),
    source="3GPP TS 23.038 en 23.040: 160 tekens in één deel, 153 in elk van meer delen",
    reads="message",
    check=check,
    options={"segments": 2},
    good=(Example("Betaal € 119,00 voor factuur 2026-0001. Vragen? Bel 033 470 00 00.", channel="sms"),),
    bad=(Example("Betaal de factuur en bel ons als u een vraag hebt. " * 8, channel="sms"),),
)
