// What was typed, kept in this browser until the file has it: words outlive a closed page, a stopped program, a full disk.

const key = (file) => `tact:typed:${file.home}`;

/** Keep a text that stands in the editor, with what the file held when it was opened. */
export function keep(file, text) {
  try {
    localStorage.setItem(key(file), JSON.stringify({ text, digest: file.digest }));
  } catch {
    // A browser without room or without memory: the question at closing is what is left.
  }
}

/** The text that was typed and did not reach the file, or null. */
export function kept(file) {
  try {
    const found = JSON.parse(localStorage.getItem(key(file)));
    return found && found.text !== file.text ? found : forget(file);
  } catch {
    return null;
  }
}

export function forget(file) {
  try {
    localStorage.removeItem(key(file));
  } catch {
    // Nothing was kept.
  }
  return null;
}
