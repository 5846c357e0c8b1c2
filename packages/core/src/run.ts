import type { MountNudges } from './follow-ruleset.js';
import { forgetIdentity } from './identity.js';
import type { Late } from './late.js';
import type { Parts } from './parts.js';
import type { Ports, TabMessage } from './ports.js';
import type { TendrilOptions } from './tendril.js';

/** The other tabs' answers take a few milliseconds. */
const CLAIM_MS = 500;

/** What runs by itself, and begins and ends with consent. */
export function startRun(
  options: TendrilOptions,
  ports: Ports,
  parts: Parts,
  late: () => Promise<Late>,
  mount: MountNudges | undefined,
) {
  const { consent, sync, recorder, sender, queue, drops, facts, notices, link } = parts;
  const { ruleset } = link;
  let stopped = false;
  const live = () => consent.state === 'granted' && !stopped;

  let followed = false;
  let endFacts: (() => void) | undefined;
  async function startLate(): Promise<void> {
    const { followRuleset, keepFacts, startRulesetSync } = await late();
    if (!live()) return;
    endFacts ??= keepFacts(facts, ports.store, ports.tabs);
    if (options.nudges === false) return;
    if (mount && !followed) followRuleset(link, mount);
    followed = true;
    sync.current ??= startRulesetSync({ ports, ruleset, notices, live: options.live === 'always' });
  }

  /** Who is it, what did earlier pages leave behind, which rules hold? */
  function open(): void {
    recorder.hold();
    parts.person().ready.then(() => {
      if (!live()) return;
      parts.person().force();
      recorder.release();
    });
    ports.lifecycle.idle(() => {
      if (!live()) return;
      void sender.pass();
      // Without this chunk events wait for the next page, and nothing shows.
      startLate().catch(() => {});
    });
  }

  function close(reason: 'consent' | 'stopped'): void {
    recorder.deny(reason);
    sync.current?.stop();
    delete sync.current;
    endFacts?.();
    endFacts = undefined;
    ruleset.set(undefined);
  }

  /** While a denial is under way: events that some tab has told of. */
  let claimed: Set<string> | undefined;
  const drop = (ids: readonly string[]) => {
    for (const id of ids) drops.drop('consent', id);
  };

  /**
   * Nothing of the person stays on the device. Each tab tells of its own events; what then is left in the store was of
   * pages that are gone, and the tab that was asked tells of that.
   */
  function forget(asked: boolean): void {
    close('consent');
    const here = queue.pending().map(({ id }) => id);
    queue.settle(here);
    drop(here);
    const told = new Set(here);
    if (asked) claimed = told;
    else ports.tabs.post({ type: 'acked', ids: here });
    delete parts.who.current;
    forgetIdentity(ports.memo);
    parts.session.forget();
    ports.store.clear().then(
      (ids) => asked && ports.clock.after(CLAIM_MS, () => drop(ids.filter((id) => !told.has(id)))),
      () => {},
    );
    facts.reset();
  }

  function answer(granted: boolean, tell: boolean): void {
    if (stopped) return;
    consent.answer(granted);
    if (granted) open();
    else forget(tell);
    if (tell) ports.tabs.post({ type: 'consent', granted });
  }

  function leave(phase: 'exit' | 'resume' | 'online'): void {
    if (!live()) return;
    if (phase !== 'exit') return sender.resume();
    recorder.release();
    sender.exit();
  }

  function hear(message: TabMessage): void {
    if (message.type === 'acked') {
      queue.settle(message.ids);
      for (const id of message.ids) claimed?.add(id);
    } else if (message.type === 'identity') parts.who.current?.reload();
    else if (message.type === 'consent') answer(message.granted, false);
  }

  const off = [ports.lifecycle.on(leave), ports.tabs.on(hear)];
  if (live()) open();
  else if (consent.state === 'denied') recorder.deny('consent');

  return {
    live,
    answer,
    stop() {
      stopped = true;
      for (const end of off) end();
      sender.stop();
      close('stopped');
    },
  };
}
