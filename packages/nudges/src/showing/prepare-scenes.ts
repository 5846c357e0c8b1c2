import type { ActiveNudge } from '@tendril/core';
import { activeOf } from '../active-of.js';
import type { ToShow } from '../debug/previews.js';
import { listenerOf } from '../listener-of.js';
import type { Rules } from '../load-rules.js';
import { speak } from '../text/speak.js';
import type { BoardParts } from './board.js';
import type { Scene } from './scene.js';

type Parts = Pick<BoardParts, 'link' | 'root' | 'onBroken'>;

function prepare({ link, root }: Parts, active: ActiveNudge, rules: Rules): Scene {
  const { nudge, stage } = active;
  const listener = listenerOf(link, root, nudge, stage?.id ?? '', rules);
  const speech = speak(nudge, listener);
  const { title, body, note, locale } = speech.content;
  return {
    active: { ...active, locale, text: { title, body, note } },
    facts: listener.facts,
    ...speech,
    MeterBar: listener.rich?.MeterBar,
  };
}

/**
 * Fills the texts of what is to show and hands each over to `show`. Answers the control groups, whose texts are filled too:
 * they are compared with those who could be shown them.
 */
export function prepareScenes(
  parts: Parts,
  decisions: readonly ToShow[],
  rules: Rules,
  show: (scene: Scene) => void,
): ActiveNudge[] {
  const ghosts: ActiveNudge[] = [];
  for (const decision of decisions) {
    const nudge = rules.nudges.get(decision.nudge);
    if (!nudge || !(decision.show || decision.ghost)) continue;
    let active = activeOf(parts.link, decision, nudge);
    try {
      const scene = prepare(parts, active, rules);
      active = scene.active;
      if (decision.show) show(scene);
      else ghosts.push(active);
    } catch (error) {
      parts.onBroken(active, error);
    }
  }
  return ghosts;
}
