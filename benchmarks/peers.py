"""What else makes a letter: the ordinary loop over WeasyPrint, headless Chromium, Typst."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from time import sleep
from typing import Any

from toolkit.workspace import Workspace

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SHEETS = ("base.css", "fonts.css", "tokens.css", "letter.css")


def html_of(workspace: Workspace, letters: Sequence[Any]) -> list[str]:
    """Return the letters as HTML pages that hold all of their styles, as an ordinary program would write them."""
    from toolkit.channels.letter_window import read_window

    css = "".join(_absolute(workspace.style(name)) for name in SHEETS)
    window = read_window(workspace, None, "NL").css
    return [
        page.replace("</head>", f"<style>{css}{window}</style></head>")
        for page in layouts(workspace, letters)
    ]


def layouts(workspace: Workspace, letters: Sequence[Any]) -> list[str]:
    """Return the letters as they go to WeasyPrint."""
    from toolkit.channels.letter import Letterpress

    class Listening(Letterpress):
        heard = ""

        def _document(self, message: Any, html: str, **options: Any) -> Any:
            self.heard = html
            return super()._document(message, html, **options)

    press = Listening(workspace)
    pages = []
    for message in letters:
        press.render(message)
        pages.append(press.heard)
    return pages


def _absolute(sheet: Path) -> str:
    """Return a style sheet whose fonts are found from anywhere."""
    text = sheet.read_text(encoding="utf-8")
    return re.sub(r'url\("?([^")]+)"?\)', lambda found: f'url("{(sheet.parent / found[1]).as_uri()}")', text)


def ordinary(pages: Sequence[str]) -> Callable[[int], bytes]:
    """Return the ordinary loop: a Jinja2 template filled, then `HTML(string).write_pdf()`, all of it each time."""
    from jinja2 import Environment
    from weasyprint import HTML

    environment = Environment(autoescape=True)
    templates = [environment.from_string("{% raw %}" + page + "{% endraw %}") for page in pages]

    def make(number: int) -> bytes:
        text = templates[number % len(templates)].render()
        return bytes(HTML(string=text).write_pdf(pdf_variant="pdf/ua-1"))

    return make


@contextmanager
def chromium(folder: Path, pages: Sequence[str]) -> Iterator[tuple[int, Callable[[int], bytes]] | None]:
    """Yield the process id of a headless Chromium and what prints a page with it; None where there is none.

    One browser prints all pages, each tagged, so that its start does not count.
    """
    program = next((found for name in CHROMIUM if (found := which(name))), None)
    if program is None:
        yield None
        return
    files = []
    for number, page in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_text("<!doctype html>" + page, encoding="utf-8")
        files.append(path.as_uri())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
                     "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]  # fmt: skip
        browser = subprocess.Popen(
            [program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        loop = asyncio.new_event_loop()
        try:
            printer = loop.run_until_complete(_connect(Path(profile)))
            yield browser.pid, lambda number: loop.run_until_complete(printer(files[number % len(files)]))
        finally:
            loop.close()
            browser.kill()
            browser.wait()


async def _connect(profile: Path) -> Callable[[str], Any]:
    from tornado.httpclient import AsyncHTTPClient
    from tornado.websocket import websocket_connect

    port_file = profile / "DevToolsActivePort"
    for _ in range(200):
        if port_file.exists() and port_file.read_text().strip():
            break
        sleep(0.05)
    port = port_file.read_text().split()[0]
    listed = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/json")
    target = next(each for each in json.loads(listed.body) if each["type"] == "page")
    socket = await websocket_connect(target["webSocketDebuggerUrl"], max_message_size=50_000_000)
    count = 0

    async def call(method: str, **given: Any) -> dict[str, Any]:
        nonlocal count
        count += 1
        number = count
        await socket.write_message(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            answer = json.loads(await socket.read_message() or "{}")
            if answer.get("id") == number:
                return dict(answer["result"])

    await call("Page.enable")

    async def printed(url: str) -> bytes:
        await call("Page.navigate", url=url)
        while json.loads(await socket.read_message() or "{}").get("method") != "Page.loadEventFired":
            pass
        made = await call(
            "Page.printToPDF", preferCSSPageSize=True, generateTaggedPDF=True, printBackground=True
        )
        return base64.b64decode(made["data"])

    return printed


def typst(workspace: Workspace, letters: Sequence[Any]) -> Callable[[int], bytes] | None:
    """Return what makes a letter with the same words by Typst; None where the package is not installed."""
    try:
        import typst as program
    except ImportError:
        return None
    from toolkit.compose.message import Table, texts

    fonts = [str(folder / "fonts") for folder in workspace.styles]
    sources = []
    for message in letters:
        blocks = []
        for block in message.body:
            tables = [child for child in getattr(block, "children", ()) if isinstance(child, Table)]
            words = " ".join(text.text for text in texts((block,)))
            if tables:
                cells = [
                    " ".join(text.text for text in texts(cell)) for row in tables[0].rows for cell in row
                ]
                blocks.append(f"#table(columns: 2, stroke: none, {', '.join(map(_string, cells))})")
            else:
                blocks.append(f"#par({_string(words)})")
        customer = message.record.customer
        head = (
            '#set page(paper: "a4", margin: (left: 20mm, right: 20mm, top: 50mm, bottom: 22mm))\n'
            '#set text(font: "Atkinson Hyperlegible Next", size: 11pt, lang: "nl")\n'
            f"#set document(title: {_string(message.subject)})\n"
            f"#text({_string(customer.last_name + ', ' + (customer.address.town if customer.address else ''))})\n\n"
        )
        sources.append((head + f"= #{_string(message.subject)}\n" + "\n\n".join(blocks)).encode())
    path = Path(tempfile.mkdtemp()) / "letter.typ"
    compiler = program.Compiler(root=str(path.parent), font_paths=fonts, ignore_system_fonts=True)

    def make(number: int) -> bytes:
        path.write_bytes(sources[number % len(sources)])
        return bytes(compiler.compile(input=str(path), pdf_standards="ua-1"))

    return make


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
