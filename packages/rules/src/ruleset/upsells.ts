import { type Condition, type Issue, issue, type Nudge, type Ruleset } from '@tendril/protocol';
import { isObject } from '../condition/json.js';

/** The fact paths under a condition, those of the segments that it names among them. */
function pathsOf(value: unknown, segments: { [name: string]: Condition }, seen: Set<string>): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, segments, seen));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key !== '$segment') return [...(key[0] === '$' ? [] : [key]), ...pathsOf(inner, segments, seen)];
    const name = String(inner);
    if (seen.has(name)) return [];
    seen.add(name);
    return pathsOf(segments[name], segments, seen);
  });
}

/** Does it offer an upgrade to whomever it is shown? A stage or a text for those who can not buy may leave it out. */
const offers = ({ what, category }: Nudge): boolean =>
  category === 'upsell' ||
  [what.content, ...(what.stages ?? []).map(({ content }) => content)].some((contents) =>
    Object.values(contents ?? {}).some(({ actions = [] }) =>
      actions.some((action) => action.do === 'upgrade'),
    ),
  );

const isHeadroom = (path: string) => path === 'account.plan' || path.startsWith('entitlement.');
const isRight = (path: string) => /^user\.(role|can|permissions?|canBuy)(\.|$)/.test(path);

/**
 * Warns of an offer that asks neither whether there is a higher plan nor whether the person may buy: somebody on the top
 * plan, or a member without the right, would be shown it.
 */
export function upsells({ nudges, segments = {} }: Ruleset): Issue[] {
  return nudges.flatMap((nudge, index) => {
    if (!offers(nudge)) return [];
    const { who, what } = nudge;
    const paths = [who, ...(what.stages ?? []).map((stage) => stage.if)].flatMap((condition) =>
      pathsOf(condition, segments, new Set()),
    );
    const at = `nudges[${index}].who`;
    const warnings: Issue[] = [];
    if (!paths.some(isHeadroom) && !what.plans)
      warnings.push(
        issue(
          'headroom',
          at,
          'offers an upgrade to accounts on the top plan too',
          'ask for `account.plan`, such as { "account.plan": { "$below": "business" } }, or list `what.plans`',
        ),
      );
    if (!paths.some(isRight))
      warnings.push(
        issue(
          'buyer',
          at,
          'offers an upgrade to people who can not buy too',
          'ask for `user.role` or `user.can`, such as { "user.role": { "$in": ["owner", "admin"] } }',
        ),
      );
    return warnings;
  });
}
