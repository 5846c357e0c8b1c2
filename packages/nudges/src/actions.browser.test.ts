import type { Actions, UpgradeResult } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { openPage, plain } from './testing/sample-page.js';

const withButtons = (...actions: ContentAction[]) =>
  plain('n', 'app-banner', { what: { locale: 'en', content: { en: { title: 'T', actions } } } });
const status = (host: HTMLElement | undefined) =>
  host?.shadowRoot?.querySelector('[role=status]')?.textContent;

/** A promise and the ends of it. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

it.each([
  [{ upgrade: () => undefined }, ['Upgrade']],
  [{ invite: () => ({ sent: [] }) }, ['Invite']],
  [{}, []],
] as [Actions, string[]][])(
  'buttons without an adapter are left out: %j leaves %j',
  async (actions, names) => {
    const page = await openPage({ actions });
    await page.seats(7);
    const shown = ['Invite', 'Upgrade'].filter((name) => page.button(name));
    expect(shown).toEqual(names);
    expect(page.button('Not now'), 'it can still be closed').toBeDefined();
    const missed = ['upgrade', 'invite'].filter((name) => !(name in actions));
    const told = page.notices.filter(({ code }) => code === 'adapter').map(({ cure }) => cure);
    expect(new Set(told), 'the host is told').toEqual(
      new Set(missed.map((name) => `Give createTendril actions.${name}.`)),
    );
    expect(told, 'once of each').toHaveLength(missed.length);
  },
);

describe('upgrade', () => {
  it('asks the host once, applies what changed, and the banner goes', async () => {
    const asked: unknown[] = [];
    const answer = deferred<UpgradeResult>();
    const page = await openPage({
      actions: {
        upgrade(request) {
          asked.push(request);
          return answer.promise;
        },
      },
    });
    await page.seats(9);
    page.button('Upgrade')?.click();
    await page.settle();
    expect(page.button('Upgrade')?.ariaDisabled).toBe('true');
    page.button('Upgrade')?.click();
    answer.resolve({ plan: 'business', usage: { seats: { used: 9, limit: 25 } } });
    await page.settle();
    expect(asked).toEqual([{ nudge: 'seats', plan: 'business' }]);
    expect(page.link.facts.facts.get()).toMatchObject({
      account: { plan: 'business' },
      usage: { seats: { used: 9, limit: 25 } },
    });
    expect(page.host()).toBeUndefined();
    expect(page.names()).toEqual(['nudge.assigned', 'nudge.action']);
    expect(page.tracked[1]?.properties).toMatchObject({ action: 'secondary', do: 'upgrade', stage: 's90' });
  });

  it.each([
    ['an error', () => Promise.reject(new Error('The card was declined.')), 'The card was declined.'],
    ['a text', () => Promise.reject('Try again later.'), 'Try again later.'],
    ['what is like an error', () => Promise.reject({ message: 'Declined.' }), 'Declined.'],
    ['nothing', () => Promise.reject(), 'That failed. Try again.'],
    ['an error that says nothing', () => Promise.reject(new Error()), 'That failed. Try again.'],
    [
      'a throw',
      () => {
        throw new Error('No connection.');
      },
      'No connection.',
    ],
  ] as [string, NonNullable<Actions['upgrade']>, string][])(
    'says why it failed: %s',
    async (_, upgrade, text) => {
      const page = await openPage({ actions: { upgrade } });
      await page.seats(9);
      page.button('Upgrade')?.click();
      await page.settle();
      expect(status(page.host())).toBe(text);
      expect(page.button('Upgrade')?.ariaDisabled).toBe('false');
    },
  );

  it('clears the failure with the next try', async () => {
    let tries = 0;
    const upgrade = async () => {
      tries += 1;
      if (tries === 1) throw new Error('No.');
      return undefined;
    };
    const page = await openPage({ actions: { upgrade } });
    await page.seats(9);
    for (const expected of ['No.', '']) {
      page.button('Upgrade')?.click();
      await page.settle();
      expect(status(page.host())).toBe(expected);
    }
  });

  it('that ends after the banner has gone draws nothing', async () => {
    const answer = deferred<undefined>();
    const page = await openPage({ actions: { upgrade: () => answer.promise } });
    await page.seats(9);
    const root = page.host()?.shadowRoot;
    page.button('Upgrade')?.click();
    await page.seats(1);
    answer.reject(new Error('late'));
    await page.settle();
    expect(page.host()).toBeUndefined();
    expect(root?.childElementCount).toBe(0);
  });
});

describe('other buttons', () => {
  it('emit records its event with its data', async () => {
    const page = await openPage({
      nudges: [withButtons({ id: 'primary', label: 'Go', do: 'emit', event: 'tour', data: { step: 1 } })],
    });
    page.button('Go')?.click();
    await page.settle();
    expect(page.tracked.at(-1)).toEqual({ name: 'tour', properties: { step: 1 } });
  });

  it('navigate hands the absolute address to the host', async () => {
    const opened: string[] = [];
    const page = await openPage({
      nudges: [withButtons({ id: 'link', label: 'Go', do: 'navigate', url: '/billing' })],
      actions: { openUrl: (url) => opened.push(url) },
    });
    page.button('Go')?.click();
    await page.settle();
    expect(opened).toEqual([new URL('/billing', document.baseURI).href]);
  });

  it('navigate refuses a script, and says so', async () => {
    const opened: string[] = [];
    const page = await openPage({
      nudges: [withButtons({ id: 'link', label: 'Go', do: 'navigate', url: 'javascript:alert(1)' })],
      actions: { openUrl: (url) => opened.push(url) },
    });
    page.button('Go')?.click();
    await page.settle();
    expect(opened).toEqual([]);
    expect(status(page.host())).toBe('The link javascript:alert(1) is not allowed.');
  });

  it('snooze brings it back when the time is up', async () => {
    const page = await openPage({
      nudges: [withButtons({ id: 'secondary', label: 'Later', do: 'snooze', data: { for: 'PT1H' } })],
    });
    page.button('Later')?.click();
    await page.settle();
    expect(page.host()).toBeUndefined();
    expect(page.names()).toEqual(['nudge.assigned', 'nudge.snoozed']);
    await page.clock.advance(59 * 60_000);
    expect(page.host()).toBeUndefined();
    await page.clock.advance(60_000);
    expect(page.text()).toBe('T');
  });

  it('stopOn primary ends the nudge after its button', async () => {
    const nudge = withButtons({ id: 'primary', label: 'Go', do: 'emit', event: 'x' });
    const page = await openPage({ nudges: [{ ...nudge, how: { stopOn: ['primary'] } }] });
    page.button('Go')?.click();
    await page.settle();
    expect(page.host()).toBeUndefined();
    expect(page.state.explain?.('n')[0]?.reason).toBe('stopped');
  });
});
