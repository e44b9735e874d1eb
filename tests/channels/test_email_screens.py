"""Every e-mail on the narrowest phones, in letters as wide as those of Arial: nothing too wide, nothing chopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.channels.messages import record
from tests.channels.test_email import body, read
from toolkit.catalogue import Catalogue
from toolkit.channels.email import Mailer
from toolkit.compose import Composer
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
CATALOGUE = Catalogue(WORKSPACE)
TEMPLATES = [name for name in CATALOGUE.names() if "email" in CATALOGUE.template(name).channels]
PHONES = (320, 375)
"""Widths in CSS pixels."""

ARIAL = "<style>* { font-family: 'Liberation Sans' !important }</style>"
"""Letters as wide as those of Arial, on every machine."""

LOOK = r"""() => {
  const width = document.documentElement.clientWidth, wrong = [];
  if (document.documentElement.scrollWidth > width) wrong.push(`wider: ${document.documentElement.scrollWidth}`);
  const pieces = /€[ \u00a0]-?[\d.]+,\d\d|\d{1,2}[ \u00a0][a-z]+[ \u00a0]\d{4}|[^\s\u00a0-]+-?/g;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, style = getComputedStyle(node.parentElement);
    for (const found of node.data.matchAll(pieces)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      if (boxes.some((box) => box.left < 0 || box.right > width + 0.5)) wrong.push(`outside: ${found[0]}`);
      const lines = new Set(boxes.map((box) => Math.round(box.top)));
      const long = boxes.reduce((sum, box) => sum + box.width, 0) > width * 0.45;
      if (lines.size > 1 && !long && style.visibility !== 'hidden') wrong.push(`chopped: ${found[0]}`);
    }
  }
  if ([...document.querySelectorAll('.code')].some((code) => code.getClientRects().length)) wrong.push('code');
  return wrong;
}"""
"""What is wrong on a screen; a piece of half a screen or more may go on on the next line."""


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<p>")
    assert page.evaluate(
        "() => { const pen = document.createElement('canvas').getContext('2d');"
        " const wide = (font) => { pen.font = `40px ${font}`; return pen.measureText('iiiii').width };"
        " return wide(\"'Liberation Sans', monospace\") !== wide('monospace') }"
    ), "Liberation Sans is missing: install fonts-liberation"
    yield page
    page.close()


def seen(screen: Page, template: str, of: Record) -> dict[int, Any]:
    """Return what is wrong with an e-mail, by the width of the screen."""
    message = Composer(WORKSPACE).compose(CATALOGUE.template(template), of, "email")
    html = body(read(Mailer(WORKSPACE).render(message).content), "html")
    screen.set_content(html.replace("</head>", f"{ARIAL}</head>"))
    wrong = {}
    for width in PHONES:
        screen.set_viewport_size({"width": width, "height": 640})
        wrong[width] = screen.evaluate(LOOK)
    return {width: found for width, found in wrong.items() if found}


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_sample_fits_the_narrowest_phones_with_its_words_and_dates_whole(
    screen: Page, template: str
) -> None:
    samples = CATALOGUE.template(template).samples
    wrong = {}
    for sample in samples:
        of = read_record(sample).model_copy(update={"attachments": ()})
        bare = tuple(each.model_copy(update={"file": None}) for each in of.invoices)
        wrong[sample.stem] = seen(screen, template, of.model_copy(update={"invoices": bare}))
    assert samples
    assert {sample: found for sample, found in wrong.items() if found} == {}


def test_an_address_wider_than_a_phone_breaks_behind_its_at_sign_and_keeps_its_full_stop(
    screen: Page,
) -> None:
    of = record(creditor={"email": "boekhouding@tuinenvermeulen.example"})
    message = Composer(WORKSPACE).compose(CATALOGUE.template("reminder"), of, "email")
    html = body(read(Mailer(WORKSPACE).render(message).content), "html")
    screen.set_content(html.replace("</head>", f"{ARIAL}</head>"))
    screen.set_viewport_size({"width": 320, "height": 640})
    lines = screen.evaluate(
        "() => [...document.querySelectorAll('.piece')].map(each => each.innerText.includes('@') && "
        "[...each.childNodes].filter(node => node.data).map(node => { const range = document.createRange();"
        " range.selectNodeContents(node); return [node.data, range.getClientRects().length] }))"
    )
    assert [["boekhouding@", 1], ["tuinenvermeulen.example.", 1]] in lines


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("template", ["reminder", "invoice-check"])
def test_what_has_no_space_breaks_inside_the_screen(screen: Page, template: str, count: int) -> None:
    long = "W" * 120
    of = record(
        creditor={
            "name": long,
            "account_holder": long,
            "signatory": {"name": long},
            "email": f"{'w' * 60}@{'w' * 50}.example",
        },
        customer={"salutation": "mevrouw", "last_name": long, "id": long},
        invoices=[
            {
                "number": f"{at}{long}"[:120],
                "description": long,
                "payment_link": f"https://betaal.example/{long}",
            }
            for at in range(count)
        ],
    )
    found = [each for wrong in seen(screen, template, of).values() for each in wrong]
    assert [each for each in found if not each.startswith("chopped")] == []
