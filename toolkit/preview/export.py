"""A static site of templates and samples, to review without the tool. It needs no server."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image

from toolkit import __version__
from toolkit.catalogue import STAGE_TITLES, STAGES, Catalogue, Template
from toolkit.children import Children
from toolkit.delivery import CHANNELS
from toolkit.errors import RenderError, TactError
from toolkit.output import make_folder, write_whole
from toolkit.preview.choices import Choice
from toolkit.preview.mail import in_light, take_apart
from toolkit.preview.problems import sentence
from toolkit.preview.rounds import changed_names
from toolkit.preview.samples import says
from toolkit.preview.studio import Studio
from toolkit.wording import overheard, translated, worded
from toolkit.workspace import open_workspace

WIDTH, COLOURS = 600, 8
"""Pixels: how wide the picture of a page is, and its colours: a site of all texts goes by e-mail (10 MB)."""

_STATIC = Path(__file__).parent / "static"
_SHEETS = ("tokens.css", "channels.css", "panels.css", "export.css")
_SEVERITIES = {"error": "Fout", "warning": "Let op", "hint": "Tip"}


@dataclass(frozen=True)
class Sheet:
    """One sample of one template: what its page shows.

    `others` are the files of channels without a view of their own; `gaps` says in Dutch why a channel is not there.
    """

    template: str
    sample: str
    says: str
    letter: dict[str, Any] | None = None
    email: dict[str, Any] | None = None
    sms: dict[str, Any] | None = None
    others: dict[str, dict[str, Any]] = field(default_factory=dict)
    gaps: dict[str, str] = field(default_factory=dict)
    findings: tuple[dict[str, Any], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return {kind: sum(each["severity"] == kind for each in self.findings) for kind in _SEVERITIES}


def export_site(
    out: Path,
    jobs: int = 2,
    start: Path | None = None,
    only: Sequence[str] = (),
    *,
    changed: bool = False,
    files: bool = False,
) -> int:
    """Write the site in folder `out` with `jobs` processes, and return how many pages it has besides the index.

    `only` names templates; by default the site has all of them. With `changed` it has those that are not what they
    were in the last commit, or before the versions of the desk. With `files` it has the PDF, the e-mail and the SMS of
    each sample too. Raises SettingsError when none changed, TemplateError
    for a template that does not exist, RenderError when a file cannot be written.
    """
    workspace = open_workspace(start)
    catalogue = Catalogue(workspace)
    names = only or catalogue.names()
    wanted = [catalogue.template(name) for name in (changed_names(workspace, names) if changed else names)]
    templates = sorted(wanted, key=lambda template: (STAGES.index(template.stage), template.name))
    try:
        make_folder(out)
        for name in _SHEETS:
            css = (_STATIC / "css" / name).read_text(encoding="utf-8").replace('url("/fonts/', 'url("')
            write_whole(out / name, css.encode("utf-8"))
        for weight in ("Regular", "Bold", "Italic"):
            write_whole(
                out / f"{weight}.ttf",
                workspace.style(f"fonts/AtkinsonHyperlegibleNext-{weight}.ttf").read_bytes(),
            )
        names = [template.name for template in templates]
        shares = [names[at::jobs] for at in range(min(jobs, len(names)))]
        if jobs == 1:
            sheets = _share(names, out, start, files)
        else:
            with Children(len(shares)) as pool:
                count = len(shares)
                done = pool.map(_share, shares, [out] * count, [start] * count, [files] * count)
                sheets = [sheet for share in done for sheet in share]
        _pages(templates, sheets, out)
    except OSError as error:
        raise RenderError(
            worded("the site cannot be written: {reason}", reason=overheard(error.strerror or error))
        ) from error
    return len(sheets)


def _share(names: Sequence[str], out: Path, start: Path | None, files: bool) -> list[Sheet]:
    maker = _Maker(Studio(start), out, files)
    catalogue = Catalogue(open_workspace(start))
    return [sheet for name in names for sheet in _sheets(maker, catalogue.template(name))]


@dataclass(frozen=True, slots=True)
class _Maker:
    """What makes the pages of a site, and where; with `files` also what the customer gets."""

    studio: Studio
    out: Path
    files: bool

    def put(self, choice: Choice, name: str, content: bytes) -> str | None:
        """Write a file that the customer gets, and return its name; None for a site without these files."""
        if not self.files:
            return None
        write_whole(self.out / choice.template / name, content)
        return name


def _sheets(maker: _Maker, template: Template) -> Iterator[Sheet]:
    studio, out = maker.studio, maker.out
    make_folder(out / template.name)
    for path in template.samples:
        choice = Choice(template.name, path.stem)
        gaps: dict[str, str] = {}
        made: dict[str, dict[str, Any]] = {}
        try:
            findings = tuple(studio.findings(_go_on, choice, False)["findings"])
        except TactError as error:
            findings, gaps = (), {channel: sentence(error.said("nl")) for channel in template.channels}
        others: dict[str, dict[str, Any]] = {}
        for channel in template.channels:
            if channel in gaps:
                continue
            try:
                if view := _VIEWS.get(channel):
                    made[channel] = view(maker, choice, findings)
                else:
                    others[channel] = _file(studio, choice, out, channel)
            except TactError as error:
                gaps[channel] = sentence(error.said("nl"))
        yield Sheet(template.name, path.stem, says(path), **made, others=others, gaps=gaps, findings=findings)


def _letter(maker: _Maker, choice: Choice, findings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    studio = maker.studio
    made = studio.letter(_go_on, choice, WIDTH)
    words = studio.letter_words(_go_on, made["number"])
    name = f"{choice.template}-{choice.sample}.pdf"
    pages = []
    for number, (png, width, height) in enumerate(made["pages"]):
        picture = f"{choice.sample}.{number + 1}.webp"
        write_whole(maker.out / choice.template / picture, _small(png))
        marks = list(_marks(words, findings, number))
        pages.append({"picture": picture, "width": width, "height": height, "marks": marks})
    return {
        "file": maker.put(choice, name, studio.letter_file(_go_on, made["number"])),
        "text": studio.letter_text_of(_go_on, made["number"]),
        "pages": pages,
        "warnings": _in_dutch(made),
    }


def _small(png: bytes) -> bytes:
    """Return the picture of a page in few colours: paper, ink and an accent, each sharp."""
    with Image.open(BytesIO(png)) as image:
        flat = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    out = BytesIO()
    flat.save(out, "WEBP", lossless=True, method=6)
    return out.getvalue()


def _marks(
    words: Mapping[str, Any], findings: Sequence[Mapping[str, Any]], page: int
) -> Iterator[dict[str, Any]]:
    """Yield what underlines the words of each finding on a page, with places as shares of the page."""
    for finding in findings:
        if not any(name.endswith("/letter") for name in finding["scenarios"]):
            continue
        for (_, file, start, end, _), boxes in zip(words["words"], words["boxes"], strict=True):
            if file != finding["file"] or start >= finding["end"] or end <= finding["start"]:
                continue
            for number, left, top, width, height in boxes:
                if number == page:
                    box = {"left": left, "top": top, "width": width, "height": height}
                    yield {
                        **{key: f"{100 * share:.3f}%" for key, share in box.items()},
                        "kind": finding["severity"],
                    }


def _email(maker: _Maker, choice: Choice, _: object) -> dict[str, Any]:
    made = maker.studio.email(_go_on, choice)
    name, _media, content = maker.studio.file(_go_on, choice, "email")
    frame = f"{choice.sample}.email.html"
    html = in_light(take_apart(content).html, "light")
    write_whole(maker.out / choice.template / frame, html.encode("utf-8"))
    return {
        "file": maker.put(choice, name, content),
        "frame": frame,
        "warnings": _in_dutch(made),
        **{key: made[key] for key in ("headers", "text", "attachments")},
    }


def _sms(maker: _Maker, choice: Choice, _: object) -> dict[str, Any]:
    made = maker.studio.sms(_go_on, choice)
    name = f"{choice.template}-{choice.sample}.txt"
    return {
        "file": maker.put(choice, name, made["text"].encode("utf-8")),
        "warnings": _in_dutch(made),
        **{key: made[key] for key in ("text", "sender", "segments", "encoding", "left")},
    }


def _in_dutch(made: Mapping[str, Any]) -> list[str]:
    return [text["nl"] for text in made["warnings"]]


_VIEWS = {"letter": _letter, "email": _email, "sms": _sms}
"""What shows a channel on the page; a channel without a view is a file to open."""


def _file(studio: Studio, choice: Choice, out: Path, channel: str) -> dict[str, Any]:
    name, _media, content = studio.file(_go_on, choice, channel)
    write_whole(out / choice.template / name, content)
    return {"file": name}


def _go_on() -> None:
    """Nobody takes an export's place: every step goes on."""


def _pages(templates: Sequence[Template], sheets: Sequence[Sheet], out: Path) -> None:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("toolkit.preview", "pages_of_export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["file"] = quote
    others = {name: channel for name, channel in CHANNELS.items() if name not in _VIEWS}
    shared = {"version": __version__, "severities": _SEVERITIES, "channels": others}
    by_template = {
        template.name: [each for each in sheets if each.template == template.name] for template in templates
    }
    groups = [(template, by_template[template.name]) for template in templates]
    stages = [
        (translated(title, "nl"), [group for group in groups if group[0].stage == stage])
        for stage, title in STAGE_TITLES.items()
    ]
    script = (Path(__file__).parent / "pages_of_export" / "index.js").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(script.encode("utf-8")).digest()).decode()
    index = environment.get_template("index.html.j2").render(
        stages=[(title, own) for title, own in stages if own], script=script, digest=digest, **shared
    )
    write_whole(out / "index.html", index.encode("utf-8"))
    page = environment.get_template("sample.html.j2")
    for template, own in groups:
        for sheet in own:
            html = page.render(template=template, sheet=sheet, others=own, **shared)
            write_whole(out / template.name / f"{sheet.sample}.html", html.encode("utf-8"))
