import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openFloatingPage, placed } from '../testing/floating-page.js';
import { openPage, plain } from '../testing/sample-page.js';

let address = '';
beforeEach(() => {
  address = location.href;
});
afterEach(() => history.replaceState(null, '', address));

describe('a single-page app', () => {
  const reports = placed({ surface: 'corner', pages: { include: ['/reports*'] } });

  it('gets the nudges of the page that it goes to, and loses those of the page before', async () => {
    const page = await openFloatingPage(reports);
    expect(page.reason()).toBe('page');
    history.pushState(null, '', '/reports/7');
    await page.until(page.isSeen, 'the nudge is there');
    history.replaceState(null, '', '/team');
    await page.until(() => !page.panel(), 'it has gone');
  });

  it('without the Navigation API is followed when it draws something', async () => {
    vi.stubGlobal('navigation', undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const page = await openFloatingPage(reports);
    history.pushState(null, '', '/reports');
    await page.settle();
    expect(page.panel()).toBeUndefined();
    page.root.append('Reports');
    await page.until(page.isSeen, 'the nudge is there');
  });

  it('without it, going back is heard of at once', async () => {
    history.replaceState(null, '', '/reports');
    history.pushState(null, '', '/team');
    vi.stubGlobal('navigation', undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const page = await openFloatingPage(reports);
    expect(page.reason()).toBe('page');
    history.back();
    await page.until(page.isSeen, 'the nudge is there');
  });

  it('a `page` trigger counts from each page; a search or a heading is no page, a hash route is', async () => {
    const when = { on: [{ page: true as const }], delay: 'PT10S' };
    const page = await openFloatingPage(placed({ surface: 'corner' }, { when }));
    await page.clock.advance(9_000);
    history.pushState(null, '', '?q=invoice');
    history.pushState(null, '', '#details');
    await page.settle();
    await page.clock.advance(1_000);
    await page.until(page.isSeen, 'the nudge is there');
    history.pushState(null, '', '#/reports');
    await page.until(() => !page.panel(), 'its page is over');
    await page.clock.advance(8_000);
    expect(page.reason()).toBe('delay');
    await page.clock.advance(3_000);
    await page.until(page.isSeen, 'the nudge is there again');
  });
});

describe('when', () => {
  const nudge = (when: object) =>
    placed({ surface: 'corner' }, { when: { on: [{ event: 'report' }], ...when } });

  it('`delay`: shows that long after the trigger, and wakes up for it', async () => {
    const page = await openFloatingPage(nudge({ delay: 'PT30S' }));
    page.hear('report');
    await page.clock.advance(29_000);
    expect(page.panel()).toBeUndefined();
    await page.clock.advance(1_100);
    await page.until(page.isSeen, 'the nudge is there');
  });

  it('`ttl`: what could not show in time does not show later, and a new trigger may', async () => {
    const page = await openFloatingPage({ ...nudge({ ttl: 'PT1M' }), who: { 'user.ready': true } });
    page.hear('report');
    await page.clock.advance(61_000);
    page.link.facts.user({ ready: true });
    await page.settle();
    expect(page.reason()).toBe('stale');
    page.hear('report');
    await page.until(page.isSeen, 'the nudge is there');
    await page.clock.advance(600_000);
    expect(page.isSeen(), 'what shows goes on').toBe(true);
  });

  it('`unless`: takes it away', async () => {
    const page = await openFloatingPage(nudge({ unless: [{ event: 'invite.opened' }] }));
    page.hear('report');
    await page.until(page.isSeen, 'the nudge is there');
    page.hear('invite.opened');
    await page.until(() => !page.panel(), 'it has gone');
    expect(page.reason()).toBe('trigger');
  });
});

describe('a tab that nobody sees', () => {
  it('starts nothing, and what it had shows when it is turned to', async () => {
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    onTestFinished(() => state.mockRestore());
    const page = await openFloatingPage(placed({ surface: 'corner' }));
    expect(page.reason()).toBe('hidden-tab');
    expect(page.names()).toEqual([]);
    state.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    await page.until(page.isSeen, 'the nudge is there');
  });
});

it('a page that changes all the time is decided for once, and not with each change', async () => {
  const page = await openPage({ nudges: [plain('a', 'a')], slots: [] });
  // Each decision asks which session it is in.
  const decided = vi.spyOn(page.link, 'session');
  for (let step = 0; step < 50; step++) {
    page.root.append(document.createElement('p'));
    await page.clock.advance(100);
  }
  expect(decided).not.toHaveBeenCalled();
  page.link.facts.user({ role: 'owner' });
  await page.settle();
  expect(decided).toHaveBeenCalled();
});

it('nothing is left on the page or listening when it ends', async () => {
  const page = await openFloatingPage(placed({ surface: 'anchor', anchor: 'share', missing: 'corner' }));
  await page.until(() => page.reason() === 'surface-missing', 'it waits');
  page.unmount();
  page.root.append(document.createElement('p'));
  await page.clock.advance(20_000);
  expect(document.querySelector('tendril-nudge, tendril-live')).toBeNull();
  expect(page.clock.pending()).toBe(0);
});
