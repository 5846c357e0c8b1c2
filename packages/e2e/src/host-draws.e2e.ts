import { eventually } from './support/eventually.ts';
import { expect, test } from './support/places/places-test.ts';
import { named } from './support/stored-event.ts';

const BODY = '<main><div data-tendril-slot="banner"></div></main>';

/** Runs in the page, before the SDK: it draws whatever `tendril.nudges` holds, and refers to nothing outside. */
const drawByHost = () => {
  const tendril = window.tendril as unknown as { q: unknown[] };
  tendril.q.push(['init', { nudges: { render: 'none' } }]);
  addEventListener('DOMContentLoaded', () => {
    const follow = () => {
      // The stub's properties are calls that wait.
      if (!window.tendril.nudges?.get?.()) return void setTimeout(follow, 50);
      window.tendril.nudges.subscribe((nudges) => {
        const slot = document.querySelector('[data-tendril-slot="banner"]') as HTMLElement;
        const handle = nudges['slot:banner']?.handle;
        slot.replaceChildren();
        if (!handle) return;
        const article = slot.appendChild(document.createElement('article'));
        article.textContent = handle.content.title;
        for (const { id, label } of handle.content.actions) {
          const button = article.appendChild(document.createElement('button'));
          button.textContent = label;
          button.onclick = () => void handle.act(id);
        }
        const close = article.appendChild(document.createElement('button'));
        close.textContent = handle.content.dismissLabel;
        close.onclick = () => handle.dismiss();
        handle.watch(article);
      });
    };
    follow();
  });
};

test('a nudge that the host draws is counted by the collector as one that Tendril draws, and Preact is not loaded', async ({
  open,
  app,
  collector,
}) => {
  const since = await collector.lastSeq();
  const received = (name: string) =>
    collector.receivedWhen((stored) => named(stored, name).length > 0, name, since);
  const page = await open({ body: BODY, before: [drawByHost] });
  await page.show('slot');
  await eventually(() => app.text('article')).toContain('The slot nudge');
  await received('nudge.exposed');
  await app.click({ button: 'Buy' });
  await received('bought');
  await app.click({ button: 'Not now' });
  const events = await received('nudge.dismissed');

  const told = ['nudge.assigned', 'nudge.exposed', 'nudge.action', 'nudge.dismissed'];
  const showing = {
    nudge: 'slot',
    rev: 1,
    episode: expect.any(String),
    surface: 'slot:banner',
    locale: 'en',
  };
  for (const name of told)
    expect(named(events, name).map(({ event }) => event.properties)).toEqual([
      expect.objectContaining(showing),
    ]);
  expect(named(events, 'nudge.action')[0]?.event.properties).toMatchObject({ action: 'primary', do: 'emit' });
  expect(named(events, 'bought')).toHaveLength(1);

  await page.untilReason('slot', 'episode');
  expect(await app.text('[data-tendril-slot="banner"]')).toBe('');
  await page.show('slot');
  await page.untilReason('slot', 'episode');
  const loaded = await app.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop() ?? ''),
  );
  expect(loaded.filter((name) => /^(drawing|attend|rich-content)-/.test(name))).toEqual([]);
  expect(loaded.filter((name) => name.startsWith('headless-'))).toHaveLength(1);
});
