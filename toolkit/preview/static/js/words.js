// What a writer types as plain words, as it stands in a template: every sign in it is a sign and no mark. The same as
// `typed` in literals.py, which a test holds beside it.

const MEANT = /[\\`*_[\]<>|{}]|&(?=[#\p{L}\p{N}_])|(?<=\{)[%#]/gu;
const FIRST = /^(?:[-+#=:~>]|\p{Nd}{1,9}(?=[.)]))/u;
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ue000-\uf8ff]/gu;
const JINJA = /\{(?=[{%#])/g;

/** Words of one line as source. `first` says that they begin their line, `plain` that Markdown means nothing there. */
export function escaped(words, { first = false, plain = false } = {}) {
  const fit = words.replace(/[ \t]+/g, " ").replace(UNFIT, "");
  if (plain) return fit.replace(JINJA, "");
  const safe = fit.replace(MEANT, "\\$&");
  const found = first && FIRST.exec(safe)?.[0];
  if (!found) return safe;
  const at = /^\p{Nd}/u.test(found) ? found.length : 0;
  return `${safe.slice(0, at)}\\${safe.slice(at)}`;
}
