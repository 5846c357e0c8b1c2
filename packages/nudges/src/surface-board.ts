import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import { assignArm, type Decision, type Facts, type LedgerRecord, readPath } from '@tendril/rules';
import { idsOf } from './ids-of.js';
import { findSurface } from './page/find-surface.js';
import { type Showing, startShowing } from './showing.js';
import { chooseContent } from './text/choose-content.js';

export interface SurfaceBoard {
  /** Makes the page show just these. The result names nudges that could not be drawn, and why. */
  show(
    decisions: readonly Decision[],
    nudges: ReadonlyMap<string, Nudge>,
    facts: Facts,
  ): { [nudge: string]: string };
  clear(): void;
}

interface Parts {
  link: NudgeLink;
  /** The page's root element. */
  root: Element;
  record: (record: LedgerRecord) => void;
}

const localeOf = (link: NudgeLink, root: Element): string =>
  (link.options.nudges || undefined)?.locale ||
  root.getAttribute('lang') ||
  root.ownerDocument.defaultView?.navigator.language ||
  'en';

/** What is on which surface now. */
export function createSurfaceBoard({ link, root, record }: Parts): SurfaceBoard {
  const showings = new Map<string, Showing & { nudge: string }>();
  /** Closes each open prompt: a prompt outlives the showing that it was opened from. */
  const prompts = new Set<() => void>();

  function end(surface: string): void {
    showings.get(surface)?.end();
    showings.delete(surface);
  }

  function prepare(decision: Decision, nudge: Nudge, facts: Facts) {
    const stage = nudge.what.stages?.find(({ id }) => id === decision.stage);
    const arm = assignArm(nudge.test, idsOf(link) ?? {});
    const lookup = (name: string) => (name === 'stage' ? decision.stage : readPath(facts, name));
    const content = chooseContent(nudge, stage, arm, localeOf(link, root), lookup);
    const { title, body, note } = content;
    const { episode, surface } = decision;
    const active: ActiveNudge = { nudge, stage, episode, surface, text: { title, body, note } };
    return { active, content };
  }

  function draw(decision: Decision, nudge: Nudge, facts: Facts): ActiveNudge | undefined {
    const place = findSurface(root, nudge.where);
    if (!place) return undefined;
    const { active, content } = prepare(decision, nudge, facts);
    const now = showings.get(decision.surface);
    if (now?.nudge === nudge.id && now.host.parentNode === place) now.update(active, content);
    else {
      end(decision.surface);
      showings.set(decision.surface, {
        ...startShowing({ link, place, active, content, record, prompts }),
        nudge: nudge.id,
      });
    }
    return active;
  }

  function publish(shown: { [surface: string]: ActiveNudge }): void {
    if (JSON.stringify(shown) !== JSON.stringify(link.shown.get())) link.shown.set(shown);
  }

  return {
    show(decisions, nudges, facts) {
      const shown: { [surface: string]: ActiveNudge } = {};
      const broken: { [nudge: string]: string } = {};
      for (const decision of decisions.filter(({ show }) => show)) {
        const nudge = nudges.get(decision.nudge);
        try {
          const active = nudge && draw(decision, nudge, facts);
          if (active) shown[decision.surface] = active;
        } catch (error) {
          broken[decision.nudge] = String(error);
        }
      }
      for (const surface of showings.keys()) if (!shown[surface]) end(surface);
      publish(shown);
      return broken;
    },
    clear() {
      for (const surface of showings.keys()) end(surface);
      for (const close of prompts) close();
      publish({});
    },
  };
}
