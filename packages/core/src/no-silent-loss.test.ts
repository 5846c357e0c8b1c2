// The invariant of delivery: an event is delivered at least once, or it is a counted drop. What a process had not
// committed when it was killed was never promised.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reply } from './ports.js';
import { createFakeBrowser, type FakeTab } from './testing/fake-browser.js';
import { turn } from './testing/turn.js';

const REPLIES: Partial<Reply>[] = [
  { status: 200 },
  { status: 204 },
  { status: 413 },
  { status: 500 },
  { status: 429 },
  { status: 429, retryAfterMs: 5000 },
  { status: 0 },
];
const hangs = () => new Promise<never>(() => {});
const place = fc.integer({ min: 0, max: 1 });
const action = <Kind extends string, Value>(kind: Kind, value: fc.Arbitrary<Value>) =>
  fc.record({ kind: fc.constant(kind), place, value });
const step = fc.oneof(
  { arbitrary: action('track', fc.integer({ min: 1, max: 8 })), weight: 4 },
  { arbitrary: action('reply', fc.constantFrom(...REPLIES, hangs)), weight: 3 },
  action('store', fc.boolean()),
  action('wait', fc.integer({ min: 0, max: 20_000 })),
  action(
    'do',
    fc.constantFrom('kill' as const, 'exit' as const, 'resume' as const, 'online' as const, 'flush' as const),
  ),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Two tabs of a browser, and what became of everything that was said in them. */
function createWorld() {
  const browser = createFakeBrowser();
  const { collector, store, clock } = browser;
  const said: { id: string; tab: FakeTab }[] = [];
  const dead = new Set<FakeTab>();
  const committed = new Set<string>();
  const dropped: string[] = [];
  const open = () => {
    const tab = browser.openTab();
    tab.tendril.on('drop', ({ messageId }) => dropped.push(messageId));
    return tab;
  };
  const tabs = [open(), open()];

  async function act({ kind, place: at, value }: Step): Promise<void> {
    const tab = tabs[at]!;
    if (kind === 'track')
      for (let n = 0; n < value; n += 1) said.push({ id: tab.tendril.track('event', { n }), tab });
    else if (kind === 'reply') collector.replies.push(value);
    else if (kind === 'store') store.failing = value;
    else if (kind === 'wait') await clock.advance(value);
    else if (value === 'flush') void tab.tendril.flush();
    else if (value === 'kill') {
      tab.kill();
      dead.add(tab);
      tabs[at] = open();
    } else tab.lifecycle.fire(value);
    await turn();
    for (const id of await store.ids()) committed.add(id);
  }

  /** Everything works again, also what hung: its process has ended. */
  async function heal(): Promise<void> {
    store.failing = false;
    collector.replies = [];
    for (const at of [0, 1] as const) {
      const tab = tabs[at]!;
      // A hanging request ends with a timeout in a real browser; here its tab is closed as people do it.
      void tab.tendril.flush();
      await turn();
      tab.lifecycle.fire('exit');
      await turn();
      tab.kill();
    }
    const last = open();
    await last.tendril.flush();
    await clock.advance(3_600_000);
  }

  const fates = () =>
    said
      .filter(({ id, tab }) => committed.has(id) || !dead.has(tab))
      .map(({ id }) =>
        collector.delivered.includes(id) || dropped.includes(id) ? 'known' : `${id} is lost`,
      );
  return { act, heal, fates, dropped, clock, store };
}

test('whatever fails, in whatever order, no event is lost in silence and none is dropped twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 30 }), async (steps) => {
      const world = createWorld();
      await turn();
      for (const next of steps) await world.act(next);
      await world.heal();
      expect(world.fates().filter((fate) => fate !== 'known')).toEqual([]);
      expect(new Set(world.dropped).size).toBe(world.dropped.length);
      expect(await world.store.rows()).toEqual([]);
      expect(world.clock.timers).toBe(0);
    }),
    { numRuns: 150 },
  );
});
