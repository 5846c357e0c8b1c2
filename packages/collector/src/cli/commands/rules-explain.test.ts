import { describe, expect, it } from 'vitest';
import { makeNudge } from '../../testing/make-ruleset.js';
import { runTendril } from '../../testing/run-tendril.js';
import { writeFiles } from '../../testing/write-files.js';

const AT = '2026-11-22T09:00:00Z';
const SEATS = makeNudge('seats', {
  who: { 'user.role': { $in: ['owner', 'admin'] }, 'usage.seats.ratio': { $gte: 0.7 } },
  where: { surface: 'slot', slot: 'banner', pages: { include: ['/reports*'] } },
});
const DID = { $did: { event: 'export', within: '14d', count: { $gte: 2 } } } as const;
const EXPORTS = makeNudge('exports', { who: DID, where: { surface: 'slot', slot: 'side' } });
const RULES = { version: '1', nudges: [SEATS, EXPORTS] };
const FACTS = { user: { id: 'u_1', role: 'owner' }, usage: { seats: { used: 9, limit: 10 } } };
const STORED = [
  { seq: 1, event: { type: 'track', event: 'export', timestamp: '2026-11-20T09:00:00Z' } },
  { seq: 2, event: { type: 'page', timestamp: '2026-11-20T09:00:00Z' } },
  { seq: 3, event: { type: 'track', event: 'export', timestamp: '2026-11-21T09:00:00Z' } },
];

const explain = async (flags: string[], { rules = RULES, facts = FACTS as unknown } = {}) => {
  const files = writeFiles({ 'rules.json': rules, 'facts.json': facts });
  const at = ['--facts', files['facts.json'], '--at', AT];
  return runTendril(['rules', 'explain', files['rules.json'], ...at, ...flags]);
};

