import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { Engine } from '@tendril/rules';

const TEXTS = 'correct its texts in the ruleset';

/** A text that is broken, or lacks a fact: a label of a block is filled in while its view draws. */
const isOfText = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && 'fact' in error);

function cureOf(
  { options }: NudgeLink,
  { nudge: { type, what }, text }: ActiveNudge,
  error: unknown,
): string {
  // Texts are filled in before anything draws: without them, nothing did.
  if (!Object.keys(text).length) return TEXTS;
  const name = what.component ?? type;
  if ((options.nudges || undefined)?.components?.[name])
    return `mend the page’s own component "${name}", which threw this`;
  if (what.component) return `give createTendril nudges.components["${name}"], or take it out of the ruleset`;
  return isOfText(error) ? TEXTS : 'serve the files of `chunks/` beside the script, all of one version';
}

/** Tells the host of a nudge that could not be drawn, or whose code failed, and whose fault that is. */
export function tellBroken(link: NudgeLink, active: ActiveNudge, error: unknown): void {
  const message = `${active.nudge.id}: ${error}`;
  link.notices.emit('error', { code: 'render', message, cure: cureOf(link, active, error) });
}

/** Tells the host of rules that are defective, and left out. */
export function tellFaults({ notices }: NudgeLink, { faults }: Engine): void {
  const cure = 'Correct the ruleset; `checkRuleset` of @tendril/rules says how.';
  for (const { path, code, detail } of faults)
    notices.emit('error', { code: 'rule', message: `${path}: ${code} ${detail ?? ''}`, cure });
}
