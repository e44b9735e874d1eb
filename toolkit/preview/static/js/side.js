// The side: findings, facts, the values of the sample, and all work that is left. One at a time, behind a tab.

import { byId, h } from "./dom.js";
import { set, state } from "./state.js";
import { t } from "./strings.js";

const TABS = { "": "findings", facts: "factsTab", form: "editData", work: "work", readers: "readersTab" };
const WHEN_THERE = ["readers"]; // a tab that is there when something is behind it
const OF_REVIEW = ["", "facts"];
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export class Side {
  constructor(desk) {
    this.desk = desk;
    this.counts = {};
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("side"), onkeydown: (event) => this.step(event) });
    const close = h("button", { type: "button", class: "button small plain side-close", "aria-label": t("closeSide"), onclick: () => this.toggle(false) }, "✕");
    this.panel = h("div", { id: "panel", role: "tabpanel", tabIndex: 0 });
    byId("side").setAttribute("aria-label", t("side"));
    byId("side").replaceChildren(h("header", {}, this.tabs, close), this.panel);
  }

  /** Show what the address asks for. */
  async show() {
    this.draw();
    if (OF_REVIEW.includes(state.panel) || !(state.panel in TABS)) this.desk.review.attach();
    else await (await this.desk.pane(state.panel)).show();
  }

  /** The tabs that are there. */
  get names() {
    return Object.keys(TABS).filter((name) => !WHEN_THERE.includes(name) || this.counts[name] || state.panel === name);
  }

  draw() {
    const names = this.names;
    const focused = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...names.map((name) => {
      const label = TABS[name];
      const here = name === state.panel;
      return h("button", { type: "button", role: "tab", id: `tab-${label}`, "aria-selected": here, "aria-controls": "panel", tabIndex: here ? 0 : -1, onclick: () => set({ panel: name }) },
        t(label), this.counts[name] ? h("b", {}, this.counts[name]) : "");
    }));
    const chosen = this.tabs.querySelector('[aria-selected="true"]');
    if (chosen) this.panel.setAttribute("aria-labelledby", chosen.id);
    if (focused) chosen?.focus();
  }

  /** Tell on a tab how many there are. */
  count(name, text) {
    if (this.counts[name] === text) return;
    this.counts[name] = text;
    this.draw();
    this.desk.bar.draw();
  }

  step(event) {
    const by = STEPS[event.key];
    if (!by) return;
    const { names } = this;
    set({ panel: names[(names.indexOf(state.panel) + by + names.length) % names.length] });
    this.tabs.querySelector('[aria-selected="true"]')?.focus();
  }

  /** Where there is no room beside the message, the side comes over it. */
  toggle(open = !document.body.classList.contains("with-side")) {
    document.body.classList.toggle("with-side", open);
    if (open) this.tabs.querySelector('[aria-selected="true"]')?.focus();
    this.desk.bar.draw();
  }
}
