import { createCalls } from './calls.js';
import { createConsent } from './consent.js';
import { createDrops } from './drops.js';
import { createFacts } from './facts.js';
import { createIdentity, type IdentityKeeper } from './identity.js';
import type { Late } from './late.js';
import { createLink } from './link.js';
import { createMessageIds } from './message-id.js';
import { createNotices } from './notices.js';
import type { Ports } from './ports.js';
import { createQueue } from './queue.js';
import { createRecorder } from './recorder.js';
import type { RulesetSync } from './ruleset-sync.js';
import { createSender } from './sender.js';
import { createSession } from './session.js';
import type { TendrilOptions } from './tendril.js';

/** Builds the parts that live as long as the client, and joins them. */
export function createParts(options: TendrilOptions, ports: Ports, late: () => Promise<Late>) {
  const { clock, memo, store, tabs } = ports;
  const newId = createMessageIds(clock, ports.random);
  const notices = createNotices();
  const drops = createDrops(notices);
  const consent = createConsent(memo, options.consent, ports.optedOut());
  const facts = createFacts();
  const session = createSession(clock, memo, newId);
  const sync: { current?: RulesetSync } = {};
  const who: { current?: IdentityKeeper } = {};
  const person = () => {
    who.current ??= createIdentity(memo, store, newId);
    return who.current;
  };
  const queue = createQueue(store, () => sender.wake());
  const onRevision = (revision: string) => sync.current?.check(revision);
  const sender = createSender({ ports, queue, drops, notices, writeKey: options.writeKey, onRevision }, late);
  const recorder = createRecorder({
    ports,
    drops,
    queue,
    newId,
    session: session.id,
    identity: () => person().force(),
    beforeSend: options.beforeSend,
    onEvent: (event) => hear(event),
  });
  const changed = () => tabs.post({ type: 'identity' });
  const become = (change: { userId?: string; groupId?: string }) => {
    person().change(change);
    changed();
  };
  const calls = createCalls({ recorder, facts, context: ports.context, become });
  const identity = () => who.current?.current();
  const { link, hear, explain } = createLink({
    options,
    ports,
    facts,
    notices,
    session: session.id,
    identity,
    calls,
  });
  return {
    notices,
    drops,
    consent,
    facts,
    session,
    link,
    explain,
    sync,
    who,
    person,
    queue,
    sender,
    recorder,
    calls,
    changed,
  };
}
export type Parts = ReturnType<typeof createParts>;
