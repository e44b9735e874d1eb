// The view in which a person writes: keeps the paper up to date with the text and with the sample on the screen.

import { get, post, Failure } from "./api.js";
import { h, later, units } from "./dom.js";
import { choose as chooseFrom, known as knownThings, offer, ofCondition, ofField, ofPart } from "./menus.js";
import { blockAt, branch, lengthened, paper, put, sheet, told } from "./paper.js";
import { query, set, state } from "./state.js";
import { t } from "./strings.js";

const LONG = 500; // milliseconds that a text may take to come with what the sample makes of it
const SOON = 40; // milliseconds after the last key: the paper is laid out anew

export class Writing {
  /** `pane` has the editor and its file. */
  constructor(pane) {
    this.pane = pane;
    this.values = new Map();
    this.taken = new Map();
    this.uses = {};
    this.reread = later(() => this.read(), SOON);
    this.trouble = h("div", { class: "w-trouble", role: "status", hidden: true });
    this.found = [];
    this.sheet = sheet(offer(this), { openNear: () => this.openNear() });
    pane.holder.addEventListener("thing", (event) => this.act(event.detail));
    const tool = (name, act) => h("button", { type: "button", class: "button small", title: t(`${name}Help`), onclick: act }, t(name));
    this.tools = h("div", { class: "w-tools", role: "toolbar", "aria-label": t("tools") },
      tool("putField", () => this.askField()), tool("putCondition", () => this.askCondition()), tool("putPart", () => this.askPart()),
      tool("heading", () => this.begin("## ")), tool("list", () => this.begin("- ")), tool("bold", () => this.embolden()));
  }

  get view() {
    return this.pane.editor.view;
  }

  get now() {
    return this.view.state.field(paper, false);
  }

  /** The channel whose text is told: that on the screen. */
  get channel() {
    return state.channel === "all" ? this.pane.desk.template?.channels?.[0] ?? "" : state.channel;
  }

  /** Show the text of a file that was just opened: with what the sample makes of it, or without when that takes long. */
  async open() {
    const { id } = this.pane.file;
    knownThings();
    await Promise.race([this.show(), new Promise((done) => setTimeout(done, LONG))]);
    if (this.pane.file?.id === id && !this.now?.blocks) await this.read();
  }

  /** Read the text anew, saved or not: what it is made of. */
  async read() {
    if (!this.pane.writes) return;
    const { text } = this.pane.editor;
    const { id } = this.pane.file;
    try {
      const { blocks } = await post("/api/pieces", { file: id, text });
      if (this.pane.file.id === id && this.pane.editor.text === text) this.lay(blocks, text);
    } catch (error) {
      this.cannot(error);
    }
  }

  /** Read the text anew, unless the paper shows it as it is. */
  async latest() {
    if (!this.now.source) await this.read();
  }

  /** Ask what the sample on the screen makes of the text. */
  async show() {
    if (!this.pane.writes) return;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const { id } = this.pane.file;
    try {
      const made = await get(`/api/writing?${query({ file: id, channel: this.channel })}`);
      if (turn !== this.turn || this.pane.file?.id !== id) return;
      this.uses = made.uses;
      this.pane.usedIn(made.texts);
      this.learn(made.blocks);
      if (made.digest === this.pane.file.digest && this.pane.editor.text === this.pane.file.text) this.lay(made.blocks, this.pane.file.text);
      else this.reread();
    } catch (error) {
      this.cannot(error);
    }
  }

  cannot(error) {
    if (!(error instanceof Failure)) throw error;
    if (error.superseded || error.status === 0) return;
    if (error.status !== 422) return;
    const { message, place } = error.body;
    const go = () => (place ? this.pane.desk.openLine(place) : this.pane.choose("source"));
    this.trouble.replaceChildren(h("p", {}, t("cannotRead"), " ", h("strong", {}, message)),
      h("button", { type: "button", class: "button small", onclick: () => { this.pane.choose("source"); go(); } }, t("inSource")));
    this.trouble.hidden = false;
    this.pane.holder.inert = true;
  }

