// The e-mail: as its reader sees it, wide or narrow, light or dark; its text part; its headers.
// The frame runs no scripts and may fetch nothing. It is of the same origin, so this page can see what is clicked.

import { get } from "./api.js";
import { choice, h } from "./dom.js";
import { marked, placeOf, sentences, SENTENCE, wordsAt } from "./marks.js";
import { Panel } from "./panel.js";
import { query, set, state } from "./state.js";
import { t } from "./strings.js";

const STYLE = `
  [data-w] { cursor: pointer; border-radius: 2px; }
  .tact-hover { background: rgba(11, 85, 99, .13); }
  .tact-error { box-shadow: 0 2px 0 #a8201a; } .tact-warning { box-shadow: 0 2px 0 #d98b00; } .tact-hint { box-shadow: 0 2px 0 #335a93; }
  .tact-glow { background: rgba(255, 196, 0, .42) !important; }`;

export class Email extends Panel {
  constructor(desk) {
    super("email", desk);
    this.frame = this.freshFrame();
    this.screen = h("div", { class: "screen", role: "region", tabIndex: 0, "aria-label": t("mailFrame") }, this.frame);
    this.head = h("dl");
    this.plain = h("pre", { tabIndex: 0, "aria-label": t("partText") });
    this.content.append(h("div", { class: "mail" }, this.head, this.screen, this.plain));
    this.glowing = null;
  }

  freshFrame() {
    const frame = h("iframe", { title: t("mailFrame") });
    frame.setAttribute("sandbox", "allow-same-origin");
    return frame;
  }

  drawTools() {
    const parts = [["html", t("partHtml")], ["text", t("partText")], ["headers", t("partHeaders")]];
    const widths = [["320", "320"], ["375", "375"], ["600", "600"], ["full", t("full")]];
    const lights = [["light", t("lightLight")], ["dark", t("lightDark")], ["forced", t("lightForced")]];
    const look = state.part === "html";
    const alone = this.desk.channel === "email";
    this.tools.replaceChildren(
      alone || !look ? choice(t("part"), parts, state.part, (part) => set({ part }), true) : "",
      look ? choice(t("width"), widths, state.width, (width) => set({ width }), true) : "",
      look ? choice(t("light"), lights, state.light, (light) => set({ light }), true) : "");
  }

  async show() {
    this.drawTools();
    await this.load(async (wanted) => {
      const made = await get(`/api/email?${query()}`);
      if (!wanted()) return;
      this.made = made;
      this.words = made.words;
      this.texts = made.texts;
      this.meta.textContent = `${t("htmlSize", made.measures.html_bytes)} · ${t("kilobytes", made.measures.bytes)}`;
      this.warn(made.warnings);
      await this.draw();
      this.desk.shown("email", made.frame);
    });
  }

  /** Draw what was loaded in the chosen part, width and light. */
  async draw() {
    if (!this.made) return;
    this.drawTools();
    const { headers, attachments, text, frame } = this.made;
    const header = Object.fromEntries(headers);
    const whole = state.part === "headers";
    const names = { From: t("from"), To: t("to"), Subject: t("subject") };
    const plain = (value) => value.replaceAll('"', "");
    const few = this.desk.channel === "email" ? ["From", "To", "Subject"] : ["To", "Subject"];
    const rows = whole ? headers : few.map((name) => [names[name], plain(header[name] ?? "")]);
    const files = attachments.map(([name, bytes]) => `${name} (${t("kilobytes", bytes)})`).join(", ");
    this.head.replaceChildren(...[...rows, ...(files ? [[t("attachments"), files]] : [])].flatMap(([name, value]) =>
      [h("dt", {}, name), h("dd", { class: name === t("subject") || name === "Subject" ? "subject" : "" }, value)]));
    this.screen.hidden = state.part !== "html";
    this.plain.hidden = state.part !== "text";
    this.plain.textContent = text;
    if (state.part === "html") await this.drawFrame(`${frame}/${state.light}`);
  }

