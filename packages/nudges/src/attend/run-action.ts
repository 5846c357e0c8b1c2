import type { ContentAction } from '@tendril/protocol';
import { durationMs } from '@tendril/rules';
import { safeUrl } from '../page/safe-url.js';
import type { ActingScene } from './action-scene.js';

const DEFAULT_SNOOZE_MS = 24 * 60 * 60 * 1000;
const PREVIEW = 'This is a preview: nothing was done.';

function navigate({ link, place: { page } }: ActingScene, url: string): void {
  const { defaultView: view, baseURI } = page.ownerDocument;
  const href = safeUrl(url, baseURI);
  if (!href) throw new Error(`The link ${url} is not allowed.`);
  if (link.options.actions?.openUrl) link.options.actions.openUrl(href);
  else view?.location.assign(href);
}

/** Does what takes more than an event or a link: `upgrade` and `invite`. Rejects with the message to show when it fails. */
export type Perform<Scene> = (action: ContentAction, scene: Scene) => Promise<void> | void;

/** Runs a button and tells of it. Rejects with the message to show when it fails. */
export async function runAction<Scene extends ActingScene>(
  action: ContentAction,
  scene: Scene,
  perform: Perform<Scene>,
): Promise<void> {
  const { link, tell, active } = scene;
  const { nudge, preview } = active;
  if (action.do === 'never') tell('nudge.never', active);
  else if (action.do === 'snooze') {
    const rest = durationMs(String(action.data?.for)) ?? DEFAULT_SNOOZE_MS;
    tell('nudge.snoozed', active, { until: link.ports.clock.now() + rest });
  } else {
    tell('nudge.action', active, { action: action.id, do: action.do });
    if (preview) throw new Error(PREVIEW);
    if (action.do === 'emit') link.calls.track(action.event ?? action.id, action.data ?? {});
    else if (action.do === 'navigate') navigate(scene, action.url ?? '');
    else await perform(action, scene);
    if (action.id === 'primary' && nudge.how?.stopOn?.includes('primary'))
      tell('nudge.stopped', active, { on: 'primary' });
  }
  // Of a preview only a rest comes so far.
  if (preview) scene.endPreview(nudge.id);
}
