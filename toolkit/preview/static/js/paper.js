// The text as a person writes it, on the same document as the source: what is program is a thing with a name or is
// hidden, and typing changes words and nothing else.

import {
  autocompletion, Decoration, EditorSelection, EditorState, EditorView, keymap, Prec, startCompletion, StateEffect, StateField, Transaction,
} from "../vendor/codemirror.js";
import { layout } from "./layout.js";
import { Card, Chip, Empty, End, Locked, Part, Sign, Space, Title, When } from "./things.js";
import { t } from "./strings.js";
import { escaped } from "./words.js";

/** Tell the paper of which pieces its text is: {blocks, choose}. */
export const told = StateEffect.define();
/** Show another branch of a condition: {from, index}. */
export const branch = StateEffect.define();

const WIDGETS = {
  title: (it) => new Title(it.name),
  card: (it) => new Card(it.piece, it.index, it.depth),
  when: (it) => new When(it.piece, it.index),
  end: () => new End(),
  field: (it) => new Chip(it.piece, it.dim),
  part: (it) => new Part(it.piece, it.alone, it.dim),
  order: (it) => new Part(it.piece, it.alone, it.dim),
  locked: (it) => new Locked(it.piece.source, it.alone),
  space: () => new Space(),
  sign: (it) => new Sign(it.sign),
  bullet: (it) => new Sign(it.label, "bullet"),
  cell: (it) => new Sign("|", "cell"),
  code: (it) => new Sign(it.label, "code"),
  fence: (it) => new Sign(it.label, "fence"),
  rule: () => new Sign("", "rule"),
  empty: () => new Empty(),
};

const NOTHING = { blocks: null, chosen: [], deco: Decoration.none, atoms: Decoration.none, guards: [], hidden: [], conditions: [], rows: [] };

/** The paper of a state: its decorations, and what may not be typed into. */
export const paper = StateField.define({
  create: () => NOTHING,
  update(now, tr) {
    let next = now;
    if (tr.docChanged) next = moved(now, tr.changes);
    for (const effect of tr.effects) {
      if (effect.is(told)) next = laidOut(tr.newDoc.toString(), effect.value, next.chosen);
      if (effect.is(branch) && next.source) {
        const chosen = [...next.chosen.filter((each) => each.from !== effect.value.from), effect.value];
        next = laidOut(tr.newDoc.toString(), next.source, chosen);
      }
    }
    return next;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (now) => now.deco),
    EditorView.atomicRanges.of((view) => view.state.field(field, false)?.atoms ?? Decoration.none),
  ],
});

function moved(now, changes) {
  const map = (list) => list.map((each) => ({ ...each, from: changes.mapPos(each.from, 1), to: changes.mapPos(each.to, -1) })).filter((each) => each.to >= each.from);
  const whole = (each) => (each?.whole ? { ...each, whole: { from: changes.mapPos(each.whole.from, 1), to: changes.mapPos(each.whole.to, -1) }, inside: each.inside && { from: changes.mapPos(each.inside.from, -1), to: changes.mapPos(each.inside.to, 1) } } : each);
  const wide = (list) => list.map((each) => ({ ...each, from: changes.mapPos(each.from, -1), to: changes.mapPos(each.to, 1) }));
  const gone = [];
  changes.iterChanges((from, to) => to > from && gone.push({ from, to }));
  const stays = (each) => !gone.some(({ from, to }) => each.from <= to && each.to >= from); // around what is gone, it may be hidden no more
  return {
    ...now, source: null, deco: now.deco.map(changes), atoms: now.atoms.map(changes), guards: map(now.guards).map(whole), hidden: map(now.hidden.filter(stays)),
    chosen: now.chosen.map((each) => ({ ...each, from: changes.mapPos(each.from, 1) })), conditions: map(now.conditions).map((each) => ({ ...each, above: each.above && changes.mapPos(each.above, -1), tags: map(each.tags) })), blocks: now.blocks && wide(now.blocks), rows: wide(now.rows),
  };
}

/** The branch of a condition that is shown: the one somebody chose, else the one that the sample goes, else the first. */
const shownBranch = (chosen) => (piece) => {
  const by = chosen.find((each) => each.from === piece.start);
  if (by && by.index < piece.branches.length) return by.index;
  return Math.max(0, piece.branches.findIndex((each) => each.taken));
};