  /** Remember what a sample says, for a text that is not saved yet. */
  learn(blocks) {
    this.values.clear();
    this.taken.clear();
    for (const { pieces } of blocks) {
      for (const piece of every(pieces)) {
        if (piece.kind === "field" && piece.value !== null) this.values.set(piece.source, piece.value);
        if (piece.kind === "part") this.taken.set(piece.source, piece.taken);
        if (piece.kind === "condition") this.taken.set(tests(piece), piece.branches.map((each) => each.taken));
      }
    }
  }

  /** Lay out the paper; the server counts characters, the editor units of UTF-16. */
  lay(blocks, text) {
    const at = /[\ud800-\udbff]/.test(text) ? (place) => units(text, place) : (place) => place;
    const known = (piece) => {
      const made = { ...piece, start: at(piece.start), end: at(piece.end) };
      if (piece.kind === "field") made.value = piece.value ?? this.values.get(piece.source) ?? null;
      if (piece.kind === "part") Object.assign(made, { taken: piece.taken ?? this.taken.get(piece.source) ?? null, texts: this.uses[piece.file] ?? 0, remarks: this.remarks(piece) });
      if (piece.kind === "condition") {
        const taken = this.taken.get(tests(piece)) ?? [];
        made.branches = piece.branches.map((each, number) => ({
          ...each, start: at(each.start), end: at(each.end), tag: each.tag.map(at), taken: each.taken ?? taken[number] ?? null, pieces: each.pieces.map(known),
        }));
      }
      return made;
    };
    if (this.view.composing) return this.reread();
    this.trouble.hidden = true;
    const first = this.pane.holder.inert;
    this.pane.holder.inert = false;
    const source = blocks.map((block) => ({ ...block, start: at(block.start), end: at(block.end), pieces: block.pieces.map(known) }));
    this.view.dispatch({ effects: told.of(source) });
    if (first) this.pane.goTo();
    return undefined;
  }

  /** Where a thing of the paper stands in the text. */
  place(element) {
    const at = this.view.posAtDOM(element);
    let found = null;
    this.view.state.field(paper).atoms.between(at, at + 1, (from, to) => { if (from <= at && at < to) found = { from, to }; });
    return found;
  }

  /** The condition whose head an element is. */
  condition(element) {
    const at = this.view.posAtDOM(element);
    const { depth } = element.dataset;
    return this.view.state.field(paper).conditions.find((each) => (depth ? each.above === at && each.depth === Number(depth) : each.from === at));
  }

  act({ act, at, index, piece, text }) {
    if (act === "tell") return this.pane.desk.note(text);
    if (act === "branch") return this.choose(this.condition(at), index);
    if (act === "condition") return ofCondition(this, this.condition(at));
    const place = this.place(at);
    if (!place) return undefined;
    if (act === "source") return this.pane.choose("source", place.from);
    return act === "field" ? ofField(this, piece, place) : ofPart(this, piece, place);
  }

  /** Open the thing beside the cursor. */
  openNear() {
    const { head } = this.view.state.selection.main;
    for (const element of this.pane.holder.querySelectorAll("[data-thing]")) {
      const place = element.dataset.depth ? null : this.place(element);
      if (place && (place.from === head || place.to === head)) {
        (element.matches("button, [role=button]") ? element : element.querySelector("button"))?.click();
        return true;
      }
    }
    return false;
  }

  /** How much there is to remark in a part. */
  remarks({ file }) {
    return this.found.filter((finding) => finding.name === file).length;
  }

  /** Show what was found: at its words, and how much in each part. */
  mark(findings) {
    const before = JSON.stringify(this.found.map(({ name }) => name));
    this.found = findings;
    if (this.pane.writes && before !== JSON.stringify(findings.map(({ name }) => name))) this.reread();
  }

  /** Show the branches in which a place stands. */
  reveal(at) {
    for (const block of this.now.source ?? []) {
      for (const piece of every(block.pieces)) {
        const index = piece.branches?.findIndex((each) => at >= each.start && at < each.end) ?? -1;
        const shown = this.now.conditions.find((each) => each.from === piece.start);
        if (index >= 0 && shown?.index !== index) this.view.dispatch({ effects: branch.of({ from: piece.start, index }) });
      }
    }
  }

  // What buttons and menus change in the source.

