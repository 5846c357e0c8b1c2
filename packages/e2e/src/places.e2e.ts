import { eventually } from './support/eventually.ts';
import { BODY, CSS, SURFACES } from './support/places/page-parts.ts';
import { expect, test } from './support/places/places-test.ts';

const HOSTILE = `${CSS}
  * { all: unset !important } *, *::before { z-index: 2147483647 }
  html { font-size: 62.5% !important } body { display: block !important; letter-spacing: 9px !important; transform: translateX(3px) !important }
  main, p { display: block !important } div, section, dialog { display: none !important } #slot { display: block !important }`;

test.describe('under a strict policy, on a page that styles everything away', () => {
  for (const surface of SURFACES)
    test(`${surface}: is there, on top, in its own type`, async ({ open, app }) => {
      const page = await open({ policy: 'strict', body: BODY, css: HOSTILE });
      await page.show(surface);
      await page.untilSeen();
      expect(await page.seen()).toMatchObject({
        surface,
        onTop: true,
        letterSpacing: 'normal',
        fontSize: '15px',
      });
      expect(await app.errors()).toEqual([]);
    });
});

test.describe('an anchor', () => {
  test('that comes late gets its nudge, which follows it, leaves with it and comes back', async ({
    open,
    app,
  }) => {
    const page = await open({ css: CSS, body: '<main></main>' });
    await page.show('anchor');
    await page.untilReason('anchor', 'surface-missing');
    await app.evaluate(() => {
      const anchor = document.createElement('button');
      anchor.id = 'share';
      anchor.textContent = 'Share';
      anchor.dataset.tendrilAnchor = 'share';
      document.querySelector('main')?.append(anchor);
    });
    await page.untilSeen();
    expect(await page.gap()).toBe(8);

    await app.evaluate(() =>
      document.querySelector('main')?.style.setProperty('transform', 'translate(30px, 45px)'),
    );
    await eventually(page.gap).toBe(8);

    await app.evaluate(() => {
      const anchor = document.querySelector('#share');
      Object.assign(window, { anchor });
      anchor?.remove();
    });
    await page.untilGone();
    await app.evaluate(() =>
      document.querySelector('main')?.append((window as never as { anchor: Element }).anchor),
    );
    await page.untilSeen();
    expect(await page.gap()).toBe(8);
  });

  test('that is hidden, or scrolled away, has its nudge step aside', async ({ open, app }) => {
    const page = await open({ css: `${CSS} body { height: 4000px }`, body: BODY });
    await page.show('anchor');
    await page.untilSeen();
    await app.evaluate(() => window.scrollTo(0, 2000));
    await page.untilGone();
    expect(await page.reason('anchor')).toBe('shown');
    await app.evaluate(() => window.scrollTo(0, 0));
    await page.untilSeen();
    expect(await page.gap()).toBe(8);

    await app.evaluate(() =>
      document.querySelector<HTMLElement>('#share')?.style.setProperty('display', 'none'),
    );
    await page.untilGone();
    await page.untilReason('anchor', 'surface-hidden');
    await app.evaluate(() => document.querySelector<HTMLElement>('#share')?.style.removeProperty('display'));
    await page.untilSeen();
  });

  test('in an open shadow root is found and followed', async ({ open, app }) => {
    const page = await open({ css: CSS, body: '<main><x-card></x-card></main>' });
    // It is looked for before there is a shadow root.
    expect(await page.reason('anchor')).toBe('trigger');
    await app.evaluate(() => {
      const shadow = document.querySelector('x-card')?.attachShadow({ mode: 'open' });
      const anchor = document.createElement('button');
      anchor.textContent = 'Share';
      anchor.dataset.tendrilAnchor = 'share';
      shadow?.append(anchor);
    });
    await page.show('anchor');
    await page.untilSeen();
    const gap = async () => {
      const bottom = await app.evaluate(
        () =>
          document.querySelector('x-card')?.shadowRoot?.querySelector('button')?.getBoundingClientRect()
            .bottom ?? 0,
      );
      return ((await page.seen())?.box[1] ?? 0) - Math.round(bottom);
    };
    expect(await gap()).toBe(8);
    await app.evaluate(() => document.querySelector('main')?.style.setProperty('padding-top', '180px'));
    await eventually(gap).toBe(8);
  });

  test('has the controls of its nudge next in the Tab order; Escape gives the focus back', async ({
    open,
    app,
  }) => {
    const page = await open({ css: CSS, body: BODY });
    await page.show('anchor');
    await page.untilSeen();
    await page.focus('#share');
    await app.press('Tab');
    expect(await page.focused()).toBe('Buy');
    await app.press('Tab');
    await app.press('Tab');
    expect(await page.focused()).toBe('after');
    await page.focus('#share');
    await app.press('Escape');
    expect(await page.seen(), 'Escape outside closes nothing').not.toBeNull();
    await app.press('Tab');
    await app.press('Escape');
    await page.untilGone();
    expect(await page.focused()).toBe('share');
  });

  test('that takes no focus leaves its nudge within reach of Tab', async ({ open, app }) => {
    const body =
      '<main><p id="share" data-tendril-anchor="share">Shared</p><button id="last">Last</button></main>';
    const page = await open({ css: CSS, body });
    await page.show('anchor');
    await page.untilSeen();
    await page.focus('#last');
    await app.press('Tab');
    expect(await page.focused()).toBe('Buy');
  });
});

