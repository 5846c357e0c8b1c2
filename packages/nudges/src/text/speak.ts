import type { Arm, Nudge } from '@tendril/protocol';
import { type Facts, readPath } from '@tendril/rules';
import { chooseContent, fillContent } from './choose-content.js';
import { fillPlain } from './fill-plain.js';
import type { Lookup } from './filling.js';
import { MissingFact } from './missing-fact.js';
import type { Speech } from './speech.js';

type Rich = typeof import('../rich-content.js');

/** What only some rules need for their content; the meter only where Tendril draws. */
export type RichContent = Omit<Rich, 'MeterBar'> & Partial<Pick<Rich, 'MeterBar'>>;

/** What fills texts in. It comes with what draws. */
export interface Speaker {
  missingFact: typeof missingFact;
  /** Undefined where all texts of the ruleset are plain. */
  rich: RichContent | undefined;
}

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
  /** Undefined where all texts of the ruleset are plain. */
  rich: RichContent | undefined;
}

/** Puts a nudge into words. Throws a MissingFact where a text names a fact that is not there. */
export function speak(nudge: Nudge, { facts, stage: id, arm, locale: wanted, now, rich }: Listener): Speech {
  const { plans = [], stages } = nudge.what;
  const stage = stages?.find((one) => one.id === id);
  const chosen = chooseContent(nudge, stage, arm, wanted);
  const { content, locale } = chosen;
  const fillTemplate = rich?.fillTemplate ?? fillPlain;

  const lookup: Lookup = (name) => {
    if (name === 'stage') return id;
    return plan && name.startsWith('plan.') ? plan(name.slice(5)) : readPath(facts, name);
  };
  const fill: Speech['fill'] = (template, values = {}, encode = false) =>
    fillTemplate(template, (name) => values[name] ?? lookup(name), { locale, now, encode });
  const plan = rich?.createPlanReader(plans, content, facts, fill);

  return { content: fillContent(chosen, fill), fill, plan: plan?.('id') as Speech['plan'] };
}

/** The fact that is missing for the nudge to be put into words, if one is: in its texts, or in the labels of its blocks. */
export function missingFact(nudge: Nudge, listener: Listener): string | undefined {
  try {
    const speech = speak(nudge, listener);
    return listener.rich?.missingInBlocks(nudge, speech, listener);
  } catch (error) {
    // Broken texts are told of where they are drawn.
    return error instanceof MissingFact ? error.fact : undefined;
  }
}
