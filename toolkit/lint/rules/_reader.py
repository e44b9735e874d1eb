"""For whom a letter is, by law: the country and the kind of its reader, from the record, the settings or the text."""

from __future__ import annotations

from toolkit.lint.model import Options
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document

_BELGIAN = Seeker(
    r"\bondernemingsnummer|\bBE ?\d{2} ?\d{4}|\bBelgi|\bWER\b|\bOCMW\b|\bderde werkdag|\bschadebeding|\bKBO\b|\bRPR\b"
    r"|\bgestructureerde mededeling|\+{3}\d{3}/\d{4}/\d{5}\+{3}|\bwetboek van economisch recht|\bbinnen de (?:14"
    r"|veertien)\b"
    r"|\bBV/SRL\b|\bBVBA\b|\bbtw:? ?BE\b|\+32\b|\bvzw\b|\bintrest",
    "ondernemingsnummer =be -be be0 be1 be2 be3 be4 be5 be6 be7 be8 be9 belgi"
    " =wer ocmw derde schadebeding kbo rpr gestructureerde +++ economisch binnen srl bvba +32"
    " vzw intrest btwbe",
    reach=30,
)
_DUTCH = Seeker(
    r"\bNL\d\d ?[A-Z]{4}|\bKvK\b|\bKamer van Koophandel|\b6:96\b|\bBW\b|\+31\b|\bWIK\b",
    "nl0 nl1 nl2 nl3 nl4 nl5 nl6 nl7 nl8 nl9 kvk koophandel 6:96 =bw +31 =wik",
    reach=25,
)
_BUSINESS = Seeker(
    r"\bhandelsrente|\b6:119a|\buw (?:onderneming|bedrijf|organisatie|vennootschap|praktijk|winkel|administratie"
    r"|boekhouding)\b"
    r"|\bje (?:onderneming|bedrijf)\b|\bgeachte (?:directie|relatie|ondernemer|crediteurenadministratie)"
    r"|\bt\.?a\.?v\.? de directie"
    r"|\bcrediteurenadministratie|\bjullie (?:bedrijf|onderneming|administratie)\b|\b(?:als|een) ondernemer\b"
    r"|\bhandelstransactie",
    "handelsrente 6:119a =uw =je geachte directie crediteurenadministratie jullie ondernemer handelstransactie",
    reach=40,
)
_CONSUMER = Seeker(
    r"\bconsument|\bparticulier|\bnatuurlijk persoon", "consument particulier persoon", reach=25
)
_SECOND = Seeker(
    r"\b(?:veertien|14)[- ]?dagen ?brief\b[^.]{0,60}\b(?:eerder|al|reeds|gestuurd|verzonden|ontvangen|van \d)"
    r"|\b(?:termijn|veertien dagen|14 dagen)\b[^.?!]{0,60}\b(?:is|zijn) (?:inmiddels |nu |al |reeds )?(?:verstreken"
    r"|verlopen|voorbij|om)\b"
    r"|\btweede (?:sommatie|aanmaning)|\b(?:wederom|nogmaals|opnieuw) (?:\w+ )?(?:sommatie|gesommeerd|aangemaand)"
    r"|\b(?:eerdere|vorige|voorgaande|herhaalde|meerdere) (?:\w+ )?sommatie|\bfaillissement|\bfailliet|\bin rechte\b"
    r"|\bdagvaarding\b",
    "brief verstreken verlopen voorbij =om sommatie aanmaning gesommeerd aangemaand faillissement failliet rechte"
    " dagvaarding",
)


def country(document: Document, options: Options) -> str:
    """Return "BE" or "NL": what the settings say, else the record, else what the text shows of its country."""
    if document.source is not None and document.kind:
        return document.country
    if options["profile"]:
        return str(options["profile"]).upper()
    return str(document.once(("country",), lambda: _shown_country(document)))


def _shown_country(document: Document) -> str:
    belgian, dutch = (sum(1 for _ in signs.finditer(document)) for signs in (_BELGIAN, _DUTCH))
    return "BE" if belgian and belgian >= dutch else document.country


def is_business(document: Document) -> bool:
    """Say whether the reader is a business: by the record, else by what the text calls it."""
    if document.kind:
        return document.kind == "business"
    return _BUSINESS.search(document) is not None and _CONSUMER.search(document) is None


def is_second(document: Document) -> bool:
    """Say whether a letter comes after one that gave the term of the law: it speaks of that, or of the court."""
    return _SECOND.search(document) is not None
