import type { DismissedVia, SurfaceKind, Tone } from '@tendril/protocol';
import type { ComponentChildren } from 'preact';
import type { FilledContent } from '../text/choose-content.js';

interface Props {
  surface: SurfaceKind;
  content: FilledContent;
  tone: Tone;
  dir: 'ltr' | 'rtl';
  dismissible: boolean;
  onDismiss: (via: DismissedVia) => void;
  children: ComponentChildren;
}

/**
 * What surrounds a view, by the surface that it is on: role, name, language, and the way out.
 *
 * In the flow of the page, at an edge and in the corner it is a region, which takes no focus; that it has come is said by
 * the live region, so that its controls are outside of one. Beside an anchor it is a dialog, but no modal one. In the
 * center it is a modal dialog, which can always be closed.
 */
export function Frame({ surface, content, tone, dir, dismissible, onDismiss, children }: Props) {
  const { title, body, dismissLabel, locale } = content;
  const isModal = surface === 'center';
  const canClose = dismissible || isModal;
  const look = {
    class: [tone, surface !== 'slot' && surface, !canClose && 'fixed'].filter(Boolean).join(' '),
    'aria-label': title || body,
    lang: locale,
    dir,
  };
  const inside = (
    <>
      {children}
      {canClose && (
        <button type="button" class="close" aria-label={dismissLabel} onClick={() => onDismiss('close')}>
          ×
        </button>
      )}
    </>
  );

  if (isModal) return <dialog {...look}>{inside}</dialog>;
  return (
    <section {...look} role={surface === 'anchor' ? 'dialog' : 'region'}>
      {inside}
    </section>
  );
}
