import type { ContentAction } from '@tendril/protocol';
import { requestOf } from '../quote/request-of.js';
import type { ActingScene } from './action-scene.js';
import { applyResult } from './apply-result.js';

/**
 * Asks the host to change the plan, at the price that was shown. What the nudge unlocks may come with the answer or
 * later; nothing is unlocked before it is there.
 */
export async function upgrade(action: ContentAction, scene: ActingScene): Promise<void> {
  const { link, active, quotes } = scene;
  const { nudge } = active;
  const waits = scene.unlocks();
  // What is under way must not be bought again.
  if (waits?.stateOf(nudge)) return waits.again(nudge);
  const { actions } = link.options;
  if (actions?.quote && !quotes) throw new Error('The price is not known yet. Try again in a moment.');
  const quote = quotes?.agreed(action);
  const result = await actions?.upgrade?.({ ...requestOf(action, scene), ...(quote && { quote }) });
  if (result) applyResult(link, result);
  waits?.begin(nudge);
}
