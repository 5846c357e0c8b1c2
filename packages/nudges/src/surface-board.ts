import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import { assignArm, type Decision, type Facts, type LedgerRecord } from '@tendril/rules';
import { idsOf } from './ids-of.js';
import type { Surfaces } from './page/surfaces.js';
import { type Scene, type Showing, startShowing } from './showing.js';
import { type Listener, speak } from './text/speak.js';

export interface SurfaceBoard {
  /** Makes the page show just these. */
  show(decisions: readonly Decision[], nudges: ReadonlyMap<string, Nudge>, facts: Facts): void;
  /** Surfaces whose nudge is being used, and which nudge that is. */
  busy(): { [surface: string]: string };
  clear(): void;
}

interface Parts {
  link: NudgeLink;
  /** The page's root element. */
  root: Element;
  surfaces: Surfaces;
  record: (record: LedgerRecord) => void;
  /** A nudge can not be drawn, and why. */
  onBroken: (nudge: string, message: string) => void;
}

const localeOf = (link: NudgeLink, root: Element): string =>
  (link.options.nudges || undefined)?.locale ||
  root.getAttribute('lang') ||
  root.ownerDocument.defaultView?.navigator.language ||
  'en';

/** For whom a nudge is put into words. */
export const listenerOf = (
  link: NudgeLink,
  root: Element,
  nudge: Nudge,
  stage: string,
  facts: Facts,
): Listener => ({
  facts,
  stage,
  arm: assignArm(nudge.test, idsOf(link) ?? {}),
  locale: localeOf(link, root),
  now: link.ports.clock.now(),
});

/** What is on which surface now. */
export function createSurfaceBoard({ link, root, surfaces, record, onBroken }: Parts): SurfaceBoard {
  const showings = new Map<string, Showing & { nudge: string; active: ActiveNudge }>();
  /** Closes each open prompt: a prompt outlives the showing that it was opened from. */
  const prompts = new Set<() => void>();

  function end(surface: string): void {
    showings.get(surface)?.end();
    showings.delete(surface);
  }

  const fail = (nudge: string, error: unknown) => onBroken(nudge, String(error));

  function prepare(decision: Decision, nudge: Nudge, facts: Facts): Scene {
    const stage = nudge.what.stages?.find(({ id }) => id === decision.stage);
    const { content, fill } = speak(nudge, listenerOf(link, root, nudge, decision.stage, facts));
    const { title, body, note } = content;
    const { episode, surface } = decision;
    const active: ActiveNudge = { nudge, stage, episode, surface, text: { title, body, note } };
    return { active, content, facts, fill };
  }

  function draw(decision: Decision, nudge: Nudge, facts: Facts): ActiveNudge | undefined {
    const scene = prepare(decision, nudge, facts);
    const now = showings.get(decision.surface);
    if (now?.nudge === nudge.id && now.isCurrent()) now.update(scene);
    else {
      end(decision.surface);
      const onBroken = (error: unknown) => fail(nudge.id, error);
      const { title, body } = scene.active.text;
      const message = [title, body].filter(Boolean).join(' ');
      const place = surfaces.take(nudge, message);
      if (!place) return undefined;
      const parts = { link, place, record, prompts, onBroken };
      const showing = startShowing(scene, parts);
      showings.set(decision.surface, { ...showing, nudge: nudge.id, active: scene.active });
    }
    return scene.active;
  }

  function publish(shown: { [surface: string]: ActiveNudge }): void {
    if (JSON.stringify(shown) !== JSON.stringify(link.shown.get())) link.shown.set(shown);
  }

  return {
    show(decisions, nudges, facts) {
      const shown: { [surface: string]: ActiveNudge } = {};
      for (const decision of decisions.filter(({ show }) => show)) {
        const nudge = nudges.get(decision.nudge);
        try {
          const active = nudge && draw(decision, nudge, facts);
          if (active) shown[decision.surface] = active;
        } catch (error) {
          fail(decision.nudge, error);
        }
      }
      for (const [surface, { active, isHeld, isCurrent }] of showings) {
        if (shown[surface]) continue;
        if (isHeld() && isCurrent()) shown[surface] = active;
        else end(surface);
      }
      publish(shown);
    },
    busy: () =>
      Object.fromEntries(
        [...showings].flatMap(([surface, { nudge, isHeld }]) => (isHeld() ? [[surface, nudge]] : [])),
      ),
    clear() {
      for (const surface of showings.keys()) end(surface);
      for (const close of prompts) close();
      publish({});
    },
  };
}
