import * as browser from '@tendril/browser';
import { type ActiveNudge, createTendril } from '@tendril/browser';
import { atom } from 'nanostores';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Component, createApp, defineComponent, h, nextTick } from 'vue';
import * as vue from './index.js';
import { TendrilSlot, tendrilPlugin, useNudge, useTendril } from './index.js';

/** A client whose surfaces the test sets. */
function fakeClient() {
  const nudges = atom<{ [surface: string]: ActiveNudge }>({});
  vi.spyOn(console, 'error').mockImplementation(() => {}); // it has no key, which is all the same here
  return { ...createTendril({ writeKey: '', host: '' }), nudges };
}

function mount(component: Component, client?: ReturnType<typeof fakeClient>): HTMLElement {
  const place = document.body.appendChild(document.createElement('div'));
  const app = createApp(component);
  if (client) app.use(tendrilPlugin, { client });
  onTestFinished(() => app.unmount());
  app.mount(place);
  return place;
}

test('everything of the browser package is here too', () => {
  expect(Object.keys(vue)).toEqual(expect.arrayContaining(Object.keys(browser)));
});

test('the composable follows the slot of its name, and the slot is the element that nudges go into', async () => {
  const client = fakeClient();
  const header = defineComponent(() => {
    const nudge = useNudge('app-banner');
    return () => [h(TendrilSlot, { name: 'app-banner' }), h('p', nudge.value?.text.title ?? 'nothing')];
  });
  const place = mount(header, client);
  expect(place.querySelector('[data-tendril-slot="app-banner"]')).not.toBeNull();
  expect(place.querySelector('p')?.textContent).toBe('nothing');

  const shown = { text: { title: '9 of 10' } } as ActiveNudge;
  client.nudges.set({ 'slot:app-banner': shown, 'slot:other': shown });
  await nextTick();
  expect(place.querySelector('p')?.textContent).toBe('9 of 10');

  client.nudges.set({ 'slot:other': shown });
  await nextTick();
  expect(place.querySelector('p')?.textContent).toBe('nothing');
});

test('a composable stops listening when its component goes', () => {
  const client = fakeClient();
  const place = document.body.appendChild(document.createElement('div'));
  const app = createApp(
    defineComponent(() => {
      useNudge('app-banner');
      return () => h('p');
    }),
  );
  app.use(tendrilPlugin, { client }).mount(place);
  expect(client.nudges.lc).toBe(1);
  app.unmount();
  expect(client.nudges.lc).toBe(0);
});

test('a composable without the plugin says what to do', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const alone = defineComponent(() => {
    useTendril();
    return () => null;
  });
  expect(() => mount(alone)).toThrow('app.use(tendrilPlugin, { client: createTendril({ … }) })');
});
