import type { ActiveNudge } from '@tendril/core';
import type { BoardParts, SurfaceBoard } from '../showing/board.js';
import { prepareScenes } from '../showing/prepare-scenes.js';
import type { Scene } from '../showing/scene.js';
import { createHandle, type Handling } from './create-handle.js';

/** What the host is to show on which surface: the board of a page where Tendril draws nothing. */
export function createHandleBoard(parts: BoardParts): SurfaceBoard {
  const { link } = parts;
  const given = new Map<string, Handling>();

  function end(surface: string): void {
    given.get(surface)?.end();
    given.delete(surface);
  }

  function give(scene: Scene): ActiveNudge {
    const { surface } = scene.active;
    if (given.get(surface)?.nudge !== scene.active.nudge.id) end(surface);
    const handling = given.get(surface) ?? createHandle(scene, { ...parts, page: parts.root });
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
      const ghosts = prepareScenes(parts, decisions, rules, (scene) => {
        shown[scene.active.surface] = give(scene);
      });
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
