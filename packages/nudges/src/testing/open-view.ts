import type { Nudge, NudgeType } from '@tendril/protocol';
import { NUDGE_TYPES } from '@tendril/protocol';
import { expect } from 'vitest';
import type { FakeDevice } from './fake-link.js';
import { openPage, type SamplePage } from './sample-page.js';
import { SAMPLE_FACTS, sampleOf } from './sample-views.js';

export interface OpenView extends SamplePage {
  /** The shadow root that the view is drawn into. */
  view: ShadowRoot;
  /** The element of this selector within the view; throws where there is none. */
  get<T extends HTMLElement = HTMLElement>(selector: string): T;
  /** Text of the element, or of the view. */
  says(selector?: string): string;
}

async function openAll(nudges: Nudge[], device?: FakeDevice, locale?: string): Promise<SamplePage> {
  const slots = nudges.map(({ id }) => id);
  const page = await openPage({ nudges, slots, ...(device && { device }), ...(locale && { locale }) });
  page.link.facts.account(SAMPLE_FACTS.account);
  page.link.facts.usage(SAMPLE_FACTS.usage);
  await expect
    .poll(async () => {
      await page.settle();
      return slots.filter((slot) => !page.host(slot)?.shadowRoot?.querySelector('.view'));
    })
    .toEqual([]);
  return page;
}

/** One nudge, drawn. */
export async function openView(
  nudge: Nudge,
  { device, locale }: { device?: FakeDevice; locale?: string } = {},
): Promise<OpenView> {
  const page = await openAll([nudge], device, locale);
  const view = page.host(nudge.id)?.shadowRoot as ShadowRoot;
  const get = <T extends HTMLElement>(selector: string): T => {
    const found = view.querySelector<T>(selector);
    if (!found) throw new Error(`no ${selector} in ${view.textContent}`);
    return found;
  };
  return { ...page, view, get, says: (selector = '.view') => get(selector).textContent ?? '' };
}

/** All types on one page. */
export const openEveryView = (
  types: readonly NudgeType[] = NUDGE_TYPES,
  locale?: string,
): Promise<SamplePage> =>
  openAll(
    types.map((type) => sampleOf(type)),
    undefined,
    locale,
  );
