"""What a firm wants of the linter: `[lint]` in tact.toml, or `[tool.tact.lint]` in pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.language import HOUSE
from toolkit.lint.findings import Severity
from toolkit.wording import TOML_SAYS, overheard, worded

if TYPE_CHECKING:
    from toolkit.lint.model import Options, Rule


@dataclass(frozen=True, slots=True)
class Settings:
    """Which rules run, how bad their findings are, and their options.

    `select` None means all rules; `ignore` goes before it. `templates` ignores rules per template name.
    `profile` is the country whose words count, 'nl' or 'be' (None: the reader's own); `words` are the
    firm's own word lists. `language` is the tag of the one that plain texts are written in. With `is_pedantic` also
    what is a matter of taste is told. `own` are the firm's own rules, and `own_files` the files that they are in.
    """

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    language: str = HOUSE
    profile: str | None = None
    words: tuple[Path, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    options: Mapping[str, Options] = field(default_factory=lambda: MappingProxyType({}))
    templates: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    is_pedantic: bool = False
    own: tuple[Rule, ...] = ()
    own_files: tuple[Path, ...] = ()

    def known(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Return these rules and the firm's own."""
        return (*rules, *self.own)

    def rules(self, rules: Iterable[Rule], template: str = "") -> tuple[Rule, ...]:
        """Return the rules that run, the firm's own among them, for a template or for plain text."""
        off = self.ignore | self.templates.get(template, frozenset())
        return tuple(
            rule
            for rule in self.known(rules)
            if (self.select is None or {rule.name, rule.code, rule.group} & self.select)
            and (
                not rule.pedantic or self.is_pedantic or {rule.name, rule.code} & (self.select or frozenset())
            )
            and not {rule.name, rule.code, rule.group} & off
        )

    def options_of(self, rule: Rule) -> Options:
        """Return the options of a rule: its defaults, the profile, the word lists, and the firm's own."""
        own = self.options.get(rule.name, {})
        return {**rule.options, "profile": self.profile, "lists": self.words, **own}

    def severity_of(self, rule: Rule, own: Severity | None) -> Severity:
        """Return the severity of a finding: the firm's, else the finding's own, else the rule's.

        The firm names a rule by its name, its code or its group; the nearest of these counts.
        """
        for name in (rule.name, rule.code, rule.group):
            if name in self.severities:
                return self.severities[name]
        return own or rule.severity

    def canonical(self) -> tuple[object, ...]:
        """Return everything that is set, in an order that is always the same."""
        return (
            None if self.select is None else sorted(self.select),
            sorted(self.ignore),
            self.language,
            self.profile,
            self.words,
            sorted(self.severities.items()),
            sorted((rule, sorted(options.items())) for rule, options in self.options.items()),
            sorted((name, sorted(ignored)) for name, ignored in self.templates.items()),
            self.is_pedantic,
        )

    def with_selection(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Settings:
        """Return the settings with another selection, as from the command line.

        A rule that is asked for by its own name runs, also where the settings ignore it.
        """
        asked = frozenset(select)
        return replace(self, select=asked or self.select, ignore=(self.ignore - asked) | frozenset(ignore))


def check_names(names: Iterable[str], rules: Iterable[Rule], place: Place | None = None) -> None:
    """Raise SettingsError for a name that is no rule, code or group."""
    known = {name for rule in rules for name in (rule.name, rule.code, rule.group)}
    for name in names:
        if name not in known:
            raise SettingsError(
                worded("unknown rule '{name}'", name=name),
                place=place,
                hint=did_you_mean(name, known) or "'tact rules' lists them",
            )


def read_settings(start: Path, rules: Iterable[Rule]) -> Settings:
    """Return the settings of the nearest tact.toml or pyproject.toml at or above `start` that has any.

    Raises SettingsError for what is not TOML, an unknown key, an unknown rule or an unknown option of a rule.
    """
    for folder in (start, *start.parents):
        for name, path_in in (("tact.toml", ("lint",)), ("pyproject.toml", ("tool", "tact", "lint"))):
            path = folder / name
            if path.is_file() and (table := _table(path, path_in)) is not None:
                return _settings(table, path, tuple(rules))
    return Settings()


def _table(path: Path, keys: tuple[str, ...]) -> Any:
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            worded("is not valid TOML: {error}", error=overheard(error, TOML_SAYS)), place=Place(str(path))
        ) from error
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def _settings(table: Any, path: Path, rules: tuple[Rule, ...]) -> Settings:
    from toolkit.lint.table import validated

    place = Place(str(path))
    read = validated(table, place)
    own_files = tuple(_rules_file(name, path) for name in read.extends)
    own = _own(read.rule, path, own_files, rules)
    rules = (*rules, *own)
    ignored = {name: frozenset(each.ignore) for name, each in read.templates.items()}
    check_names((*(read.select or ()), *read.ignore, *read.severity), rules, place)
    check_names((name for names in ignored.values() for name in names), rules, place)
    return Settings(
        select=None if read.select is None else frozenset(read.select),
        ignore=frozenset(read.ignore),
        language=read.language,
        profile=read.profile,
        words=tuple(path.parent / name for name in read.words),
        severities=read.severity,
        options=_options(read.rules, rules, place),
        templates=ignored,
        is_pedantic=read.level == "pedantic",
        own=own,
        own_files=own_files,
    )


def _rules_file(name: str, path: Path) -> Path:
    from toolkit.lint.own import rules_file

    return rules_file(name, path.parent, Place(str(path)))


def _own(
    tables: list[dict[str, Any]], path: Path, files: Iterable[Path], rules: Iterable[Rule]
) -> tuple[Rule, ...]:
    """Return the firm's own rules: of the settings themselves and of other files, each with a name of its own."""
    if not tables and not files:
        return ()
    from toolkit.lint.own import own_rules, read_own

    header = "lint.rule" if path.name == "tact.toml" else "tool.tact.lint.rule"
    own = own_rules(tables, path, path.read_text(encoding="utf-8"), header)
    for file in files:
        own += read_own(file)
    taken = {name for rule in rules for name in (rule.name, rule.code, rule.group)}
    for rule in own:
        if rule.name in taken:
            raise SettingsError(
                worded("two rules are called '{name}'", name=rule.name),
                place=Place(rule.source),
                hint="give your own rule another name",
            )
        taken.add(rule.name)
    return tuple(own)


def _options(read: Mapping[str, Options], rules: tuple[Rule, ...], place: Place) -> dict[str, Options]:
    """Return the options by the names of their rules, each of the kind of its default."""
    known = {rule.name: rule for rule in rules} | {rule.code: rule for rule in rules}
    found: dict[str, Options] = {}
    for name, options in read.items():
        if name not in known:
            hint = did_you_mean(name, known) or "'tact rules' lists them"
            raise SettingsError(worded("unknown rule '{name}'", name=name), place=place, hint=hint)
        rule = known[name]
        for option, value in options.items():
            if option not in rule.options:
                hint = worded("its options: {options}", options=", ".join(rule.options) or "none")
                raise SettingsError(
                    worded("the rule '{rule}' has no option '{option}'", rule=rule.name, option=option),
                    place=place,
                    hint=hint,
                )
            default = rule.options[option]
            if type(value) is not type(default):
                what = worded(
                    "'lint.rules.{name}.{option}' must be of the kind of its default",
                    name=name,
                    option=option,
                )
                raise SettingsError(
                    what, place=place, hint=worded("such as {default}", default=repr(default))
                )
        found[rule.name] = options
    return found
