// Files that are dropped on the desk: a letter, or the remarks of a reader. The browser itself opens none of them.

const holds = (event) => event.dataTransfer?.types.includes("Files");

/** Listen for files that are dropped anywhere on the desk. */
export function listen(desk) {
  addEventListener("dragover", (event) => holds(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file || document.querySelector("dialog[open]")) return;
    const [readers, letters] = await Promise.all([import("./readers.js"), import("./bring.js")]);
    if (readers.isRemarks(file)) await readers.bringBack(desk, file);
    else if (letters.isLetter(file)) letters.bring(desk, file);
  });
}
