import type { ViewProps } from './view.js';

/** The document's buttons, and what went wrong with the last one. */
export function Buttons({ content, busy, failure, onAction }: ViewProps) {
  return (
    <>
      <div class="actions">
        {content.actions.map((action) => (
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
    </>
  );
}
