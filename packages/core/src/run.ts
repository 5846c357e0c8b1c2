import { forgetIdentity } from './identity.js';
import type { Parts } from './parts.js';
import type { Ports, TabMessage } from './ports.js';
import type { TendrilOptions } from './tendril.js';

/** What runs by itself, and begins and ends with consent. */
export function startRun(options: TendrilOptions, ports: Ports, parts: Parts) {
  const { consent, sync, recorder, delivery, queue, drops, facts, link } = parts;
  const { ruleset } = link;
  let stopped = false;
  const live = () => consent.state === 'granted' && !stopped;

  async function startSync(): Promise<void> {
    if (options.nudges === false || !live()) return;
    const { startRulesetSync } = await import('./ruleset-sync.js');
    if (!live()) return;
    const onError = link.error;
    sync.current ??= startRulesetSync({ ports, ruleset, live: options.live === 'always', onError });
  }

  /** Who is it, what did earlier pages leave behind, which rules hold? */
  function open(): void {
    parts.person().ready.then(() => live() && recorder.release());
    ports.lifecycle.idle(() => {
      if (!live()) return;
      void delivery.pass();
      // Without this chunk there are no nudges; events do not need it.
      startSync().catch(() => {});
    });
  }

  function close(): void {
    recorder.deny();
    sync.current?.stop();
    delete sync.current;
    ruleset.set(undefined);
  }

  /** Nothing of the person stays on the device. */
  function forget(): void {
    close();
    for (const { id } of queue.pending()) drops.drop('consent', id);
    queue.settle(queue.pending().map(({ id }) => id));
    delete parts.who.current;
    forgetIdentity(ports.memo);
    parts.session.forget();
    void ports.store.clear();
    facts.reset();
  }

  function answer(granted: boolean, tell: boolean): void {
    if (stopped) return;
    consent.answer(granted);
    if (granted) open();
    else forget();
    if (tell) ports.tabs.post({ type: 'consent', granted });
  }

  function leave(phase: 'exit' | 'resume' | 'online'): void {
    if (!live()) return;
    if (phase !== 'exit') return delivery.resume();
    recorder.release();
    delivery.exit();
  }

  function hear(message: TabMessage): void {
    if (message.type === 'acked') queue.settle(message.ids);
    else if (message.type === 'facts') facts.receive(message.facts);
    else if (message.type === 'identity') parts.who.current?.reload();
    else if (message.type === 'consent' && message.granted !== live()) answer(message.granted, false);
  }

  const off = [ports.lifecycle.on(leave), ports.tabs.on(hear)];
  if (live()) open();
  else if (consent.state === 'denied') recorder.deny();

  return {
    live,
    answer,
    stop() {
      stopped = true;
      for (const end of off) end();
      void queue.save();
      delivery.stop();
      close();
    },
  };
}
