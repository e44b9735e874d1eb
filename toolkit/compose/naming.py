"""Puts what names stand for into a template: conditions, fields, parts and their order.

This happens in the syntax tree, before anything is compiled. So what a name stands for keeps every rule of a template
(strict fields, the sandbox, the limits), and every character keeps its place: that of the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import cast

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser
from jinja2.visitor import NodeTransformer

from toolkit.catalogue import Condition, NamedField, Names, Order
from toolkit.compose.fields import unknown
from toolkit.compose.positions import Named, Position
from toolkit.compose.sourcemap import Source
from toolkit.compose.tokens import small, with_plain_breaks
from toolkit.errors import Place, TemplateError, did_you_mean
from toolkit.wording import JINJA_SAYS, overheard, worded

_CAPITAL = " capital"
_PART = re.compile(r"[^\W_]+([ -][^\W_]+)*")
_ENDING = ".md.j2"


def capital(text: str) -> str:
    """Return a text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


CAPITAL = {_CAPITAL: capital}
"""The filter of a name that begins a sentence; its own name cannot be written in a template."""


def part_file(name: str, tag: str) -> str:
    """Return the file of a part in a language by its name: 'hulp nodig' is in `_parts/nl/hulp-nodig.md.j2`."""
    return f"_parts/{tag}/{name.replace(' ', '-')}{_ENDING}"


def part_name(file: str) -> str:
    """Return the name of a part by its file; empty for a file that is no part of a language."""
    found = re.fullmatch(rf"_parts/[\w-]+/([^/]+){re.escape(_ENDING)}", file)
    return found[1].replace("-", " ") if found else ""


class NamingParser(Parser):
    """Reads a template in which an `include` may name a part, its condition, its fields, or an order of parts.

    `{% include "hulp bij schulden" if kan niet betalen with amount = total %}`
    """

    def __init__(
        self,
        environment: Environment,
        names: Names,
        tag: str,
        parts: Collection[str],
        source: str,
        name: str | None = None,
        filename: str | None = None,
        state: str | None = None,
    ) -> None:
        super().__init__(environment, source, name, filename, state)
        self._names, self._tag, self._parts = names, tag, parts
        self._source = with_plain_breaks(source)

    def parse_include(self) -> nodes.Node:  # type: ignore[override]  # a condition around it is no Include
        """Return an `include`, inside its condition and its fields where it has these."""
        line = next(self.stream).lineno
        wanted: nodes.Expr = self.parse_expression()
        test = None
        if isinstance(wanted, nodes.CondExpr) and wanted.expr2 is None:
            test, wanted = wanted.test, wanted.expr1
        given = self._fields_given()
        made = self._included(wanted, line)
        if isinstance(made[0], nodes.Include):
            if self.stream.current.test("name:ignore") and self.stream.look().test("name:missing"):
                made[0].ignore_missing = True
                self.stream.skip(2)
            self.parse_import_context(made[0], True)
        if given:
            made = [nodes.With([t for t, _ in given], [v for _, v in given], made, lineno=line)]
        if test is not None:
            made = [nodes.If(test, made, [], [], lineno=line)]
        return made[0]

    def _fields_given(self) -> list[tuple[nodes.Expr, nodes.Expr]]:
        given: list[tuple[nodes.Expr, nodes.Expr]] = []
        if not self.stream.current.test("name:with") or self.stream.look().test("name:context"):
            return given
        next(self.stream)
        while not given or self.stream.skip_if("comma"):
            target = self.parse_assign_target(name_only=True)
            target.set_ctx("param")
            self.stream.expect("assign")
            given.append((target, self.parse_expression()))
        return given

    def _included(self, wanted: nodes.Expr, line: int) -> list[nodes.Node]:
        if not isinstance(wanted, nodes.Name) or " " not in wanted.name:
            return [self._include(wanted, line)]
        order = self._names.orders.get(small(wanted.name))
        if order is None:
            raise self._wrong(
                worded("'{name}' is geen volgorde van onderdelen", name=wanted.name),
                worded("een onderdeel staat tussen aanhalingstekens: {example}", example=f'"{wanted.name}"'),
                line,
            )
        return [self._ordered(order, line)]

    def _ordered(self, order: Order, line: int) -> nodes.If:
        *ways, (_, usual) = order.ways()
        made: list[nodes.If] = []
        for when, parts in ways:
            test = nodes.Name(when, "load", lineno=line)
            made.append(nodes.If(test, self._all(parts, line), [], [], lineno=line))
        if not made:
            return nodes.If(nodes.Const(True, lineno=line), self._all(usual, line), [], [], lineno=line)
        made[0].elif_, made[0].else_ = made[1:], self._all(usual, line)
        return made[0]

    def _all(self, parts: tuple[str, ...], line: int) -> list[nodes.Node]:
        return [self._include(nodes.Const(part, lineno=line), line) for part in parts]

    def _include(self, wanted: nodes.Expr, line: int) -> nodes.Include:
        if (
            isinstance(wanted, nodes.Const)
            and isinstance(wanted.value, str)
            and _PART.fullmatch(wanted.value)
        ):
            file = part_file(wanted.value, self._tag)
            if file not in self._parts:
                known = [name for each in self._parts if (name := part_name(each))]
                raise self._wrong(
                    worded("er is geen onderdeel '{name}'", name=wanted.value),
                    did_you_mean(wanted.value, known)
                    or worded("de onderdelen staan in {folder}", folder=f"templates/_parts/{self._tag}"),
                    line,
                )
            wanted = nodes.Const(file, lineno=wanted.lineno)
        return nodes.Include(wanted, True, False, lineno=line)

    def _wrong(self, message: str, hint: str, line: int) -> TemplateError:
        source = Source(self.name or "<template>", self._source)
        place = source.place(line.offset) if isinstance(line, Position) else Place(source.file)
        return TemplateError(message, place=place, hint=hint)


