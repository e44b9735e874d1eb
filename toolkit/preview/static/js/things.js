// The things on the paper that are no words: fields, parts, conditions, and what only the source can show. Each tells
// what is asked of it with an event, `thing`, which holds what it is.

import { WidgetType } from "../vendor/codemirror.js";
import { h } from "./dom.js";
import { blockName, fieldTitle, testSaid, t } from "./strings.js";

/** Ask for something about a thing: {act, piece, …}. */
const ask = (act, more) => (event) => {
  event.preventDefault();
  event.target.dispatchEvent(new CustomEvent("thing", { bubbles: true, detail: { act, at: event.currentTarget.closest("[data-thing]"), ...more } }));
};

/** A thing: equal to another one when `key` is. */
class Thing extends WidgetType {
  constructor(key) {
    super();
    this.key = JSON.stringify(key);
  }

  eq(other) {
    return other.constructor === this.constructor && other.key === this.key;
  }

  ignoreEvent() {
    return true;
  }
}

export class Title extends Thing {
  constructor(name) {
    super(name);
    this.name = name;
  }

  toDOM() {
    return h("div", { class: "w-title", contentEditable: "false", data: { block: this.name } }, this.name ? blockName(this.name) : t("ofPart"));
  }
}

export class Chip extends Thing {
  constructor(piece, dim) {
    super([piece.source, piece.value, dim]);
    Object.assign(this, { piece, dim });
  }

  toDOM() {
    const { piece, dim } = this;
    const title = fieldTitle(piece);
    const value = piece.value?.trim();
    const open = ask("field", { piece });
    return h("span", { role: "button", tabIndex: 0, class: `w-chip${dim ? " w-dim" : ""}${value ? "" : " w-bare"}`, contentEditable: "false", data: { thing: "field" }, "aria-haspopup": "dialog", title: t("chipTitle", title), onclick: open,
      onkeydown: (event) => [" ", "Enter"].includes(event.key) && open(event) },
      value ? [h("small", {}, `${title} `), h("span", {}, value)] : h("span", {}, title));
  }
}

export class Part extends Thing {
  constructor(piece, alone, dim) {
    super([piece.source, piece.taken, alone, dim, piece.texts, piece.remarks]);
    Object.assign(this, { piece, alone, dim });
  }

  toDOM() {
    const { piece, alone, dim } = this;
    const off = dim || piece.taken === false;
    const names = piece.kind === "order" ? piece.parts.join(" · ") : "";
    return h("span", { class: `w-part${alone ? " w-alone" : ""}${off ? " w-off" : ""}`, contentEditable: "false", data: { thing: "part" } },
      h("button", { type: "button", "aria-haspopup": "dialog", onclick: ask("part", { piece }) },
        h("span", { class: "w-fold", "aria-hidden": "true" }, "▸"), h("strong", {}, piece.name),
        piece.condition && h("small", {}, `${t("onlyIf")} ${testSaid(piece.condition).words}`),
        names && h("small", {}, names), piece.remarks > 0 && h("small", { class: "w-remarks" }, t("remarksIn", piece.remarks)),
        piece.texts > 1 && h("small", { class: "w-uses" }, t("inTexts", piece.texts))));
  }
}

export class Locked extends Thing {
  constructor(source, alone) {
    super([source, alone]);
    Object.assign(this, { source, alone });
  }

  toDOM() {
    return h("span", { class: `w-locked${this.alone ? " w-alone" : ""}`, contentEditable: "false", data: { thing: "locked" } },
      h("code", {}, this.source.trim()), h("button", { type: "button", class: "button small", onclick: ask("source") }, t("inSource")));
  }
}

/** What a condition asks, and what else the text says: a button for each branch. */
const tabs = (piece, index) => piece.branches.map((each, number) => {
  const said = each.test ? testSaid(each.test) : { words: t("otherwise") };
  return h("button", { type: "button", class: said.code ? "w-code" : "", "aria-pressed": number === index, onclick: ask("branch", { index: number }) }, said.words);
});

export class Card extends Thing {
  constructor(piece, index, depth = 0) {
    super([piece.branches.map((each) => [each.test, each.taken]), index, depth]);
    Object.assign(this, { piece, index, depth });
  }

  toDOM() {
    const { piece, index, depth } = this;
    return h("div", { class: "w-above", contentEditable: "false", data: { thing: "condition", depth } }, h("div", { class: `w-card w-deep${Math.min(depth, 3)}` },
      h("span", { class: "w-only" }, t("onlyIf")),
      h("span", { class: "w-tabs", role: "group", "aria-label": t("branches") }, tabs(piece, index)),
      piece.branches[index].taken === false && h("small", { class: "w-not" }, t("notHere")),
      h("button", { type: "button", class: "button small plain", "aria-label": t("changeCondition"), title: t("changeCondition"), onclick: ask("condition") }, "⋯")));
  }
}

/** A condition within a sentence. */
export class When extends Card {
  toDOM() {
    const { piece, index } = this;
    const { test } = piece.branches[index];
    const label = test ? t("ifWords", testSaid(test).words) : t("otherwise");
    return h("button", { type: "button", class: `w-when${piece.branches[index].taken === false ? " w-off" : ""}`, contentEditable: "false", data: { thing: "condition" }, title: t("changeCondition"), onclick: ask("condition") }, label);
  }
}

export class End extends Thing {
  toDOM() {
    return h("span", { class: "w-end", contentEditable: "false", "aria-hidden": "true" });
  }
}

export class Space extends Thing {
  toDOM() {
    return h("span", {}, " ");
  }
}

/** A sign that is shown for what stands in the source. */
export class Sign extends Thing {
  constructor(sign, look = "sign") {
    super([sign, look]);
    Object.assign(this, { sign, look });
  }

  toDOM() {
    return h("span", { class: `w-${this.look}`, contentEditable: "false" }, this.look === "fence" ? fence(this.sign) : this.sign);
  }
}

const fence = (name) => (name ? t("fence", name) : "");

export class Empty extends Thing {
  toDOM() {
    return h("span", { class: "w-empty", contentEditable: "false" }, t("emptyHere"));
  }
}
