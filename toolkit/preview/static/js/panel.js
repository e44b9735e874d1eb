// What the three channels share: a frame with a head, the last good content, and an error laid over it.

import { h } from "./dom.js";
import { Failure } from "./api.js";
import { lang, t } from "./strings.js";

const OVERTAKEN = 300; // milliseconds after which the newest question is asked again when an older one overtook it

export class Panel {
  constructor(channel, desk) {
    this.channel = channel;
    this.desk = desk;
    this.words = [];
    this.texts = [];
    this.findings = [];
    this.meta = h("span", { class: "meta" });
    this.tools = h("div", { class: "bar-row" });
    this.content = h("div", { class: "content eased" });
    this.warnings = h("ul", { class: "warnings" });
    const title = h("h2", { id: `${channel}-title` }, t(channel));
    this.element = h("section", { class: `channel ${channel}`, "aria-labelledby": `${channel}-title` },
      h("header", {}, title, this.meta, this.tools), this.warnings, this.content);
  }

  /** Show what `make` gives, or lay its error over what was there. */
  async load(make) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      await make(() => turn === this.turn);
      if (turn === this.turn) this.fail(null);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.superseded && turn === this.turn) setTimeout(() => turn === this.turn && this.load(make), OVERTAKEN);
      if (error.superseded || error.status === 0) return;
      await this.desk.patience();
      if (turn === this.turn) this.fail(error);
    }
  }

  fail(error) {
    this.problem?.remove();
    this.problem = null;
    this.content.classList.toggle("stale", Boolean(error));
    this.content.inert = Boolean(error);
    this.element.dataset.status = error ? "failed" : "good";
    if (!error) return;
    this.problem = problem(error.body, this.desk);
    this.element.append(this.problem);
  }

  /** Where on the screen the words that are lit up stand, if any are. */
  lit() {
    return this.content.querySelector(".glow, .tact-glow")?.getBoundingClientRect();
  }

  warn(texts) {
    this.warnings.replaceChildren(...texts.map((text) => h("li", {}, text[lang])));
  }
}

/** A card that tells what is wrong, where, with the lines around it, and what to do. */
export function problem({ message, hint, place, lines }, desk) {
  const rows = (lines ?? []).map((line) =>
    h("li", { class: line.here ? "here" : "" }, h("b", { "aria-hidden": "true" }, String(line.number)), line.text || " "));
  return h("div", { class: "problem", role: "alert" },
    h("h3", {}, message),
    hint && h("p", { class: "hint" }, hint),
    place && h("p", { class: "where" }, place.line ? t("place", place.name, place.line) : place.name),
    rows.length > 0 && h("ol", { tabIndex: 0, "aria-label": t("source") }, rows),
    place && h("button", { type: "button", class: "button small", onclick: () => desk.openLine(place) }, t("goToPlace")));
}
