import type { NudgeLink } from '@tendril/core';
import type { ArbiterContext, Candidate, Facts, GateAnswer } from '@tendril/rules';
import { idsOf } from './ids-of.js';
import type { LedgerKeeper } from './ledger-keeper.js';
import { listenerOf } from './listener-of.js';
import type { Rules } from './load-rules.js';
import type { Surfaces } from './page/surfaces.js';

/** Where decisions look. */
export interface Sources {
  link: NudgeLink;
  /** The page's root element. */
  root: Element;
  ledger: LedgerKeeper;
  surfaces: Surfaces;
  /** Surfaces whose nudge is being used, and which nudge that is. */
  busy: () => ArbiterContext['busy'];
}

/** The facts that conditions read, those of the page and the session among them. */
export function factsOf({ link, root }: Sources): Facts {
  const { location, title } = root.ownerDocument;
  const page = { path: location.pathname, url: location.href, title };
  return { ...link.facts.facts.get(), page, session: { id: link.session() } };
}

/** All that decides besides the rules and the facts. With `explain` nothing is asked for: it is only looked at. */
export function contextOf(
  { link, root, ledger, surfaces, busy }: Sources,
  rules: Rules,
  explain: boolean,
): ArbiterContext {
  const known = ledger.current();
  /** Can all its texts be said, as far as is known before something is to be drawn? One that names a fact which is missing waits for it. */
  function isSaid({ nudge, stage }: Candidate): GateAnswer {
    const fact = stage && rules.drawing?.missingFact(nudge, listenerOf(link, root, nudge, stage.id, rules));
    return !fact || { pass: false, values: { fact } };
  }
  const isLocked = (name: string | undefined) => !name || !link.facts.entitlements.get().includes(name);
  return {
    now: link.ports.clock.now(),
    ledger: known ?? {},
    policy: rules.ruleset.policy ?? {},
    categories: rules.categories,
    session: link.session(),
    ids: idsOf(link) ?? {},
    path: root.ownerDocument.location.pathname,
    surfaceTrouble: surfaces.trouble,
    inCorner: surfaces.inCorner,
    hostModal: surfaces.hostModal,
    hiddenTab: surfaces.hiddenTab(),
    busy: busy(),
    broken: rules.broken,
    more: [
      ['unlocked', ({ nudge: { unlock } }) => isLocked(unlock?.entitlement)],
      ['fact-missing', isSaid],
      ['other-tab', ({ nudge }) => surfaces.isMine(nudge, !explain)],
    ],
    identityPending: !known,
    explain,
  };
}
