import type { ContentAction, Tone } from '@tendril/protocol';
import type { FilledContent } from '../text/choose-content.js';

export interface BannerProps {
  content: FilledContent;
  tone: Tone;
  dir: 'ltr' | 'rtl';
  dismissible: boolean;
  /** Drawn when the nudge names a meter that has a limit. */
  meter: { used: number; limit: number } | undefined;
  /** An action runs: its button says so and does nothing. */
  busy: ContentAction['id'] | undefined;
  /** What came of the last action, if it failed. */
  failure: string;
  onAction: (action: ContentAction) => void;
  onDismiss: () => void;
}

function Meter({ used, limit, label }: { used: number; limit: number; label: string }) {
  const width = `${Math.min(100, (100 * used) / limit)}%`;
  return (
    <>
      <meter class="unseen" aria-label={label} min={0} max={limit} value={used} />
      <div class="meter" aria-hidden="true">
        <i style={{ width }} />
      </div>
    </>
  );
}

/** A region in the flow of the page: it takes no focus and interrupts nobody. */
export function BannerView(props: BannerProps) {
  const { content, tone, dir, dismissible, meter, busy, failure, onAction, onDismiss } = props;
  const { title, body, note, actions, dismissLabel, locale } = content;
  return (
    <section class={dismissible ? tone : `${tone} fixed`} aria-label={title || body} lang={locale} dir={dir}>
      <div class="text">
        {title && <p class="title">{title}</p>}
        {body && <p class="body">{body}</p>}
        {note && <p class="note">{note}</p>}
        {meter && <Meter {...meter} label={title || body} />}
      </div>
      <div class="actions">
        {actions.map((action) => (
          <button
            key={action.id}
            type="button"
            class={action.id}
            aria-disabled={busy === action.id}
            onClick={() => busy || onAction(action)}
          >
            {action.label}
          </button>
        ))}
      </div>
      <p class="status failed" role="status">
        {failure}
      </p>
      {dismissible && (
        <button type="button" class="close" aria-label={dismissLabel} onClick={onDismiss}>
          ×
        </button>
      )}
    </section>
  );
}
