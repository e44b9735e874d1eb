// Lays out the pieces of a text for the view in which a person writes: what stands on which line, what is hidden, and
// what may not be typed into. Knows no screen: `paper.js` makes it visible.

const BLANK = /^\s*$/;
const INLINE = /^(?:\*{1,3}|_{1,3}|`+)$/;

/** Lay out blocks. `chosen(condition)` is the number of the branch that is shown. */
export function layout(text, blocks, chosen) {
  const made = new Layout(text, chosen);
  blocks.forEach((block, at) => made.block(block, blocks[at + 1]));
  return made;
}

class Layout {
  constructor(text, chosen) {
    this.text = text;
    this.chosen = chosen;
    this.shown = []; // {from, to, what, …}: replaced by a widget, or by nothing
    this.guards = []; // {from, to, whole}: cannot be typed into; goes only as a `whole`
    this.lines = []; // {from, looks}: lines on the screen
    this.marks = []; // {from, to, look}: how words look
    this.hidden = []; // {from, to, good}: the edge at which the cursor may stand
    this.rows = []; // {from, to, block}: the words of each line of the screen
    this.conditions = [];
    this.blocks = [];
    this.end = 0; // of the block before
  }

  block(block, next) {
    const { text } = this;
    this.items = [];
    this.looks = [];
    this.plain = block.plain;
    const [start, end] = this.trimmed(block.pieces, block.start, block.end);
    const first = this.title(this.end, start, block.name);
    this.blocks.push({ from: start, to: end, name: block.name, plain: block.plain });
    this.walk(block.pieces, { from: start, to: end, depth: 0, dim: false });
    if (start === end) this.show({ from: end, to: end, what: "empty" });
    this.items.push({ is: "stop", from: end });
    this.breaks(first);
    this.end = end;
    if (!next) this.hide(end, text.length, "from");
  }

  /** Where the words of a stretch begin and end; an empty line at the end is where somebody begins a paragraph. */
  trimmed(pieces, start, end) {
    const full = pieces.filter((piece) => !(piece.kind === "mark" && BLANK.test(piece.source)) && !isNote(piece));
    if (!full.length) return [start, start];
    const last = full.at(-1).end;
    const room = this.text.slice(last, end).startsWith("\n\n\n") ? 2 : 0;
    return [full[0].start, last + room];
  }

  /** The head of a block, in the place of what stands before it. */
  title(from, to, name) {
    const turn = from ? this.text.indexOf("\n", from) : -1;
    if (turn >= from && turn < to && from) {
      this.hide(from, turn, "from");
      from = turn + 1;
    }
    this.hide(from, to, "to");
    return { from, looks: ["first"], above: [{ what: "title", name, depth: 0 }] };
  }

  walk(pieces, around) {
    for (const piece of pieces) {
      if (piece.end <= around.from || piece.start >= around.to) continue;
      const from = Math.max(piece.start, around.from);
      const to = Math.min(piece.end, around.to);
      if (piece.kind === "literal") this.words(from, to, around);
      else if (piece.kind === "mark") this.mark(piece, from, to, around);
      else if (piece.kind === "condition") this.condition(piece, around);
      else if (isNote(piece)) this.note(piece, around);
      else this.atom(piece, around);
    }
  }

  words(from, to, around) {
    this.items.push({ is: "words", from, to, around });
    if (this.looks.length) this.marks.push({ from, to, look: this.looks.map((each) => each.look).join(" ") });
    if (around.dim) this.marks.push({ from, to, look: "dim" });
    if (this.plain) return;
    for (const found of this.text.slice(from, to).matchAll(/\\[!-/:-@[-`{-~]/g)) {
      this.shown.push({ from: from + found.index, to: from + found.index + 2, what: "sign", sign: found[0][1] });
    }
  }

  mark(piece, from, to, around) {
    const source = this.text.slice(from, to);
    for (let at = from; at < to; at += 1) if (this.text[at] === "\n") this.items.push({ is: "turn", from: at, around });
    if (source.includes("\n") || !source) return;
    const begins = this.begins(from);
    const line = begins && !this.plain && kindOf(source.trim());
    if (line) {
      this.items.push({ is: "line", from, to, line: line.look, around });
      this.guards.push({ from, to, line: true });
      this.replace({ from, to, what: line.what, label: line.label, good: "to" });
    } else if (BLANK.test(source)) {
      if (begins) this.hide(from, to, "to");
      else this.items.push({ is: "words", from, to, around });
    } else if (source === "\\") {
      this.items.push({ is: "bend", from, to, around });
      this.guards.push({ from, to });
      this.hide(from, to, "from");
    } else this.inline(source, from, to, around);
  }

  /** A mark within a line: bold, a link, a cell. */
  inline(source, from, to, around) {
    this.items.push({ is: "words", from, to, around });
    if (INLINE.test(source)) {
      const open = this.looks.findIndex((each) => each.source === source);
      if (open < 0) this.looks.push({ source, from, to, look: /`/.test(source) ? "code" : source.length > 1 ? "strong" : "slanted" });
      else {
        const [opening] = this.looks.splice(open, 1);
        const inside = { from: opening.to, to: from };
        this.guards.push({ from: opening.from, to: opening.to, whole: { from: opening.from, to }, inside }, { from, to, whole: { from: opening.from, to }, inside });
        this.hide(opening.from, opening.to, "to");
        this.hide(from, to, "from");
        return;
      }
      return;
    }
    this.guards.push({ from, to });
    this.replace({ from, to, what: source.includes("|") ? "cell" : "code", label: source.trim() });
  }

  /** A note of the writer: nobody reads it in the letter. */
  note(piece, around) {
    const to = piece.end - (piece.source.endsWith("\n") ? 1 : 0);
    this.guards.push({ from: piece.start, to: piece.end });
    if (this.begins(piece.start) && piece.source.endsWith("\n")) this.hide(piece.start, piece.end, "to");
    else {
      this.hide(piece.start, to, "to");
      if (to < piece.end) this.items.push({ is: "turn", from: to, around });
    }
  }

  atom(piece, around) {
    const trail = piece.source.endsWith("\n") ? 1 : 0;
    const to = piece.end - trail;
    const alone = this.begins(piece.start) && (trail || to >= around.to || this.text[to] === "\n") && piece.kind !== "field";
    this.guards.push({ from: piece.start, to, whole: piece.kind === "locked" ? null : { from: piece.start, to } });
    this.items.push({ is: "atom", from: piece.start, to, alone, around });
    this.replace({ from: piece.start, to, what: piece.kind, piece, alone, dim: around.dim });
    if (trail) {
      this.items.push({ is: "turn", from: to, around });
      this.guards.push({ from: to, to: to + 1 });
    }
  }

  condition(piece, around) {
    const index = this.chosen(piece);
    const branch = piece.branches[index];
    const taken = branch.taken !== false;
    const source = this.text.slice(piece.start, piece.end);
    const trail = source.endsWith("\n") ? 1 : 0;
    const alone = this.begins(piece.start) && (trail || piece.end >= around.to || this.text[piece.end] === "\n");
    const depth = around.depth + (alone ? 1 : 0);
    const inside = { from: branch.start, to: branch.end, depth, dim: around.dim || !taken };
    if (alone) [inside.from, inside.to] = this.trimmed(branch.pieces, branch.start, branch.end);
    const stop = piece.end - (alone ? trail : 0);
    const whole = piece.branches.length === 1 ? { from: piece.start, to: stop } : null;
    const thing = { from: piece.start, to: piece.end, what: "card", piece, index, depth, alone, inside, stop,
      tags: piece.branches.map(({ tag }) => ({ from: tag[0], to: tag[1] })), short: !this.text.slice(piece.branches.at(-1).end, piece.end).includes("endif") };
    this.conditions.push(thing);
    this.items.push({ is: "head", from: piece.start, to: inside.from, alone, thing, around: { ...around, depth } });
    this.guards.push({ from: piece.start, to: inside.from, whole });
    if (alone) this.hide(piece.start, inside.from, "to");
    else this.replace({ ...thing, to: inside.from, what: "when" });
    this.walk(branch.pieces, inside);
    if (inside.from === inside.to && alone) this.show({ from: inside.from, to: inside.from, what: "empty" });
    this.items.push({ is: "foot", from: inside.to, to: stop, alone, around });
    if (stop > inside.to) {
      this.guards.push({ from: inside.to, to: stop, whole });
      this.replace({ from: inside.to, to: stop, what: alone ? "" : "end", good: alone ? "from" : undefined });
    }
    if (alone && trail) {
      this.items.push({ is: "turn", from: stop, around });
      this.guards.push({ from: stop, to: piece.end });
    }
  }

  /** Whether nothing stands before a place on its line of the screen. */
  begins(at) {
    const last = this.items.at(-1);
    return !last || last.is === "turn" || ((last.is === "head" || last.is === "foot") && last.alone);
  }

  /** Decide which line breaks are seen, and where lines of the screen begin. */
  breaks(first) {
    let line = first;
    let row = null;
    const own = (item) => {
      if (item.is === "stop" || ((item.is === "head" || item.is === "foot") && item.alone)) return;
      row ??= { from: item.from, to: item.to, block: this.blocks.length - 1, depth: item.around?.depth ?? 0 };
      row.to = item.to;
    };
    const ends = () => {
      if (row) this.rows.push(row);
      row = null;
    };
    let before = null;
    let at = 0;
    const look = (item) => {
      if (item.line) line.looks.push(item.line);
      if (item.thing && item.alone) {
        item.thing.above = line.from;
        line.above = [...(line.above ?? []), item.thing];
      }
      if (item.around?.depth) line.depth = Math.max(line.depth ?? 0, item.around.depth);
    };
    while (at < this.items.length) {
      const item = this.items[at];
      if (item.is !== "turn") {
        look(item);
        own(item);
        before = item.is === "bend" && before ? { ...before, bend: true } : { ...item, line: item.line ?? (item.alone ? undefined : before?.line) };
        at += 1;
        continue;
      }
      const run = [];
      while (this.items[at]?.is === "turn") run.push(this.items[at++]);
      const next = this.items[at];
      if (!before) run.forEach(({ from }) => this.hide(from, from + 1, "to"));
      else if (run.length === 1 && flows(before) && flows(next)) this.replace({ from: run[0].from, to: run[0].from + 1, what: "space" });
      else {
        const seen = Math.ceil(run.length / 2);
        let hide = run.length - seen;
        run.forEach(({ from, around }, number) => {
          if (hide > 0 && number % 2 === 0) {
            this.hide(from, from + 1, "from");
            hide -= 1;
            return;
          }
          ends();
          this.lines.push(line);
          line = { from: from + 1, looks: run.length > 1 ? ["gap"] : [], depth: around?.depth };
        });
        before = { ...next, is: "begin", line: undefined };
      }
    }
    ends();
    this.lines.push(line);
  }

  replace(what) {
    if (what.to > what.from) this.show(what);
  }

  show(what) {
    this.shown.push(what);
    if (what.good) this.hidden.push({ from: what.from, to: what.to, good: what.good });
  }

  hide(from, to, good) {
    if (to <= from) return;
    this.shown.push({ from, to, what: "" });
    this.hidden.push({ from, to, good });
  }
}

const flows = (item) => !item.bend && !item.alone && item.is !== "line" && !HEADINGS.includes(item.line) && item.is !== "begin";
const HEADINGS = ["h1", "h2", "h3", "row", "fence"];
const isNote = (piece) => piece.kind === "locked" && piece.source.startsWith("{#");

/** What begins a line: a heading, an item of a list, a row, the border of a named piece. */
function kindOf(source) {
  const heading = /^(#{1,6})$/.exec(source);
  if (heading) return { look: `h${Math.min(3, heading[1].length)}`, what: "", label: "" };
  if (/^[-*+]$/.test(source)) return { look: "item", what: "bullet", label: "•" };
  if (/^\d+[.)]$/.test(source)) return { look: "item", what: "bullet", label: source };
  if (source.startsWith(":::")) return { look: "fence", what: "fence", label: source.slice(3).trim() };
  if (source === ">") return { look: "quote", what: "" };
  if (/^\|?[ \t]*:?-+:?[ \t]*\|/.test(source)) return { look: "rule", what: "rule", label: "" };
  if (source.startsWith("|")) return { look: "row", what: "cell", label: "|" };
  return null;
}