test.describe('a modal dialog of the page', () => {
  const body = `<main><dialog><button id="share" data-tendril-anchor="share">Share</button></dialog></main>`;
  const openDialog = () => document.querySelector('dialog')?.showModal();

  test('lets the corner wait until it is closed', async ({ open, app }) => {
    const page = await open({ css: CSS, body });
    await app.evaluate(openDialog);
    await page.show('corner');
    await page.untilReason('corner', 'host-modal');
    expect(await page.seen()).toBeNull();
    await app.evaluate(() => document.querySelector('dialog')?.close());
    await page.untilSeen();
    expect((await page.seen())?.onTop).toBe(true);
  });

  test('takes in the nudge of an anchor inside of it, where it can be used', async ({ open, app }) => {
    const page = await open({ css: CSS, body });
    await page.show('anchor');
    await app.evaluate(openDialog);
    await page.untilSeen();
    expect((await page.seen())?.onTop).toBe(true);
    await page.focus('#share');
    await app.press('Tab');
    expect(await page.focused()).toBe('Buy');
    await app.press('Escape');
    await page.untilGone();
    expect(await app.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
    expect(await page.focused()).toBe('share');
  });
});

test.describe('a dialog of ours', () => {
  test('opens with the gate, has the focus on its heading, and gives it back', async ({ open, app }) => {
    const page = await open({ css: CSS, body: BODY });
    await page.focus('#before');
    await app.evaluate(() => void window.tendril.gate('reports'));
    await page.untilSeen();
    expect(await page.focused()).toBe('title');
    await app.press('Tab');
    expect(await page.focused()).toBe('Buy');
    await app.press('Escape');
    await page.untilGone();
    expect(await page.focused()).toBe('before');
    await app.evaluate(() => void window.tendril.gate('reports'));
    await page.untilSeen();
  });
});

test('in a page that reads from right to left, corner and `start` are on the other side', async ({
  open,
  app,
}) => {
  const page = await open({ css: 'main { padding: 120px }', body: BODY, dir: 'rtl' });
  await page.show('corner');
  await page.untilSeen();
  expect((await page.seen())?.box[0]).toBe(16);
  await app.click({ button: 'Not now' });
  await page.untilGone();
  await page.show('start');
  await page.untilSeen();
  const [, , right = 0] = (await page.seen())?.box ?? [];
  // Within a pixel: the panel begins on a whole one, and is as wide as its text.
  expect(Math.abs(right - ((await page.box('#share'))[2] ?? 0))).toBeLessThanOrEqual(1);
});

test('a single-page app gets the nudges of the page that it goes to', async ({ open, app }) => {
  const page = await open({ css: CSS, body: BODY });
  expect(await page.reason('reports')).toBe('page');
  await app.evaluate(() => {
    const routes = ['/reports/7', '/team', '/reports'];
    document.querySelector('#before')?.addEventListener('click', () => {
      history.pushState(null, '', routes.shift());
      document.querySelector('main')?.append(location.pathname);
    });
  });
  await app.click({ button: 'Before' });
  await page.untilSeen();
  await app.click({ button: 'Before' });
  await page.untilGone();
  await app.click({ button: 'Before' });
  await page.untilSeen();
});