describe('tendril rules explain', () => {
  it('says what shows, with every leaf, its actual value, and every gate in order', async () => {
    const { code, printed } = await explain(['--path', '/reports', '--nudge', 'seats']);
    expect(code).toBe(0);
    expect(printed).toBe(`\
At 2026-11-22T09:00:00Z on /reports: 1 of 1 nudge would show.
It is taken as given that nothing was shown before, and that every place is there and free.

seats (rev 1) shows
  slot:banner
  who is true
    Holds when user.role is one of "owner", "admin" and usage.seats.ratio is at least 0.7.
    true  user.role is one of "owner", "admin"  user.role = "owner"
    true  usage.seats.ratio is at least 0.7     usage.seats.ratio = 0.9
  gates
    ok    paused, schedule, who, stage, trigger, delay, stale, holdout, stopped, never, snoozed,
          episode, max, cooldown, category-cap, global-cap, gap
    ok    page               path="/reports" include=["/reports*"]
    ok    surface-busy, lower-priority, host-modal, identity-pending, hidden-tab, surface-missing,
          surface-late, surface-hidden, surface-ambiguous, render-error
`);
  });

  it('says which gates keep a nudge away, and what they looked at', async () => {
    const { printed } = await explain(['--path', '/home'], { facts: { user: { role: 'guest' } } });
    expect(printed).toContain('0 of 2 nudges would show');
    expect(printed).toContain('seats (rev 1) does not show: who\n');
    expect(printed).toMatch(/false {2}user\.role is one of "owner", "admin" {2}user\.role = "guest"\n/);
    expect(printed).toMatch(
      /false {2}usage\.seats\.ratio is at least 0\.7 +usage\.seats\.ratio is missing\n/,
    );
    expect(printed).toMatch(/FAIL {2}who\n/);
    expect(printed).toMatch(/FAIL {2}page +path="\/home" include=\["\/reports\*"\]\n/);
  });

  it.each([
    ['a list', STORED.map(({ event }) => event)],
    ['a reply of the collector', { events: STORED }],
    ['lines of an export', STORED.map(({ event }) => JSON.stringify({ kind: 'event', event })).join('\n')],
  ])('counts past events of %s', async (_, content) => {
    const { 'events.json': events } = writeFiles({ 'events.json': content });
    const { printed } = await explain(['--nudge', 'exports', '--events', events]);
    expect(printed).toMatch(/exports \(rev 1\) shows\n/);
    expect(printed).toContain('true  2 times, on 2 days, last 2026-11-21T09:00:00Z');
  });

  it('says that nothing is known of the past without events, and counts what happens now', async () => {
    const unknown = await explain(['--nudge', 'exports']);
    expect(unknown.printed).toContain('who is unknown\n');
    expect(unknown.printed).toContain('unknown  unknown past: give --events');
    const { 'events.json': events } = writeFiles({ 'events.json': [] });
    const flags = ['--nudge', 'exports', '--events', events, '--event', 'export', '--json'];
    const { nudges } = (await explain(flags)).json();
    expect(nudges[0].who.leaves[0].measured).toMatchObject({ count: { least: 1, most: 1 } });
  });

  it('takes a reply with facts too, and gives programs all of it', async () => {
    const { json } = await explain(['--json'], { facts: { version: 'v1', seq: 3, facts: FACTS } });
    const { now, nudges } = json();
    expect(now).toBe(Date.parse(AT));
    expect(nudges.map(({ nudge }: { nudge: string }) => nudge)).toEqual(['exports', 'seats']);
    expect(nudges[1]).toMatchObject({
      show: false,
      reason: 'page',
      surface: 'slot:banner',
      who: { holds: true, leaves: [{ values: { 'user.role': 'owner' } }, { holds: true }] },
    });
    expect(nudges[1].gates).toHaveLength(28);
  });

  it('takes what was seen, and says which cap holds a nudge back, and until when', async () => {
    const how = { max: [{ n: 1, per: 'P7D' as const }] };
    const rules = { version: '1', nudges: [makeNudge('n', { how })] };
    const at = Date.parse(AT) - 3_600_000;
    const ledger = { n: { shown: [{ at, session: 's1', episode: 'e' }] } };
    const {
      'own.json': own,
      'reply.json': reply,
      'bad.json': bad,
    } = writeFiles({
      'own.json': ledger,
      'reply.json': { version: 'v1', seq: 1, facts: {}, counters: {}, ledger },
      'bad.json': { n: { shown: [{ at: 'yesterday' }] } },
    });
    const free = await explain([], { rules } as never);
    expect(free.printed).toContain('n (rev 1) shows');
    for (const file of [own, reply]) {
      const { printed } = await explain(['--ledger', file], { rules } as never);
      expect(printed).toMatch(/n \(rev 1\) does not show: max\n/);
      expect(printed).toMatch(/FAIL {2}max +shown=1 max=1 per="P7D", until 2026-/);
      expect(printed).not.toContain('nothing was shown before');
    }
    const refused = await explain(['--ledger', bad], { rules } as never);
    expect([refused.code, refused.complained]).toEqual([1, expect.stringContaining('entry of n in')]);
  });

  it('splits by the ids of the facts, or by those it is given', async () => {
    const test = { key: 'k', unit: 'user' as const, arms: [{ id: 'only', weight: 1 }] };
    const rules = { version: '1', nudges: [makeNudge('n', { test })] };
    const armOf = async (flags: string[], facts: unknown) =>
      (await explain([...flags, '--json'], { rules, facts } as never)).json().nudges[0].arm;
    expect(await armOf([], FACTS)).toBe('only');
    expect(await armOf([], {})).toBeUndefined();
    expect(await armOf(['--user', 'u_2'], {})).toBe('only');
  });

  it('answers for a ruleset that is not sound as check does', async () => {
    const { code, printed } = await explain([], { rules: { version: '1', nudges: [SEATS, SEATS] } });
    expect([code, printed]).toEqual([1, expect.stringContaining('is not sound: 1 mistake.')]);
  });

  it('names what is wrong with its files, and the cure', async () => {
    const noFacts = await explain([], { facts: ['user'] });
    expect([noFacts.code, noFacts.complained]).toEqual([
      1,
      expect.stringMatching(/holds no facts\. Write an/),
    ]);
    const { 'events.json': events } = writeFiles({ 'events.json': [{ event: 'export' }] });
    const noTime = await explain(['--events', events]);
    expect([noTime.code, noTime.complained]).toEqual([1, expect.stringMatching(/Entry 1 .* a time\. Write/)]);
    const gone = await explain(['--events', '/missing.json']);
    expect([gone.code, gone.complained]).toEqual([
      1,
      expect.stringContaining('/missing.json can not be read'),
    ]);
  });

  it('names the nudges when there is none of that id', async () => {
    const { code, complained } = await explain(['--nudge', 'seat']);
    expect([code, complained]).toEqual([2, expect.stringContaining('The nudges are exports, seats.')]);
  });
});