function laidOut(text, source, chosen) {
  const made = layout(text, source, shownBranch(chosen));
  const shown = made.shown.filter(({ what, from, to }) => to > from || what === "empty").map((it) => {
    const widget = it.what ? WIDGETS[it.what](it) : undefined;
    return it.to > it.from ? Decoration.replace({ widget, inclusive: false }).range(it.from, it.to) : Decoration.widget({ widget, side: 1 }).range(it.from);
  });
  const starts = new Set([0]);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.add(at + 1);
  const above = made.lines.flatMap(({ from, above: things }) => (things ?? []).map((it) => Decoration.widget({ widget: WIDGETS[it.what](it), side: it.depth - 100, block: true }).range(from)));
  const lines = made.lines.filter(({ from }) => starts.has(from)).map(({ from, looks, depth }) =>
    Decoration.line({ class: ["w-line", ...looks.map((each) => `w-${each}`), depth ? `w-deep w-deep${Math.min(depth, 3)}` : ""].join(" ") }).range(from));
  const marks = made.marks.filter(({ from, to }) => to > from).map(({ from, to, look }) => Decoration.mark({ class: look.split(" ").map((each) => `w-${each}`).join(" ") }).range(from, to));
  return {
    source, chosen, blocks: made.blocks, conditions: made.conditions, hidden: made.hidden, guards: made.guards.sort((a, b) => a.from - b.from),
    rows: made.rows, atoms: Decoration.set(shown.filter((each) => each.to > each.from), true), deco: Decoration.set([...shown, ...above, ...lines, ...marks], true),
  };
}

/** Bring a place to where a cursor may stand. A step from such a place goes over what is hidden, and on. */
function stand(now, before, place, length) {
  let [at, going] = [place, 0];
  for (let turn = 0; turn < 60; turn += 1) {
    const over = now.hidden.find((each) => (each.good === "to" ? at >= each.from && at < each.to : at > each.from && at <= each.to));
    if (!over) return at;
    const forward = over.good === "from";
    if (before === over[over.good]) going ||= forward ? 1 : -1;
    at = going === 1 && forward ? over.to + 1 : going === -1 && !forward ? over.from - 1 : over[over.good];
    if (at < 0 || at > length) return before;
  }
  return before;
}

const keepsPlace = EditorState.transactionFilter.of((tr) => {
  const now = tr.startState.field(paper, false);
  if (!now?.blocks || tr.docChanged || !tr.selection) return tr;
  const { length } = tr.startState.doc;
  const old = tr.startState.selection.main;
  const { anchor, head } = tr.selection.main;
  const steps = tr.isUserEvent("select") && !tr.isUserEvent("select.pointer");
  const stood = stand(now, steps ? old.head : -1, head, length);
  const held = anchor === head ? stood : stand(now, -1, anchor, length);
  return stood === head && held === anchor ? tr : [tr, { selection: EditorSelection.single(held, stood), sequential: true }];
});

/** Which stretches of what somebody takes away may go: words, and things that go as a whole. */
function goes(now, from, to) {
  let [start, end] = [from, to];
  for (const { whole, inside } of now.guards) {
    if (inside && start <= inside.from && end >= inside.to && inside.to > inside.from) [start, end] = [Math.min(start, whole.from), Math.max(end, whole.to)];
  }
  const kept = [];
  let at = start;
  const held = [...now.guards.filter(({ whole, line }) => (line ? false : !(whole && whole.from >= start && whole.to <= end))), ...frames(now)]
    .filter((each) => each.from < end && each.to > start).sort((a, b) => a.from - b.from);
  for (const guard of held) {
    if (guard.from > at) kept.push({ from: at, to: guard.from });
    at = Math.max(at, guard.to);
  }
  if (at < end) kept.push({ from: at, to: end });
  return kept;
}

/** What stands outside the blocks. */
function frames(now) {
  const out = [];
  let at = 0;
  for (const { from, to } of now.blocks) {
    out.push({ from: at, to: from });
    at = to;
  }
  return [...out, { from: at, to: Infinity }];
}

export const blockAt = (now, at) => now.blocks.find(({ from, to }) => at >= from && at <= to);

