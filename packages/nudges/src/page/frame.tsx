import type { SurfaceKind, Tone } from '@tendril/protocol';
import type { ComponentChildren } from 'preact';
import type { FilledContent } from '../text/choose-content.js';

interface Props {
  surface: SurfaceKind;
  content: FilledContent;
  tone: Tone;
  dir: 'ltr' | 'rtl';
  dismissible: boolean;
  onDismiss: () => void;
  children: ComponentChildren;
}

/**
 * What surrounds a view, by the surface that it is on: role, name, language, and the way out.
 *
 * In the flow of the page, at an edge and in the corner it is a region, which takes no focus; that it has come is said by
 * the live region, so that its controls are outside of one. Beside an anchor it is a dialog, but no modal one. In the
 * center it is a modal dialog, which can always be closed. Escape is heard only where the focus is inside.
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
        <button type="button" class="close" aria-label={dismissLabel} onClick={onDismiss}>
          ×
        </button>
      )}
    </>
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !canClose || surface === 'slot') return;
    // It has done its work. A dialog of the host that is open too stays so: Chromium would close both, where the second
    // was opened without a click (https://html.spec.whatwg.org/#close-watcher-infrastructure).
    event.preventDefault();
    event.stopPropagation();
    onDismiss();
  };
  // Closed by us, it is off the page by the time that its event comes.
  const onClose = (event: Event) => (event.currentTarget as Element).isConnected && onDismiss();
  if (isModal)
    return (
      <dialog {...look} onKeyDown={onKeyDown} onClose={onClose}>
        {inside}
      </dialog>
    );

  return (
    <section {...look} role={surface === 'anchor' ? 'dialog' : 'region'} onKeyDown={onKeyDown}>
      {inside}
    </section>
  );
}
