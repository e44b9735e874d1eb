"""Every composed character knows where it came from, whatever the template does."""

from __future__ import annotations

import pickle
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compose.records import a_record, body, compose
from toolkit.compose.message import texts
from toolkit.compose.sourcemap import Composed

BASE = "{% block subject %}Basis{% endblock %}\n{% block body %}Basis één {% endblock %}\n"


class Tree:
    """Draws template trees; every literal word is unique, so a wrong place can never look right."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.words = count()
        self.files: dict[str, str] = {}
        self.macros: list[str] = []

    def literal(self) -> str:
        """Return a unique word with white space, accents and marks around it."""
        before = self.draw(st.sampled_from(["", " ", "\n", "\n\n", "  \n ", "\t", "é€ "]))
        after = self.draw(st.sampled_from(["", " ", "\n", ". ", "’ ", "{ ", "% "]))
        return f"{before}woord{next(self.words)}{after}"

    def tag(self, text: str) -> str:
        """Return a statement with any white space control."""
        signs = self.draw(st.tuples(st.sampled_from(["", "-", "+"]), st.sampled_from(["", "-"])))
        return f"{{%{signs[0]} {text} {signs[1]}%}}"

    def piece(self, depth: int) -> str:  # noqa: PLR0912 - one case per statement
        """Return any piece of a template, at most `depth` statements deep."""
        kinds = ["literal", "value", "comment", "raw"]
        if depth:
            kinds += ["if", "for", "include", "macro", "set", "with", "call", "filter", "choice"]
        kind = self.draw(st.sampled_from(kinds))
        inner = self.pieces(depth - 1) if depth else ""
        tag = self.tag
        match kind:
            case "value":
                sign = self.draw(st.sampled_from(["", "-"]))
                return f"{{{{{sign} customer.last_name|upper {sign}}}}}"
            case "comment":
                return "{#- niets -#}" if self.draw(st.booleans()) else "{# niets #}"
            case "raw":
                return f"{tag('raw')}{{{{ woord{next(self.words)} }}}}{tag('endraw')}"
            case "if":
                test = self.draw(st.sampled_from(["consumer", "business", "not style"]))
                return (
                    f"{tag('if ' + test)}{inner}{tag('elif due_date')}{self.literal()}"
                    f"{tag('else')}{self.literal()}{tag('endif')}"
                )
            case "for":
                return f"{tag('for item in invoices')}{inner}{{{{ loop.index }}}}{tag('endfor')}"
            case "include":
                name = f"_parts/stuk{len(self.files)}.md.j2"
                self.files[name] = inner
                return tag(f"include '{name}'")
            case "macro":
                name = f"m{next(self.words)}"
                return (
                    f"{tag(f'macro {name}(x)')}{inner}{{{{ x }}}}{tag('endmacro')}{{{{ {name}(greeting) }}}}"
                )
            case "set":
                name = f"s{next(self.words)}"
                return (
                    f"{tag(f'set {name}')}{inner}{tag('endset')}"
                    f"{tag(f'if {name}')}{{{{ {name} }}}}{tag('endif')}{{{{ {name}|trim }}}}"
                )
            case "with":
                return f"{tag('with y = total')}{inner}{{{{ y|euro }}}}{tag('endwith')}"
            case "call":
                name = f"c{next(self.words)}"
                return (
                    f"{tag(f'macro {name}()')}{self.literal()}{{{{ caller() }}}}{tag('endmacro')}"
                    f"{tag(f'call {name}()')}{inner}{tag('endcall')}"
                )
            case "filter":
                return f"{tag('filter trim')}{inner}{tag('endfilter')}"
            case "choice":
                return "{{ 'een' if consumer else 'twee' }}{{ 'drie' if business }}"
            case _:
                return self.literal()

    def pieces(self, depth: int) -> str:
        """Return some pieces after each other."""
        return "".join(self.piece(depth) for _ in range(self.draw(st.integers(1, 4))))


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str]:
    tree = Tree(draw)
    text = tree.pieces(3)
    if draw(st.booleans()):
        tree.files["_basis.md.j2"] = BASE
        inherited = "{{ super() }}" if draw(st.booleans()) else ""
        main = f"{{% extends '_basis.md.j2' %}}{{% block body %}}{text}{inherited}.{{% endblock %}}"
    else:
        main = body(text + ".")
    line_break = draw(st.sampled_from(["\n", "\r\n"]))
    files = {"main": main, **tree.files}
    return {name: content.replace("\n", line_break) for name, content in files.items()}


@given(trees())
@settings(max_examples=150)
def test_every_literal_character_maps_to_itself_in_its_file(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        more = {name.removesuffix(".md.j2").replace("/", "__"): text for name, text in files.items()}
        message = compose(Path(folder), more.pop("main"), a_record(invoices=2), **more)
    composed = message.sections["body"].source
    covered = 0
    for run in composed.runs:
        assert run.at == covered
        covered += run.length
        written = run.source.text[run.start : run.end]
        if run.expression is None:
            assert composed[run.at : covered] == written
        else:
            assert written == run.expression
            assert run.source.text[: run.start].rstrip().endswith(("{{", "{{-", "%}"))
    assert covered == len(composed)
    for text in texts(message.body):
        for at, char in enumerate(text.text):
            origin = composed.origin(text.start + at)
            assert origin is not None
            if origin.expression is None:
                source = origin.source.text[origin.start]
                assert char == source or (char.isspace() and source.isspace())


def test_a_value_points_at_the_expression_that_printed_it(tmp_path: Path) -> None:
    message = compose(tmp_path, body("Beste\n  {{ customer.last_name|upper }},"))
    composed = message.sections["body"].source
    origin = composed.origin(composed.index("VRIES"))
    assert origin is not None
    assert str(origin.place) == "proef/nl.md.j2:2:6"
    assert origin.expression == "customer.last_name|upper"
    assert origin.source.text[origin.start : origin.end] == "customer.last_name|upper"


def test_an_inherited_word_points_at_the_template_that_wrote_it(tmp_path: Path) -> None:
    text = "{% extends 'basis.md.j2' %}{% block body %}{{ super() }}twee{% endblock %}"
    message = compose(tmp_path, text, basis=BASE)
    composed = message.sections["body"].source
    places = {word: str(composed.origin(composed.index(word)).place) for word in ("Basis", "één", "twee")}  # type: ignore[union-attr]
    assert places == {"Basis": "basis.md.j2:2:17", "één": "basis.md.j2:2:23", "twee": "proef/nl.md.j2:1:57"}


def test_an_empty_block_stays_empty_with_a_map(tmp_path: Path) -> None:
    text = body(
        "{% set x %}{% if business %}zakelijk{% endif %}{% endset %}{% if x %}fout{% else %}goed{% endif %}"
    )
    assert compose(tmp_path, text).sections["body"].source == "goed"


def test_without_a_map_no_character_has_an_origin(tmp_path: Path) -> None:
    composed = compose(tmp_path, body("Dag"), mapped=False).sections["body"].source
    assert composed == "Dag"
    assert composed.origin(0) is None


def test_composed_text_survives_pickling_with_its_map(tmp_path: Path) -> None:
    composed = compose(tmp_path, body("Dag {{ greeting }}")).sections["body"].source
    copy = pickle.loads(pickle.dumps(composed))  # noqa: S301
    assert (copy, copy.runs) == (composed, composed.runs)
    assert isinstance(copy, Composed)
