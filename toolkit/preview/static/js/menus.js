// What can be put in a text and what can be done with a thing in it, each in a card or in the list behind `/`.

import { get, post, Failure } from "./api.js";
import { card } from "./dialog.js";
import { h } from "./dom.js";
import { blockAt, paper, put } from "./paper.js";
import { query, set } from "./state.js";
import { fieldTitle, lang, t, testSaid } from "./strings.js";

const FORMAT = { amount: "|euro", date: "|date", iban: "|iban", phone: "|phone", text: "" };
const FORMATS = {
  amount: [["|euro", "€ 1.234,50"]], date: [["|date", "7 december 2026"], ['|date("full")', "maandag 7 december 2026"], ['|date("short")', "7-12-2026"]],
  iban: [["|iban", "NL91 ABNA 0417 1643 00"]], phone: [["|phone", "033 470 00 40"]],
};
const MOST = 60; // choices in a list at once

let asked;

/** What a text can hold, by name: fields, conditions, parts. */
export async function known() {
  asked ??= get("/api/fields").catch(() => null);
  const found = await asked;
  if (!found) {
    asked = undefined;
    return { fields: [], conditions: [], parts: [] };
  }
  const plain = ({ name, kind, nl, en }) => ({ title: fieldTitle({ expression: name, name }), meaning: lang === "en" ? en : nl, source: `{{ ${name}${FORMAT[kind]} }}` });
  const named = ({ name, meaning, kind }) => ({ title: name, meaning, source: `{{ ${name}${FORMAT[kind]} }}` });
  const fields = found.fields.filter((each) => each.kind);
  return {
    fields: [...fields.filter((each) => !each.name.includes(".")).map(plain), ...found.named_fields.map(named), ...fields.filter((each) => each.name.includes(".")).map(plain)],
    conditions: found.conditions.map(({ name, meaning }) => ({ title: name, meaning, source: name })),
    parts: found.parts.map((name) => ({ title: name, meaning: "", source: `{% include "${name}" %}` })),
    kinds: new Map([...fields.map((each) => [each.name, each.kind]), ...found.named_fields.map((each) => [each.name, each.kind])]),
    named: new Map([...found.named_fields, ...found.conditions].map((each) => [each.name, each.meaning])),
    meanings: new Map(found.fields.map((each) => [each.name, each[lang]])),
  };
}

