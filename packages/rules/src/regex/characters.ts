/** Whether a character is one that an atom or a class takes. */
export type Accepts = (char: string) => boolean;

/** Constant patterns of one character each; the escapes in capitals are their opposites. */
const SETS: { readonly [name: string]: RegExp } = { d: /\d/, w: /\w/, s: /\s/ };
const CONTROLS: { readonly [name: string]: string } = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  b: '\b',
  0: '\0',
};

export const isWord: Accepts = (char) => /\w/.test(char);

/** `\d` and its kin; undefined for the escape of a single character. */
export function setOf(text: string): Accepts | undefined {
  const name = text.toLowerCase();
  const set = SETS[name];
  return set && ((char) => set.test(char) === (text === name));
}

/** The character that an escape stands for (the text after the backslash); undefined for back-references and the like. */
export const characterOf = (text: string): string | undefined =>
  /^[xu]./.test(text)
    ? String.fromCharCode(Number.parseInt(text.slice(1), 16))
    : (CONTROLS[text] ?? (/[a-z0-9]/i.test(text) ? undefined : text));

/** How characters compare where case is ignored, as RegExp does it: never from beyond ASCII into ASCII. */
function canonical(char: string): string {
  const upper = char.toUpperCase();
  return upper.length > 1 || (char > '\x7f' && upper <= '\x7f') ? char : upper;
}

/** The characters from one to another. */
export const range =
  (from: string, to: string, ignoreCase: boolean): Accepts =>
  (char) => {
    if (char >= from && char <= to) return true;
    if (!ignoreCase) return false;
    const upper = canonical(char);
    const lower = upper.toLowerCase();
    return (
      canonical(from) === upper ||
      (upper >= from && upper <= to) ||
      (lower >= from && lower <= to && canonical(lower) === upper)
    );
  };
