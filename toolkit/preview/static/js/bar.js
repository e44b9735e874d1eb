// The bar: which text, for which customer, which view.

import { byId, choice, h, pick } from "./dom.js";
import { create, putAway, rename } from "./shelf.js";
import { query, set, state } from "./state.js";
import { known, t } from "./strings.js";

const LEDGER = "/"; // no sample is called so

/** What a control of the bar is known by when it is drawn anew. */
const handle = (control) => byId("bar").contains(control) && (control.name || control.dataset.value);

export class Bar {
  constructor(desk) {
    this.desk = desk;
  }

  draw() {
    const focused = handle(document.activeElement);
    const { template, side } = this.desk;
    if (!template) return;
    const views = ["desk", "matrix", "changes"].map((name) => [name, t(name)]);
    const channels = this.desk.choices.map((name) => [name, t(name)]);
    const source = h("button", { type: "button", name: "source", class: "button", "aria-pressed": Boolean(state.file), onclick: () => this.desk.toggleSource() }, t("editText"));
    const toggle = () => document.body.classList.toggle("with-list");
    const open = document.body.classList.contains("with-side");
    byId("bar").replaceChildren(
      h("div", { class: "bar-row" },
        h("button", { type: "button", name: "list", class: "button list-button", onclick: toggle }, "☰ ", t("showList")),
        h("h1", {}, template.title), h("p", { class: "purpose", title: template.purpose ?? "" }, template.purpose ?? ""),
        choice(t("views"), views, state.view, (view) => set({ view })),
        source, this.downloads(template), this.deeds(template),
        h("button", { type: "button", name: "side", class: "button side-button", "aria-expanded": open, onclick: () => side.toggle() }, t("findings"), side.counts[""] ? h("b", {}, side.counts[""]) : "")),
      h("div", { class: "bar-row" },
        this.samples(template), this.styles(), this.countries(), this.languages(template),
        h("span", { class: "space" }),
        state.view === "desk" ? h("span", { data: { part: "channels" } }, choice(t("channels"), channels, this.desk.channel, (channel) => set({ channel }))) : ""));
    if (focused) [...byId("bar").querySelectorAll("button, select")].find((each) => handle(each) === focused)?.focus();
  }

  samples(template) {
    const says = (name) => template.says[name] ?? name;
    const options = (template.samples ?? []).map((name) => [name, state.draft && name === state.sample ? `${says(name)} ${t("changedSample")}` : says(name)]);
    const choose = async (sample) => {
      if (sample !== LEDGER) return set({ sample, draft: "" });
      this.draw();
      return (await import("./ledger.js")).choose(this.desk);
    };
    if (this.desk.ledgers?.length) options.push([LEDGER, t("fromLedger")]);
    return pick(t("sample"), options, state.sample, choose, "sample");
  }

  styles() {
    const options = [["", t("asSample")], ...this.desk.styles.map((style) => [style, t(`style_${style}`)])];
    return pick(t("style"), options, state.style, (style) => set({ style }), "style");
  }

  countries() {
    const options = [["", t("asSample")], ...this.desk.countries.map((country) => [country, t(country)])];
    return pick(t("country"), options, state.country, (country) => set({ country }), "country");
  }

  languages(template) {
    const tags = template.languages ?? [];
    if (tags.length < 2) return "";
    return pick(t("language"), tags.map((tag) => [tag, known(tag) ? t(tag) : tag]), state.language, (language) => set({ language }), "language");
  }

  /** What can be done with the text as a whole. */
  deeds(template) {
    const acts = { copyText: () => create(this.desk, template), renameText: () => rename(this.desk, template), awayText: () => putAway(this.desk, template) };
    const go = (event) => {
      const act = acts[event.target.value];
      event.target.value = "";
      act?.();
    };
    return h("span", { class: "pick" }, h("select", { name: "deeds", onchange: go, "aria-label": t("deeds") },
      h("option", { value: "" }, "⋯"), Object.keys(acts).map((name) => h("option", { value: name }, t(name)))));
  }

  downloads(template) {
    const label = (channel) => (channel === "text" ? t("textPart") : `${t(channel)} (${this.desk.ways[channel].suffix})`);
    const has = (template.channels ?? []).flatMap((channel) => (channel === "email" ? ["email", "text"] : [channel]));
    const go = (event) => {
      const channel = event.target.value;
      event.target.value = "";
      if (channel) location.assign(`/file/${channel}?${query()}`);
    };
    const list = h("select", { name: "download", onchange: go, "aria-label": t("download") },
      h("option", { value: "" }, t("download")), has.map((channel) => h("option", { value: channel }, label(channel))));
    return h("span", { class: "pick" }, list);
  }
}
