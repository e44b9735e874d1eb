"""Runs a template once and keeps what each wanted block composes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Template as JinjaTemplate
from jinja2.runtime import Context

from toolkit.compose.sourcemap import Composed
from toolkit.errors import TemplateError


class _Catch(dict[str, list[Any]]):
    """The block stacks of a running template; a function before each stack keeps what it composes."""

    def __init__(self, stacks: dict[str, list[Any]], wanted: tuple[str, ...]) -> None:
        super().__init__({name: [self._catcher(name), *stack] for name, stack in stacks.items()})
        self.found: dict[str, Composed] = {}
        self._wanted = wanted
        self._inside = False

    def setdefault(self, name: str, default: list[Any] | None = None) -> list[Any]:
        """Let a template that is extended add its blocks."""
        return super().setdefault(name, [self._catcher(name), *(default or ())])

    def _catcher(self, name: str) -> Any:
        def block(context: Context) -> Iterator[str]:
            own = self[name][1]
            if self._inside:
                # A block inside a block, or {{ self.name() }}: part of the text around it.
                yield from own(context)
            elif name in self._wanted:
                self._inside = True
                self.found[name] = context.environment.concat(own(context))  # type: ignore[assignment]
                self._inside = False

        return block


def blocks(template: JinjaTemplate, values: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, Composed]:
    """Return the wanted blocks of a template, each composed once, in the order the template runs."""
    context = template.new_context(values)
    context.blocks = catch = _Catch(context.blocks, wanted)
    outside = template.environment.concat(template.root_render_func(context))
    if outside.strip():
        raise TemplateError(
            "text outside a block reaches nobody",
            hint="move it into {% block body %}, {% block subject %} or {% block sms %}",
        )
    return catch.found
