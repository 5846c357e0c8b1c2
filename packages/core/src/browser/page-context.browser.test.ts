import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { VERSION } from '../version.js';
import { pageContext } from './page-context.js';

const read = () => JSON.parse(pageContext());

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const { href } = location;
afterEach(() => {
  history.replaceState(null, '', href);
  vi.unstubAllGlobals();
});

test('the context says where the event happened, in Segment’s field names', () => {
  history.replaceState(null, '', '/reports?tab=sales#top');
  document.title = 'Reports';
  expect(read()).toEqual({
    page: {
      url: `${location.origin}/reports?tab=sales#top`,
      path: '/reports',
      search: '?tab=sales',
      title: 'Reports',
      referrer: document.referrer,
    },
    locale: navigator.language,
    timezone: zone,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
    library: { name: 'tendril', version: VERSION },
  });
});

test('utm parameters are the campaign, utm_campaign its name', () => {
  history.replaceState(null, '', '/?utm_campaign=spring&utm_source=mail&utm_medium=a%20b&other=1');
  expect(read().campaign).toEqual({ name: 'spring', source: 'mail', medium: 'a b' });
});

test('a form that stands in the place of the title does no harm', () => {
  const form = document.body.appendChild(document.createElement('form'));
  onTestFinished(() => form.remove());
  form.name = 'title';
  Object.assign(form, { fiber: { stateNode: form } });
  expect(document.title).toBe(form);
  expect(read().page.title).toBe('[object HTMLFormElement]');
});

test('it is read anew for each event', () => {
  history.replaceState(null, '', '/one');
  const first = read();
  history.replaceState(null, '', '/two');
  document.title = 'Two';
  expect([first.page.path, read().page.path, read().page.title]).toEqual(['/one', '/two', 'Two']);
});

/** The time zone as a page says it that has said nothing yet. */
async function freshZone(): Promise<string> {
  vi.resetModules();
  const { pageContext } = await import('./page-context.js');
  return JSON.parse(pageContext()).timezone;
}

test.each([[undefined], [{}], [{ Now: {} }], ['another library’s']])(
  'the time zone is known where Temporal is %o',
  async (temporal) => {
    vi.stubGlobal('Temporal', temporal);
    expect(await freshZone()).toBe(zone);
  },
);

test('Intl, whose first use is dear, is not asked where Temporal can answer', async () => {
  const asked = vi.spyOn(Intl, 'DateTimeFormat');
  expect([await freshZone(), asked.mock.calls]).toEqual([zone, []]);
});
