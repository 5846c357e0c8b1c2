import type { ActiveNudge } from '@tendril/core';
import { takePlace } from './page/place.js';
import type { BoardParts, SurfaceBoard } from './showing/board.js';
import type { ShowingParts } from './showing/parts.js';
import { prepareScenes } from './showing/prepare-scenes.js';
import type { Scene } from './showing/scene.js';
import { type Showing, startShowing } from './showing/start-showing.js';

/** What is on which surface now. */
export function createSurfaceBoard(parts: BoardParts): SurfaceBoard {
  const { link, surfaces, onBroken } = parts;
  const shared: ShowingParts = { ...parts, prompts: new Set(), live: {} };
  const showings = new Map<string, Showing & { nudge: string; active: ActiveNudge }>();

  function end(surface: string): void {
    showings.get(surface)?.end();
    showings.delete(surface);
  }

  function draw(scene: Scene): boolean {
    const { nudge, surface } = scene.active;
    const now = showings.get(surface);
    if (now?.nudge === nudge.id && now.isCurrent()) now.update(scene);
    else {
      end(surface);
      const place = surfaces.take(nudge, takePlace);
      if (!place) return false;
      const onFailure = (error: unknown) => onBroken(scene.active, error);
      const showing = startShowing(scene, { ...shared, place, onBroken: onFailure });
      showings.set(surface, { ...showing, nudge: nudge.id, active: scene.active });
    }
    return true;
  }

  function publish(shown: { [surface: string]: ActiveNudge }): void {
    if (JSON.stringify(shown) !== JSON.stringify(link.shown.get())) link.shown.set(shown);
  }

  return {
    show(decisions, rules) {
      const shown: { [surface: string]: ActiveNudge } = {};
      const ghosts = prepareScenes(parts, decisions, rules, (scene) => {
        if (draw(scene)) shown[scene.active.surface] = scene.active;
      });
      for (const [surface, { active, isHeld, isCurrent }] of showings) {
        if (shown[surface]) continue;
        if (isHeld() && isCurrent()) shown[surface] = active;
        else end(surface);
      }
      publish(shown);
      return { shown: Object.values(shown), ghosts };
    },
    close(nudge) {
      const [surface] = [...showings].find(([, one]) => one.nudge === nudge) ?? [];
      if (surface) end(surface);
      return !!surface;
    },
    busy: () =>
      Object.fromEntries(
        [...showings].flatMap(([surface, { nudge, isHeld }]) => (isHeld() ? [[surface, nudge]] : [])),
      ),
    clear() {
      for (const surface of showings.keys()) end(surface);
      for (const close of shared.prompts) close();
      void shared.live.region?.then(
        (region) => region.remove(),
        () => {},
      );
      shared.live = {};
      publish({});
    },
  };
}
