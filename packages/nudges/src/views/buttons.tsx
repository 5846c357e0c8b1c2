import type { ViewProps } from './view.js';

/** What the buttons would cost, the document's buttons, and how it stands with the one that was pressed. */
export function Buttons({ content, busy, failure, progress, quote, onAction }: ViewProps) {
  return (
    <>
      {quote}
      {content.actions.length > 0 && (
        <div class="actions">
          {content.actions.map((action) => (
            <button
              key={action.do + action.label}
              type="button"
              class={action.id}
              aria-disabled={busy === action.id}
              onClick={() => busy || onAction(action)}
            >
              {action.label}
            </button>
          ))}
        </div>
      )}
      <p class={failure ? 'status failed' : 'status'} role="status">
        {failure || progress}
      </p>
    </>
  );
}
