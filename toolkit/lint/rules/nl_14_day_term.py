"""Last notices to Dutch consumers without what makes costs due: the 14 days, the last day, the exact costs."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.delivery import FULL
from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.plain import Plain
from toolkit.lint.rules._law import figures, last_day
from toolkit.lint.rules._paydays import pay_days
from toolkit.lint.rules._term import FULL_DAYS, SAFE_DAYS, Start, TermWords, names_start, safe_wordings, terms
from toolkit.lint.scenario import Scenario


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield one hit for what a last notice does not say, and one for each last day that comes too early.

    A text message cannot hold what the law asks; it goes beside a letter or an e-mail, so only its day counts.
    """
    from toolkit.compose.filters import written_date

    record = scenario.record
    if (
        scenario.template.stage != "last-notice"
        or record.country != "NL"
        or record.customer.kind != "consumer"
    ):
        return
    first = last_day(scenario)
    for named in pay_days(scenario):
        if named.day < first:
            details = {"nl": written_date(first, "full", "nl_NL"), "en": first.isoformat()}
            yield Hit(named.start, named.end, details, message=_TOO_EARLY, section=named.section)
    if scenario.channel not in FULL:
        return
    missing = list(_missing(scenario))
    if missing:
        yield Hit(0, 0, {"nl": "; ".join(s.nl for s in missing), "en": "; ".join(s.en for s in missing)})


def _missing(scenario: Scenario) -> Iterator[Say]:
    from toolkit.compose.filters import euro

    body = scenario.documents["body"]
    if not any(_holds(term, body.text) for term in terms(body)):
        wording, _ = safe_wordings(mail=scenario.channel == "email")
        yield Say(f"de termijn, met de woorden ‘{wording}’", f"the term, in the words '{wording}'")
    text, right = Plain.of(scenario.documents.values()), figures(scenario)
    if right.total and not text.has_amount(right.total):
        shown = euro(right.total, "nl_NL")
        yield Say(f"het precieze bedrag van de kosten ({shown})", f"the exact amount of the costs ({shown})")
    if right.vat and not text.has("btw"):
        yield Say("dat er btw over de kosten komt", "that VAT is added to the costs")


def _holds(term: TermWords, text: str) -> bool:
    """Say whether a term gives a consumer 14 whole days from the day after receipt."""
    match term.counts_from:
        case Start.NEXT_DAY:
            return term.days >= FULL_DAYS
        case Start.RECEIPT:
            return term.days >= SAFE_DAYS
        case Start.NONE:
            return term.days >= FULL_DAYS and names_start(text, Start.NEXT_DAY)
    return False


_TOO_EARLY = Say(
    "Deze laatste dag komt te vroeg. De wet geeft de klant tot en met {nl}.",
    "This last day comes too early; the law gives the customer until {en}.",
)
_WORDS = (
    "Betaal binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd. Betaal {{ total|euro }} uiterlijk op"
    " {{ pay_by|date }}. Daarna komen er {{ costs.total|euro }} incassokosten bij."
)

RULE = Rule(
    name="nl-14-day-term",
    code="L06",
    group="law",
    severity=Severity.ERROR,
    title=Say("Laatste herinnering is niet volledig", "Incomplete last notice"),
    message=Say("Deze laatste herinnering zegt niet: {nl}.", "This last notice does not say: {en}."),
    why=Say(
        "Een consument betaalt pas incassokosten na één brief die hem 14 dagen geeft en zegt hoeveel kosten er anders"
        " bij komen. Klopt die brief niet, dan betaalt hij geen kosten.",
        "A consumer owes collection costs only after one letter that gives 14 days and says how much it will cost"
        " otherwise; if that letter is wrong, no costs are owed.",
    ),
    advice=Say(
        "Neem de woorden van de wet over, noem {{ pay_by|date }} als laatste dag en {{ costs.total|euro }} als kosten.",
        "Use the words of the law, {{ pay_by|date }} as the last day and {{ costs.total|euro }} as the costs.",
    ),
    source="Art. 6:96 lid 6 BW; HR 25 november 2016, ECLI:NL:HR:2016:2704",
    reads="message",
    check=check,
    languages=("nl",),
    good=(
        Example(
            _WORDS,
            stage="last-notice",
        ),
        Example(
            _WORDS.replace("deze brief bij u is bezorgd", "u deze e-mail hebt ontvangen"),
            channel="email",
            stage="last-notice",
        ),
        Example(
            _WORDS.replace("14 dagen vanaf de dag nadat", "15 dagen nadat"),
            stage="last-notice",
        ),
        Example("Betaal {{ total|euro }} uiterlijk op {{ pay_by|date }}."),
        Example("Betaal uiterlijk op {{ pay_by|date }}.", channel="sms", stage="last-notice"),
        Example(
            _WORDS.replace("}} incassokosten", "}} incassokosten met btw"),
            stage="last-notice",
            record={"creditor.vat_recoverable": False},
        ),
    ),
    bad=(
        Example(
            _WORDS.replace("14 dagen vanaf de dag nadat", "14 dagen nadat"),
            stage="last-notice",
        ),
        Example(
            _WORDS.replace("{{ costs.total|euro }} ", ""),
            stage="last-notice",
        ),
        Example(
            _WORDS.replace("{{ pay_by|date }}", "4 december 2026"),
            stage="last-notice",
        ),
        Example("Betaal uiterlijk op 4 december 2026.", channel="sms", stage="last-notice"),
        Example(
            _WORDS.replace("Betaal binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd. ", ""),
            stage="last-notice",
        ),
        Example(
            _WORDS.replace("deze brief bij u is bezorgd", "deze brief is verstuurd"), stage="last-notice"
        ),
        Example(
            _WORDS.replace("vanaf de dag nadat deze brief bij u is bezorgd", "na dagtekening"),
            stage="last-notice",
        ),
        Example(
            _WORDS.replace(" vanaf de dag nadat deze brief bij u is bezorgd", ""),
            stage="last-notice",
        ),
        Example(
            _WORDS,
            stage="last-notice",
            record={"creditor.vat_recoverable": False},
        ),
    ),
)
