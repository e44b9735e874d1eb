// The house style: who the firm is, its logo, colours, font, envelope and who signs, beside a letter that shows it.

import { get, post, Failure } from "./api.js";
import { byId, h, later } from "./dom.js";
import { query, state } from "./state.js";
import { both, fieldName, known, t } from "./strings.js";

const GROUPS = {
  houseFirm: ["creditor.name", "creditor.department", "creditor.phone", "creditor.email", "creditor.website", "creditor.opening_hours"],
  houseAddress: ["creditor.address.street", "creditor.address.postcode", "creditor.address.town", "creditor.address.country"],
  houseSigns: ["creditor.signatory.name", "creditor.signatory.role"],
  housePays: ["creditor.iban", "creditor.account_holder", "creditor.registration", "creditor.vat_number"],
};
const COLOURS = { "--accent": "houseAccent", "--accent-soft": "houseSoft" };
const WIDTH = 700; // pixels of the letter
const TYPED = 250; // milliseconds after the last key
const HEX = /^#[0-9a-f]{6}$/i;

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.changed = {}; // what is not in the file yet
    this.status = h("p", { class: "quiet", role: "status" });
    this.picture = h("figure", { class: "house-letter" });
    this.try = later(() => this.tried(), TYPED);
  }

  async show() {
    const there = byId("stage").contains(this.form);
    if (!there || !Object.keys(this.changed).length) {
      try {
        this.house = await get("/api/house");
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        byId("stage").replaceChildren(h("div", { class: "channel" }, h("p", { class: "trouble", role: "alert" }, [error.body.message, error.body.hint].filter(Boolean).join(". "))));
        return;
      }
    }
    if (state.view !== "house") return;
    if (!there) this.draw();
    await this.preview();
  }

  draw() {
    const { writable } = this.house;
    this.fields = {};
    const groups = Object.entries(GROUPS).map(([name, paths]) => this.group(t(name), paths.map((path) => this.field(path))));
    this.form = h("form", { class: "house", onsubmit: (event) => event.preventDefault() },
      h("h2", { class: "panel-title" }, t("house")), h("p", { class: "quiet" }, t(writable ? "houseHelp" : "readOnly")),
      h("fieldset", { disabled: !writable }, this.group(t("houseLook"), [this.logo(), ...Object.keys(COLOURS).map((name) => this.colour(name)), this.pick("--font", t("houseFont"), this.house.fonts.map((font) => [font, font])), this.window()]), groups),
      this.status);
    byId("stage").replaceChildren(h("div", { class: "house-sides" }, this.form, this.picture));
    this.contrasts(this.house.contrasts);
  }

  group(title, content) {
    return h("fieldset", { class: "sheet" }, h("legend", {}, title), content);
  }

  /** A field with its label, and a place for what is wrong with it. */
  row(path, label, control, ...more) {
    const wrong = h("span", { class: "wrong-text", id: `wrong-${path}`, role: "alert" });
    control.setAttribute("aria-describedby", wrong.id);
    const element = h("div", { class: "field" }, h("label", { for: control.id }, label), control, ...more, wrong);
    this.fields[path] = { element, control, wrong };
    return element;
  }

  field(path) {
    const name = path.split(".").at(-1);
    if (name === "country") return this.pick(path, fieldName(name), ["NL", "BE"].map((country) => [country, t(country)]));
    const value = this.house.values[path];
    const input = h("input", { id: path, name: path, value, autocomplete: "off", oninput: () => this.note(path, input.value), onchange: () => this.keep() });
    return this.row(path, path.includes("signatory") && name === "name" ? t("houseSigner") : fieldName(name), input);
  }

  pick(path, label, options) {
    const value = this.house.values[path];
    const listed = options.some(([each]) => each === value);
    const select = h("select", { id: path, name: path, onchange: () => { this.note(path, select.value); this.keep(); } },
      listed ? "" : h("option", { value }, value || "–"), options.map(([each, text]) => h("option", { value: each }, text)));
    select.value = value;
    return this.row(path, label, select);
  }

  window() {
    const called = (name) => (known(`window_${name.replace("-", "_")}`) ? t(`window_${name.replace("-", "_")}`) : name);
    const usual = [["", t("houseUsual", called(this.house.usual))]];
    const named = this.house.windows.map((name) => [name, called(name)]);
    return this.pick("letter.window", t("houseWindow"), [...usual, ...named]);
  }

  colour(name) {
    const value = this.house.values[name];
    const seen = h("input", { type: "color", value: HEX.test(value) ? value : "#000000", "aria-label": t("houseChoose", t(COLOURS[name])), oninput: () => { typed.value = seen.value; this.note(name, seen.value); }, onchange: () => this.keep() });
    const typed = h("input", { id: name, name, value, size: 9, spellcheck: false, oninput: () => { if (HEX.test(typed.value)) seen.value = typed.value; this.note(name, typed.value); }, onchange: () => this.keep() });
    const told = h("span", { class: "contrast", data: { of: name } });
    const row = this.row(name, t(COLOURS[name]), typed);
    row.insertBefore(h("span", { class: "colour" }, seen, typed, told), this.fields[name].wrong);
    return row;
  }

  /** How well text can be read in a colour, or on it. */
  contrasts(found) {
    for (const told of this.form.querySelectorAll(".contrast")) {
      const value = found[told.dataset.of];
      const good = value >= 4.5;
      told.className = `contrast ${good ? "good" : "bad"}`;
      told.textContent = value ? t(good ? "contrastGood" : "contrastBad", value.toFixed(1)) : "";
    }
  }

  logo() {
    const input = h("input", { type: "file", id: "logo", accept: "image/png,image/jpeg", onchange: () => this.bring(input.files[0]) });
    const shown = h("img", { alt: "", hidden: !this.house.logo, src: this.house.logo ? `/api/house/logo?${Date.now()}` : "" });
    const wrong = h("span", { class: "wrong-text", role: "alert" });
    const told = h("span", { class: "quiet", role: "status" });
    this.logoParts = { shown, wrong, told };
    const drop = (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.type === "drop") this.bring(event.dataTransfer.files[0]);
    };
    return h("div", { class: "field" }, h("span", {}, fieldName("logo")),
      h("label", { class: "drop", for: "logo", ondragover: drop, ondrop: drop }, shown, h("strong", {}, t("houseLogo")), input), told, wrong);
  }

  async bring(file) {
    if (!file) return;
    const { shown, wrong, told } = this.logoParts;
    wrong.textContent = told.textContent = "";
    const url = await new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(file); });
    try {
      const made = await post(`/api/house/logo?lang=${state.lang}`, { content: url.slice(url.indexOf(",") + 1) });
      shown.src = url;
      shown.hidden = false;
      told.textContent = [t("logoKept", made.width, made.height, made.contrast), ...made.warnings.map((each) => `${both([each.nl, each.en])}.`)].join(" ");
    } catch (error) {
      if (!error.body) throw error;
      wrong.textContent = error.body.message;
    }
  }

  note(path, value) {
    this.changed[path] = value;
    this.try();
  }

  async tried() {
    if (!Object.keys(this.changed).length) return;
    const { wrong, contrasts } = await post("/api/house/try", { changes: this.changed });
    this.contrasts(contrasts);
    this.wrong(Object.fromEntries(Object.entries(wrong).map(([path, text]) => [path, both([text.nl, text.en])])));
  }

  /** Tell what is wrong at each field that was changed; what is wrong elsewhere stands below. */
  wrong(found) {
    for (const [path, { element, control, wrong }] of Object.entries(this.fields)) {
      const text = found[path] ?? "";
      element.classList.toggle("wrong", Boolean(text));
      control.setAttribute("aria-invalid", String(Boolean(text)));
      if (wrong.textContent !== text) wrong.textContent = text;
    }
  }

  /** Write what changed, when all of it is right. */
  async keep() {
    this.try.cancel();
    if (!Object.keys(this.changed).length) return;
    const sent = { ...this.changed };
    try {
      this.house = await post(`/api/house?lang=${state.lang}`, { changes: sent });
    } catch (error) {
      if (!error.body) throw error;
      this.wrong(error.body.fields ?? {});
      this.status.textContent = error.body.fields ? t("houseNotYet") : error.body.message;
      return;
    }
    for (const [path, value] of Object.entries(sent)) if (this.changed[path] === value) delete this.changed[path];
    this.wrong({});
    this.contrasts(this.house.contrasts);
    this.status.textContent = t("saved");
  }

  /** The letter of the text and the customer that are chosen. */
  async preview() {
    if (!this.desk.template?.channels?.includes("letter")) return this.picture.replaceChildren(h("p", { class: "blank" }, t("noChannel")));
    try {
      const made = await get(`/api/letter?${query({ width: WIDTH, only: 1, slot: "house" })}`);
      const image = h("img", { src: made.pages[0].url, width: made.pages[0].width, height: made.pages[0].height, alt: t("page", 1, 1) });
      await image.decode();
      this.picture.replaceChildren(image);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!error.superseded) this.picture.replaceChildren(h("p", { class: "trouble" }, error.body.message));
    }
    return undefined;
  }
}
