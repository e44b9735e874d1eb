// Joins findings and words: both know their place in the templates, so the place is what they share.

/** A word as the server gives it: [sentence, file, start, end, isValue]. */
export const SENTENCE = 0;
export const FILE = 1;
export const START = 2;
export const END = 3;

/** The numbers of the words that a place in a file covers. */
export function wordsAt(words, { file, start, end }) {
  const found = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word[FILE] === file && word[START] < end && word[END] > start) found.push(at);
  }
  return found;
}

/** The findings of one channel, each with the numbers of its words. */
export function marked(words, findings, channel) {
  return findings
    .filter((finding) => finding.end > finding.start && finding.scenarios.some((name) => name.endsWith(`/${channel}`)))
    .map((finding) => ({ finding, numbers: wordsAt(words, finding) }))
    .filter(({ numbers }) => numbers.length);
}

/** The sentences of a message: the numbers of the words of each, in order. */
export function sentences(words) {
  const groups = new Map();
  words.forEach((word, at) => {
    if (!groups.has(word[SENTENCE])) groups.set(word[SENTENCE], []);
    groups.get(word[SENTENCE]).push(at);
  });
  return [...groups.values()];
}

/** Where a sentence stands in the file that its first word comes from. */
export function placeOf(words, numbers) {
  const first = words[numbers[0]];
  const own = numbers.map((at) => words[at]).filter((word) => word[FILE] === first[FILE]);
  const start = first[START];
  return { file: first[FILE], start, end: Math.max(...own.filter((word) => word[START] >= start).map((word) => word[END])) };
}

/** One box for each line that some words stand on: [page, left, top, width, height]. */
export function lines(boxes, numbers) {
  const out = [];
  for (const at of numbers) {
    for (const [page, left, top, width, height] of boxes[at]) {
      const last = out.at(-1);
      const middle = top + height / 2;
      if (last && last[0] === page && middle > last[2] && middle < last[2] + last[4] && left >= last[1] && left - last[1] - last[3] < 0.03) {
        const bottom = Math.max(last[2] + last[4], top + height);
        last[3] = left + width - last[1];
        last[2] = Math.min(last[2], top);
        last[4] = bottom - last[2];
      } else out.push([page, left, top, width, height]);
    }
  }
  return out;
}
