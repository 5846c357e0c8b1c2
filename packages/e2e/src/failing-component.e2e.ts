import type { NudgeComponent } from '@tendril/browser';
import type { Tab } from './support/app.ts';
import { eventually } from './support/eventually.ts';
import { expect, test } from './support/places/places-test.ts';
import { named } from './support/stored-event.ts';

const BODY = `<main><input id="field" aria-label="Name"><div data-tendril-slot="odd"></div>
  <div data-tendril-slot="banner"></div></main>`;

// The host's own components. They run in the page, and refer to nothing outside.
const register = {
  'while it is drawn': () => {
    const odd: NudgeComponent = () => {
      throw new Error('out of order');
    };
    (window.tendril as unknown as { q: unknown[] }).q.push(['init', { nudges: { components: { odd } } }]);
  },
  'when other facts come': () => {
    const update = () => {
      throw new Error('out of order');
    };
    const odd: NudgeComponent = (element) => {
      element.append('The odd one');
      return { update, unmount: () => {} };
    };
    (window.tendril as unknown as { q: unknown[] }).q.push(['init', { nudges: { components: { odd } } }]);
  },
  'when its button is pressed': () => {
    const odd: NudgeComponent = (element) => {
      const button = element.appendChild(document.createElement('button'));
      button.textContent = 'The odd one';
      button.onclick = () => {
        throw new Error('out of order');
      };
      return { update: () => {}, unmount: () => {} };
    };
    (window.tendril as unknown as { q: unknown[] }).q.push(['init', { nudges: { components: { odd } } }]);
  },
} as const;

const provoke: { [how in keyof typeof register]: (tab: Tab) => Promise<void> } = {
  'while it is drawn': async () => {},
  'when other facts come': (tab) => tab.evaluate(() => void window.tendril.usage('seats', { used: 1 })),
  'when its button is pressed': (tab) => tab.click({ button: 'The odd one' }),
};

for (const how of Object.keys(register) as (keyof typeof register)[])
  test(`a component of the host that throws ${how} is taken off and told; page and other nudges live`, async ({
    open,
    app,
    collector,
  }) => {
    const since = await collector.lastSeq();
    const page = await open({ body: BODY, before: [register[how]] });
    await page.show('odd');
    await provoke[how](app);
    await page.untilReason('odd', 'render-error');
    expect(await app.visible('[data-tendril-slot="odd"] tendril-nudge')).toBe(false);

    await page.show('slot');
    await eventually(() => app.text('[data-tendril-slot="banner"] section')).toContain('The slot nudge');
    await page.focus('#field');
    await app.type('abc');
    expect(await app.evaluate(() => document.querySelector('input')?.value)).toBe('abc');

    const events = await collector.receivedWhen(
      (stored) => named(stored, 'nudge.error').length > 0,
      'nudge.error',
      since,
    );
    expect(named(events, 'nudge.error').map(({ event }) => event.properties)).toEqual([
      expect.objectContaining({ nudge: 'odd', rev: 1, message: 'Error: out of order' }),
    ]);
  });
