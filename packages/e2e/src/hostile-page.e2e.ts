import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { Gallery, IN_SLOTS } from './support/gallery/gallery.ts';
import { holdPlaces, measure, restyle } from './support/gallery/likeness.ts';
import { difference } from './support/gallery/pictures.ts';
import { expect, test } from './support/test.ts';

/** What pages do to all of their elements. */
const HOSTILE: { [name: string]: string } = {
  'all: unset': '* { all: unset !important }',
  'display: none': 'div, section, dialog, p, ul, ol, li, form, label { display: none !important }',
  transforms:
    '* { transform: translateZ(0) !important; will-change: transform !important; contain: layout !important }',
  'a huge z-index': '* { position: relative !important; z-index: 2147483647 !important }',
  'a small root font': 'html { font-size: 62.5% !important } body { font: 700 9px/3 monospace !important }',
  'letters and boxes':
    '* { box-sizing: content-box !important; letter-spacing: 1em !important; text-transform: uppercase !important; float: left !important; margin: 7px !important; padding: 5px !important }',
};
/** Share of the pixels: what is behind the corners of a dialog is the page. */
const SAME = 0.001;

test('what pages do to all of their elements changes nothing inside of any nudge', async ({ app }) => {
  const gallery = await Gallery.open(app);
  for (const type of ['slidein', 'popover'] as const) await gallery.show(type);
  await holdPlaces(app);
  await gallery.toAnchor();
  await eventually(() => app.visible('tendril-nudge .popover'), { message: 'it is back' }).toBe(true);
  expect(await measure(app)).toEqual([]);
  for (const [name, css] of Object.entries(HOSTILE)) {
    await restyle(app, css);
    await gallery.toAnchor();
    await eventually(() => measure(app), { message: name }).toEqual([]);
    await restyle(app, undefined);
  }

  // Behind a modal dialog a panel steps aside, so that the dialog comes last.
  await gallery.show('modal');
  for (const [name, css] of Object.entries({ none: '', ...HOSTILE })) {
    await restyle(app, css);
    await eventually(() => measure(app, '[data-surface=center]'), { message: name }).toEqual([]);
  }
  expect(await app.errors()).toEqual([]);
});

test('nor inside of the invite prompt and the panel of `debug()`', async ({ app }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10');
  await app.evaluate(() => window.tendril.debug());
  await eventually(() => app.visible('tendril-nudge .debug')).toBe(true);
  await app.click({ button: 'Invite a teammate' });
  await eventually(acme.prompt).toContain('Invite teammates');
  await holdPlaces(app);
  for (const [name, css] of Object.entries({ none: '', ...HOSTILE })) {
    await restyle(app, css);
    await eventually(() => measure(app, 'body > tendril-nudge'), { message: name }).toEqual([]);
  }
});

test('nudges look the same on a page that does all of that at once', async ({ app }) => {
  const gallery = await Gallery.open(app);
  await holdPlaces(app);
  const css = Object.values(HOSTILE).join('\n');
  const expectSame = async (nudge: string) => {
    await restyle(app, undefined);
    await difference(app, nudge);
    await restyle(app, css);
    expect(await difference(app, nudge), nudge).toBeLessThan(SAME);
  };
  for (const type of IN_SLOTS) await expectSame(`[data-tendril-slot="gallery-${type}"] > tendril-nudge`);
  for (const [type, surface] of [
    ['slidein', 'corner'],
    ['modal', 'center'],
  ] as const) {
    await gallery.show(type);
    await expectSame(`tendril-nudge[data-surface="${surface}"]`);
  }
});
