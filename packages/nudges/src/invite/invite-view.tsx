import type { InviteWords } from './invite-words.js';

export interface Role {
  id: string;
  label: string;
}

export interface InviteProps {
  words: InviteWords;
  dir: 'ltr' | 'rtl';
  locale: string;
  phase: 'asking' | 'sending' | 'sent';
  /** Roles to choose from; none draws no choice. */
  roles: readonly Role[];
  role: string | undefined;
  /** What the field holds when it comes back: the addresses that were refused. */
  left: string;
  /** What is wrong with what was typed, or what went wrong. */
  problem: string;
  /** What went well. */
  done: string;
  canLink: boolean;
  onSend: (text: string, role: string | undefined) => void;
  onLink: (role: string | undefined) => void;
  onClose: () => void;
}

type Fields = { emails?: HTMLTextAreaElement; role?: HTMLSelectElement };
const fieldsOf = (form: HTMLFormElement): Fields => ({
  emails: form.elements.namedItem('emails') as HTMLTextAreaElement,
  role: form.elements.namedItem('role') as HTMLSelectElement,
});

/** The invite prompt: a field for addresses, a role, and a plain answer in text. */
export function InviteView(props: InviteProps) {
  const { words, dir, locale, phase, roles, role, left, problem, done, canLink } = props;
  const { onSend, onLink, onClose } = props;
  const submit = (event: Event) => {
    event.preventDefault();
    const { emails, role: chosen } = fieldsOf(event.currentTarget as HTMLFormElement);
    if (phase === 'asking') onSend(emails?.value ?? '', chosen?.value ?? role);
  };
  const link = (event: Event) => {
    const { form } = event.currentTarget as HTMLButtonElement;
    onLink((form && fieldsOf(form).role?.value) ?? role);
  };
  return (
    <dialog aria-labelledby="title" lang={locale} dir={dir} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <h2 id="title">{words.inviteTitle}</h2>
        {phase !== 'sent' && (
          <label>
            {words.inviteField}
            <textarea
              // Another list is another field: what was typed in the old one was sent.
              key={left}
              name="emails"
              rows={3}
              inputMode="email"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              defaultValue={left}
              readOnly={phase === 'sending'}
              aria-invalid={problem !== ''}
              aria-describedby="hint problem"
            />
            <span class="hint" id="hint">
              {words.inviteHint}
            </span>
          </label>
        )}
        {phase !== 'sent' && roles.length > 1 && (
          <label>
            {words.inviteRole}
            <select name="role">
              {roles.map(({ id, label }) => (
                <option key={id} value={id} selected={id === role}>
                  {label}
                </option>
              ))}
            </select>
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
              {phase === 'sending' ? words.inviteSending : words.inviteSend}
            </button>
          )}
          {canLink && (
            <button type="button" onClick={link}>
              {words.inviteLink}
            </button>
          )}
          <button type="button" onClick={onClose}>
            {phase === 'sent' ? words.inviteDone : words.inviteCancel}
          </button>
        </div>
        <button type="button" class="close" aria-label={words.inviteClose} onClick={onClose}>
          ×
        </button>
      </form>
    </dialog>
  );
}
