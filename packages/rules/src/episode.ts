const NAMED = /\{([^{}]+)\}/;
const text = (value: unknown): string => (typeof value === 'object' ? '' : String(value));

/**
 * Fills `{stage}` and fact paths into an episode template: `{stage}:{usage.seats.limit}` gives `s90:10`. `fact` gives
 * what reads a fact.
 */
export function compileEpisode(
  template: string,
  fact: (path: string) => () => unknown,
): (stage: string) => string {
  const parts = template.split(NAMED).map((part, index) => {
    // Every second part is what stood in braces.
    if (index % 2 === 0) return () => part;
    if (part === 'stage') return (stage: string) => stage;
    const read = fact(part);
    return () => text(read());
  });
  return (stage) => parts.map((part) => part(stage)).join('');
}
