import { messageOf } from '../problem.js';

/** Could more text make JSON of this beginning? */
const mayGoOn = (beginning: string): boolean => {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const message = messageOf(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined ? message.includes('end of JSON') : Number(position) >= beginning.length;
  }
};

/**
 * The line (from 1) on which a text stops being JSON. Engines name the place of only some mistakes, so it is looked
 * for: the first line with which the text can not go on. A text that only ends too early stops on its last line.
 */
export const lineOfSyntaxError = (text: string): number => {
  const lines = text.trimEnd().split('\n');
  let [sound, broken] = [0, lines.length];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (mayGoOn(`${lines.slice(0, middle).join('\n')}\n`)) sound = middle;
    else broken = middle;
  }
  return broken;
};
