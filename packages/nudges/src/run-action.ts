import type { ActiveNudge, NudgeLink, UpgradeResult } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import { durationMs, type LedgerRecord } from '@tendril/rules';
import { safeUrl } from './page/safe-url.js';

/** What a button needs besides itself. */
export interface ActionScene {
  link: NudgeLink;
  /** The element that the nudge is in. */
  page: Element;
  active: ActiveNudge;
  locale: string;
  dir: 'ltr' | 'rtl';
  /** Prompts that are open, by what closes them. */
  prompts: Set<() => void>;
  record: (record: Omit<LedgerRecord, 'nudge' | 'episode' | 'at'> & { kind: LedgerRecord['kind'] }) => void;
}

const DEFAULT_SNOOZE_MS = 24 * 60 * 60 * 1000;

/** Can this button do anything here? One that needs an adapter the host did not give is left out, and said. */
export const isPossible = ({ do: kind }: ContentAction, { options }: NudgeLink): boolean =>
  (kind !== 'invite' && kind !== 'upgrade') || typeof options.actions?.[kind] === 'function';

function navigate({ link, page }: ActionScene, url: string): void {
  const { defaultView: view, baseURI } = page.ownerDocument;
  const href = safeUrl(url, baseURI);
  if (!href) throw new Error(`The link ${url} is not allowed.`);
  if (link.options.actions?.openUrl) link.options.actions.openUrl(href);
  else view?.location.assign(href);
}

async function invite(
  { link, page, active, locale, dir, prompts }: ActionScene,
  role: unknown,
): Promise<void> {
  const { openInvitePrompt } = await import('./invite-prompt.js');
  const { id: nudge } = active.nudge;
  openInvitePrompt({
    link,
    page,
    nudge,
    role: typeof role === 'string' ? role : undefined,
    locale,
    dir,
    prompts,
  });
}

/** What the host's upgrade changed, said as the host would say it: so the collector and the other tabs hear of it too. */
function apply(
  { calls, facts, identity }: NudgeLink,
  { plan, entitlements, usage = {} }: UpgradeResult,
): void {
  const traits = { ...(plan && { plan }), ...(entitlements && { entitlements }) };
  const account = identity()?.groupId;
  if (account && Object.keys(traits).length) calls.group(account, traits);
  else facts.account(traits);
  for (const [meter, reading] of Object.entries(usage)) calls.usage(meter, reading);
}

async function upgrade({ link, active }: ActionScene, plan: unknown): Promise<void> {
  const request = { nudge: active.nudge.id, ...(typeof plan === 'string' && { plan }) };
  const result = await link.options.actions?.upgrade?.(request);
  if (result) apply(link, result);
}

/** Runs a button. Rejects with the message to show when it fails. */
export async function runAction(action: ContentAction, scene: ActionScene): Promise<void> {
  const { link, record } = scene;
  const data = action.data ?? {};
  switch (action.do) {
    case 'dismiss':
      return record({ kind: 'dismissed' });
    case 'snooze': {
      const rest = durationMs(String(data.for)) ?? DEFAULT_SNOOZE_MS;
      return record({ kind: 'snoozed', until: link.ports.clock.now() + rest } as never);
    }
    case 'emit':
      return void link.calls.track(action.event ?? action.id, data);
    case 'navigate':
      return navigate(scene, action.url ?? '');
    case 'invite':
      return invite(scene, data.role);
    case 'upgrade':
      return upgrade(scene, data.plan);
  }
}