class Naming(NodeTransformer):
    """Replaces each name in a template by what it stands for; `parsed` parses an expression."""

    def __init__(self, environment: Environment, names: Names) -> None:
        self._environment = environment
        self._names = names
        self._inside: tuple[str, ...] = ()

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802
        """Return what a name stands for; a name of a field stays."""
        if " " not in node.name:
            return node
        where = node.lineno if isinstance(node.lineno, Position) else Position.at(node.lineno, 0)
        if node.ctx != "load":
            raise TemplateSyntaxError(worded("'{name}' is al een naam", name=node.name), where)
        if not isinstance(where, Named):
            where = Named.over(where, node.name, where.offset)
        return self._stands_for(node.name, where)

    def _stands_for(self, written: str, where: Named) -> nodes.Expr:
        name = small(written)
        found = self._names.all().get(name)
        if name in self._inside:
            raise _at(found, worded("'{name}' noemt zichzelf", name=name))
        if found is None or isinstance(found, Order):
            what = (
                worded("'{name}' is een volgorde van onderdelen", name=name)
                if found
                else worded("er is geen voorwaarde of veld met de naam '{name}'", name=name)
            )
            raise TemplateError(what, hint=did_you_mean(name, self._names.conditions))
        text = found.test if name in self._names.conditions else found.says  # type: ignore[union-attr]
        try:
            parser = Parser(self._environment, text, state="variable")
            made = parser.parse_expression()
            if not parser.stream.current.test("eof"):
                rest = parser.stream.current.value
                raise _at(found, worded("na de vraag staat er nog '{rest}'", rest=rest))
        except TemplateSyntaxError as error:
            raise _at(found, overheard(error.message, JINJA_SAYS)) from error
        except TemplateError as error:
            error.place = found.place
            raise
        if name != written:
            made = nodes.Filter(made, _CAPITAL, [], [], None, None)
        outer, self._inside = self._inside, (*self._inside, name)
        for each in (made, *made.find_all(nodes.Node)):
            each.lineno = where
            each.environment = self._environment
        made = cast(nodes.Expr, self.visit(made))
        self._inside = outer
        return made

    def check(self, known: Collection[str], parts: Collection[str]) -> None:
        """Raise TemplateError for the first name that stands for something that does not exist, with its place.

        `known` are the fields of a message, and `parts` the names of the parts.
        """
        for name, each in self._names.all().items():
            if isinstance(each, Order):
                self._check_order(each, parts)
                continue
            made = self._stands_for(name, Named.over(Position.at(1, 0), name, 0))
            if wrong := next(self._wrong_in(made, known), None):
                what, near = wrong
                raise _at(each, worded("'{name}': {what}", name=name, what=what), near)

    def _wrong_in(self, made: nodes.Expr, known: Collection[str]) -> Iterator[tuple[str, str | None]]:
        for node in (made, *made.find_all((nodes.Name, nodes.Getattr, nodes.Filter, nodes.Test))):
            if isinstance(node, nodes.Name) and node.name not in known:
                yield (
                    worded("unknown field '{path}'", path=node.name),
                    did_you_mean(node.name, known),
                )
            elif isinstance(node, nodes.Getattr) and (path := _path(node)) and (missing := unknown(path)):
                wrong, there = missing
                yield worded("unknown field '{path}'", path=wrong), did_you_mean(wrong, there)
            elif isinstance(node, nodes.Filter) and node.name not in self._environment.filters:
                yield (
                    worded("er is geen filter '{name}'", name=node.name),
                    did_you_mean(node.name, self._environment.filters),
                )
            elif isinstance(node, nodes.Test) and node.name not in self._environment.tests:
                yield (
                    worded("er is geen toets '{name}'", name=node.name),
                    did_you_mean(node.name, self._environment.tests),
                )

    def _check_order(self, order: Order, parts: Collection[str]) -> None:
        for when, named in order.ways():
            if when and when not in self._names.conditions:
                what = worded("er is geen voorwaarde '{name}'", name=when)
                raise _at(order, what, did_you_mean(when, self._names.conditions))
            for part in named:
                if part not in parts:
                    what = worded("er is geen onderdeel '{name}'", name=part)
                    raise _at(order, what, did_you_mean(part, parts))


def _path(node: nodes.Expr) -> str:
    """Return the dotted path of a field; empty for anything else."""
    if isinstance(node, nodes.Getattr):
        owner = _path(node.node)
        return f"{owner}.{node.attr}" if owner else ""
    return node.name if isinstance(node, nodes.Name) else ""


def _at(each: Condition | NamedField | Order | None, message: str, hint: str | None = None) -> TemplateError:
    return TemplateError(message, place=each.place if each else None, hint=hint)
