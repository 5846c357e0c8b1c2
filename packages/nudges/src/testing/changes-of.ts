import { onTestFinished } from 'vitest';

/** The texts that a live region has been given, in order: what would be read aloud. */
export function changesOf(region: Element): string[] {
  const texts: string[] = [];
  const observer = new MutationObserver(() => {
    const text = region.textContent ?? '';
    if (text !== (texts.at(-1) ?? '')) texts.push(text);
  });
  observer.observe(region, { childList: true, characterData: true, subtree: true });
  onTestFinished(() => observer.disconnect());
  return texts;
}
