import type { ActiveNudge } from '@tendril/core';
import { activeOf } from '../active-of.js';
import { listenerOf } from '../listener-of.js';
import type { Rules } from '../load-rules.js';
import type { Scene } from '../showing/scene.js';
import type { BoardParts, SurfaceBoard } from '../surface-board.js';
import { speak } from '../text/speak.js';
import { createHandle, type Handling } from './create-handle.js';

/** What the host is to show on which surface: the board of a page where Tendril draws nothing. */
export function createHandleBoard({ root, onBroken, ...parts }: BoardParts): SurfaceBoard {
  const { link } = parts;
  const given = new Map<string, Handling>();

  function prepare(active: ActiveNudge, rules: Rules): Scene {
    const { nudge, stage } = active;
    const listener = listenerOf(link, root, nudge, stage?.id ?? '', rules);
    const { content, fill } = speak(nudge, listener);
    const { title, body, note, locale } = content;
    const { facts } = listener;
    return {
      active: { ...active, locale, text: { title, body, note } },
      content,
      facts,
      fill,
      MeterBar: undefined,
    };
  }

  function end(surface: string): void {
    given.get(surface)?.end();
    given.delete(surface);
  }

  function give(surface: string, scene: Scene): ActiveNudge {
    if (given.get(surface)?.nudge !== scene.active.nudge.id) end(surface);
    const handling = given.get(surface) ?? createHandle(scene, { ...parts, page: root });
    given.set(surface, handling);
    return handling.follow(scene);
  }

  /** Functions are no part of what is compared: they are of the same showing where the rest is the same. */
  function publish(shown: { [surface: string]: ActiveNudge }): void {
    for (const surface of given.keys()) if (!shown[surface]) end(surface);
    if (JSON.stringify(shown) !== JSON.stringify(link.shown.get())) link.shown.set(shown);
  }

  return {
    show(decisions, rules) {
      const shown: { [surface: string]: ActiveNudge } = {};
      const ghosts: ActiveNudge[] = [];
      for (const decision of decisions) {
        const nudge = rules.nudges.get(decision.nudge);
        if (!nudge || !(decision.show || decision.ghost)) continue;
        const active = activeOf(link, decision, nudge);
        try {
          // A control group's texts are filled too: it is compared with those who could be shown them.
          const scene = prepare(active, rules);
          if (decision.show) shown[decision.surface] = give(decision.surface, scene);
          else ghosts.push(scene.active);
        } catch (error) {
          onBroken(active, error);
        }
      }
      publish(shown);
      return { shown: Object.values(shown), ghosts };
    },
    close(nudge) {
      const [surface] = [...given].find(([, one]) => one.nudge === nudge) ?? [];
      if (!surface) return false;
      const { [surface]: _, ...others } = link.shown.get();
      publish(others);
      return true;
    },
    // The host says when it is through: nothing is held here.
    busy: () => ({}),
    clear: () => publish({}),
  };
}
