import type { Nudge } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { openPage, plain, rulesetOf, SEATS } from './testing/sample-page.js';

const titled = (id: string, slot: string, title: string, over: Partial<Nudge> = {}) =>
  plain(id, slot, { what: { locale: 'en', content: { en: { title } } }, ...over });
const errors = (page: { notices: { [field: string]: unknown }[] }) =>
  page.notices.filter(({ on }) => on === 'error');

describe('a nudge with a broken text', () => {
  it('is said once with its cure, and the others live', async () => {
    const page = await openPage({
      nudges: [titled('broken', 'a', '{n,plural,one{x}'), plain('sound', 'b')],
      slots: ['a', 'b'],
    });
    page.hear('anything');
    await page.settle();
    expect(page.host('a')).toBeUndefined();
    expect(page.text('b')).toBe('sound');
    expect(errors(page)).toEqual([
      {
        on: 'error',
        code: 'render',
        message: expect.stringMatching(/^broken: SyntaxError: expected /),
        cure: 'correct its texts in the ruleset',
      },
    ]);
    expect(page.tracked.map(({ name, properties }) => [name, properties.nudge])).toEqual([
      ['nudge.error', 'broken'],
      ['nudge.assigned', 'sound'],
    ]);
  });

  it('leaves its place to the next one', async () => {
    const page = await openPage({
      nudges: [titled('broken', 'a', '{', { priority: 90 }), plain('sound', 'a')],
      slots: ['a'],
    });
    expect(page.text('a')).toBe('sound');
  });

  it('is explained, and tried again with the next ruleset', async () => {
    const page = await openPage({ nudges: [titled('n', 'a', '{')], slots: ['a'] });
    expect(page.state.explain?.('n')[0]).toMatchObject({ shown: false, reason: 'render-error' });
    page.link.ruleset.set(rulesetOf(titled('n', 'a', 'mended')));
    await page.settle();
    expect(page.text('a')).toBe('mended');
  });

  it('in one stage takes the banner of the other away', async () => {
    const [full, ...rest] = SEATS.what.stages ?? [];
    const broken = { ...full, content: { en: { title: '{' } } } as NonNullable<typeof full>;
    const page = await openPage({
      nudges: [{ ...SEATS, what: { ...SEATS.what, stages: [broken, ...rest] } }],
    });
    await page.seats(9);
    expect(page.host()).toBeDefined();
    await page.seats(10);
    expect(page.host()).toBeUndefined();
    expect(page.link.shown.get()).toEqual({});
  });
});

it('a defective rule is said with path and cure, and the others live', async () => {
  const page = await openPage({
    nudges: [plain('bad', 'a', { who: { $not: { a: { $regx: 'x' } } } }), plain('good', 'a')],
    slots: ['a'],
  });
  expect(page.text('a')).toBe('good');
  expect(errors(page)).toMatchObject([{ code: 'rule', message: expect.stringMatching(/^nudges\[0\]\.who/) }]);
  expect(page.state.explain?.('bad')[0]).toMatchObject({ reason: 'invalid' });
  expect(page.state.explain?.('bad')[0]?.summary).toContain('nudges[0].who.$not.a.$regx');
});

it('a slot name that is no text or no selector stops nobody', async () => {
  const page = await openPage({
    nudges: [plain('a', 'line\nbreak'), plain('b', 5 as never), plain('c', 'c')],
    slots: ['c'],
  });
  expect(page.text('c')).toBe('c');
});

it('markup in texts and facts is text', async () => {
  const markup = '<b id="x" onclick="alert(1)">{user.name}</b>';
  const page = await openPage({ nudges: [titled('n', 'a', markup)], slots: ['a'] });
  page.link.facts.user({ name: '<img src=x onerror=alert(1)>' });
  await page.settle();
  expect(page.text('a')).toBe('<b id="x" onclick="alert(1)"><img src=x onerror=alert(1)></b>');
  expect(page.host('a')?.shadowRoot?.querySelectorAll('b, img')).toHaveLength(0);
});

describe('explain', () => {
  it('has its sentences from the first call on, in a page that has come to rest', async () => {
    const page = await openPage({ nudges: [SEATS] });
    expect(page.state.explain?.('seats')[0]?.summary).toBe(
      'It does not show, because the facts do not satisfy `who`, or are not known.',
    );
  });

  it('answers for one nudge, for all, and for none', async () => {
    const page = await openPage({ nudges: [SEATS, plain('hello', 'app-banner')] });
    await page.seats(5);
    const { explain } = page.state;
    expect(explain?.('seats')).toMatchObject([{ nudge: 'seats', shown: false, reason: 'who' }]);
    const who = explain?.('seats')[0]?.gates.find(({ gate }) => gate === 'who');
    expect(who).toMatchObject({ pass: false, values: { 'usage.seats.ratio': 0.5 } });
    expect(
      explain?.()
        .map(({ nudge, reason }) => [nudge, reason])
        .sort(),
    ).toEqual([
      ['hello', 'shown'],
      ['seats', 'who'],
    ]);
    expect(explain?.('nobody')).toMatchObject([{ nudge: 'nobody', reason: 'unknown', gates: [] }]);
  });
});

it('unmounting leaves no element, listener or timer, whatever is still under way', async () => {
  const page = await openPage({
    nudges: [SEATS, { ...plain('later', 'app-banner'), schedule: { start: '2027-01-01T00:00:00Z' } }],
  });
  await page.seats(7);
  page.button('Invite')?.click();
  await expect.poll(() => document.querySelector('body > tendril-nudge')).not.toBeNull();
  expect([page.listeners(), page.clock.pending()].every((count) => count > 0)).toBe(true);
  page.button('Not now')?.click();
  page.unmount();
  await page.settle();
  expect(document.querySelectorAll('tendril-nudge')).toHaveLength(0);
  expect([page.listeners(), page.clock.pending()]).toEqual([0, 0]);
  expect(page.link.shown.get()).toEqual({});
  expect(page.state.explain).toBeUndefined();
  await page.seats(9);
  page.root.append(document.createElement('p'));
  window.dispatchEvent(new PopStateEvent('popstate'));
  await page.settle();
  expect(document.querySelectorAll('tendril-nudge')).toHaveLength(0);
  expect(page.clock.pending()).toBe(0);
});

it('unmounted while the ledger is being read, it draws nothing when that has come', async () => {
  const page = await openPage({ nudges: [plain('hello', 'app-banner')] });
  let arrive: (value: undefined) => void = () => {};
  page.link.ports.store.read = () =>
    new Promise((resolve) => {
      arrive = resolve;
    });
  page.state.identity = { anonymousId: 'anon', userId: 'u_2', groupId: 'acct_1' };
  page.hear('login');
  await page.settle();
  page.unmount();
  arrive(undefined);
  await page.settle();
  expect([page.host(), page.clock.pending()]).toEqual([undefined, 0]);
});
