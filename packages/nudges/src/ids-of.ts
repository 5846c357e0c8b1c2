import type { NudgeLink } from '@tendril/core';

/** Who is here, by the units that nudges are counted and split by; undefined while it is not known. */
export function idsOf(link: NudgeLink): { anonymous: string; user?: string; account?: string } | undefined {
  const known = link.identity();
  if (!known) return undefined;
  const { anonymousId: anonymous, userId: user, groupId: account } = known;
  return { anonymous, ...(user && { user }), ...(account && { account }) };
}
