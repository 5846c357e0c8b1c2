import { expect, it, vi } from 'vitest';
import { openPage, plain } from '../testing/sample-page.js';

vi.mock(import('./explaining.js'), () => {
  throw new Error('offline');
});
vi.mock(import('../tell-broken.js'), () => {
  throw new Error('offline');
});

const errors = ({ notices }: { notices: { [field: string]: unknown }[] }) =>
  notices.filter(({ on }) => on === 'error');

it('who asks for the panel is told that it can not be loaded, and nobody else', async () => {
  const page = await openPage({ nudges: [plain('hello', 'app-banner')] });
  expect(page.text()).toBe('hello');
  expect(page.state.explain?.('hello')).toEqual([]);
  await page.settle();
  expect(errors(page)).toEqual([]);
  page.state.debug?.();
  await vi.waitFor(() => expect(errors(page)).toMatchObject([{ code: 'chunk', cure: expect.any(String) }]));
});

it('that a rule is defective is not lost when what would tell it can not be loaded', async () => {
  const page = await openPage({
    nudges: [plain('bad', 'app-banner', { who: { $not: { a: { $regx: 'x' } } } })],
  });
  await vi.waitFor(() => expect(errors(page)).toMatchObject([{ code: 'chunk', cure: expect.any(String) }]));
});
