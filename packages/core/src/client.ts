import type { MountNudges } from './follow-ruleset.js';
import type { NudgeLink } from './link.js';
import { createParts } from './parts.js';
import type { Ports } from './ports.js';
import { startRun } from './run.js';
import type { Explanation, Tendril, TendrilOptions } from './tendril.js';

export interface Client {
  tendril: Tendril;
  /** For the nudge layer. */
  link: NudgeLink;
}

const notLoaded = (nudge: string): Explanation => ({
  nudge,
  shown: false,
  reason: 'not-loaded',
  summary: 'No ruleset is loaded.',
  gates: [],
});

const loadLate = () => import('./late-parts.js');

/**
 * Assembles a client. Nothing here names a browser global: `ports` holds all of the outside,
 * `mount` brings the nudge
 * layer, and `late` loads what only sending needs.
 */
export function createClient(
  options: TendrilOptions,
  ports: Ports,
  mount?: MountNudges,
  late = loadLate,
): Client {
  const parts = createParts(options, ports, late);
  const { consent, facts, link, queue, sender, drops, person } = parts;
  const run = startRun(options, ports, parts, late, mount);

  function explain(): Explanation[];
  function explain(nudge: string): Explanation;
  function explain(nudge?: string): Explanation | Explanation[] {
    const found = parts.explain(nudge);
    return nudge === undefined ? found : (found[0] ?? notLoaded(nudge));
  }

  const tendril: Tendril = {
    ...parts.calls,
    entitlements: facts.entitlements,
    nudges: link.shown,
    explain,
    consent: { grant: () => run.answer(true, true), deny: () => run.answer(false, true) },
    stats() {
      const { halted, sent = 0 } = sender.delivery ?? {};
      const dropped = { ...drops.counts };
      const { state } = consent;
      return {
        queued: queue.size,
        sent,
        dropped,
        storage: ports.store.mode,
        consent: state,
        ...(halted && { halted }),
      };
    },
    async flush() {
      if (!run.live()) return;
      await person().ready;
      await queue.save();
      await sender.pass();
    },
    reset() {
      if (!run.live()) return;
      // What was said so far was said by the earlier person.
      parts.recorder.release();
      person().reset();
      parts.session.forget();
      facts.reset();
      parts.changed();
    },
    stop: run.stop,
    on: parts.notices.on,
  };
  return { tendril, link };
}
