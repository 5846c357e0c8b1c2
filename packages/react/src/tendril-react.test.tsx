/** @jsxImportSource react */

import * as browser from '@tendril/browser';
import { type ActiveNudge, createTendril } from '@tendril/browser';
import { atom } from 'nanostores';
import { act, StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as react from './index.js';
import { TendrilProvider, TendrilSlot, useNudge, useTendril } from './index.js';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

/** A client whose surfaces the test sets. */
function fakeClient() {
  const nudges = atom<{ [surface: string]: ActiveNudge }>({});
  vi.spyOn(console, 'error').mockImplementation(() => {}); // it has no key, which is all the same here
  return { ...createTendril({ writeKey: '', host: '' }), nudges };
}

async function mount(node: React.ReactNode): Promise<HTMLElement> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  onTestFinished(() => act(() => root.unmount()));
  await act(() => root.render(node));
  return place;
}

test('everything of the browser package is here too', () => {
  expect(Object.keys(react)).toEqual(expect.arrayContaining(Object.keys(browser)));
});

test('the hook follows the slot of its name, and the slot is the element that nudges go into', async () => {
  const client = fakeClient();
  function Header() {
    return (
      <>
        <TendrilSlot name="app-banner" className="wide" />
        <p>{useNudge('app-banner')?.text.title ?? 'nothing'}</p>
      </>
    );
  }
  const place = await mount(
    <TendrilProvider client={client}>
      <Header />
    </TendrilProvider>,
  );
  expect(place.querySelector('[data-tendril-slot="app-banner"]')?.className).toBe('wide');
  expect(place.querySelector('p')?.textContent).toBe('nothing');

  const shown = { text: { title: '9 of 10' } } as ActiveNudge;
  await act(() => client.nudges.set({ 'slot:app-banner': shown, 'slot:other': shown }));
  expect(place.querySelector('p')?.textContent).toBe('9 of 10');

  await act(() => client.nudges.set({ 'slot:other': shown }));
  expect(place.querySelector('p')?.textContent).toBe('nothing');
});

test('a nudge that shows before the page is hydrated stays where it is', async () => {
  const client = fakeClient();
  function Header() {
    return (
      <>
        <TendrilSlot name="app-banner" />
        <p>{useNudge('app-banner')?.text.title ?? 'nothing'}</p>
      </>
    );
  }
  const tree = (
    <StrictMode>
      <TendrilProvider client={client}>
        <Header />
      </TendrilProvider>
    </StrictMode>
  );
  const place = document.body.appendChild(document.createElement('div'));
  place.innerHTML = renderToString(tree);
  const nudge = document.createElement('tendril-nudge');
  nudge.append('9 of 10');
  place.querySelector('[data-tendril-slot]')?.append(nudge);
  client.nudges.set({ 'slot:app-banner': { text: { title: '9 of 10' } } as ActiveNudge });
  const onRecoverableError = vi.fn();
  const root = await act(() => hydrateRoot(place, tree, { onRecoverableError }));
  onTestFinished(() => act(() => root.unmount()));
  expect(onRecoverableError).not.toHaveBeenCalled();
  expect(nudge.isConnected).toBe(true);
  expect(place.querySelector('p')?.textContent).toBe('9 of 10');
  await act(() => root.render(tree));
  expect(nudge.isConnected).toBe(true);
});

test('a hook without a provider says what to do', async () => {
  function Alone() {
    useTendril();
    return null;
  }
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(mount(<Alone />)).rejects.toThrow('<TendrilProvider client={createTendril({ … })}>');
});
