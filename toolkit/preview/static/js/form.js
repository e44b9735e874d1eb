// The values of a sample as a form, made from the JSON Schema of a record. What is changed is shown at once.

import { get, post, Failure } from "./api.js";
import { byId, h, later } from "./dom.js";
import { query, set, state } from "./state.js";
import { fieldName, itemName, lang, t } from "./strings.js";

const HIDDEN = new Set(["base"]);

/** A day and an amount as a Dutch reader writes them; what is neither stays as it is. */
const dayShown = (value) => (lang === "nl" ? String(value).replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3-$2-$1") : String(value));
const amountShown = (value) => (lang === "nl" ? String(value).replace(/^(-?\d+)\.(\d+)$/, "$1,$2") : String(value));

/** One more like the last of a list: what may be there once only gets a number of its own, or is left to fill in. */
function another(last) {
  const { reference, payment_link: link, file, ...copy } = structuredClone(last);
  if (copy.number) copy.number = copy.number.replace(/\d*$/, (digits) => (digits ? String(Number(digits) + 1).padStart(digits.length, "0") : "-2"));
  return copy;
}

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.send = later(() => this.try(), 250);
  }

  async show() {
    const key = `${state.template}/${state.sample}/${state.draft}`;
    if (key === this.key && byId("panel").contains(this.element)) return;
    const { schema, values } = await get(`/api/form?${query()}`);
    this.key = key;
    this.schema = schema;
    this.values = values;
    this.draw();
  }

  draw() {
    const name = h("input", { name: "name", autocomplete: "off", spellcheck: false });
    const keep = (event) => {
      event.preventDefault();
      this.keep(name.value);
    };
    const root = this.resolve(this.schema);
    const groups = Object.entries(root.properties).filter(([key]) => !HIDDEN.has(key)).map(([key, schema]) => [key, schema, this.resolve(schema)]);
    const plain = groups.filter(([, , found]) => !["object", "array"].includes(found.type));
    const deep = groups.filter(([, , found]) => ["object", "array"].includes(found.type));
    const open = new Set([...(this.element?.querySelectorAll("details[open]") ?? [])].map((each) => each.dataset.key));
    this.element = h("section", { class: "form", "aria-labelledby": "form-title" },
      h("h2", { id: "form-title" }, t("formTitle")), h("p", { class: "quiet" }, t("formHelp")), this.trouble,
      h("div", { class: "fields" }, plain.map(([key, schema]) => this.control(this.values, key, schema))),
      deep.map(([key, schema]) => h("details", { data: { key }, open: open.has(key) || (!this.element && key === "invoices") },
        h("summary", {}, fieldName(key)), h("div", { class: "fields" }, this.control(this.values, key, schema)))),
      h("form", { class: "foot", onsubmit: keep },
        h("label", { class: "field" }, h("span", {}, t("keepAs")), name),
        h("button", { class: "button main", type: "submit" }, t("keep")),
        state.draft && h("button", { class: "button", type: "button", onclick: () => this.reset() }, t("reset"))));
    byId("panel").replaceChildren(this.element);
  }

  resolve(schema) {
    let found = schema;
    if (found.anyOf) found = { ...found.anyOf.find((each) => each.type !== "null"), optional: true };
    if (found.$ref) found = { ...found.$ref.split("/").slice(1).reduce((at, key) => at[key], this.schema), optional: found.optional };
    return found;
  }

  /** The control of one field of `values`. */
  control(values, key, schema, within = "", label = fieldName(String(key), within), above = "") {
    const found = this.resolve(schema);
    const path = typeof key === "number" ? `${above}[${key + 1}]` : `${above}${above && "."}${key}`;
    if (found.type === "object") return this.group(values, key, found, label, typeof key === "number" ? within : String(key), path);
    if (found.type === "array") return this.listed(values, key, found, label, path);
    const change = (value) => {
      if (value === "" || value === undefined) delete values[key];
      else values[key] = value;
      this.send();
    };
    const value = values[key] ?? "";
    let control;
    if (found.enum) {
      const options = [["", t("notSet")], ...found.enum.map((each) => [each, String(each)])];
      control = h("select", { onchange: (event) => change(event.target.value) }, options.map(([each, text]) => h("option", { value: each, selected: each === value }, text)));
    } else if (found.type === "boolean") {
      const options = [["", t("notSet")], ["true", t("yes")], ["false", t("no")]];
      const pickValue = (event) => change({ true: true, false: false }[event.target.value]);
      control = h("select", { onchange: pickValue }, options.map(([each, text]) => h("option", { value: each, selected: each === String(value) }, text)));
    } else {
      const shown = found.format === "date" ? dayShown(value) : schema.anyOf?.some(({ type }) => type === "number") ? amountShown(value) : String(value);
      control = h("input", { value: shown, autocomplete: "off", oninput: (event) => change(event.target.value) });
    }
    control.name = String(key);
    return h("label", { class: "field", data: { path } }, h("span", {}, label), control);
  }

  group(values, key, found, label, within, path) {
    const there = values[key] !== undefined && values[key] !== null;
    const toggle = () => {
      if (there) delete values[key];
      else values[key] = {};
      this.draw();
      this.send();
    };
    const button = found.optional && h("button", { type: "button", class: "button small", onclick: toggle }, t(there ? "removeItem" : "add"));
    const inner = there ? Object.entries(found.properties).map(([name, schema]) => this.control(values[key], name, schema, within, undefined, path)) : [];
    return h("fieldset", { data: { path } }, h("legend", {}, label), inner, button || "");
  }

  listed(values, key, found, label, path) {
    const items = values[key] ?? [];
    const redraw = () => {
      this.draw();
      this.send();
    };
    const remove = (at) => () => {
      items.splice(at, 1);
      if (!items.length) delete values[key];
      redraw();
    };
    const add = () => {
      const kind = this.resolve(found.items).type;
      values[key] = [...items, kind === "object" ? another(items.at(-1) ?? {}) : ""];
      redraw();
    };
    const rows = items.map((_, at) => h("div", { class: "field" }, this.control(items, at, found.items, String(key), `${itemName(String(key))} ${at + 1}`, path),
      h("button", { type: "button", class: "button small plain", onclick: remove(at) }, `${t("removeItem")} ${at + 1}`)));
    return h("div", { class: "fields", data: { path } }, rows, h("button", { type: "button", class: "button small", onclick: add }, `${t("add")}: ${itemName(String(key)).toLowerCase()}`));
  }

  /** Tell what is wrong: at its field where that is on the form, else above the form. */
  tell(text, fields = {}) {
    for (const told of this.element.querySelectorAll(".wrong-text")) told.remove();
    for (const field of this.element.querySelectorAll(".wrong")) field.classList.remove("wrong");
    const elsewhere = Object.entries(fields).filter(([path, wrong]) => {
      const field = this.element.querySelector(`[data-path="${CSS.escape(path)}"]`);
      field?.classList.add("wrong");
      field?.append(h("small", { class: "wrong-text", role: "alert" }, wrong));
      field?.closest("details")?.setAttribute("open", "");
      return !field;
    });
    const above = Object.keys(fields).length ? elsewhere.map((each) => each.join(": ")).join("\n") : text;
    this.trouble.textContent = above;
    this.trouble.hidden = !above;
  }

  async try() {
    const { template, sample, draft } = state;
    try {
      const made = await post(`/api/draft?lang=${state.lang}`, { template, sample, draft, values: this.values });
      this.tell("");
      this.key = `${template}/${sample}/${made.draft}`;
      if (made.draft === state.draft) this.desk.show();
      else set({ draft: made.draft });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.tell(error.body.message, error.body.fields);
    }
  }

  reset() {
    this.key = "";
    this.tell("");
    set({ draft: "" });
    this.show();
  }

  async keep(name) {
    const { template, sample, draft } = state;
    try {
      const made = await post("/api/samples", { template, sample, draft, name });
      await this.desk.readOverview();
      this.desk.note(t("kept", made.sample));
      this.key = "";
      set({ sample: made.sample, draft: "", country: "", style: "" });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.tell(error.body.message);
    }
  }
}
