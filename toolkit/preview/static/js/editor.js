// CodeMirror with Jinja and Markdown, dressed like the rest of the desk.

import {
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, Compartment, completionKeymap, defaultKeymap, drawSelection, EditorState,
  EditorView, highlightActiveLine, HighlightStyle, highlightSelectionMatches, highlightSpecialChars, history, historyKeymap, jinja, keymap, lineNumbers,
  lintKeymap, markdown, search, searchKeymap, setDiagnostics, syntaxHighlighting, tags, Transaction,
} from "../vendor/codemirror.js";
import { get } from "./api.js";
import { units } from "./dom.js";
import { fieldName, lang, SEARCH, t } from "./strings.js";

const nonce = document.querySelector('meta[name="tact-nonce"]').content;

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "13.5px", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "12px 0 40px" },
  ".cm-gutters": { background: "var(--paper)", color: "var(--code-quiet)", border: "0", paddingLeft: "4px" },
  ".cm-activeLine": { background: "var(--code-here)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { background: "var(--code-chosen) !important" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-panels": { background: "var(--aside)", color: "var(--ink)" },
  ".cm-tooltip": { border: "1px solid var(--line)", borderRadius: "8px", background: "var(--paper)", color: "var(--ink)", boxShadow: "0 8px 24px rgba(40,34,20,.14)", fontFamily: "var(--font)" },
  ".cm-diagnostic": { borderLeft: "4px solid", padding: "6px 10px" },
  ".cm-diagnosticAction": { background: "var(--good-soft)", borderRadius: "5px", padding: "2px 8px", margin: "4px 6px 0 0", color: "var(--good-deep)" },
});

const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: [tags.heading, tags.heading2], color: "var(--code-heading)", fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.comment, tags.blockComment, tags.lineComment], color: "var(--code-quiet)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.definitionKeyword], color: "var(--code-keyword)" },
  { tag: [tags.variableName, tags.propertyName], color: "var(--code-name)" },
  { tag: [tags.brace, tags.special(tags.brace), tags.processingInstruction], color: "var(--code-quiet)" },
  { tag: [tags.string, tags.url], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
]));

const CLOSING = { "{{": "}}", "{%": "%}", "{#": "#}" };

/** The mark that closes the `{{`, `{%` or `{#` in which a text ends, or nothing. */
export function closing(text) {
  let open = "";
  for (let at = 0; at < text.length - 1; at += 1) {
    const two = text.slice(at, at + 2);
    if (open ? two !== CLOSING[open] : !CLOSING[two]) continue;
    open = open ? "" : two;
    at += 1;
  }
  return CLOSING[open] ?? "";
}

/** Type over the `}}`, `%}` or `#}` that the editor put behind the cursor, whoever types it. */
const typeOver = EditorView.inputHandler.of((view, from, to, text) => {
  if (from !== to || !"}%#".includes(text)) return false;
  const mark = closing(view.state.sliceDoc(0, from));
  const next = view.state.sliceDoc(from, from + 2);
  const first = mark && text === mark[0] && next === mark;
  const second = mark && text === mark[1] && next[0] === text && view.state.sliceDoc(from - 1, from) === mark[0];
  if (!first && !second) return false;
  view.dispatch({ selection: { anchor: from + 1 }, userEvent: "input.type" });
  return true;
});

/** A new line begins where the lines of a text begin: at the left. */
const newLine = (view) => {
  view.dispatch(view.state.replaceSelection("\n"), { scrollIntoView: true, userEvent: "input" });
  return true;
};

/** The text as source: with numbers, colours and brackets that close themselves. */
const source = [
  lineNumbers(), bracketMatching(), typeOver, closeBrackets(), highlightActiveLine(), highlightSelectionMatches(), jinja({ base: markdown() }),
  autocompletion({ override: [complete] }), colours, keymap.of([{ key: "Enter", run: newLine }, ...closeBracketsKeymap]),
  EditorView.contentAttributes.of({ "aria-label": t("source") }),
];

/** Make an editor in an element. `typed` hears of the writer's own changes, `save` of Ctrl-S. */
export function editor(parent, typed, save) {
  const [writable, looks] = [new Compartment(), new Compartment()];
  let how = source;
  const extensions = () => [
    looks.of(how), EditorView.cspNonce.of(nonce), highlightSpecialChars(), history(), drawSelection(), search({ top: true }), EditorView.lineWrapping,
    EditorState.phrases.of(SEARCH), look,
    keymap.of([
      { key: "Mod-s", run: () => (save(), true), preventDefault: true },
      ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap,
    ]),
    EditorView.contentAttributes.of({ spellcheck: "true", lang: "nl", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && update.transactions.some((each) => each.annotation(Transaction.userEvent))) typed();
    }),
    writable.of(EditorState.readOnly.of(false)),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ extensions: extensions() }) });
  let shown = "";
  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    get midway() {
      return how === source && view.hasFocus && closing(view.state.sliceDoc(0, view.state.selection.main.head)) !== "";
    },
    /** Show a text; the same file keeps its cursor, its scroll and its own undo. */
    take(text, mayWrite, id) {
      if (id === shown) view.dispatch({ changes: difference(view.state.doc.toString(), text) });
      else view.setState(EditorState.create({ doc: text, extensions: extensions() }));
      shown = id;
      view.dispatch({ effects: writable.reconfigure(EditorState.readOnly.of(!mayWrite)) });
    },
    /** Show the text as source, or as something else. */
    dress(extension) {
      if (how === (extension ?? source)) return;
      how = extension ?? source;
      view.dispatch({ effects: looks.reconfigure(how) });
    },
    select(start, end) {
      const length = view.state.doc.length;
      view.dispatch({
        selection: { anchor: Math.min(start, length), head: Math.min(end, length) },
        effects: EditorView.scrollIntoView(Math.min(start, length), { y: "center" }),
      });
    },
    mark(diagnostics) {
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
  };
}

