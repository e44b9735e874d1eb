// The letter: pages exactly as the PDF has them, with every sentence a place to click.

import { get } from "./api.js";
import { choice, h, reveal } from "./dom.js";
import { lines, marked, placeOf, sentences, wordsAt } from "./marks.js";
import { Panel } from "./panel.js";
import { query, set, state } from "./state.js";
import { t } from "./strings.js";

const STEP = 100; // pixels: widths are rounded up, so that a small change of the window asks for nothing new

const SETTLED = 3000; // milliseconds in which the source may open beside the letter, and the letter be drawn anew, smaller

export class Letter extends Panel {
  constructor(desk) {
    super("letter", desk);
    this.pages = h("div", { class: "pages" });
    this.content.append(this.pages);
    this.boxes = [];
    this.glowing = null;
    this.sought = 0; // until when what lights up is brought into sight again
  }

  drawTools() {
    const zooms = [["fit", t("fit")], ["100", "100%"], ["150", "150%"]];
    this.tools.replaceChildren(
      this.desk.channel === "letter" ? choice(t("zoom"), zooms, state.zoom, (zoom) => set({ zoom }), true) : "",
      h("a", { class: "button small", href: `/file/letter?${query({ open: "1" })}`, target: "_blank", rel: "noopener" }, t("openPdf")));
    const width = { fit: "", 100: "794px", 150: "1191px" }[state.zoom];
    this.pages.style.width = this.desk.channel === "letter" ? width : "";
    this.content.classList.toggle("zoomed", Boolean(width) && this.desk.channel === "letter");
  }

  async show() {
    this.drawTools();
    await this.load(async (wanted) => {
      const shown = this.pages.clientWidth || 600;
      const width = Math.min(2400, Math.ceil((shown * (devicePixelRatio || 1)) / STEP) * STEP);
      const made = await get(`/api/letter?${query({ width })}`);
      const images = await Promise.all(made.pages.map(async (page, at) => {
        const image = h("img", { src: page.url, width: page.width, height: page.height, alt: t("page", at + 1, made.pages.length) });
        await image.decode().catch(() => {});
        return image;
      }));
      if (!wanted()) return;
      this.place(images);
      this.meta.textContent = `${t("pages", made.measures.pages)} · ${t("kilobytes", made.measures.bytes)}`;
      this.warn(made.warnings);
      this.desk.shown("letter", made.number);
      this.readWords(made.number, wanted);
    });
  }

  place(images) {
    images.forEach((image, at) => {
      const page = this.pages.children[at];
      if (page?.classList.contains("page")) page.firstElementChild.replaceWith(image);
      else {
        const fresh = h("div", { class: "page" }, image, h("div", { class: "layer" }), h("div", { class: "layer spots" }));
        if (page) page.replaceWith(fresh);
        else this.pages.append(fresh);
      }
    });
    while (this.pages.children.length > images.length) this.pages.lastElementChild.remove();
  }

  async readWords(number, wanted) {
    const made = await get(`/api/letter/words?number=${number}`).catch(() => null);
    if (!made || !wanted()) return;
    this.words = made.words;
    this.texts = made.texts;
    this.boxes = made.boxes;
    this.drawSpots();
    if (this.drawMarks() && performance.now() < this.sought) this.desk.bring(this);
  }

  drawSpots() {
    const focused = document.activeElement?.closest?.(".spot")?.dataset.sentence;
    const layers = [...this.pages.querySelectorAll(".spots")];
    for (const layer of layers) layer.replaceChildren();
    sentences(this.words).forEach((numbers, at) => {
      const rows = lines(this.boxes, numbers);
      if (!rows.length) return;
      const text = numbers.map((number) => this.texts[number]).join(" ");
      const open = () => this.desk.open(placeOf(this.words, numbers), { from: this.channel });
      const pages = [...new Set(rows.map(([page]) => page))];
      for (const page of pages) {
        const spot = h("button", { type: "button", class: "spot", data: { sentence: at }, "aria-label": t("toSource", text), onclick: open },
          rows.filter((row) => row[0] === page).map((row) => h("span", { style: box(row, 0.002) })));
        layers[page]?.append(spot);
      }
    });
    if (focused) this.pages.querySelector(`.spot[data-sentence="${focused}"]`)?.focus({ preventScroll: true });
  }

  drawMarks() {
    const layers = [...this.pages.querySelectorAll(".layer:not(.spots)")];
    for (const layer of layers) layer.replaceChildren();
    const put = (row, kind) => layers[row[0]]?.append(h("i", { class: kind, style: box(row, 0) }));
    for (const { finding, numbers } of marked(this.words, this.findings, "letter")) {
      for (const row of lines(this.boxes, numbers)) put(row, `mark ${finding.severity}`);
    }
    if (!this.glowing) return false;
    const rows = lines(this.boxes, wordsAt(this.words, this.glowing));
    for (const row of rows) put(row, "glow");
    return rows.length > 0;
  }

  mark(findings) {
    this.findings = findings;
    this.drawMarks();
  }

  /** Light up a place of the templates; say whether it is in this letter. */
  glow(place) {
    this.glowing = place;
    this.sought = performance.now() + SETTLED;
    const found = this.drawMarks();
    if (found) reveal(this.pages.parentElement, this.lit());
    return found;
  }

  resized() {
    return this.show();
  }
}

function box([, left, top, width, height], spread) {
  const share = (value) => `${(value * 100).toFixed(3)}%`;
  return { left: share(left - spread), top: share(top - spread), width: share(width + 2 * spread), height: share(height + 2 * spread) };
}
