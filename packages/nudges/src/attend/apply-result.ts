import type { NudgeLink, UpgradeResult } from '@tendril/core';

/** What the host's upgrade changed, said as the host would say it: so the collector and the other tabs hear of it too. */
export function applyResult(
  { calls, facts, identity }: NudgeLink,
  { plan, entitlements, usage = {} }: UpgradeResult,
): void {
  const traits = { ...(plan && { plan }), ...(entitlements && { entitlements }) };
  const account = identity()?.groupId;
  if (account && Object.keys(traits).length) calls.group(account, traits);
  else facts.account(traits);
  for (const [meter, reading] of Object.entries(usage)) calls.usage(meter, reading);
}