/** The smallest change that makes one text of the other. */
function difference(before, after) {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < before.length - from && tail < after.length - from && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

/** The selection that an address names: "start-end" in characters, or "line:column". */
export function place(at, text) {
  const range = /^(\d+)-(\d+)$/.exec(at);
  if (range) return [units(text, Number(range[1])), units(text, Number(range[2]))];
  const [line, column] = at.split(":").map(Number);
  const rows = text.split("\n");
  const start = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
  return [start + Math.min(column - 1, rows[line - 1]?.length ?? 0), start + (rows[line - 1]?.length ?? 0)];
}

export function diagnosticsFor(findings, text, say, fix) {
  const length = text.length;
  return findings
    .map((finding) => ({
      from: Math.min(length, units(text, finding.start)), to: Math.min(length, units(text, finding.end)),
      severity: { error: "error", warning: "warning", hint: "info" }[finding.severity], message: say(finding),
      actions: finding.value ? [] : finding.suggestions.slice(0, 3).map((suggestion) => fix(finding, suggestion)),
    }))
    .sort((a, b) => a.from - b.from);
}

let typeable;

/** Offer fields between {{ }}, formats after |, statements in {% %}, parts in an include, named pieces after :::. */
async function complete(context) {
  const before = context.state.doc.lineAt(context.pos);
  const line = before.text.slice(0, context.pos - before.from);
  typeable ??= get("/api/fields").catch(() => null);
  const known = await typeable;
  if (!known) {
    typeable = undefined;
    return null;
  }
  const from = (pattern) => context.pos - pattern.exec(line)[0].length;
  if (/include\s+["'][^"']*$/.test(line)) {
    return { from: from(/[^"']*$/), options: known.parts.map((label) => ({ label, type: "class" })), validFor: /^[\w./ -]*$/ };
  }
  if (/^:::\s*\w*$/.test(line)) return { from: from(/\w*$/), options: known.pieces.map((label) => ({ label, type: "class" })) };
  if (!/(\{\{|\{%)[^}]*$/.test(line)) return null;
  if (/\|\s*\w*$/.test(line)) {
    return { from: from(/\w*$/), options: known.filters.map(({ name, example }) => ({ label: name, detail: example, type: "function" })) };
  }
  const fields = known.fields.flatMap((field) => {
    const boost = field.name.includes(".") ? -1 : 1;
    const word = field.name.split(".").map((name, at, path) => fieldName(name, path[at - 1])).join(".").replaceAll(" ", "_").toLowerCase();
    const inWords = lang === "nl" && word !== field.name ? [{ label: word, detail: field.name, apply: field.name, type: "variable", boost: boost - 1 }] : [];
    return [{ label: field.name, detail: field[lang], type: "variable", boost }, ...inWords];
  });
  const phrase = /^.*(?:\{\{-?|\{%-?\s*(?:elif|if|include)|\b(?:and|or|not|if|else))\s+([\p{L}\d_. ]*)$/u.exec(line)?.[1];
  if (phrase) {
    const named = (list, type) => list.map(({ name, meaning }) => ({ label: name, detail: meaning, type, boost: 2 }));
    const names = /\{%-?\s*include\s+[^"']*$/.test(line) ? [...named(known.orders, "class"), ...known.parts.map((label) => ({ label, apply: `"${label}"`, type: "class" }))]
      : [...named(known.conditions, "enum"), ...(/\{\{[^}]*$/.test(line) ? named(known.named_fields, "variable") : []), ...fields];
    return { from: context.pos - phrase.length, options: names, validFor: /^[\p{L}\d_. ]*$/u };
  }
  const statements = /\{%-?\s*\w*$/.test(line) ? known.statements.map((label) => ({ label, type: "keyword" })) : [];
  if (!context.explicit && !/[\w.]$/.test(line) && !/(\{\{|\{%)\s*$/.test(line)) return null;
  return { from: from(/[\w.]*$/), options: [...statements, ...fields], validFor: /^[\w.]*$/ };
}