  /** Put something else in the place of a thing, or nothing. */
  change({ from, to }, source) {
    const { text } = this.pane.editor;
    let [start, end] = [from, to];
    if (!source && text[start - 1] === "\n" && text[end] === "\n") end += Math.min(2, /^\n*/.exec(text.slice(end))[0].length);
    else if (!source && text[start - 1] === " " && /^[ .,:;!?\n]/.test(text.slice(end))) start -= 1;
    put(this.view, { from: start, to: end, insert: source }, start + source.length);
    this.view.focus();
  }

  /** Where the cursor stands in the text, or nothing when it stands nowhere. */
  cursor() {
    const { main } = this.view.state.selection;
    const block = this.now.blocks && blockAt(this.now, main.head);
    if (!block) this.pane.desk.note(t("cursorFirst"));
    return block ? { ...main, from: main.from, to: main.to, head: main.head, block } : null;
  }

  rowAt(at) {
    return this.now.rows.find((each) => at >= each.from && at <= each.to);
  }

  async askField() {
    const cursor = this.cursor();
    if (!cursor) return;
    const { fields } = await knownThings();
    chooseFrom(t("putField"), fields, ({ source }) => {
      put(this.view, { from: cursor.from, to: cursor.to, insert: source }, cursor.from + source.length);
      this.view.focus();
    });
  }

  async askCondition() {
    const cursor = this.cursor();
    if (!cursor) return;
    const { conditions } = await knownThings();
    chooseFrom(t("putCondition"), conditions, ({ source }) => this.wrap(source, cursor.from, cursor.to));
  }

  async askPart() {
    const cursor = this.cursor();
    if (!cursor || cursor.block.name === "subject") return;
    const { parts } = await knownThings();
    chooseFrom(t("putPart"), parts, ({ source }) => this.include(source, cursor.head));
  }

  /** Let words be said only where a condition holds: those that are chosen, else the paragraph. */
  async wrap(test, from, to = from) {
    this.view.focus();
    let at = from;
    if (from === to) at = lengthened(this.view, from) ?? from;
    await this.latest();
    const { text } = this.pane.editor;
    const row = this.rowAt(at);
    const opening = `{% if ${test} %}`;
    const chosen = from < to ? { from, to } : row;
    if (!chosen) put(this.view, { from: at, insert: `${opening}\n{% endif %}` }, at + opening.length);
    else if (this.now.conditions.some((each) => (each.from < chosen.from && each.to > chosen.from && each.to < chosen.to) || (each.from > chosen.from && each.from < chosen.to && each.to > chosen.to))) this.pane.desk.note(t("cannotWrap"));
    else {
      const words = text.slice(chosen.from, chosen.to);
      const alone = from === to && (chosen.from === 0 || text[chosen.from - 1] === "\n") && (chosen.to === text.length || text[chosen.to] === "\n");
      const subject = blockAt(this.now, chosen.from)?.name === "subject";
      const insert = alone && !subject ? `${opening}\n${words}\n{% endif %}` : subject && from === to ? `${opening}${words}{% else %}${words}{% endif %}` : `${opening}${words}{% endif %}`;
      put(this.view, { from: chosen.from, to: chosen.to, insert }, chosen.from + opening.length + (alone ? 1 : 0));
    }
    this.view.focus();
    await this.shown(chosen?.from ?? at);
  }

  /** Read the text anew, and show the words of a condition that was just made, whether the sample goes there or not. */
  async shown(from, index = 0) {
    await this.read();
    if (this.now.conditions.some((each) => each.from === from)) this.view.dispatch({ effects: branch.of({ from, index }) });
    const made = this.now.conditions.find((each) => each.from === from);
    if (made) this.choose(made, index);
  }

  /** Put a part behind the paragraph, or where an empty one is. */
  async include(source, at) {
    await this.latest();
    const row = this.rowAt(at);
    const place = row && row.to > row.from ? row.to : at;
    const insert = place === at && !row ? source : `\n\n${source}`;
    put(this.view, { from: place, insert }, place + insert.length);
    this.view.focus();
  }

  /** The condition as the text has it now. */
  async fresh({ from }) {
    await this.latest();
    return this.now.conditions.find((each) => each.from === from);
  }

