import type { NudgeLink, UpgradeRequest } from '@tendril/core';
import type { Json } from '@tendril/protocol';
import { readPath } from '@tendril/rules';
import { applyResult } from '../attend/apply-result.js';
import { idsOf } from '../ids-of.js';
import type { Scene } from '../showing/scene.js';
import type { Tell } from '../showing/tell.js';

const NAME = 'adjusted';
/** Adjustments that the device remembers to have asked for. */
const MAX_KEPT = 100;

/** A list of plans agrees to these; anything else that is not nothing agrees, and the host keeps to it. */
const agrees = (agreed: unknown, plan: Scene['plan']): agreed is Json =>
  Array.isArray(agreed) ? !!plan && agreed.includes(plan) : !!agreed;

/** Claims an adjustment; false where a tab of this device has asked for it already, whatever became of it. */
async function claim(key: string, { ports: { store, clock } }: NudgeLink): Promise<boolean> {
  let isFirst = false;
  await store.update<[key: string, at: number][]>(NAME, (kept = []) => {
    isFirst = !kept.some(([one]) => one === key);
    return isFirst ? [...kept, [key, clock.now()] as [string, number]].slice(-MAX_KEPT) : kept;
  });
  return isFirst;
}

/**
 * Asks the host to raise the plan without a click, where the stage says so and a fact says that the customer agreed: once
 * an episode, and never without that fact. What comes of it is applied and recorded; a refusal is told, and not repeated.
 */
export async function adjustPlan(
  { active, facts, plan: fits }: Pick<Scene, 'active' | 'facts' | 'plan'>,
  link: NudgeLink,
  tell: Tell,
): Promise<void> {
  const { nudge, stage, episode } = active;
  const limit = stage?.limit;
  const upgrade = link.options.actions?.upgrade;
  if (limit?.then !== 'adjust' || !upgrade) return;
  const plan = limit.plan ?? fits;
  const agreed = readPath(facts, limit.agreed);
  if (!agrees(agreed, plan)) return;
  const { user, account } = idsOf(link) ?? {};
  const idempotencyKey = [nudge.id, nudge.rev, account ?? user ?? '', episode].join(':');
  // Without a store that remembers it, it could be asked for with every page.
  if (!(await claim(idempotencyKey, link).catch(() => false))) return;
  const request: UpgradeRequest = { nudge: nudge.id, automatic: true, agreed, idempotencyKey };
  tell('nudge.action', active, { action: 'adjust', do: 'upgrade', automatic: true });
  try {
    const result = await upgrade({ ...request, ...(plan && { plan }) });
    if (result) applyResult(link, result);
  } catch (error) {
    const message = `The plan was not adjusted: ${error instanceof Error ? error.message : error}`;
    tell('nudge.error', active, { message });
    const cure = 'See why actions.upgrade refused; it is not asked again for this episode.';
    link.notices.emit('error', { code: 'adapter', message: `${nudge.id}: ${message}`, cure });
  }
}
