// The SMS as a phone shows it: segments, what is left, and the characters that make it dear.

import { get } from "./api.js";
import { h } from "./dom.js";
import { marked, placeOf, sentences, wordsAt } from "./marks.js";
import { Panel } from "./panel.js";
import { query } from "./state.js";
import { t } from "./strings.js";

export class Sms extends Panel {
  constructor(desk) {
    super("sms", desk);
    this.from = h("div", { class: "from" });
    this.bubble = h("div", { class: "bubble" });
    this.meter = h("div", { class: "meter" });
    this.content.append(h("div", { class: "phone" }, this.from, this.bubble), this.meter);
    this.glowing = null;
  }

  async show() {
    await this.load(async (wanted) => {
      const made = await get(`/api/sms?${query()}`);
      if (!wanted()) return;
      this.made = made;
      this.words = made.words;
      this.texts = made.texts;
      this.draw();
      this.desk.shown("sms", made.text);
    });
  }

  draw() {
    if (!this.made) return false;
    const { text, sender, segments, left, encoding, room, cuts, dear } = this.made;
    this.from.textContent = sender;
    this.meta.textContent = `${t("segments", segments)} · ${encoding}`;
    const guilty = new Set(dear.flatMap((each) => each.offsets));
    const looks = this.looks();
    const marks = new Array(text.length).fill("");
    for (const [at, kinds] of looks) {
      const place = this.made.places[at];
      if (place) for (let unitAt = place[0]; unitAt < place[1]; unitAt += 1) marks[unitAt] = kinds;
    }
    this.bubble.replaceChildren(...this.pieces(text, new Set(cuts), guilty, marks));
    const share = (100 * (room - left)) / room;
    this.meter.className = `meter${dear.length ? " dear" : segments > 1 ? " over" : ""}`;
    this.meter.replaceChildren(
      h("div", { class: "track", "aria-hidden": "true" }, h("span", { style: { width: `${share}%` } })),
      h("p", {}, h("strong", {}, t("segments", segments)), ` · ${t("roomLeft", left)}`),
      ...(dear.length ? [h("p", { class: "guilty" }, t("dear", dear.map((each) => `‘${each.character}’`).join(", "))), h("p", {}, t("dearHelp"))] : []));
    return [...looks.values()].some((kinds) => kinds.includes("tact-glow"));
  }

  /** The classes of each word, by its number. */
  looks() {
    const looks = new Map();
    const add = (numbers, kind) => numbers.forEach((at) => looks.set(at, `${looks.get(at) ?? ""} ${kind}`));
    for (const { finding, numbers } of marked(this.words, this.findings, "sms")) add(numbers, `tact-${finding.severity}`);
    if (this.glowing) add(wordsAt(this.words, this.glowing), "tact-glow");
    return looks;
  }

  /** The text in pieces: a sentence is a button's worth of words, a new segment begins with a line. */
  pieces(text, cuts, guilty, marks) {
    const out = [];
    let at = 0;
    let number = 1;
    const characters = (start, end) => {
      const nodes = [];
      let run = "";
      let kind = "";
      const flush = () => {
        if (run) nodes.push(kind ? h("span", { class: kind.trim() }, run) : run);
        run = "";
      };
      for (let place = start; place < end; place += 1) {
        if (cuts.has(place)) {
          flush();
          number += 1;
          nodes.push(h("span", { class: "cut" }, t("nextSegment", number)));
        }
        if (guilty.has(place)) {
          flush();
          nodes.push(h("mark", { class: "dear" }, text[place]));
        } else {
          if (marks[place] !== kind) flush();
          kind = marks[place];
          run += text[place];
        }
      }
      flush();
      return nodes;
    };
    for (const numbers of sentences(this.words)) {
      const places = numbers.map((each) => this.made.places[each]).filter(Boolean);
      if (!places.length) continue;
      const [start, end] = [places[0][0], places.at(-1)[1]];
      if (start < at) continue;
      out.push(...characters(at, start));
      const open = () => this.desk.open(placeOf(this.words, numbers), { from: this.channel });
      const press = (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), open());
      out.push(h("span", { class: "sentence", role: "button", tabIndex: 0, onclick: open, onkeydown: press }, characters(start, end)));
      at = end;
    }
    out.push(...characters(at, text.length));
    return out;
  }

  mark(findings) {
    this.findings = findings;
    this.draw();
  }

  glow(place) {
    this.glowing = place;
    return this.draw();
  }
}