  /** Let a branch of a condition ask something else. */
  async ask(found, test) {
    const { piece, index, from } = await this.fresh(found);
    const [start, end] = piece.branches[index].tag;
    const source = this.pane.editor.text.slice(start, end).replace(/^(\{%-?\s*(?:if|elif)\s+)[\s\S]*?(\s*:?\s*-?%\})$/, (_, before, after) => `${before}${test}${after}`);
    put(this.view, { from: start, to: end, insert: source });
    await this.shown(from, index);
  }

  /** Let a condition say something else where it does not hold. */
  async otherwise(found) {
    this.view.focus();
    lengthened(this.view, (await this.fresh(found)).piece.branches[0].start);
    const { piece, alone, from } = await this.fresh(found);
    const { end } = piece.branches.at(-1);
    const line = alone && this.pane.editor.text[end - 1] === "\n";
    put(this.view, { from: end, insert: line ? "{% else %}\n" : "{% else %}" }, end + 10);
    this.view.focus();
    await this.shown(from, piece.branches.length);
  }

  /** Say the words of a branch always. */
  async unwrap(found) {
    const { from, index, piece, inside, stop } = await this.fresh(found);
    put(this.view, [{ from, to: inside.from }, { from: inside.to, to: stop }], piece.branches[index] ? from : undefined);
    this.view.focus();
  }

  /** Make a heading or an item of a list of a paragraph, and back. */
  async begin(sign) {
    const cursor = this.cursor();
    this.view.focus();
    await this.latest();
    const row = cursor && this.rowAt(cursor.head);
    if (!row || cursor.block.plain) return;
    const held = this.now.guards.find((each) => each.line && each.from === row.from);
    const same = held && this.pane.editor.text.slice(held.from, held.to).trim() === sign.trim();
    const begins = row.from === 0 || this.pane.editor.text[row.from - 1] === "\n";
    if (!begins) return;
    put(this.view, { from: row.from, to: held ? held.to : row.from, insert: same ? "" : sign }, cursor.head + (same ? 0 : sign.length) - (held ? held.to - held.from : 0));
    this.view.focus();
  }

  /** Make the chosen words bold, and back. */
  embolden() {
    const cursor = this.cursor();
    if (!cursor || cursor.block.plain) return;
    const strong = this.now.guards.find(({ inside }) => inside && inside.from <= cursor.from && inside.to >= cursor.to);
    if (strong) put(this.view, [{ from: strong.whole.from, to: strong.inside.from }, { from: strong.inside.to, to: strong.whole.to }]);
    else {
      const words = this.pane.editor.text.slice(cursor.from, cursor.to);
      const [from, to] = [cursor.from + words.length - words.trimStart().length, cursor.to - words.length + words.trimEnd().length];
      if (from >= to || this.now.guards.some((each) => each.from < to && each.to > from) || words.includes("\n\n")) this.pane.desk.note(t("boldFirst"));
      else put(this.view, [{ from, insert: "**" }, { from: to, insert: "**" }]);
    }
    this.view.focus();
  }

  /** A place as the server counts it. */
  characters(at) {
    return [...this.pane.editor.text.slice(0, at)].length;
  }

  /** Show a branch, and bring a sample on the screen that reaches it. */
  async choose({ from, piece }, index) {
    this.view.dispatch({ effects: branch.of({ from, index }) });
    const wanted = piece.branches[index];
    if (wanted.taken) return;
    await this.pane.write();
    const [start, end] = (wanted.test ? wanted : piece.branches[0]).tag;
    const { channel } = this;
    const made = await get(`/api/writing/reach?${query({ file: this.pane.file.id, channel, kind: wanted.test ? "if" : "else", start: this.characters(start), end: this.characters(end) })}`).catch(() => null);
    if (!made || (made.sample === state.sample && made.channel === channel)) return;
    if (!made.sample) this.pane.desk.note(t("noneReaches"));
    else set({ sample: made.sample, draft: "", ...(state.channel === "all" || made.channel === state.channel ? {} : { channel: made.channel }) });
  }
}

/** Every piece, each before those inside it. */
function* every(pieces) {
  for (const piece of pieces) {
    yield piece;
    for (const each of piece.branches ?? []) yield* every(each.pieces);
  }
}

const tests = (piece) => piece.branches.map((each) => each.test).join("\n");