  async drawFrame(source) {
    const width = state.width === "full" ? "100%" : `${state.width}px`;
    this.frame.style.width = width;
    if (this.source === source) return this.fitHeight();
    this.source = source;
    // A second frame loads behind the first one and takes its place when it is ready: no flash.
    const fresh = this.freshFrame();
    fresh.style.width = width;
    fresh.style.position = "absolute";
    fresh.style.visibility = "hidden";
    const ready = new Promise((done) => fresh.addEventListener("load", done, { once: true }));
    fresh.src = source;
    this.screen.append(fresh);
    await ready;
    if (this.source !== source) return fresh.remove();
    const scroll = this.frame.contentWindow?.scrollY ?? 0;
    fresh.style.height = this.frame.style.height; // so that nothing moves when they change places
    this.frame.remove();
    this.frame = fresh;
    fresh.className = "shown";
    fresh.style.position = "";
    fresh.style.visibility = "";
    this.dress();
    this.fitHeight();
    fresh.contentWindow?.scrollTo(0, scroll);
    return undefined;
  }

  /** One large: as high as the e-mail. Beside others: as small as it takes to see its whole width. */
  fitHeight() {
    const page = this.frame.contentDocument?.documentElement;
    if (!page) return;
    const { style } = this.frame;
    const alone = this.desk.channel === "email";
    const room = this.screen.clientWidth;
    const scale = alone || state.width === "full" || !room ? 1 : Math.min(1, room / Number(state.width));
    style.transform = scale < 1 ? `scale(${scale})` : "";
    style.height = alone ? `${Math.max(480, page.scrollHeight)}px` : `${this.screen.clientHeight / scale}px`;
    style.marginLeft = alone || scale < 1 || state.width === "full" ? "" : `${(room - Number(state.width)) / 2}px`;
  }

  /** Give the words in the frame their looks and their clicks. */
  dress() {
    const page = this.frame.contentDocument;
    if (!page) return;
    page.head.append(Object.assign(page.createElement("style"), { textContent: STYLE }));
    const wordOf = (event) => event.target.closest?.("[data-w]")?.dataset.w;
    const groups = new Map(sentences(this.words).map((numbers) => [this.words[numbers[0]][SENTENCE], numbers]));
    const hover = (numbers) => {
      for (const word of page.querySelectorAll(".tact-hover")) word.classList.remove("tact-hover");
      for (const at of numbers ?? []) for (const word of page.querySelectorAll(`[data-w="${at}"]`)) word.classList.add("tact-hover");
    };
    page.addEventListener("click", (event) => {
      event.preventDefault();
      const at = wordOf(event);
      if (at !== undefined) this.desk.open(placeOf(this.words, groups.get(this.words[at][SENTENCE])), { from: this.channel });
    });
    page.addEventListener("auxclick", (event) => event.preventDefault());
    page.addEventListener("submit", (event) => event.preventDefault());
    page.addEventListener("mouseover", (event) => {
      const at = wordOf(event);
      hover(at === undefined ? [] : groups.get(this.words[at]?.[SENTENCE]));
    });
    page.addEventListener("mouseleave", () => hover([]));
    for (const link of page.querySelectorAll("a[href]")) link.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.drawMarks();
  }

  drawMarks() {
    const page = this.frame.contentDocument;
    if (!page) return false;
    for (const word of page.querySelectorAll("[data-w]")) word.classList.remove("tact-error", "tact-warning", "tact-hint", "tact-glow");
    const put = (numbers, kind) => {
      for (const at of numbers) for (const word of page.querySelectorAll(`[data-w="${at}"]`)) word.classList.add(kind);
    };
    for (const { finding, numbers } of marked(this.words, this.findings, "email")) put(numbers, `tact-${finding.severity}`);
    const lit = this.glowing ? wordsAt(this.words, this.glowing) : [];
    put(lit, "tact-glow");
    return lit.length > 0;
  }

  mark(findings) {
    this.findings = findings;
    this.drawMarks();
  }

  glow(place) {
    this.glowing = place;
    const found = this.drawMarks();
    const view = this.frame.contentWindow;
    const words = this.inFrame();
    if (words && (words.top < 0 || words.bottom > view.innerHeight)) view.scrollBy(0, words.top - view.innerHeight / 2);
    return found;
  }

  inFrame() {
    return this.frame.contentDocument?.querySelector(".tact-glow")?.getBoundingClientRect();
  }

  lit() {
    const [words, frame] = [this.inFrame(), this.frame.getBoundingClientRect()];
    const scale = this.frame.offsetWidth ? frame.width / this.frame.offsetWidth : 1;
    return words && { top: frame.top + words.top * scale, bottom: frame.top + words.bottom * scale };
  }

  resized() {
    if (this.made && state.part === "html") this.fitHeight();
  }
}
