import type { NudgeComponent } from '@tendril/core';
import type { Nudge, NudgeType } from '@tendril/protocol';
import { MessageView } from './message-view.js';
import type { View } from './view.js';

// A table of its own chunk: a page whose nudges are messages does not load it.

/** Every view with a chunk of its own is called `View` there. */
type ViewModule = { View: View };

const offer = (): Promise<ViewModule> => import('./offer/offer-view.js');

const FURTHER: { [type in NudgeType]?: () => Promise<ViewModule> } = {
  gate: offer,
  meter: () => import('./meter/meter-view.js'),
  checklist: () => import('./checklist/checklist-view.js'),
  survey: () => import('./survey/survey-view.js'),
  calculator: () => import('./calculator/calculator-view.js'),
  recap: () => import('./recap/recap-view.js'),
};

/** The host's own component, where it gave one for the nudge; else the type's view. */
export async function loadFurther(
  type: NudgeType,
  { component, plans, stages }: Nudge['what'],
  own: NudgeComponent | undefined,
): Promise<View> {
  if (own) return (await import('./own-component.js')).viewOf(own);
  if (component) throw new Error(`the page has no component ${component}`);
  const load = FURTHER[type] ?? (plans || stages?.some(({ limit }) => limit) ? offer : undefined);
  return load ? (await load()).View : MessageView;
}
