// What changed since the last commit: in the words, and in the picture of the letter.

import { get, Failure } from "./api.js";
import { byId, h } from "./dom.js";
import { problem } from "./panel.js";
import { query } from "./state.js";
import { t } from "./strings.js";

export class Pane {
  constructor(desk) {
    this.desk = desk;
  }

  async show() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    if (!byId("stage").querySelector(".changes")) byId("stage").replaceChildren(h("p", { class: "blank" }, t("loading")));
    try {
      const made = await get(`/api/changes?${query({ width: 900 })}`);
      if (turn === this.turn) this.draw(made);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!error.superseded && turn === this.turn) byId("stage").replaceChildren(h("div", { class: "channel changes" }, problem(error.body, this.desk)));
    }
  }

  draw({ commit, new: fresh, needs, fields, channels, pages }) {
    const facts = [
      h("p", { class: "quiet" }, t("since", commit)),
      fresh && h("p", {}, t("newTemplate")),
      needs.length > 0 && h("p", { class: "trouble" }, t("newNeeds", needs.join(", "))),
      !fresh && fields.length > 0 && h("p", {}, t("newFields", fields.join(", "))),
    ];
    byId("stage").replaceChildren(h("div", { class: "changes" }, facts, channels.map((each) => this.words(each)), pages.map((page, at) => this.pictures(page, at))));
    for (const text of byId("stage").querySelectorAll(".diff")) {
      text.scrollTop = text.querySelector("ins, del").offsetTop - text.offsetTop - 120;
    }
  }

  words({ channel, pieces }) {
    const same = pieces.every(([how]) => how === "=");
    const text = same
      ? h("p", { class: "quiet" }, t("same"))
      : h("div", { class: "diff", tabIndex: 0 }, pieces.map(([how, words]) => (how === "=" ? words : h(how === "+" ? "ins" : "del", {}, words))));
    return h("section", { class: "sheet" }, h("h2", { class: "panel-title" }, t(channel)), text);
  }

  pictures({ before, after, same }, at) {
    const name = t("page", at + 1, at + 1).split(" ").slice(0, 2).join(" ");
    if (same) return h("p", { class: "quiet" }, `${name}: ${t("unchangedPage")}`);
    const side = (label, url, none) => h("figure", {}, h("figcaption", {}, `${name} · ${label}`), url ? h("img", { src: url, alt: `${name} ${label}` }) : h("p", { class: "blank" }, none));
    return h("section", { class: "sides" }, side(t("before"), before, t("noPage")), side(t("after"), after, t("noPageNow")));
  }
}
