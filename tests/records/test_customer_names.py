"""A name in one cell, taken apart with care."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.records.names import is_company, salutation, split_name


def parts(cell: str, country: str = "NL") -> tuple[str, ...]:
    found = split_name(cell, country)
    assert "company" not in found
    return tuple(
        found.get(name, "") for name in ("salutation", "initials", "first_name", "prefix", "last_name")
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("mevr. J. de Vries", ("mevrouw", "J.", "", "de", "Vries")),
        ("Mevrouw J.A.M. van den Berg-Jansen", ("mevrouw", "J.A.M.", "", "van den", "Berg-Jansen")),
        ("dhr P.J. Jansen", ("meneer", "P.J.", "", "", "Jansen")),
        ("De heer A. Jansen Bakker", ("meneer", "A.", "", "", "Jansen Bakker")),
        ("hr. Smit", ("meneer", "", "", "", "Smit")),
        ("mw. de Vries", ("mevrouw", "", "", "de", "Vries")),
        ("Mevrouw De Vries", ("mevrouw", "", "", "", "De Vries")),
        ("MEVR. J. DE VRIES", ("mevrouw", "J.", "", "", "DE VRIES")),
        ("J. de Vries", ("", "J.", "", "de", "Vries")),
        ("J A de Vries", ("", "J.A.", "", "de", "Vries")),
        ("Th.J. van 't Hart", ("", "Th.J.", "", "van 't", "Hart")),
        ("IJ. de Boer", ("", "IJ.", "", "de", "Boer")),
        ("J. (Jan) de Vries", ("", "J.", "Jan", "de", "Vries")),
        ("mevr. dr. J.A. Bakker", ("mevrouw", "dr. J.A.", "", "", "Bakker")),
        ("Vries, J. de", ("", "J.", "", "de", "Vries")),
        ("Vries, mevr. J. de", ("mevrouw", "J.", "", "de", "Vries")),
        ("dhr. van der Berg, A.", ("meneer", "A.", "", "van der", "Berg")),
        ("B.V. Jansen", ("", "B.V.", "", "", "Jansen")),
    ],
)
def test_a_name_with_initials_or_a_salutation_is_taken_apart(cell: str, expected: tuple[str, ...]) -> None:
    assert parts(cell) == expected


@pytest.mark.parametrize("cell", ["mevr. An De Smet", "dhr. dr. Bakker", "mevr. Anna de Vries"])
def test_after_a_salutation_alone_the_rest_of_the_name_stays_together(cell: str) -> None:
    title, _, rest = cell.partition(" ")
    assert parts(cell) == (salutation(title), "", "", "", rest)


@pytest.mark.parametrize("cell", ["mevr. J. de Vries", "J. de Vries", "Jan de Vries"])
def test_a_belgian_name_keeps_its_prefix_in_the_surname(cell: str) -> None:
    assert split_name(cell, "BE")["last_name"] == "de Vries"
    assert "prefix" not in split_name(cell, "BE")


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "Jan de Vries",
            "Bakkerij Jansen",
            "Bakkerij De Korenbloem",
            "Jansen, Piet",
            "De Vries",
        ),
        *(
            "mevr. J. de Vries en dhr. P. Bakker",
            "J. de Vries e/o P. Smit",
            "BV Jansen",
        ),
        *("Jansen", "مريم العلي", "🙂 Café", "Ahmed El Amrani", "=cmd()", "dr J. de Vries"),
    ],
)
@pytest.mark.parametrize("country", ["NL", "BE"])
def test_a_name_that_is_not_certain_reads_as_it_was_written_and_gets_no_salutation(
    cell: str, country: str
) -> None:
    if cell == "BV Jansen" and country == "BE":
        assert is_company(cell, country)
        return
    title, *rest = parts(cell, country)
    assert title == ""
    assert " ".join(part for part in rest if part) == cell


@pytest.mark.parametrize(
    ("cell", "country", "given", "surname"),
    [
        ("Fam. Jansen", "NL", "", "Jansen"),
        ("Familie de Vries", "NL", "de", "Vries"),
        ("Famille Dubois", "BE", "", "Dubois"),
    ],
)
def test_a_household_is_called_a_family(cell: str, country: str, given: str, surname: str) -> None:
    assert parts(cell, country) == ("", "", "familie", given, surname)


@pytest.mark.parametrize(
    ("cell", "country"),
    [
        ("Dhr. en mevr. Jansen", "NL"),
        ("Dhr en mevr Jansen", "NL"),
        ("de heer en mevrouw Jansen", "BE"),
        ("Hr. & mw. Jansen", "NL"),
        ("M. et Mme Jansen", "BE"),
    ],
)
def test_a_couple_of_one_surname_is_two_people(cell: str, country: str) -> None:
    assert split_name(cell, country) == {
        "salutation": "meneer",
        "last_name": "Jansen",
        "partner": {"salutation": "mevrouw", "last_name": "Jansen"},
    }


@pytest.mark.parametrize(
    ("cell", "country", "title"),
    [("Mme Dubois", "BE", "mevrouw"), ("Mlle Dubois", "FR", "mevrouw"), ("Monsieur Dubois", "BE", "meneer")],
)
def test_french_titles_count_where_dutch_is_written(cell: str, country: str, title: str) -> None:
    assert parts(cell, country)[0] == title


@pytest.mark.parametrize(
    "cell",
    [
        "Boulangerie Dupont SPRL", "Dupont SRL", "Dupont et Fils SA", "Les Amis ASBL", "asbl Les Amis", "Dupont SC",
        "Dupont SCRL", "Dupont SNC", "CPAS de Namur", "OCMW Gent", "Commune de Schaerbeek", "Ville de Liège",
        "De Brug VZW", "Peeters CVBA", "Schmidt GmbH", "Buyercompany ltd",
    ],
)  # fmt: skip
def test_a_belgian_or_french_form_makes_a_company(cell: str) -> None:
    assert split_name(cell, "BE") == {"kind": "business", "company": cell}


@pytest.mark.parametrize("cell", ["Dhr./mevr. Jansen", "De heer/mevrouw Jansen", "dhr/mw Jansen"])
def test_a_form_that_fits_everyone_says_nothing(cell: str) -> None:
    assert parts(cell) == ("", "", "", "", "Jansen")


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "Bakkerij X B.V.",
            "Bakkerij X BV",
            "J.P. Morgan N.V.",
            "Jansen V.O.F.",
            "Peeters BVBA",
            "Jansen en Zonen",
        ),
        *("Stichting De Brug", "Gemeente Utrecht", "VvE Kerkstraat", "vzw De Brug", "Jansen, De Wit & Co"),
        *("Jansen B.V. (Piet)", "Jansen BV in liquidatie", "Coöperatie X U.A."),
    ],
)
def test_a_legal_form_makes_a_company(cell: str) -> None:
    assert split_name(cell, "NL") == {"kind": "business", "company": cell}


@pytest.mark.parametrize(
    "cell",
    [
        "B.V. Jansen",
        "BV Jansen",
        "N.V. de Wit",
        "mevr. S. Stichting",
        "Anna Gemeente",
        "J. Sa",
        "Bvba",
        "X B.V. Jansen",
    ],
)
def test_a_person_whose_name_looks_like_a_legal_form_stays_a_person(cell: str) -> None:
    assert not is_company(cell, "NL")


def test_the_contact_of_a_company_is_a_person_when_that_is_certain() -> None:
    found = split_name("X B.V. t.a.v. mevr. J. de Vries", "NL")
    assert found == {
        "kind": "business",
        "company": "X B.V.",
        "salutation": "mevrouw",
        "initials": "J.",
        "prefix": "de",
        "last_name": "Vries",
    }
    assert split_name("X B.V., t.a.v. de administratie", "NL") == {
        "kind": "business",
        "company": "X B.V.",
        "extra": "t.a.v. de administratie",
    }


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("De heer", "meneer"),
        ("Geachte mevrouw", "mevrouw"),
        ("mw.", "mevrouw"),
        ("Dhr./mevr.", None),
        ("Geachte heer, mevrouw", None),
        ("Familie", None),
        ("Jan", None),
        ("", None),
    ],
)
def test_a_salutation_is_a_word_that_says_so(cell: str, expected: str | None) -> None:
    assert salutation(cell) == expected


@given(st.text(min_size=1, max_size=60), st.sampled_from(["NL", "BE"]))
def test_no_letter_of_a_name_is_lost_except_in_a_salutation(cell: str, country: str) -> None:
    found = split_name(cell, country)
    if "salutation" not in found and "/" not in cell and " of " not in cell:
        kept = "".join(value for name, value in found.items() if name != "kind")
        assert sorted(char for char in kept if char.isalpha()) == sorted(
            char for char in cell if char.isalpha()
        )


@pytest.mark.parametrize(
    ("cell", "tag", "title", "surname"),
    [
        ("Mme Marie Dubois", "fr", "mevrouw", "Marie Dubois"),
        ("Madame Claire Petit", "fr", "mevrouw", "Claire Petit"),
        ("Mlle Petit", "nl", "mevrouw", "Petit"),
        ("M. Jean Dubois", "fr", "meneer", "Jean Dubois"),
        ("Monsieur Dubois", "nl", "meneer", "Dubois"),
        ("Frau Schmidt", "de", "mevrouw", "Schmidt"),
        ("Herr Schmidt", "nl", "meneer", "Schmidt"),
        ("Ms Smith", "en", "mevrouw", "Smith"),
        ("Mr. Smith", "en", "meneer", "Smith"),
    ],
)
def test_a_salutation_of_another_language_says_who_somebody_is(
    cell: str, tag: str, title: str, surname: str
) -> None:
    assert split_name(cell, "BE", tag) == {"salutation": title, "last_name": surname}
    assert salutation(cell.split(" ", maxsplit=1)[0], tag) == title


def test_a_letter_and_a_title_are_a_salutation_only_for_who_reads_that_language() -> None:
    assert split_name("M. Dubois", "BE") == {"initials": "M.", "last_name": "Dubois"}
    assert split_name("Mr. J. Smit", "NL") == {"initials": "Mr. J.", "last_name": "Smit"}
    assert "salutation" not in split_name("M. en K. Dubois", "BE", "nl")
    assert "salutation" not in split_name("Madame/Monsieur Dubois", "BE", "fr")


def test_a_french_line_for_whom_a_letter_is_names_the_person_of_a_company() -> None:
    found = split_name("Pain SA à l'attention de Mme Claire Petit", "BE", "fr")
    assert found == {
        "kind": "business",
        "company": "Pain SA",
        "salutation": "mevrouw",
        "last_name": "Claire Petit",
    }
