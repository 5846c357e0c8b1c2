import type { Explanation, NudgeLink } from '@tendril/core';
import { render } from 'preact';
import type { Rules } from '../load-rules.js';
import { adoptStyles, createHost } from '../page/host-element.js';
import { DEBUG_STYLES } from './debug-styles.js';
import { DebugView, type LoggedEvent } from './debug-view.js';
import type { Previews } from './previews.js';

export { createPreviews } from './previews.js';

export interface PanelParts {
  link: NudgeLink;
  /** The page's root element. */
  root: Element;
  explain: () => Explanation[];
  previews: Previews;
  rules: () => Rules | undefined;
}

/** Drawn again this long after something has changed, once for all that changes meanwhile. */
const DRAW_MS = 100;
const MAX_EVENTS = 50;

/** Opens the panel of `tendril.debug()`; the result closes it. It is in English: it is for those who build the page. */
export function openPanel({ link, root: page, explain, previews, rules }: PanelParts): () => void {
  const { body, activeElement: opener } = page.ownerDocument;
  const { element, root } = createHost(body);
  adoptStyles(root, DEBUG_STYLES);
  let events: LoggedEvent[] = [];
  let cancel: (() => void) | undefined;

  function close(): void {
    const hadFocus = page.ownerDocument.activeElement === element;
    cancel?.();
    for (const end of off) end();
    render(null, root);
    element.remove();
    if (hadFocus) (opener as HTMLElement | null)?.focus?.();
  }

  function draw(): void {
    cancel = undefined;
    const known = rules();
    render(
      <DebugView
        explanations={explain()}
        nudges={known?.nudges ?? new Map()}
        facts={known?.engine.facts() ?? {}}
        events={events}
        isPreviewed={previews.has}
        onPreview={previews.start}
        onEndPreview={previews.end}
        onClose={close}
      />,
      root,
    );
  }

  const later = () => {
    cancel ??= link.ports.clock.after(DRAW_MS, draw);
  };
  const closeByKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
  element.addEventListener('keydown', closeByKey);
  const off = [
    link.onEvent((event) => {
      events = [{ ...event, heardAt: link.ports.clock.now() }, ...events].slice(0, MAX_EVENTS);
      later();
    }),
    link.facts.facts.listen(later),
    link.shown.listen(later),
    link.ruleset.listen(later),
    link.notices.on('nudge', later),
  ];
  draw();
  // In the top layer: a transform of the page's body would carry off what is fixed.
  element.popover = 'manual';
  element.showPopover?.();
  root.querySelector<HTMLElement>('h2')?.focus();
  return close;
}
