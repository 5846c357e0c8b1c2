const ADDRESS = /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"'.]+$/;

export interface Addresses {
  /** Each once, whatever its case, in the order in which they were written. */
  emails: string[];
  /** What is neither an address nor the name before one. */
  wrong: string[];
}

/**
 * Reads addresses as people paste them: separated by commas, semicolons, blanks or lines, alone or as
 * `Ada Lovelace <ada@example.com>`.
 */
export function parseAddresses(text: string): Addresses {
  const found = new Map<string, string>();
  const wrong = new Set<string>();
  const take = (word: string): void => {
    const email = word.replace(/^mailto:/i, '');
    if (ADDRESS.test(email)) found.set(email.toLowerCase(), found.get(email.toLowerCase()) ?? email);
    else wrong.add(word);
  };
  for (const line of text.split(/[\n\r,;]+/)) {
    const bracketed = [...line.matchAll(/<([^<>]*)>/g)];
    // What stands before an address in brackets is a name.
    if (bracketed.length) for (const [, inner = ''] of bracketed) take(inner.trim());
    else for (const word of line.split(/\s+/).filter(Boolean)) take(word);
  }
  return { emails: [...found.values()], wrong: [...wrong] };
}
