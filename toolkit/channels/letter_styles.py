"""The computed styles of letters, worked out once and read by every letter of a press.

A letter has some hundred elements, but they are the same elements in every letter: `main > p`, `td.right`,
`.closing`. WeasyPrint computes the some fifty properties of each of them anew for every document, a fifth of
the time of a letter. Here each element that has the same declarations and the same kind of parent asks a
*twin*, which lives as long as the press and which no layout ever touches. The letter keeps a style of its own
that may be changed; only what it would have computed comes from its twin.

An element with declarations of its own (`style`, the `width` of a drawing) has no twin, nor have the elements
in it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from toolkit.channels.letter_engine import Document, FontConfiguration
from toolkit.channels.letter_inside import (
    INHERITED,
    AnonymousStyle,
    ComputedStyle,
    InitialStyle,
    LayoutContext,
    StyleFor,
    TargetCollector,
    declaration_precedence,
    find_stylesheets,
    get_image_from_uri,
)

_MOST = 4000
_SHEET = declaration_precedence("user", False)
"""How strong a declaration of our style sheets is; those in a letter itself, as in `style="…"`, are stronger."""

_SPECIFIED = ("position", "float", "display")


class StylePool:
    """The twins of one press: style sheets must stay the same objects as long as it lives."""

    def __init__(self, fonts: FontConfiguration) -> None:
        self.fonts = fonts
        self.page_sizes: dict[str, Any] = {"box": None, "area": None}
        self._twins: dict[Any, Any] = {}

    def __len__(self) -> int:
        return len(self._twins)

    def twin(self, key: Any, parent: Any, root: Any, cascaded: Any, pseudo_type: Any, base_url: Any) -> Any:
        """Return the twin of a style, made when it is asked for the first time."""
        # The key names values by their identity; the twin keeps `cascaded`, and with it the values, alive.
        whole = (id(parent), pseudo_type, base_url, key)
        found = self._twins.get(whole)
        if found is None:
            if len(self._twins) >= _MOST:
                self._twins.clear()
            root_style = root if root is not None else InitialStyle(self.fonts)
            found = ComputedStyle(
                parent, cascaded, pseudo_type, root_style, base_url, self.fonts, self.page_sizes
            )
            self._twins[whole] = found
        return found


class LetterDocument(Document):  # type: ignore[misc]
    """A document whose styles come from a pool; `Sheet.render` makes it."""

    @classmethod
    def _build_layout_context(
        cls, html: Any, fonts: Any, counter_style: Any, color_profiles: Any, options: Any
    ) -> LayoutContext:
        collector = TargetCollector()
        page_rules: list[Any] = []
        layers: list[Any] = []
        for rules in html._ua_counter_style():
            counter_style.update(rules)
        inner = find_stylesheets(
            html.wrapper_element, html.media_type, html.url_fetcher, html.base_url, fonts, counter_style,
            color_profiles, page_rules, layers,
        )  # fmt: skip
        sheets = [(sheet, "author", None) for sheet in inner]
        sheets += [(sheet, "user", None) for sheet in options["stylesheets"]]
        styles = _PooledStyleFor(html.styles, html, sheets, fonts, collector)
        images = partial(
            get_image_from_uri, cache=options["cache"], url_fetcher=html.url_fetcher, options=options
        )
        html.context = LayoutContext(styles, images, fonts, counter_style, collector)
        return html.context


class _PooledStyleFor(StyleFor):  # type: ignore[misc]
    def __init__(self, pool: StylePool, html: Any, sheets: Any, fonts: Any, collector: Any) -> None:
        self._pool = pool
        super().__init__(html, sheets, False, fonts, collector)

    def set_computed_styles(
        self,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: Any = None,
        base_url: Any = None,
        target_collector: Any = None,
    ) -> None:
        computed = self._computed_styles
        is_root = parent is None
        above = None if is_root else computed[parent, None]
        twin_above = None if is_root else getattr(above, "twin", None)
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        of_its_own = any(weight[0] > _SHEET and name != "lang" for name, (_, weight) in cascaded.items())
        if of_its_own or (not is_root and twin_above is None):
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            return
        key = tuple(
            (name, repr(value) if name == "lang" else id(value), *weight[:2], *weight[2])
            for name, (value, weight) in cascaded.items()
        )
        root_style: Any = None if is_root else computed[root, None]
        root_twin = None if is_root else root_style.twin
        twin = self._pool.twin(key, twin_above, root_twin, cascaded, pseudo_type, base_url)
        style = _PooledStyle(
            above, cascaded, pseudo_type, root_style or InitialStyle(self.font_config), base_url, self.font_config,
            self.initial_page_sizes, twin,
        )  # fmt: skip
        computed[element, pseudo_type] = style
        if target_collector and style["anchor"]:
            target_collector.collect_anchor(style["anchor"])


class _Shared(dict[str, Any]):
    """What the styles of one letter have in common: each begins as all that its twin knows by now."""

    def share(self, twin: Any) -> None:
        """Begin as a copy of the twin."""
        self.twin = twin
        self.own = dict(self)
        self.inner: _PooledAnonymousStyle | None = None
        if twin is not None:
            dict.update(self, twin)

    def part(self) -> None:
        """Have nothing in common with the twin from now on: what it told is worked out anew where it is needed."""
        self.twin = None
        dict.clear(self)
        dict.update(self, self.own)
        if self.inner is not None:
            self.inner.part()

    @property
    def anonymous_style(self) -> Any:
        """The style of a box without element inside this one."""
        if self.inner is None:
            self.inner = _PooledAnonymousStyle(self)
        return self.inner

    def __setitem__(self, key: str, value: Any) -> None:
        """Set a property; one that others inherit ends what this style and its twin have in common."""
        if self.twin is not None:
            self.own[key] = value
            if key in INHERITED:
                self.part()
        dict.__setitem__(self, key, value)


class _PooledStyle(_Shared, ComputedStyle):  # type: ignore[misc]
    """The style of an element of one letter; what it does not hold yet, its twin knows."""

    def __init__(self, *given: Any) -> None:
        *rest, twin = given
        super().__init__(*rest)
        self.share(twin)
        self.specified.update(twin.specified)

    def __missing__(self, key: str) -> Any:
        if self.twin is None:
            return super().__missing__(key)
        value = self.twin[key]
        if key in _SPECIFIED:
            self.specified.update(self.twin.specified)
        dict.__setitem__(self, key, value)
        return value


class _PooledAnonymousStyle(_Shared, AnonymousStyle):  # type: ignore[misc]
    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.share(parent.twin.anonymous_style if parent.twin is not None else None)

    def __missing__(self, key: str) -> Any:
        if self.twin is None:
            return super().__missing__(key)
        value = self.twin[key]
        dict.__setitem__(self, key, value)
        return value
