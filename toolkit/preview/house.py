"""The house style of the firm: who it is, its logo, its colours, its letters and its envelope.

It reads and writes `tact.toml` and `styles/tokens.css`. A field is known by its path in tact.toml, such as
`creditor.phone`, or by the name of its variable, such as `--accent`.
"""

from __future__ import annotations

import binascii
import tomllib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from toolkit.channels.letter_window import DEFAULTS, read_window, window_names
from toolkit.output import write_whole
from toolkit.preview.asking import text_in
from toolkit.preview.colours import LEAST, PAPER, contrast, is_colour, token, with_token
from toolkit.preview.files import write_text
from toolkit.preview.logo import Logo, read_logo
from toolkit.preview.problems import BadRequest, Unfit
from toolkit.preview.settings_file import change_settings, set_in, settings_path
from toolkit.records import Creditor
from toolkit.records.messages import dotted, explain
from toolkit.wording import in_both, worded
from toolkit.workspace import SETTINGS, Workspace, open_workspace

FIELDS = (
    "creditor.name", "creditor.department", "creditor.address.street", "creditor.address.postcode",
    "creditor.address.town", "creditor.address.country", "creditor.phone", "creditor.email", "creditor.website",
    "creditor.opening_hours", "creditor.signatory.name", "creditor.signatory.role", "creditor.iban",
    "creditor.account_holder", "creditor.registration", "creditor.vat_number", "letter.window",
)  # fmt: skip
"""The fields of tact.toml on the page."""

TOKENS = "tokens.css"
COLOURS = ("--accent", "--accent-soft")

FONTS = {
    "Atkinson Hyperlegible Next": (
        '"Atkinson Hyperlegible Next", "Noto Sans", "Noto Sans Hebrew", "Noto Sans Arabic", sans-serif'
    ),
    "Noto Sans": '"Noto Sans", "Noto Sans Hebrew", "Noto Sans Arabic", sans-serif',
}
"""The fonts that come with the program, each with what stands in for signs that it does not have."""

_FONT, _INK, _MUTED = "--font", "--ink", "--muted"
_LOGO = "creditor.logo"


def house(workspace: Workspace) -> dict[str, Any]:
    """Return the fields with their values, and what can be chosen."""
    tokens = _tokens(workspace)
    values = {path: _value(workspace.settings, path) for path in FIELDS}
    values |= {name: token(tokens, name[2:]) for name in COLOURS}
    family = token(tokens, _FONT[2:])
    country = values["creditor.address.country"] or "NL"
    return {
        "values": {**values, _FONT: next((name for name in FONTS if family.startswith(f'"{name}"')), family)},
        "windows": list(window_names(workspace)),
        "usual": DEFAULTS.get(country, ""),
        "fonts": list(FONTS),
        "logo": _value(workspace.settings, _LOGO),
        "writable": workspace.root is not None,
        "contrasts": _contrasts(tokens),
    }


