"""Places that somebody still had to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document
from toolkit.text.late import late

_FIELD = late(
    r"naam|bedrag|datum|iban|nummer|adres|postcode|plaats|straat|telefoon|e-?mail|klant|debiteur|creditor|factuur"
    r"|termijn|bedrijf|logo|handtekening|functie|afdeling|dossier|kenmerk|aanhef|titel|optie|kies|link|tekst|naw"
    r"|(?:dag|maand|jaar|uur|tijd)\b|name|amount|date|rekening|saldo|btw|kosten|bank|woonplaats|gemeente|periode|reden|regeling"
    r"|_|\bvul\b|\binvul",
    re.IGNORECASE,
)
_FILLED_BY_OTHERS = Seeker(
    r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|\$?\{[\w .:|-]{1,60}\}|<<[^<>\n]{1,60}>>|«[^«»\n]{1,60}»"
    r"|\[\[[^\[\]\n]{1,80}\]\]|%%?[A-Za-z]\w{2,40}%%?(?!\w)|<[A-Za-z_][\w -]{1,40}>"
    r"|\{![\w.]{1,60}\}|\*\|[\w:]{1,40}\|\*|‹[^‹›\n]{1,60}›"
    r"|(?<![\w$])\$[a-z]\w{2,30}\$(?!\w)|(?<![\w@])@[a-z]\w{2,30}@(?!\w)|(?<![\w#])#[a-z]\w{2,30}#(?!\w)"
    r"|(?<![\w~])~[a-z]\w{2,30}~(?![\w~])|(?<!\w)__[a-z][a-z0-9]{2,30}__(?!\w)"
    r"|(?<![\]!\w])\[(?!\^)[^\[\]\n]{1,80}\](?![(\[:])",
    "{ << « ‹ [ % < $ @ # ~ __ *|",
    before=2,
    reach=220,
    flags=re.NOFLAG,
)
"""What another program, or a person, fills in: a name between marks."""

_LEFT = Seeker(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}"
    r"|\(\(\s?[^\W\d][^()\n]{1,60}\)\)"
    r"|(?<![\w.-])X{3,}(?![\w-])"
    r"|(?<![\w-])(?:[Xx]{2}-[Xx]{2}-[Xx]{2,4}|dd[-/]?mm[-/]?(?:jj|yy){1,2}|DD[-/]?MM[-/]?(?:JJ|YY){1,2})(?!\w)"
    r"|(?<!\?)\?\?-\?\?-(?:\?{2,4}|\d{4})(?!\w)|(?<![\w.-])0[\dXx]{1,3}-?[Xx]{5,}(?!\w)"
    r"|\bNL(?:[Xx]{2}|00)[ ]?(?:[A-Za-z]{4})(?:[ ]?[Xx0]{2,4})+\b"
    r"|\bVUL\b[^.\n]{0,40}\bIN\b|\bINVULLEN\b|\bTO[D]O\b|\bTBD\b|\b[Ll]orem ipsum\b"
    r"|\((?:[^()\n]{0,40} )?(?:invullen|in te vullen|vul (?:[^()\n]{1,30} )?in)(?: [^()\n]{0,30})?\)"
    r"|\bvul (?:naam|bedrag|datum|iban|adres|nummer|plaats|factuurnummer|telefoonnummer) in\b"
    r"|\b(?:naam|bedrag|datum|iban|adres|nummer|telefoonnummer) (?:hier |nog |zelf )?invullen\b"
    r"|\bnog in te vullen\b|(?m:^(?:Naam|Bedrag|Datum|Iban|IBAN|Adres|Nummer) (?:hier |nog |zelf )?invullen\.?$)"
    r"|\((?:[^()\n]{0,40} )?nog (?:te )?(?:bepalen|checken|controleren|opzoeken|toevoegen|aanpassen)\)"
    r"|\bKlik (?:of tik )?(?:hier )?om (?:een )?(?:tekst|datum) in te voeren\b|\bPLACEHOLDER\b"
    r"|\b(?:Beste|Geachte|Dag|Hallo|Hoi|heer|mevrouw|€) (?:null|None|nil)(?![\w'’])"
    r"|\b(?:Beste|Geachte|Dag|Hallo|heer|mevrouw)(?:/mevrouw)? ?(?:\.{4,}|…{2,}|_{3,})"
    r"|(?<!\w)(?:undefined|NaN|#N/[AB]|#REF!|#VERW!|#WAARDE!|#NAAM\?|Invalid Date)(?!\w)|\[object Object\]",
    "{{ }} {% %} {# #} (( xxx xx- dd- dd/ ddmm ??- bepalen checken controleren opzoeken toevoegen aanpassen voeren"
    " placeholder =null =none =nil .... …… ___ nl00 nlxx vul todo tbd lorem undefined =nan"
    " #n/ #ref! #verw! #waarde! #naam?"
    " invalid [object",
    flags=re.NOFLAG,
)
"""What was to be filled in and was not, and what programs print where they found nothing."""

_LEFT_SUM = Seeker(
    r"(?:€ ?|EUR )(?:[Xx]+(?:[.,][Xx]+)?|_{2,}|\.{3,}|…|\?+)(?![\w])",
    "€ eur",
    before=0,
    reach=15,
    flags=re.NOFLAG,
)

_NONE = late(r"\W*|\d+|[xXvV✓]|sic|\.\.\.|…|noot \d+|bijlage \w+|hierna.*|red\..*|\w", re.IGNORECASE)
_OPEN_QUOTES, _CLOSE_QUOTES = '“„‘"', '”’"'


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield each place to fill in; with the option `merge_fields` only those that no program fills in."""
    text = document.text
    taken: list[tuple[int, int]] = []
    for start, end in document.blanks:
        taken.append((start, end))
        yield Hit(start, end, {"found": " ".join(text[start:end].split())})
    for found in _FILLED_BY_OTHERS.finditer(document):
        if _is_place(text, found) and not _is_among(found, taken):
            taken.append(found.span())
            if not options["merge_fields"] and not _is_field(document, found):
                yield Hit(*found.span(), {"found": found[0]})
    left = [*_LEFT.finditer(document), *_LEFT_SUM.finditer(document)]
    for found in sorted(left, key=lambda each: each.start()):
        if not _is_among(found, taken) and not _is_field(document, found):
            taken.append(found.span())
            yield Hit(*found.span(), {"found": found[0]})


