import type { Tone } from '@tendril/protocol';
import type { ComponentChildren } from 'preact';
import type { FilledContent } from '../text/choose-content.js';

interface Props {
  content: FilledContent;
  tone: Tone;
  dir: 'ltr' | 'rtl';
  dismissible: boolean;
  onDismiss: () => void;
  children: ComponentChildren;
}

/**
 * What surrounds a view, by the surface that it is on: role, name, language, and the way out. In the flow of the page it
 * is a region, which takes no focus and interrupts nobody.
 */
export function Frame({ content, tone, dir, dismissible, onDismiss, children }: Props) {
  const { title, body, dismissLabel, locale } = content;
  return (
    <section class={dismissible ? tone : `${tone} fixed`} aria-label={title || body} lang={locale} dir={dir}>
      {children}
      {dismissible && (
        <button type="button" class="close" aria-label={dismissLabel} onClick={onDismiss}>
          ×
        </button>
      )}
    </section>
  );
}
