import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type FloatingPage, openFloatingPage, placed } from '../testing/floating-page.js';

const CORNER = placed({ surface: 'corner' });
const ANCHOR = placed({ surface: 'anchor', anchor: 'share' });
const DIALOG = `<dialog style="margin: 60px 20px; width: 300px; height: 300px">
  <button data-tendril-anchor="share">Share</button></dialog>`;

const dialogOf = (page: FloatingPage) => page.root.querySelector('dialog') as HTMLDialogElement;

/** Is a control of the nudge what the pointer would meet? */
function isReachable(page: FloatingPage): boolean {
  const button = page.control('Later');
  const { left, top } = button.getBoundingClientRect();
  const panel = page.panel() as HTMLElement;
  const root = panel.getRootNode() as Document;
  return root.elementFromPoint(left + 4, top + 4) === panel;
}

describe('the host shows a modal dialog', () => {
  it('a nudge waits until it is closed', async () => {
    const page = await openFloatingPage({ ...CORNER, when: { on: [{ event: 'go' }] } }, DIALOG);
    dialogOf(page).showModal();
    page.hear('go');
    await page.settle();
    expect(page.reason()).toBe('host-modal');
    expect(page.names()).toEqual([]);
    dialogOf(page).close();
    await page.until(page.isSeen, 'the nudge is there');
    expect(isReachable(page)).toBe(true);
  });

  it('made of other elements: the same', async () => {
    const modal = '<div role="dialog" aria-modal="true" hidden><p>Sure?</p></div>';
    const page = await openFloatingPage({ ...CORNER, when: { on: [{ event: 'go' }] } }, modal);
    const dialog = page.root.querySelector<HTMLElement>('[role=dialog]') as HTMLElement;
    dialog.hidden = false;
    page.hear('go');
    await page.settle();
    expect(page.reason()).toBe('host-modal');
    dialog.style.display = 'none';
    await page.until(page.isSeen, 'the nudge is there');
  });

  it('one that is hidden is none', async () => {
    const page = await openFloatingPage(CORNER, '<div role="dialog" aria-modal="true" hidden>Sure?</div>');
    await page.until(page.isSeen, 'the nudge is there');
  });

  it('a dialog that is open without being modal is none', async () => {
    const page = await openFloatingPage(CORNER, '<dialog open>Tip</dialog>');
    await page.until(page.isSeen, 'the nudge is there');
  });

  it('a nudge that is there stays there, and what was typed in it', async () => {
    const page = await openFloatingPage(CORNER, DIALOG);
    await page.until(page.isSeen, 'the nudge is there');
    const panel = page.panel();
    dialogOf(page).showModal();
    await page.settle();
    expect(page.panel()).toBe(panel);
    expect(page.reason()).toBe('shown');
    dialogOf(page).close();
    await page.settle();
    expect(isReachable(page)).toBe(true);
  });

  it('what somebody asked for opens on top of it, and gives the focus back into it', async () => {
    const gate = placed({ surface: 'center' }, { when: { on: [{ gate: 'reports' }] } });
    const page = await openFloatingPage(gate, DIALOG);
    dialogOf(page).showModal();
    const button = dialogOf(page).querySelector('button') as HTMLElement;
    button.focus();
    page.hear('gate.refused', { entitlement: 'reports' });
    await page.until(page.isSeen, 'the gate is there');
    await userEvent.keyboard('{Escape}');
    await page.until(() => !page.panel(), 'the gate has gone');
    expect(dialogOf(page).open).toBe(true);
    expect(document.activeElement).toBe(button);
  });
});

describe('the anchor is inside of the dialog', () => {
  it('the nudge goes in, where it can be used, and Escape closes the nudge alone', async () => {
    const page = await openFloatingPage(ANCHOR, DIALOG);
    expect(page.reason()).toBe('surface-hidden');
    dialogOf(page).showModal();
    await page.until(page.isSeen, 'the nudge is there');
    expect(page.panel()?.parentElement).toBe(dialogOf(page));
    expect(isReachable(page)).toBe(true);
    page.control('Later').focus();
    await userEvent.keyboard('{Escape}');
    await page.until(() => !page.panel(), 'the nudge has gone');
    expect(dialogOf(page).open).toBe(true);
  });

  it('of another dialog on top of it: waits', async () => {
    const page = await openFloatingPage(ANCHOR, `<div>${DIALOG}<dialog id="top">Sure?</dialog></div>`);
    dialogOf(page).showModal();
    const top = page.root.querySelector('#top') as HTMLDialogElement;
    top.showModal();
    await page.settle();
    expect(page.reason()).toBe('host-modal');
    top.close();
    await page.until(page.isSeen, 'the nudge is there');
  });

  it('in a shadow root: goes into that', async () => {
    const page = await openFloatingPage(ANCHOR);
    const shadow = page.add('<x-app></x-app>').attachShadow({ mode: 'open' });
    shadow.innerHTML = DIALOG;
    const dialog = shadow.querySelector('dialog') as HTMLDialogElement;
    dialog.showModal();
    await page.clock.advance(2_000);
    const panel = () => dialog.querySelector<HTMLElement>('tendril-nudge');
    await page.until(() => !!panel()?.checkVisibility(), 'the nudge is there');
  });
});

it('beside an anchor in an open popover of the host, the popover stays open when the nudge is used', async () => {
  const menu =
    '<div popover id="menu" style="margin: 40px"><button data-tendril-anchor="share">Share</button></div>';
  const page = await openFloatingPage(ANCHOR, menu);
  const popover = page.root.querySelector('#menu') as HTMLElement;
  popover.showPopover();
  page.add('<p>Something is drawn.</p>');
  const nudge = () => popover.querySelector<HTMLElement>('tendril-nudge');
  await page.until(() => !!nudge()?.checkVisibility(), 'the nudge is there');
  expect(popover.matches(':popover-open')).toBe(true);
  const body = nudge()?.shadowRoot?.querySelector('.body') as Element;
  await userEvent.click(body);
  expect(popover.matches(':popover-open')).toBe(true);
});
