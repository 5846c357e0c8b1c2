import type { ActiveNudge } from '@tendril/core';
import { activeOf } from './active-of.js';
import type { ToShow } from './debug/previews.js';
import { listenerOf } from './listener-of.js';
import type { Rules } from './load-rules.js';
import { takePlace } from './page/place.js';
import type { Surfaces } from './page/surfaces.js';
import type { ShowingParts } from './showing/parts.js';
import type { Scene } from './showing/scene.js';
import { type Showing, startShowing } from './showing/start-showing.js';
import { speak } from './text/speak.js';

/** What stands on the page now, and the control groups that hold a place there. */
export interface ShownBoard {
  shown: ActiveNudge[];
  ghosts: ActiveNudge[];
}

export interface SurfaceBoard {
  /** Makes the page show just these. */
  show(decisions: readonly ToShow[], rules: Rules): ShownBoard;
  /** Surfaces whose nudge is being used, and which nudge that is. */
  busy(): { [surface: string]: string };
  /** Takes a nudge off the page, as it has been unlocked; false where it is not there. */
  close(nudge: string): boolean;
  clear(): void;
}

/** What a board is given. */
export interface BoardParts extends Omit<ShowingParts, 'prompts' | 'live'> {
  /** The page's root element. */
  root: Element;
  surfaces: Surfaces;
  /** A nudge can not be drawn, or its code failed, and why. */
  onBroken: (active: ActiveNudge, error: unknown) => void;
}

/** What is on which surface now. */
export function createSurfaceBoard({ root, surfaces, onBroken, ...given }: BoardParts): SurfaceBoard {
  const { link } = given;
  const shared: ShowingParts = { ...given, prompts: new Set(), live: {} };
  const showings = new Map<string, Showing & { nudge: string; active: ActiveNudge }>();

  function end(surface: string): void {
    showings.get(surface)?.end();
    showings.delete(surface);
  }

  function prepare(active: ActiveNudge, rules: Rules): Scene {
    const { nudge, stage } = active;
    const listener = listenerOf(link, root, nudge, stage?.id ?? '', rules);
    const { content, fill } = speak(nudge, listener);
    const { title, body, note, locale } = content;
    return {
      active: { ...active, locale, text: { title, body, note } },
      content,
      facts: listener.facts,
      fill,
      MeterBar: listener.rich?.MeterBar,
    };
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
      const ghosts: ActiveNudge[] = [];
      for (const decision of decisions) {
        const nudge = rules.nudges.get(decision.nudge);
        if (!nudge || !(decision.show || decision.ghost)) continue;
        let active = activeOf(link, decision, nudge);
        try {
          // A control group's texts are filled too: it is compared with those who could be shown them.
          const scene = prepare(active, rules);
          active = scene.active;
          if (!decision.show) ghosts.push(active);
          else if (draw(scene)) shown[decision.surface] = active;
        } catch (error) {
          onBroken(active, error);
        }
      }
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
