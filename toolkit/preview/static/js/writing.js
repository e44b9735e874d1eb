// The view in which a person writes: keeps the paper up to date with the text and with the sample on the screen.

import { get, post, Failure } from "./api.js";
import { h, later, units } from "./dom.js";
import { paper, branch, sheet, told } from "./paper.js";
import { query, set, state } from "./state.js";
import { t } from "./strings.js";

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
    this.sheet = sheet(() => null, { openNear: () => false });
    pane.holder.addEventListener("thing", (event) => this.act(event.detail));
  }

  get view() {
    return this.pane.editor.view;
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

  /** Ask what the sample on the screen makes of the text. */
  async show() {
    if (!this.pane.writes) return;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const { id } = this.pane.file;
    const channel = state.channel === "all" ? this.pane.desk.template?.channels?.[0] ?? "" : state.channel;
    try {
      const made = await get(`/api/writing?${query({ file: id, channel })}`);
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
      if (piece.kind === "part") Object.assign(made, { taken: piece.taken ?? this.taken.get(piece.source) ?? null, texts: this.uses[piece.file] ?? 0 });
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
    this.pane.holder.inert = false;
    const source = blocks.map((block) => ({ ...block, start: at(block.start), end: at(block.end), pieces: block.pieces.map(known) }));
    this.view.dispatch({ effects: told.of(source) });
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

  act({ act, at, index }) {
    if (act === "branch") return this.choose(this.condition(at), index);
    const place = this.place(at);
    if (!place) return undefined;
    if (act === "source") return this.pane.choose("source", place.from);
    return undefined;
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
    const channel = state.channel === "all" ? this.pane.desk.template?.channels?.[0] ?? "" : state.channel;
    const made = await get(`/api/writing/reach?${query({ file: this.pane.file.id, channel, kind: wanted.test ? "if" : "else", start: this.characters(start), end: this.characters(end) })}`).catch(() => null);
    if (!made) return;
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