def tried(workspace: Workspace, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wrong with changed values by field, and the contrasts of the colours; nothing is written."""
    tokens, wrong = _checked(workspace, changes)
    return {
        "wrong": {path: in_both(text) for path, text in wrong.items()},
        "contrasts": _contrasts(tokens),
    }


def change(workspace: Workspace, changes: Mapping[str, Any]) -> None:
    """Write changed values. Raises Unfit with what is wrong by field: then nothing is written."""
    tokens, wrong = _checked(workspace, changes)
    root = settings_path(workspace).parent
    if wrong:
        raise Unfit(wrong)
    settings = {path: value for path, value in changes.items() if not path.startswith("--")}

    def put(document: Any) -> None:
        for path, value in settings.items():
            set_in(document, path, value.strip())

    if settings:
        change_settings(workspace, put)
    if tokens != _tokens(workspace):
        (root / "styles").mkdir(exist_ok=True)
        write_text(root / "styles" / TOKENS, tokens)


def put_logo(workspace: Workspace, body: dict[str, Any]) -> Logo:
    """Write the logo in a request beside tact.toml, and name it there. Raises BadRequest as `read_logo`."""
    try:
        content = b64decode(text_in(body, "content"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadRequest("Dit bestand is niet te lezen") from error
    root = settings_path(workspace).parent
    country = _value(workspace.settings, "creditor.address.country") or "NL"
    logo = read_logo(content, read_window(workspace, None, country).brand[2:])
    name = f"logo.{logo.suffix}"
    write_whole(root / name, content)
    change_settings(workspace, lambda document: set_in(document, _LOGO, name))
    return logo


def _checked(workspace: Workspace, changes: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the style sheet with the changes, and what is wrong with them by field."""
    known = (*FIELDS, *COLOURS, _FONT, _LOGO)
    if not all(path in known and isinstance(value, str) for path, value in changes.items()):
        raise BadRequest("Deze vraag is niet te lezen")
    tokens, wrong = _look(_tokens(workspace), changes)
    return tokens, wrong | dict(_settings(workspace, changes))


def _settings(workspace: Workspace, changes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with changes of tact.toml, by field."""
    settings: dict[str, Any] = tomllib.loads(_plain(workspace))
    for path, value in changes.items():
        if not path.startswith("--"):
            set_in(settings, path, value.strip())
    if any(path.startswith("creditor.") for path in changes):
        try:
            Creditor.model_validate(settings.get("creditor", {}))
        except ValidationError as error:
            for where, text in explain(error, Creditor):
                yield f"creditor.{dotted(where)}", text
    if (window := changes.get("letter.window")) and window not in window_names(workspace):
        yield "letter.window", worded("Dit venster is er niet")


def _look(tokens: str, changes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return a style sheet with changed colours and another font, and what is wrong with those, by field."""
    wrong: dict[str, str] = {}
    for name in changes.keys() & COLOURS:
        if is_colour(changes[name]):
            tokens = with_token(tokens, name[2:], changes[name])
        else:
            wrong[name] = worded("Schrijf een kleur als #0b5563")
    if (font := changes.get(_FONT)) in FONTS:
        tokens = with_token(tokens, _FONT[2:], FONTS[font])
    elif font is not None:
        wrong[_FONT] = worded("Dit lettertype is er niet")
    for name, found in _contrasts(tokens).items():
        if name in changes and found and found < LEAST:
            told = worded(
                "Het contrast is {found}. Het moet {least} zijn, anders is de tekst slecht te lezen.",
                found=f"{found:.1f}".replace(".", ","),
                least=f"{LEAST:.1f}".replace(".", ","),
            )
            wrong.setdefault(name, told)
    return tokens, wrong


def _contrasts(tokens: str) -> dict[str, float | None]:
    """Return the worst contrast of each colour where it is used: on paper, or behind text; None where not known."""
    accent, soft, ink, muted = (token(tokens, name[2:]) for name in (*COLOURS, _INK, _MUTED))
    behind = [PAPER, soft] if is_colour(soft) else [PAPER]
    over = [each for each in (ink, muted) if is_colour(each)]
    worst = {
        COLOURS[0]: [contrast(accent, each) for each in behind[:1]] if is_colour(accent) else [],
        COLOURS[1]: [contrast(each, soft) for each in over] if is_colour(soft) else [],
    }
    return {name: round(min(found), 2) if found else None for name, found in worst.items()}


def _tokens(workspace: Workspace) -> str:
    anew = open_workspace(workspace.root) if workspace.root else workspace  # its styles may be new
    return anew.style(TOKENS).read_text(encoding="utf-8")


def _plain(workspace: Workspace) -> str:
    path = workspace.root / SETTINGS if workspace.root else None
    return path.read_text(encoding="utf-8") if path and path.is_file() else ""


def _value(settings: Mapping[str, Any], path: str) -> str:
    inside: Any = settings
    for each in path.split("."):
        inside = inside.get(each, "") if isinstance(inside, Mapping) else ""
    return inside if isinstance(inside, str) else ""