/** Words that somebody types or pastes, as they stand in the source. */
function asSource(now, text, at, doc) {
  const plain = blockAt(now, at)?.plain ?? false;
  const line = doc.lineAt(at);
  const first = !doc.sliceString(line.from, at).replace(/\{%.*?%\}|\{#.*?#\}/g, "").replace(/^[ \t]*(?:[-*+]|\d+[.)]|#+|>)[ \t]+/, "").trim();
  const parts = text.split(/\s*\n\s*/).filter((each, number, all) => each || number === 0 || number === all.length - 1);
  return parts.map((each, number) => escaped(each, { plain, first: first || number > 0 })).join(plain ? " " : "\n\n");
}

/** Typing changes words, and nothing else: signs are signs, and what is program stays or goes as a whole. */
const wordsOnly = EditorState.transactionFilter.of((tr) => {
  const now = tr.startState.field(paper, false);
  if (!tr.docChanged || !by(tr, "input", "delete", "move")) return tr;
  if (!now.blocks) return [];
  const changes = [];
  let same = true;
  let cursor = null;
  tr.changes.iterChanges((from, to, _, __, inserted) => {
    const text = inserted.toString();
    const kept = to > from ? goes(now, from, to) : [];
    let at = text ? stand(now, from, kept[0]?.from ?? from, tr.startState.doc.length) : from;
    if (text.startsWith(" ") && at > 1 && to === from && /^[^\n]\n$/.test(tr.startState.sliceDoc(at - 2, at))) at -= 1; // behind a sentence, not before the next
    const put = text && blockAt(now, at) ? asSource(now, text, at, tr.startState.doc) : "";
    if (text !== put || (text && at !== from) || (to > from && !(kept.length === 1 && kept[0].from === from && kept[0].to === to))) same = false;
    let done = !put;
    for (const stretch of kept) {
      if (!done && at >= stretch.from && at <= stretch.to) {
        changes.push({ ...stretch, insert: put });
        done = true;
      } else changes.push(stretch);
    }
    if (!done) changes.push({ from: at, insert: put });
    cursor = { at, put };
  });
  if (!changes.length) return [];
  const more = filled(now, tr.startState.doc, changes);
  if (same && !more.length) return tr;
  changes.push(...more);
  const set = tr.startState.changes(changes);
  const head = cursor ? set.mapPos(cursor.at, -1) + cursor.put.length : undefined;
  const event = tr.annotation(Transaction.userEvent);
  return { changes, selection: cursor && { anchor: Math.min(head, set.newLength) }, userEvent: event, scrollIntoView: true, annotations: Transaction.addToHistory.of(true) };
});

const by = (tr, ...names) => names.some((name) => tr.isUserEvent(name)) && !tr.isUserEvent("input.thing");

/** Change the source itself: what a button or a key does, and no typing. */
export const put = (view, changes, anchor) => {
  view.dispatch({ changes, selection: anchor === undefined ? undefined : { anchor }, userEvent: "input.thing", scrollIntoView: true });
  return true;
};

/** The place in which a cursor stands: its line of the screen, and what comes before and after on it. */
function around(state, at) {
  const now = state.field(paper);
  const text = state.doc.toString();
  let [before, after] = [at, at];
  while (before > 0 && text[before - 1] === "\n") before -= 1;
  while (after < text.length && text[after] === "\n") after += 1;
  const mark = now.guards.find((each) => each.line && each.to === at);
  return { now, text, before, after, mark, block: blockAt(now, at) };
}

/** The end of a line of the screen, and not what is hidden behind it. */
const lineEnd = (extend) => (view) => {
  const now = view.state.field(paper, false);
  if (!now?.blocks) return false;
  const { main } = view.state.selection;
  const { head } = view.moveToLineBoundary(main, true);
  const at = stand(now, -1, head, view.state.doc.length);
  view.dispatch({ selection: { anchor: extend ? main.anchor : at, head: at }, scrollIntoView: true, filter: false });
  return true;
};

let copied = { shown: "", source: "" };

/** Copied words are what a reader sees; put back here, fields and parts are themselves again. */
const copies = EditorView.clipboardOutputFilter.of((text, state) => {
  const now = state.field(paper, false);
  const values = new Map();
  now?.atoms.between(0, state.doc.length, (from, to, { spec }) => { if (spec.widget instanceof Chip) values.set(state.sliceDoc(from, to), spec.widget.piece.value ?? ""); });
  const shown = text.replace(/\{\{[\s\S]*?\}\}/g, (field) => values.get(field) ?? field).replace(/\{[%#][\s\S]*?[%#]\}\n?/g, "").replace(/\\([!-/:-@[-`{-~])/g, "$1");
  copied = { shown, source: text };
  return shown;
});

const pastes = EditorView.domEventHandlers({
  paste(event, view) {
    const text = event.clipboardData?.getData("text/plain");
    if (!text || text !== copied.shown || text === copied.source) return false;
    event.preventDefault();
    if (!view.state.selection.main.empty) view.dispatch(view.state.replaceSelection(""), { userEvent: "delete.selection" });
    const insert = copied.source.replace(/\{%(?!-?\s*include\b)[\s\S]*?%\}\n?/g, "");
    return put(view, { from: view.state.selection.main.head, insert }, view.state.selection.main.head + insert.length);
  },
  dragstart(event) {
    event.preventDefault();
    return true;
  },
});

/** Choose the whole of a block: its letter or its SMS, and no more. */
function all(view) {
  const now = view.state.field(paper, false);
  const block = now?.blocks && blockAt(now, view.state.selection.main.head);
  if (!block) return false;
  view.dispatch({ selection: { anchor: block.from, head: block.to }, filter: false });
  return true;
}

/** Words typed over what is chosen: the browser would rebuild the things in it, so it does not do this itself. */
const overChosen = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || event.isComposing || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

const tell = (view, text) => view.dom.dispatchEvent(new CustomEvent("thing", { bubbles: true, detail: { act: "tell", text } }));

/** A new paragraph, or a new item of a list. */
function enter(view) {
  const { state } = view;
  const now = state.field(paper, false);
  if (!now?.blocks) return false;
  if (!state.selection.main.empty) view.dispatch(view.state.replaceSelection(""), { userEvent: "delete.selection" });
  const at = view.state.selection.main.head;
  const { text, block } = around(view.state, at);
  if (!block || block.name === "subject") return true;
  const within = view.state.field(paper).conditions.some((each) => !each.alone && at > each.from && at < each.to);
  if (within) return tell(view, t("noBreakHere"));
  const long = lengthened(view, at);
  if (long) return enterAt(view, long);
  return enterAt(view, at, text);
}

function enterAt(view, at) {
  const text = view.state.doc.toString();
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const line = /^(?:[ \t]*\{%[^\n]*?%\})*[ \t]*([-*+]|\d+[.)])[ \t]+/.exec(text.slice(lineStart, at));
  if (line) {
    const rest = text.slice(lineStart + line[0].length, (text.indexOf("\n", at) + 1 || text.length + 1) - 1);
    if (!rest.trim()) return put(view, { from: lineStart, to: at, insert: "\n" }, lineStart + 1);
    const mark = /^\d/.test(line[1]) ? `${Number.parseInt(line[1], 10) + 1}${line[1].at(-1)}` : line[1];
    return put(view, { from: at, insert: `\n${mark} ` }, at + mark.length + 2);
  }
  let [from, to] = [at, at];
  while (text[from - 1] === " ") from -= 1;
  while (text[to] === " ") to += 1;
  if (text[from - 1] === "\n" && text[from - 2] !== "\n" && from - 1 > 0 && !/%\}$/.test(text.slice(0, from - 1))) from -= 1;
  else if (text[to] === "\n" && text[to + 1] !== "\n" && !/^\s*(?:\{%|$)/.test(text.slice(to + 1))) to += 1;
  const tail = /^\n*/.exec(text.slice(to))[0].length;
  const ends = /^\s*(?:\{%-?\s*(?:end|el)|$)/.test(text.slice(to));
  const insert = `\n\n${ends && tail < 1 ? "\n" : ""}`;
  return put(view, { from, to, insert }, from + 2);
}

/** What gives a condition of one line an end of its own, so that there is room in it for more lines, or for none. */
function longer(doc, { tags, short, to }) {
  const changes = tags.flatMap((tag) => {
    const at = /:[ \t]*-?%\}$/.exec(doc.sliceString(tag.from, tag.to))?.index;
    return at === undefined ? [] : [{ from: tag.from + at, to: tag.from + at + 1 }];
  });
  return short ? [...changes, { from: to, insert: doc.sliceString(to - 1, to) === "\n" ? "{% endif %}\n" : "{% endif %}" }] : changes;
}

/** Give the condition in which a place stands an end of its own; the place then. */
export function lengthened(view, at) {
  const { doc } = view.state;
  const inside = view.state.field(paper).conditions.filter(({ from, to }) => at >= from && at <= to);
  const changes = inside.length ? longer(doc, inside.at(-1)) : [];
  if (!changes.length) return null;
  const set = view.state.changes(changes);
  view.dispatch({ changes, userEvent: "input.thing" });
  return set.mapPos(at, -1);
}

/** Conditions of one line that would say nothing after a change get an end of their own. */
function filled(now, doc, changes) {
  return now.conditions.flatMap((each) => {
    if (!changes.some(({ from, to = from }) => to > from && from < each.to && to > each.from)) return [];
    let source = doc.sliceString(each.from, each.to);
    for (const { from, to = from, insert = "" } of [...changes].sort((a, b) => b.from - a.from)) {
      if (from >= each.from && to <= each.to) source = source.slice(0, from - each.from) + insert + source.slice(to - each.from);
    }
    return /:[ \t]*-?%\}[ \t]*(?:\n|$|\{%)/.test(source) ? longer(doc, each) : [];
  });
}

/** At the beginning of a line: take its mark away, or join it to the line before. */
function backspace(view) {
  const { state } = view;
  const now = state.field(paper, false);
  const { main } = state.selection;
  if (!now?.blocks || !main.empty) return false;
  const { text, before, after, mark } = around(state, main.head);
  if (mark) {
    const empty = text[mark.to] === "\n" || mark.to === text.length;
    if (text[mark.from - 1] !== "\n") return put(view, { from: mark.from, to: mark.to }, mark.from);
    if (empty) return put(view, { from: mark.from - 1, to: mark.to }, mark.from - 1);
    const apart = text[mark.from - 2] === "\n" ? "" : "\n";
    return put(view, { from: mark.from, to: mark.to, insert: apart }, mark.from + apart.length);
  }
  if (text[main.head - 1] !== "\n") return false;
  return joined(view, before, after, main.head);
}

function remove(view) {
  const { state } = view;
  const now = state.field(paper, false);
  const { main } = state.selection;
  if (!now?.blocks || !main.empty || state.doc.sliceString(main.head, main.head + 1) !== "\n") return false;
  const { before, after } = around(state, main.head);
  return joined(view, before, after, main.head);
}

/** Take away an empty line, or join two paragraphs; a thing with a name stays a line of its own. */
function joined(view, before, after, at) {
  const { state } = view;
  const now = state.field(paper);
  const held = now.guards.some((each) => !each.line && each.to > before && each.from < after);
  const run = after - before;
  if (held) return true;
  if (run > 2 && at > before) return put(view, { from: before, to: before + 2 }, before);
  if (run > 2) return put(view, { from: after - 2, to: after }, before);
  const thing = now.guards.some((each) => (each.to === before && !fieldAt(now, each)) || (each.from === after && !each.line && !fieldAt(now, each)));
  if (thing || run === 0) return true;
  const mark = now.guards.find((each) => each.line && each.from === after);
  return put(view, { from: before, to: mark ? mark.to : after, insert: "\n" }, at > before ? before + 1 : before);
}

const fieldAt = (now, guard) => {
  let found = false;
  now.atoms.between(guard.from, guard.to, (from, to, deco) => { found ||= deco.spec.widget instanceof Chip; });
  return found;
};

/** What makes an editor a sheet of paper. `complete` offers what can be put in; `acts` are what its things do. */
export function sheet(complete, acts) {
  return [
    paper, keepsPlace, wordsOnly, overChosen, copies, pastes,
    autocompletion({ override: [complete], icons: false, optionClass: (option) => `w-option w-${option.type}` }),
    Prec.high(keymap.of([
      { key: "Enter", run: enter }, { key: "Backspace", run: backspace }, { key: "Delete", run: remove },
      { key: "End", run: lineEnd(false), shift: lineEnd(true) },
      { key: "Alt-Enter", run: (view) => acts.openNear(view) },
      { key: "Ctrl-Space", run: startCompletion }, { key: "Mod-a", run: all },
    ])),
    EditorView.contentAttributes.of({ "aria-label": t("paper"), class: "w-paper" }),
  ];
}
