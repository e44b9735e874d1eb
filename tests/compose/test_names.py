"""A writer's own words stand for conditions, fields and the order of parts, under all rules of a template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.compose.records import a_record, body, compose, workspace
from toolkit.catalogue import read_names
from toolkit.compose.context import KNOWN, variables
from toolkit.compose.message import plain, texts
from toolkit.compose.tracing import TracingEnvironment
from toolkit.errors import RecordError, SettingsError, TemplateError
from toolkit.records.notice import notice
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

SHIPPED = read_names(Workspace(), "nl")
TEMPLATES = Path(__file__).parents[2] / "templates"


def words(folder: Path, text: str, invoices: int = 1, **more: str) -> str:
    """Return the words of a body in one line."""
    message = compose(folder, body(text), a_record(invoices=invoices), **more)
    return " ".join(each.text for each in texts(message.body)).replace("\u00a0", " ")


def own(folder: Path, names: str, text: str = "Dag.") -> None:
    """Compose a text in a workspace with names of its own."""
    workspace(folder, {"_names/nl.toml": names})
    compose(folder, body(text))


def test_a_condition_reads_as_words(tmp_path: Path) -> None:
    text = (
        "{% if één factuur and not deels betaald %}Eén{% elif klant in België %}Be{% else %}Meer{% endif %}."
    )
    assert words(tmp_path, text) == "Eén."
    assert words(tmp_path, text, invoices=2) == "Meer."


def test_a_field_says_one_or_several_and_may_begin_a_sentence(tmp_path: Path) -> None:
    text = (
        "Over {{ factuur of facturen }}. {{ Factuur met bedrag }} is open{{ ', samen' if not één factuur }}."
    )
    assert words(tmp_path, text) == "Over factuur 2026-0001. Factuur 2026-0001 van € 119,00 is open."
    assert (
        words(tmp_path, text, invoices=2) == "Over 2 facturen. 2 facturen van samen € 238,00 is open, samen."
    )


def test_what_a_name_says_has_the_place_of_the_name(tmp_path: Path) -> None:
    text = body("Dag.\n\nOver {{ factuur of facturen }} gaat het.")
    composed = compose(tmp_path, text).sections["body"].source
    origin = composed.origin(composed.index("2026"))
    assert origin is not None
    assert text[origin.start : origin.end] == origin.expression == "factuur of facturen"
    after = composed.origin(composed.index("gaat"))
    assert after is not None
    assert text[after.start :].startswith("gaat het")


def test_what_a_name_says_of_a_customer_stays_plain_text(tmp_path: Path) -> None:
    workspace(tmp_path, {"_names/nl.toml": _field("naam van klant", "'*' ~ customer.last_name")})
    message = compose(tmp_path, body("{{ Naam van klant }}"), a_record(last_name="_x_ **y**"))
    assert plain(message.body[0].children) == "*_x_ **y**"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "\n{% if een factuur %}x{% endif %}",
            r"2:7: er is geen voorwaarde of veld met de naam 'een factuur'; did you mean 'één factuur'",
        ),
        ("{{ 'x' if consument in Belgie }}", "did you mean 'consument in België'"),
        ("{{ factuur of faktuur }}", "did you mean 'factuur of facturen'"),
        ("{% if hond kat %}x{% endif %}", "'hond kat'; kies een naam uit _names/"),
        ("{% set één factuur = 1 %}", "'één factuur' is al een naam"),
        ("{% for één factuur in invoices %}{% endfor %}", "'één factuur' is al een naam"),
        ("{{ één factuur }}", "ja of nee"),
        ('{% include "geen onderdeel" %}', "er is geen onderdeel 'geen onderdeel'"),
        ('{% include "dele" %}', "did you mean 'deel'"),
        ("{% include één factuur %}", "'één factuur' is geen volgorde van onderdelen"),
    ],
)
def test_a_name_that_is_not_one_is_an_error_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says) as caught:
        compose(tmp_path, body(text), _parts__nl__deel="Deel.")
    assert str(caught.value.place).startswith("proef/nl.md.j2:")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' if total is divisibleby 7 else 'b' }}",
        "{{ 'a' if total is not sameas paid else 'b' }}",
        "{{ 'a' if country in 'NL BE' and consumer else 'b' }}",
        "{% for each in invoices if each.outstanding %}a{% endfor %}",
        "{% include '_parts/nl/geen.md.j2' ignore missing %}a",
    ],
)
def test_what_jinja_reads_as_words_after_each_other_stays_so(tmp_path: Path, text: str) -> None:
    assert words(tmp_path, text) == "a"


def test_a_part_is_named_in_words_with_its_condition_and_its_fields(tmp_path: Path) -> None:
    text = (
        '{% include "zo betaalt u" if één factuur with amount = 12, last_day = none %}\n{% include "slot" %}'
    )
    parts = {
        "_parts__nl__zo-betaalt-u": "{{ amount }} {{ 'voor' if last_day else 'zonder' }}.\n",
        "_parts__nl__slot": "Dag {{ amount }}.",
    }
    assert words(tmp_path, text, **parts) == "12 zonder. Dag € 119,00."
    assert words(tmp_path, text, invoices=2, **parts) == "Dag € 238,00."


def test_an_order_of_parts_is_data(tmp_path: Path) -> None:
    names = """
    [[order]]
    name = "de letters"
    meaning = "A, b, c; wie één factuur heeft, leest eerst c."
    parts = ["letter a", "letter b", "letter c"]
    first = [{ when = "één factuur", part = "letter c" }]
    """
    parts = {f"_parts__nl__letter-{letter}": f"{letter}\n" for letter in "abc"}
    workspace(tmp_path, {f"_parts/nl/letter-{letter}.md.j2": f"{letter}\n" for letter in "abc"})
    workspace(tmp_path, {"_names/nl.toml": names})
    text = body("{% include de letters %}")
    assert compose(tmp_path, text, **parts).sections["body"].source == "c\na\nb\n"
    several = compose(tmp_path, text, a_record(invoices=2))
    assert several.sections["body"].source == "a\nb\nc\n"
    assert set(several.branches or ()) == {("proef/nl.md.j2", 1)}


def test_the_branches_of_a_name_are_those_of_the_text_and_not_of_its_meaning(tmp_path: Path) -> None:
    place = workspace(
        tmp_path,
        {
            "_names/nl.toml": _field("soms dit", "'a' if één factuur else 'b'"),
            "x.md.j2": "{{ soms dit }}{% if één factuur %}x{% endif %}",
        },
    )
    environment = TracingEnvironment(place, "nl")
    environment.get_template("x.md.j2")
    anatomy = environment.anatomy["x.md.j2"]
    assert [branch.kind for branch in anatomy.branches] == ["if", "else"]
    assert {use.path for use in anatomy.uses} == {"invoices"}
    assert {anatomy.source.text[use.start : use.end] for use in anatomy.uses} == {"soms dit", "één factuur"}


def test_a_field_that_a_record_lacks_is_told_at_the_name(tmp_path: Path) -> None:
    names = _condition("met afspraak", "agreement.pay_by")
    with pytest.raises(RecordError, match=r"nl.md.j2:1:\d+: the record has no 'agreement'"):
        own(tmp_path, names, "{% if met afspraak %}x{% endif %}")


def _condition(name: str, test: str) -> str:
    return f'[[condition]]\nname = "{name}"\nmeaning = "Een vraag."\ntest = "{test}"\n'


def _field(name: str, says: str) -> str:
    return f'[[field]]\nname = "{name}"\nmeaning = "Woorden."\nsays = "{says}"\n'


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (
            _condition("een proef", "invoces"),
            r"nl.toml:2: 'een proef': unknown field 'invoces'; did you mean",
        ),
        (_condition("een proef", "customer.emial"), "did you mean 'customer.email'"),
        (_condition("een proef", "total|eruo"), "er is geen filter 'eruo'; did you mean 'euro'"),
        (_condition("een proef", "total is divisible"), "er is geen toets 'divisible'"),
        (_condition("een proef", "total >"), "nl.toml:2: unexpected 'end of template'"),
        (_condition("een proef", "paid }} x"), "nl.toml:2: na de vraag staat er nog '}}'"),
        (_condition("een proef", "not een proef"), "'een proef' noemt zichzelf"),
        ('[[order]]\nname = "de orde"\nmeaning = "x"\nparts = ["a", "b"]\n', "er is geen onderdeel 'a'"),
    ],
)
def test_a_name_that_stands_for_nothing_is_an_error_in_its_file(
    tmp_path: Path, names: str, says: str
) -> None:
    with pytest.raises(TemplateError, match=says):
        own(tmp_path, names)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ("[[condition]]\nname = ", "not valid TOML"),
        (_condition("proef", "paid"), "two or more words"),
        (_condition("paid or total", "paid"), "two or more words"),
        (_condition("in België", "paid"), "begins with a small letter"),
        (_condition("een proef", "paid") * 2, "'een proef' occurs twice"),
        (_condition("een proef", "paid").replace("test", "toets"), "condition"),
        (
            '[[order]]\nname = "de orde"\nmeaning = "x"\nparts = ["een", "twee"]\n'
            'first = [{ when = "deels betaald", part = "twe" }]',
            "'twe' is no part of 'de orde'; did you mean 'twee'",
        ),
    ],
)
def test_a_file_of_names_that_is_wrong_is_refused(tmp_path: Path, names: str, says: str) -> None:
    place = workspace(tmp_path, {"_names/nl.toml": names})
    with pytest.raises(SettingsError, match=says):
        read_names(place, "nl")


def test_a_firm_adds_names_and_gives_a_shipped_one_another_meaning(tmp_path: Path) -> None:
    place = workspace(
        tmp_path,
        {"_names/nl.toml": _condition("grote klant", "total > 1000") + _condition("één factuur", "paid")},
    )
    names = read_names(place, "nl")
    assert names.conditions["één factuur"].test == "paid"
    assert names.conditions["grote klant"].place.line == 2
    assert set(SHIPPED.conditions) < set(names.conditions)


def test_every_shipped_name_is_used_and_has_a_meaning_in_a_sentence() -> None:
    files = [*TEMPLATES.rglob("*.j2"), TEMPLATES / "_names/nl.toml"]
    used = "".join(path.read_text(encoding="utf-8") for path in files)
    used = re.sub(r'^name = ".*"$', "", used, flags=re.MULTILINE)
    assert [name for name in SHIPPED.all() if name not in used and name.capitalize() not in used] == []
    assert all(each.meaning.endswith(".") for each in SHIPPED.all().values())
    assert len(SHIPPED.conditions) >= 15


def test_the_known_fields_are_those_of_a_message() -> None:
    record = read_record(TEMPLATES / "last-notice/samples/ordinary.toml")
    assert set(variables(record, "letter", "nl", notice(record, "letter", "last-notice"))) == KNOWN


def test_a_composer_reads_names_in_the_language_of_the_text() -> None:
    assert read_names(Workspace(), "fr").all() == {}
