export interface InviteProps {
  dir: 'ltr' | 'rtl';
  locale: string;
  phase: 'asking' | 'sending' | 'sent';
  /** What is wrong with what was typed, or what went wrong. */
  problem: string;
  /** What went well. */
  done: string;
  onSend: (text: string) => void;
  onClose: () => void;
}

/** The invite prompt: one field that takes several addresses, and a plain answer in text. */
export function InviteView({ dir, locale, phase, problem, done, onSend, onClose }: InviteProps) {
  const submit = (event: Event) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('emails') as HTMLInputElement;
    if (phase === 'asking') onSend(field.value);
  };
  return (
    <dialog aria-labelledby="title" lang={locale} dir={dir} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <h2 id="title">Invite a teammate</h2>
        {phase !== 'sent' && (
          <label>
            E-mail address
            <input
              name="emails"
              type="email"
              multiple
              autocomplete="off"
              aria-invalid={problem !== ''}
              aria-describedby="hint problem"
            />
            <span class="hint" id="hint">
              Separate several with commas.
            </span>
          </label>
        )}
        <p class="status failed" id="problem" role="alert">
          {problem}
        </p>
        <p class="status" role="status">
          {done}
        </p>
        <div class="actions">
          {phase !== 'sent' && (
            <button type="submit" class="primary" aria-disabled={phase === 'sending'}>
              {phase === 'sending' ? 'Sending…' : 'Send invitation'}
            </button>
          )}
          <button type="button" onClick={onClose}>
            {phase === 'sent' ? 'Done' : 'Cancel'}
          </button>
        </div>
        <button type="button" class="close" aria-label="Close" onClick={onClose}>
          ×
        </button>
      </form>
    </dialog>
  );
}