def _is_among(found: re.Match[str], taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in taken)


def _is_field(document: Document, found: re.Match[str]) -> bool:
    """Say whether what was found is a field of the file itself, such as a merge field of Word."""
    return document.from_elsewhere and document.is_value(*found.span())


def _is_place(text: str, found: re.Match[str]) -> bool:
    """Say whether what stands between marks is a place to fill in: no note, no quotation, no check box."""
    mark, inner = found[0][0], found[0].strip("{}[]<>«»‹›%$#@~_*|! ").strip()
    if mark in "{*" or found[0].startswith(("<<", "[[", "${")):
        return bool(inner)
    if mark == "«":
        is_name = " " not in found[0] and (inner[:1].isupper() or "_" in inner)
        is_field = bool(_FIELD.search(inner)) and len(inner.split()) < 4
        return is_field or (is_name and inner.lower() not in ("ja", "nee"))
    if mark in "<%$@#~_‹":
        return bool(_FIELD.search(inner)) and "@" not in inner
    if _NONE.fullmatch(inner):
        return False
    if inner.isupper() or _FIELD.search(inner):
        return True
    return len(inner.split()) < 5 and not _is_quoted(text, found)


def _is_quoted(text: str, found: re.Match[str]) -> bool:
    """Say whether it stands in a quotation, where brackets hold what the quoting writer adds."""
    start = text.rfind("\n", 0, found.start()) + 1
    before = text[start : found.start()]
    return any(mark in before for mark in _OPEN_QUOTES) and any(
        mark in text[found.end() :] for mark in _CLOSE_QUOTES
    )


RULE = Rule(
    name="placeholder",
    code="F05",
    group="facts",
    severity=Severity.ERROR,
    title=Say("Niet ingevuld", "Not filled in"),
    message=Say("‘{found}’ is nog niet ingevuld.", "'{found}' is not filled in yet."),
    why=Say(
        "Een klant die ‘[bedrag]’ leest, weet niet wat hij moet betalen, en vertrouwt de brief niet meer.",
        "A customer who reads '[bedrag]' does not know what to pay, and trusts the letter no more.",
    ),
    advice=Say(
        "Vul het in, of haal het weg. Vult een ander programma het in? Zet dan merge_fields = true.",
        "Fill it in or take it out. Where another program fills it in, set merge_fields = true.",
    ),
    source="Eigen regel: wat een schrijver nog moest invullen, en wat een programma afdrukt als het niets vindt",
    reads="text",
    check=check,
    options={"merge_fields": False},
    good=(
        "De wet zegt: “De consument […] betaalt.” Zie noot [1] en [2].",
        "Bel ons op +31 (0)20 123 45 67. Kijk op [onze site](https://example.nl).",
        "- [ ] betaald\n- [x] gebeld",
        "Wilt u het formulier invullen? Vul uw naam in.",
        "Tot ziens! xxx Sanne",
    ),
    bad=(
        "Beste [naam klant],",
        "Betaal {{ bedrag }} aan <<Naam>>.",
        "Beste «Voornaam», betaal € XX,XX op rekening ((iban)).",
        "U betaalt [VUL BEDRAG IN]. Uw factuur is " + 3 * "X" + ".",
        "Wij hebben dit bedrag %} nog niet.",
        "Het bedrag (hier invullen) staat open.",
    ),
)