/** What is offered behind `/` or `{`: fields, conditions and parts, by their words. */
export const offer = (writing) => async (context) => {
  const typed = context.matchBefore(/(?:\\\{|\/)[\p{L}\d ]*$/u);
  if (!typed) return null;
  const now = context.state.field(paper);
  const sign = typed.text.startsWith("\\") ? 2 : 1;
  const before = context.state.sliceDoc(Math.max(0, typed.from - 1), typed.from);
  if (sign === 1 && /[\p{L}\d/]/u.test(before)) return null;
  const block = blockAt(now, typed.from);
  if (!block) return null;
  const { fields, conditions, parts } = await known();
  const swap = (act) => (view, _, __, to) => {
    put(view, { from: typed.from, to }, typed.from);
    act(view, typed.from);
  };
  const option = (type, prefix, act) => (each, at) => ({
    label: `${prefix}${each.title}`, detail: each.meaning || undefined, type, boost: -at / 100, section: { name: t(`offer_${type}`), rank: ["field", "condition", "part"].indexOf(type) },
    apply: swap((view, place) => act(each, view, place)),
  });
  return {
    from: typed.from + sign, validFor: /^[\p{L}\d ]*$/u,
    options: [
      ...fields.map(option("field", "", (each, view, at) => put(view, { from: at, insert: each.source }, at + each.source.length))),
      ...(block.name === "subject" ? [] : conditions.map(option("condition", "", (each, view, at) => writing.wrap(each.source, at)))),
      ...(block.name === "subject" ? [] : parts.map(option("part", "", (each, view, at) => writing.include(each.source, at)))),
    ],
  };
};

/** Choose one of a list by its words. */
export function choose(title, list, done) {
  const rows = h("div", { class: "w-list", role: "listbox", "aria-label": title });
  const pick = (each) => () => {
    made.close();
    done(each);
  };
  const draw = (sought) => {
    const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
    const found = list.filter((each) => words.every((word) => `${each.title} ${each.meaning}`.toLowerCase().includes(word)));
    rows.replaceChildren(...found.slice(0, MOST).map((each) => h("button", { type: "button", role: "option", "aria-selected": "false", onclick: pick(each) }, h("strong", {}, each.title), each.meaning && h("span", {}, each.meaning))),
      found.length ? "" : h("p", { class: "quiet" }, t("noneOfThese")));
  };
  const seek = h("input", { type: "search", name: "sought", placeholder: t("seekHere"), "aria-label": t("seekHere"), autocomplete: "off", oninput: (event) => draw(event.target.value) });
  const keys = (event) => {
    const all = [...rows.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? all[at - 1] : seek).focus();
    else if (event.key === "Enter" && document.activeElement === seek) all[0]?.click();
    else return;
    event.preventDefault();
  };
  draw("");
  const made = card(title, h("div", { class: "field w-choose", onkeydown: keys }, seek, rows));
  seek.focus();
  return made;
}

/** The card of a field: what it is, how it is written. */
export async function ofField(writing, piece, place) {
  const { fields, kinds, named, meanings } = await known();
  const [base] = piece.expression.split("|");
  const path = base.trim();
  const isName = named.has(piece.name) && path.toLowerCase() === piece.name;
  const kind = kinds.get(isName ? piece.name : path) ?? "";
  const swap = (source) => writing.change(place, source);
  const options = isName && kind === "text"
    ? [["", t("asIs"), piece.name], ["capital", t("withCapital"), piece.name[0].toUpperCase() + piece.name.slice(1)]].map(([key, words, name]) => ({ words, source: `{{ ${name} }}`, on: path === name, key }))
    : (FORMATS[kind] ?? []).map(([filter, words]) => ({ words, source: `{{ ${path}${filter} }}`, on: piece.expression.replace(/\s/g, "") === `${path}${filter}` }));
  const made = card(t("chipTitle", fieldTitle(piece)),
    h("p", { class: "quiet" }, named.get(piece.name) ?? (/^[^|]+(?:\|(?:euro|date(?:\("\w+"\))?|iban|phone))?$/.test(piece.expression) ? meanings.get(path) : "") ?? ""),
    piece.value && h("p", {}, t("valueHere"), " ", h("strong", {}, piece.value)),
    options.length > 1 && h("div", { class: "w-formats", role: "group", "aria-label": t("writtenAs") }, h("p", { class: "quiet" }, t("writtenAs")),
      options.map(({ words, source, on }) => h("button", { type: "button", class: "button", "aria-pressed": on, onclick: () => { made.close(); swap(source); } }, words))),
    h("div", { class: "foot" },
      h("button", { type: "button", class: "button", onclick: () => { made.close(); choose(t("otherField"), fields, (each) => swap(each.source)); } }, t("otherField")),
      h("button", { type: "button", class: "button", onclick: () => { made.close(); swap(""); } }, t("takeAway"))));
}

/** The card of a condition: ask something else, say something else, or nothing. */
export async function ofCondition(writing, found) {
  const { conditions, named } = await known();
  const { piece, index } = found;
  const branch = piece.branches[index];
  const said = branch.test ? testSaid(branch.test).words : t("otherwise");
  const act = (work) => () => {
    made.close();
    work();
  };
  const rest = piece.branches.length - 1;
  const made = card(branch.test ? `${t("onlyIf")} ${said}` : t("otherwise"),
    named.get(branch.test) && h("p", { class: "quiet" }, named.get(branch.test)),
    !found.alone && piece.branches.length > 1 && h("div", { class: "w-tabs", role: "group", "aria-label": t("branches") }, piece.branches.map((each, number) =>
      h("button", { type: "button", "aria-pressed": number === index, onclick: act(() => writing.choose(found, number)) }, each.test ? testSaid(each.test).words : t("otherwise")))),
    h("div", { class: "w-acts" },
      branch.test && h("button", { type: "button", class: "button", onclick: act(() => choose(t("otherCondition"), conditions, (each) => writing.ask(found, each.source))) }, t("otherCondition")),
      branch.test && h("button", { type: "button", class: "button", onclick: act(() => writing.ask(found, /^not /.test(branch.test) ? branch.test.slice(4) : / (?:and|or) /.test(branch.test) ? `not (${branch.test})` : `not ${branch.test}`)) }, t("turnRound")),
      piece.branches.at(-1).test && h("button", { type: "button", class: "button", onclick: act(() => writing.otherwise(found)) }, t("addOtherwise")),
      h("button", { type: "button", class: "button", onclick: act(() => writing.unwrap(found)) }, rest ? t("alwaysThis", rest) : t("always"))));
}

/** The card of a part: its words, to change everywhere or here only. */
export async function ofPart(writing, piece, place) {
  const { desk } = writing.pane;
  const words = h("div", { class: "w-words", tabIndex: 0 }, t("loading"));
  const help = h("p", { class: "quiet" });
  const acts = h("div", { class: "w-acts" });
  const button = (label, act, main) => h("button", { type: "button", class: main ? "button main" : "button", onclick: () => { made.close(); act(); } }, label);
  const away = button(t("takeAway"), () => writing.change(place, ""));
  const files = new Map(desk.parts.map(({ id, name }) => [name, id]));
  const open = (file) => () => set({ file, at: "" });
  const made = card(piece.name, piece.condition && h("p", { class: "quiet" }, `${t("onlyIf")} ${testSaid(piece.condition).words}`), piece.kind === "order" ? h("p", { class: "quiet" }, t("inOrder")) : words, help, acts);
  if (piece.kind === "order") {
    const inside = piece.parts.map((name) => [name, files.get([...files.keys()].find((each) => each.endsWith(`/${name.replaceAll(" ", "-")}.md.j2`)))]).filter(([, file]) => file);
    acts.replaceChildren(...inside.map(([name, file]) => button(t("changePart", name), open(file))), away);
    return;
  }
  const file = files.get(piece.file);
  const answer = file && await get(`/api/writing?${query({ file, channel: writing.channel })}`).catch(() => null);
  words.replaceChildren(...(answer ? paragraphs(answer.blocks.flatMap((block) => block.pieces)) : [t("cannotRead")]));
  const texts = answer?.texts ?? 0;
  help.textContent = texts > 1 ? t("partHelp", texts) : "";
  acts.replaceChildren(...[
    file && button(texts > 1 ? t("changeEverywhere", texts) : t("changeHere"), open(file), true),
    texts > 1 && button(t("onlyHere"), () => here(writing, place)), away,
  ].filter(Boolean));
  acts.querySelector("button").focus();
}

/** The words of a part as the sample has them, in paragraphs. */
function paragraphs(pieces) {
  const rows = [[]];
  const walk = (list) => list.forEach((piece) => {
    if (piece.kind === "literal") rows.at(-1).push(piece.text);
    else if (piece.kind === "field") rows.at(-1).push(h("span", { class: "w-chip" }, piece.value?.trim() || fieldTitle(piece)));
    else if (piece.kind === "part" || piece.kind === "order") rows.push([h("em", {}, piece.name)], []);
    else if (piece.kind === "condition") walk((piece.branches.find((each) => each.taken) ?? { pieces: [] }).pieces);
    else if (/^\s*(?:[-*+]|\d+[.)])\s*$/.test(piece.source)) rows.push(["• "]);
    else if (/\n/.test(piece.source)) rows.at(-1).push("\n");
  });
  walk(pieces);
  const text = rows.map((row) => row.join ? row : [row]);
  const out = [];
  for (const row of text) {
    let now = [];
    let turns = 0;
    for (const each of row) {
      if (each === "\n") turns += 1;
      else {
        if (turns > 1 && now.length) out.push(now), (now = []);
        else if (turns) now.push(" ");
        turns = 0;
        now.push(each);
      }
    }
    if (now.length) out.push(now);
  }
  return out.map((row) => h("p", {}, row));
}

/** Put the words of a part in this text, so that they can differ here. */
async function here(writing, { from, to }) {
  const { pane } = writing;
  const { text } = pane.editor;
  try {
    const made = await post("/api/writing/here", { file: pane.file.id, text, start: writing.characters(from), end: writing.characters(to) });
    if (pane.editor.text === text) put(writing.view, { from, to, insert: made.words }, from);
    pane.desk.note(t("isHere"));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    pane.desk.note([error.body.message, error.body.hint].filter(Boolean).join(". "));
  }
}
