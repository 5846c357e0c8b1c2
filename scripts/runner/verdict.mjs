// What a check comes back with: `{ verdict, note, output }`.
//   verdict  'passed', 'failed' or 'skipped'
//   note     one line for the table: figures of a pass, the reason of a skip
//   output   everything that the check printed, shown when it fails

export const passed = (note = '') => ({ verdict: 'passed', note, output: '' });
export const failed = (output, note = '') => ({ verdict: 'failed', note, output });
export const skipped = (reason) => ({ verdict: 'skipped', note: reason, output: '' });

/**
 * The verdict of a finished command.
 * @param note text, or a pattern whose first group is taken from the output
 */
export function fromCommand({ code, output }, note = '') {
  const text = note instanceof RegExp ? (output.match(note)?.[1]?.trim() ?? '') : note;
  return code === 0 ? passed(text) : failed(output, text);
}
