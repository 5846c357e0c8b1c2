import type { DismissedVia } from '@tendril/protocol';
import type { ActionScene } from './action-scene.js';

type Closed = Pick<ActionScene, 'active' | 'link' | 'tell' | 'endPreview'>;

/** The person closes a nudge that they have seen since `began`. */
export function dismiss({ active, link, tell, endPreview }: Closed, via: DismissedVia, began: number): void {
  tell('nudge.dismissed', active, { via, ms: link.ports.clock.now() - began });
  if (active.nudge.how?.stopOn?.includes('dismiss')) tell('nudge.stopped', active, { on: 'dismiss' });
  if (active.preview) endPreview(active.nudge.id);
}

/** All is answered: that ends the nudge, or this episode of it. */
export function done(closed: Closed, began: number): void {
  const { active, tell } = closed;
  if (active.nudge.how?.stopOn?.includes('submit')) tell('nudge.stopped', active, { on: 'submit' });
  else dismiss(closed, 'done', began);
}
