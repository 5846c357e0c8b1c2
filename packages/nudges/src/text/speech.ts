import type { FilledContent } from './choose-content.js';

/** A nudge put into words. */
export interface Speech {
  content: FilledContent;
  /**
   * Fills a further template of the document; `values` are read before the facts. `encode` writes them as an address
   * needs it. Throws a MissingFact.
   */
  fill: (template: string, values?: { readonly [name: string]: unknown }, encode?: boolean) => string;
  /** Id of the plan that fits, as `{plan.id}`; none where none does. */
  plan: string | null | undefined;
}
