import type { Target } from '../app.ts';

/** What a match must be: drawn, or drawn and not disabled. */
export type Want = 'drawn' | 'usable';

/** The first match in the document and its open shadow roots. Runs in the page: it must not refer to anything outside. */
export function findInPage(target: Target, want: Want): Element | null {
  // 'nudge section' may cross a shadow boundary, which no selector engine does: match step by step, going up.
  const steps = typeof target === 'string' ? target.split(' ') : ['button'];
  const above = (element: Element) =>
    element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const isWithin = (element: Element) => {
    let open = steps.length - 2;
    for (let up = above(element); up && open >= 0; up = above(up)) if (up.matches(steps[open]!)) open--;
    return open < 0;
  };
  const nameOf = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent).trim();
  const fits = (element: Element) =>
    (typeof target === 'string' ? isWithin(element) : nameOf(element) === target.button) &&
    element.checkVisibility({ visibilityProperty: true }) &&
    (want !== 'usable' || !element.matches(':disabled'));
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    const match = [...root.querySelectorAll(steps.at(-1)!)].find(fits);
    if (match) return match;
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return null;
}

/**
 * Keeps the page's errors from now on. Classic WebDriver has no console events and no script that runs before the
 * page's own, so what happens during load is seen in the other engines only.
 */
export function recordErrors(): void {
  const errors: string[] = [];
  Object.assign(window, { recordedErrors: errors });
  const { error } = console;
  console.error = (...parts: unknown[]) => {
    errors.push(parts.join(' '));
    error(...parts);
  };
  addEventListener('error', (event) => errors.push(`uncaught ${event.message}`));
  addEventListener('unhandledrejection', (event) => errors.push(`uncaught ${event.reason}`));
  addEventListener('securitypolicyviolation', (event) =>
    errors.push(`CSP ${event.violatedDirective} ${event.blockedURI}`),
  );
}

/** A script for `execute/async` that answers `{ value }` or `{ error }`. */
export const asyncScript = (fn: (...args: never[]) => unknown): string => `
  const args = [...arguments], done = args.pop();
  Promise.resolve().then(() => (${fn})(...args)).then((value) => done({ value }), (error) => done({ error: String(error) }));
`;
