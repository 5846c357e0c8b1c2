import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import type { LedgerRecord } from '@tendril/rules';
import { render } from 'preact';
import { createHost } from './page/host-element.js';
import { watchExposure } from './page/watch-exposure.js';
import { isPossible, runAction } from './run-action.js';
import type { FilledContent } from './text/choose-content.js';
import { BannerView } from './views/banner-view.js';

/** One nudge on the page, from its appearance to its end. */
export interface Showing {
  readonly host: HTMLElement;
  /** Draws the nudge as it is now: another stage, other figures. */
  update(active: ActiveNudge, content: FilledContent): void;
  end(): void;
}

interface Parts {
  link: NudgeLink;
  place: Element;
  active: ActiveNudge;
  content: FilledContent;
  record: (record: LedgerRecord) => void;
  /** Prompts that are open, by what closes them. */
  prompts: Set<() => void>;
}

/** Facts about a showing that its events carry. */
const describe = ({ nudge, episode, surface, stage }: ActiveNudge) => ({
  nudge: nudge.id,
  rev: nudge.rev,
  stage: stage?.id ?? '',
  episode,
  surface,
});

export function startShowing({
  link,
  place,
  active: first,
  content: firstContent,
  record,
  prompts,
}: Parts): Showing {
  const { element, root } = createHost(place);
  const dir = place.ownerDocument.defaultView?.getComputedStyle(place).direction === 'rtl' ? 'rtl' : 'ltr';
  let active = first;
  let content = firstContent;
  let busy: ContentAction['id'] | undefined;
  let failure = '';
  let stopWatching = () => {};
  const missing = new Set<string>();

  function meter() {
    const reading = link.facts.facts.get().usage[active.nudge.what.meter?.usage ?? ''];
    return reading?.limit ? { used: reading.used, limit: reading.limit } : undefined;
  }

  /** Buttons that can do something here; of the others the host is told once. */
  function possible(): ContentAction[] {
    return content.actions.filter((action) => {
      const can = isPossible(action, link);
      if (!can && !missing.has(action.do)) {
        missing.add(action.do);
        const message = `${active.nudge.id}: a button needs actions.${action.do}`;
        link.notices.emit('error', {
          code: 'adapter',
          message,
          cure: `Give createTendril actions.${action.do}.`,
        });
      }
      return can;
    });
  }

  function draw(): void {
    const { nudge, stage } = active;
    render(
      <BannerView
        content={{ ...content, actions: possible() }}
        tone={stage?.tone ?? nudge.what.tone ?? 'info'}
        dir={dir}
        dismissible={stage?.dismissible ?? nudge.what.dismissible ?? true}
        meter={meter()}
        busy={busy}
        failure={failure}
        onAction={act}
        onDismiss={() => act({ id: 'link', label: '', do: 'dismiss' })}
      />,
      root,
    );
  }

  function watch(): void {
    stopWatching();
    stopWatching = watchExposure(element, () => {
      link.calls.track('nudge.exposed', describe(active));
      link.notices.emit('nudge', { nudge: active.nudge.id, kind: 'exposed' });
    });
  }

  const note = (entry: { kind: LedgerRecord['kind'] }) => {
    const { nudge, episode } = active;
    record({ nudge: nudge.id, episode, at: link.ports.clock.now(), ...entry } as LedgerRecord);
  };

  function tell(action: ContentAction): void {
    const kind = action.do === 'dismiss' ? 'dismissed' : action.do === 'snooze' ? 'snoozed' : 'action';
    link.calls.track(`nudge.${kind}`, {
      ...describe(active),
      ...(kind === 'action' && { action: action.id, do: action.do }),
    });
    link.notices.emit('nudge', { nudge: active.nudge.id, kind });
  }

  async function act(action: ContentAction): Promise<void> {
    busy = action.id;
    failure = '';
    draw();
    tell(action);
    try {
      await runAction(action, {
        link,
        page: place,
        active,
        locale: content.locale,
        dir,
        record: note,
        prompts,
      });
      if (action.id === 'primary' && active.nudge.how?.stopOn?.includes('primary')) note({ kind: 'stopped' });
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    busy = undefined;
    if (element.isConnected) draw();
  }

  draw();
  watch();
  return {
    host: element,
    update(next, nextContent) {
      const sameEpisode = next.episode === active.episode;
      active = next;
      content = nextContent;
      draw();
      if (!sameEpisode) watch();
    },
    end() {
      stopWatching();
      render(null, root);
      element.remove();
    },
  };
}
