// All samples of a template beside each other, with what was found in each. Only what is on the screen is made.

import { get, Failure } from "./api.js";
import { byId, h } from "./dom.js";
import { badge } from "./list.js";
import { address, query, set, state } from "./state.js";
import { t } from "./strings.js";

const WIDTH = 420; // pixels of a thumbnail
const AT_ONCE = 2; // a browser asks six things at a time, and a picture must not wait for other letters

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.busy = 0;
  }

  async show() {
    const template = this.desk.template;
    this.observer?.disconnect();
    this.waiting = [];
    this.observer = new IntersectionObserver((seen) => {
      for (const each of seen) if (each.isIntersecting) this.want(each.target);
    }, { root: byId("stage"), rootMargin: "200px" });
    const same = byId("stage").firstElementChild?.dataset.template === template.name;
    const cards = template.samples.map((sample) => this.card(sample, same && byId("stage").querySelector(`[data-sample="${CSS.escape(sample)}"] img`)));
    byId("stage").replaceChildren(h("div", { class: "matrix", data: { template: template.name } }, cards));
    for (const card of cards) this.observer.observe(card);
    this.showFindings();
  }

  card(sample, picture) {
    const go = (event) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      set({ sample, draft: "", view: "desk" });
    };
    return h("a", { class: `card${sample === state.sample ? " here" : ""}`, href: address({ sample, view: "desk", draft: "" }), data: { sample }, onclick: go },
      h("div", { class: "picture" }, picture || ""),
      h("div", { class: "label" }, h("strong", {}, this.desk.template.says[sample] ?? sample, badge(null)), h("span", {}, sample)));
  }

  /** Draw a card when it is its turn. */
  async want(card) {
    this.observer.unobserve(card);
    this.waiting.push(card);
    if (this.busy >= AT_ONCE) return;
    this.busy += 1;
    while (this.waiting.length) await this.draw(this.waiting.shift());
    this.busy -= 1;
  }

  async draw(card) {
    const { sample } = card.dataset;
    const picture = card.querySelector(".picture");
    const letter = this.desk.template.channels.includes("letter");
    try {
      if (!letter) {
        const made = await get(`/api/email?${query({ sample, draft: "", client: `${sample}-matrix` })}`);
        picture.replaceChildren(h("p", { class: "quiet" }, made.text.slice(0, 300)));
        return;
      }
      const made = await get(`/api/letter?${query({ sample, draft: "", width: WIDTH, only: 1, slot: `matrix-${sample}` })}`);
      const image = h("img", { src: made.pages[0].url, alt: `${t("letter")}: ${made.subject}` });
      await image.decode().catch(() => {});
      picture.replaceChildren(image);
      card.querySelector(".label > span").textContent = `${sample} · ${t("pages", made.measures.pages)}`;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!error.superseded) picture.replaceChildren(h("p", {}, error.body.message));
    }
  }

  /** Count the findings of each sample. */
  async showFindings() {
    const made = await get(`/api/findings?${query({ scope: "all", draft: "" })}`).catch(() => null);
    for (const card of made ? byId("stage").querySelectorAll(".card") : []) {
      const counts = { error: 0, warning: 0, hint: 0 };
      const own = made.findings.filter((finding) => finding.scenarios.some((name) => name.split("/").includes(card.dataset.sample)));
      for (const finding of own) counts[finding.severity] += 1;
      card.querySelector(".state").replaceWith(badge(counts));
    }
  }
}
