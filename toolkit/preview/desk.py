"""The desk: the workspace, its files, the workers that make pictures and findings, and what changes meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.catalogue import STAGE_TITLES, STAGES, Catalogue, Template
from toolkit.delivery import CHANNELS
from toolkit.errors import SettingsError, TactError
from toolkit.preview.choices import STYLES, Choice, countries
from toolkit.preview.drafts import Drafts
from toolkit.preview.files import Files, SourceFile, file_id
from toolkit.preview.ledger import ledgers
from toolkit.preview.pictures import Pictures
from toolkit.preview.problems import Superseded, described
from toolkit.preview.samples import says
from toolkit.preview.watch import Changed, Hub, changes
from toolkit.preview.work import work_left
from toolkit.preview.worker import Worker
from toolkit.wording import translated
from toolkit.workspace import open_workspace

SETTLED = 1.0
"""Seconds after a change before the state of the templates is looked at again: what is on the screen goes first."""


class Desk:
    """What the app answers from. `press` makes pictures, `reader` finds faults, `clerk` keeps the list's state."""

    def __init__(self, start: Path | None = None) -> None:
        self.press = Worker(start)
        self.press.begin()
        self.reader = Worker(start)
        self.clerk = Worker(start, patience=120, kindly=True)
        self.start = start
        self.workspace = open_workspace(start)
        self.files = Files(self.workspace)
        self.pictures = Pictures()
        self.drafts = Drafts()
        self.hub = Hub()
        self.states: dict[str, dict[str, Any]] = {}
        self._found: dict[str, list[dict[str, Any]]] = {}
        self.changes = 0  # told so far: a page that began to listen late sees that it missed some
        self._waiting: set[str] = set()
        self._woken = asyncio.Event()

    @property
    def catalogue(self) -> Catalogue:
        """The templates as they are now."""
        return Catalogue(self.workspace)

    def choice(self, query: Mapping[str, str]) -> Choice:
        """Return what an address asks for, with the values of the form when it names a draft."""
        return Choice.of(query, self.drafts.get(query["draft"]) if query.get("draft") else None)

    def look_up(self, name: str) -> tuple[str, str] | None:
        """Return the id and text of the file that an error names, None when it is not one of the desk's."""
        file = self.files.named(name)
        return (file.id, self.files.read(file.id).text) if file else None

    def overview(self, language: str) -> dict[str, Any]:
        """Return all templates with their samples, files and state, in the order of their stages."""
        files = self.files.all().values()
        shared = [{"id": file.id, "name": file.name} for file in files if file.name.startswith("_parts/")]
        templates = []
        for name in self.catalogue.names():
            try:
                templates.append(self._entry(self.catalogue.template(name), list(files)))
            except TactError as error:
                broken = described(error, language, self.look_up)
                templates.append(
                    {"name": name, "title": name, "stage": STAGES[0], "broken": broken, "samples": []}
                )
        templates.sort(key=lambda entry: (STAGES.index(str(entry["stage"])), str(entry["name"])))
        return {
            "templates": templates,
            "parts": shared,
            "channels": {
                name: {"words": [_titled(way.nl[0]), _titled(way.en[0])], "suffix": way.suffix}
                for name, way in CHANNELS.items()
            },
            "states": self.states,
            "changes": self.changes,
            "countries": countries(self.workspace),
            "styles": STYLES,
            "ledgers": ledgers(self.workspace),
            "stages": {
                name: [translated(title, tag) for tag in ("nl", "en")] for name, title in STAGE_TITLES.items()
            },
        }

    def _entry(self, template: Template, files: list[SourceFile]) -> dict[str, Any]:
        own = [file for file in files if file.name.startswith(f"{template.name}/")]
        return {
            "name": template.name,
            "title": template.title,
            "purpose": template.purpose,
            "stage": template.stage,
            "channels": template.channels,
            "languages": template.languages,
            "samples": [path.stem for path in template.samples],
            "says": {path.stem: says(path) for path in template.samples},
            "sources": {tag: file_id(template.file(tag)) for tag in template.languages},
            "files": [{"id": file.id, "name": file.name} for file in own],
        }

    def work(self) -> list[dict[str, Any]]:
        """Return all that was found in the texts there are, by sentence."""
        found = {name: self._found[name] for name in self._ordered() if name in self._found}
        files = self.files.all()
        named = {finding["file"] for findings in found.values() for finding in findings}
        return work_left(found, {file: self.files.read(file).text for file in named if file in files})

    async def follow(self) -> None:
        """Tell the pages what changes, and keep the state of every template up to date, until cancelled."""
        await self.press.run("warm")
        self.reader.begin()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch())
            group.create_task(self._keep_states())

    async def _watch(self) -> None:
        self._dirty(self.catalogue.names())
        async for changed in changes(self.workspace):
            self.tell(changed)

    def tell(self, changed: Changed) -> None:
        """Tell every page what changed; the workers read styles, settings and layouts again when those did."""
        if changed.look:
            with suppress(SettingsError):  # the workers say what is wrong with it
                self.workspace = open_workspace(self.start)
            for worker in (self.press, self.reader, self.clerk):
                worker.refresh()
        self.changes += 1
        self.hub.tell("changed", changed.json())
        self._dirty(self.catalogue.names() if changed.shared else changed.templates)

    def _dirty(self, names: Collection[str]) -> None:
        self._waiting |= set(names)
        self._woken.set()
        for name in names:
            self.clerk.drop(name)  # what it counts is no longer so

    async def _keep_states(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            await asyncio.sleep(SETTLED)
            while self._waiting:
                known = [name for name in self._ordered() if name in self._waiting]
                name = known[0] if known else next(iter(self._waiting))
                self._waiting.discard(name)
                await self._state_of(name)

    def _ordered(self) -> list[str]:
        return list(self.catalogue.names())

    async def _state_of(self, name: str) -> None:
        found: list[dict[str, Any]] = []
        try:
            state, found = await self.clerk.run("state", name, slot=name)
        except Superseded:
            return
        except TactError as error:
            state = {"broken": described(error, "nl", self.look_up)}
        self.states[name], self._found[name] = state, found
        self.hub.tell("state", {"template": name, "state": state})

    async def close(self) -> None:
        """End the workers."""
        await asyncio.gather(self.press.close(), self.reader.close(), self.clerk.close())


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]
