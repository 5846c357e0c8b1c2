// Sizes in Markdown, kept equal to the measured ones:
//   The script is <!-- size:first-track -->5.1 KB<!-- /size -->.
import { inKilobytes } from './measure.mjs';

const MARKER = /(<!-- size:([\w-]+) -->)(.*?)(<!-- \/size -->)/gs;

/** The heaviest row of each scenario, as text by id. */
export function sizeTexts(rows) {
  const heaviest = new Map();
  for (const { id, bytes } of rows) {
    if (bytes !== undefined) heaviest.set(id, Math.max(bytes, heaviest.get(id) ?? 0));
  }
  return new Map([...heaviest].map(([id, bytes]) => [id, inKilobytes(bytes)]));
}

/**
 * Compares the numbers of a text with the measured ones.
 * @returns `{ found, issues, corrected }`: how many numbers there are, what is wrong, and the text set right
 */
export function compareNumbers(text, texts) {
  const issues = [];
  let found = 0;
  const corrected = text.replace(MARKER, (whole, open, id, written, close) => {
    found++;
    const measured = texts.get(id);
    if (measured === undefined) {
      issues.push(`size:${id} is not measured: use one of ${[...texts.keys()].join(', ')}`);
      return whole;
    }
    if (written !== measured) issues.push(`size:${id} says ${written}, measured is ${measured}`);
    return open + measured + close;
  });
  return { found, issues, corrected };
}
