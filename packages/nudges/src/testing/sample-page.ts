import type { Actions, NudgeComponent } from '@tendril/core';
import type { ContentAction, Nudge, Ruleset } from '@tendril/protocol';
import { onTestFinished, vi } from 'vitest';
import { mountNudges } from '../mount-nudges.js';
import { createFakeLink, type FakeDevice, type FakeLink } from './fake-link.js';
import { plain } from './plain-nudge.js';

/** Seats at 70, 90 and 100 %: the ruleset's main example, with one button of each kind that needs an adapter. */
export const SEATS: Nudge = {
  id: 'seats',
  rev: 3,
  type: 'banner',
  category: 'billing',
  who: { 'usage.seats.ratio': { $gte: 0.7 } },
  when: { on: [{ usage: 'seats' }] },
  where: { surface: 'slot', slot: 'app-banner' },
  what: {
    locale: 'en',
    meter: { usage: 'seats' },
    content: {
      en: {
        title: '{usage.seats.used,number} of {usage.seats.limit,number} seats used',
        body: '{usage.seats.left,plural,=0{No seats}one{# seat}other{# seats}} left',
        dismissLabel: 'Not now',
        actions: [
          { id: 'primary', label: 'Invite', do: 'invite', data: { role: 'editor' } },
          { id: 'secondary', label: 'Upgrade', do: 'upgrade', data: { plan: 'business' } },
        ],
      },
    },
    stages: [
      { id: 's100', if: { 'usage.seats.ratio': { $gte: 1 } }, tone: 'critical', dismissible: false },
      { id: 's90', if: { 'usage.seats.ratio': { $gte: 0.9 } }, tone: 'warn' },
      { id: 's70', if: { 'usage.seats.ratio': { $gte: 0.7 } } },
    ],
  },
  how: { episode: '{stage}:{usage.seats.limit}' },
};

export { plain };

export const rulesetOf = (...nudges: Nudge[]): Ruleset => ({ version: '1', nudges });

interface Options {
  nudges?: Nudge[];
  actions?: Actions;
  slots?: string[];
  device?: FakeDevice;
  locale?: string;
  components?: { [name: string]: NudgeComponent };
  /** The host draws. */
  render?: 'none';
}

/** A nudge with these buttons in the slot `app-banner`. */
export const withButtons = (actions: ContentAction[], over: Partial<Nudge> = {}): Nudge =>
  plain('n', 'app-banner', { what: { locale: 'en', content: { en: { title: 'T', actions } } }, ...over });

const ADAPTERS: Actions = { invite: ({ emails }) => ({ sent: emails }), upgrade: () => undefined };

export interface SamplePage extends FakeLink {
  root: HTMLElement;
  /** The element that a slot's nudge is in, if there is one. */
  host(slot?: string): HTMLElement | undefined;
  /** What the nudge in a slot says, without its hidden parts; empty when there is none. */
  text(slot?: string): string;
  button(name: string, slot?: string): HTMLButtonElement | undefined;
  seats(used: number, limit?: number): Promise<void>;
  /** Lets the nudges decide. */
  settle(): Promise<void>;
  unmount(): void;
}

/** A page with slots and mounted nudges; it is gone when the test ends. */
export async function openPage({
  nudges = [SEATS],
  actions = ADAPTERS,
  slots = ['app-banner'],
  ...rest
}: Options = {}): Promise<SamplePage> {
  const root = document.body.appendChild(document.createElement('main'));
  for (const slot of slots) {
    const place = document.createElement('div');
    place.dataset.tendrilSlot = slot;
    root.append(place);
  }
  const fake = createFakeLink({ actions, ...rest });
  const unmount = mountNudges(fake.link, root);
  onTestFinished(() => {
    unmount();
    root.remove();
  });

  const host = (slot = 'app-banner') =>
    root.querySelector<HTMLElement>(`[data-tendril-slot="${slot}"] > tendril-nudge`) ?? undefined;
  const buttons = (slot?: string) => [...(host(slot)?.shadowRoot?.querySelectorAll('button') ?? [])];
  const settle = async () => {
    // What comes in a chunk of its own, what it then does, and what that brings in turn.
    for (let round = 0; round < 3; round += 1) {
      await fake.clock.advance(100);
      await vi.dynamicImportSettled();
    }
    await fake.clock.advance(0);
  };
  fake.link.ruleset.set(rulesetOf(...nudges));
  await settle();
  return {
    ...fake,
    root,
    host,
    unmount,
    settle,
    text: (slot) => host(slot)?.shadowRoot?.querySelector('.text')?.textContent ?? '',
    button: (name, slot) =>
      buttons(slot).find((one) => one.textContent === name || one.getAttribute('aria-label') === name),
    async seats(used, limit = 10) {
      fake.link.facts.usage({ seats: { used, limit } });
      await settle();
    },
  };
}
