import type { Arm, Nudge } from '@tendril/protocol';
import { type Facts, readPath } from '@tendril/rules';
import { chooseContent, type FilledContent, fillContent } from './choose-content.js';
import { fillTemplate, type Lookup } from './fill-template.js';
import { fittingPlan } from './fitting-plan.js';
import { MissingFact } from './missing-fact.js';

/** What texts depend on besides the nudge. */
export interface Listener {
  facts: Facts;
  /** Id of the stage that holds; empty where there is none. */
  stage: string;
  arm: Arm | undefined;
  /** What the person reads. */
  locale: string;
  /** Epoch milliseconds. */
  now: number;
}

/** A nudge put into words. */
export interface Speech {
  content: FilledContent;
  /**
   * Fills a further template of the document; `values` are read before the facts. `encode` writes them as an address
   * needs it. Throws a MissingFact.
   */
  fill: (template: string, values?: { readonly [name: string]: unknown }, encode?: boolean) => string;
}

/** Puts a nudge into words. Throws a MissingFact where a text names a fact that is not there. */
export function speak(nudge: Nudge, { facts, stage: id, arm, locale: wanted, now }: Listener): Speech {
  const { plans = [], stages } = nudge.what;
  const stage = stages?.find((one) => one.id === id);
  const chosen = chooseContent(nudge, stage, arm, wanted);
  const { content, locale } = chosen;
  const fits = fittingPlan(plans, facts);

  /** `plan.name` and `plan.price` are texts themselves. */
  function plan(field: string): unknown {
    const value = readPath(fits, field);
    const key = `plans.${fits?.id}${field === 'name' ? '' : `.${field}`}`;
    return typeof value === 'string' && field !== 'id' ? fill(content.text?.[key] ?? value) : value;
  }

  const lookup: Lookup = (name) =>
    name === 'stage' ? id : name.startsWith('plan.') ? plan(name.slice(5)) : readPath(facts, name);
  const fill: Speech['fill'] = (template, values = {}, encode = false) =>
    fillTemplate(template, (name) => values[name] ?? lookup(name), { locale, now, encode });

  return { content: fillContent(chosen, fill), fill };
}

/** Properties of blocks that hold no texts. */
const NO_TEXTS = ['done', 'if', 'formula', 'data'];

/** The fact that is missing for the nudge to be put into words, if one is: in its texts, or in the labels of its blocks. */
export function missingFact(nudge: Nudge, listener: Listener): string | undefined {
  const { meters, plans, checklist, survey, calculator, recap } = nudge.what;
  try {
    const { content, fill } = speak(nudge, listener);
    const labels = Object.entries(content.text).filter(([key]) => key.includes('.'));
    JSON.stringify([labels, meters, plans, checklist, survey, calculator, recap], (key, value) => {
      if (NO_TEXTS.includes(key)) return undefined;
      if (typeof value === 'string' && value.includes('{')) fill(value);
      return value;
    });
    const limit = nudge.what.stages?.find((one) => one.id === listener.stage)?.limit;
    if (limit?.then === 'grace') fill(`{${limit.until},date}`);
    const known = meters?.some(({ usage }) => readPath(listener.facts, `usage.${usage}.used`) !== null);
    return known === false ? `usage.${meters?.[0]?.usage}.used` : undefined;
  } catch (error) {
    // Broken texts are told of where they are drawn.
    return error instanceof MissingFact ? error.fact : undefined;
  }
}
