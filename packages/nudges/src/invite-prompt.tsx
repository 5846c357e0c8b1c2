import type { NudgeLink } from '@tendril/core';
import { render } from 'preact';
import { adoptStyles, createHost } from './page/host-element.js';
import { FORM_STYLES } from './views/form-styles.js';
import { InviteView } from './views/invite-view.js';

interface Request {
  link: NudgeLink;
  /** Where in the page the prompt belongs; it opens at the end of the body. */
  page: Element;
  nudge: string;
  role: string | undefined;
  locale: string;
  dir: 'ltr' | 'rtl';
  /** The prompt is among these while it is open. */
  prompts: Set<() => void>;
}

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const separate = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
const join = (items: string[], locale: string): string => new Intl.ListFormat(locale).format(items);

/** What is wrong with the addresses, or nothing. */
function check(emails: string[], locale: string): string {
  const wrong = emails.filter((email) => !ADDRESS.test(email));
  if (!emails.length) return 'Enter an e-mail address.';
  return wrong.length ? `${join(wrong, locale)} is not an e-mail address. Write it as name@example.com.` : '';
}

/**
 * Opens the invite prompt and runs the host's `actions.invite`. Each address that was sent to is an `invite-teammate`
 * event; the address itself stays out of it.
 */
export function openInvitePrompt({ link, page, nudge, role, locale, dir, prompts }: Request): void {
  const { element, root } = createHost(page.ownerDocument.body);
  adoptStyles(root, FORM_STYLES);
  const state = { phase: 'asking' as 'asking' | 'sending' | 'sent', problem: '', done: '' };

  const show = (change: Partial<typeof state> = {}) => {
    // The host's answer may come after the prompt was closed.
    if (!prompts.has(close)) return;
    Object.assign(state, change);
    render(<InviteView {...state} dir={dir} locale={locale} onSend={send} onClose={close} />, root);
  };
  const dialog = () => root.querySelector('dialog');

  function close(): void {
    if (!prompts.delete(close)) return;
    // Closed before it is removed, so that the browser gives the focus back to where it was.
    dialog()?.close();
    render(null, root);
    element.remove();
  }

  async function send(text: string): Promise<void> {
    const emails = separate(text);
    const problem = check(emails, locale);
    if (problem) {
      show({ problem });
      root.querySelector('input')?.focus();
      return;
    }
    show({ phase: 'sending', problem: '' });
    try {
      const { sent = emails, failed = [] } =
        (await link.options.actions?.invite?.({ emails, nudge, ...(role && { role }) })) ?? {};
      for (const _ of sent) link.calls.track('invite-teammate', { nudge, ...(role && { role }) });
      const done = sent.length ? `Invitation sent to ${join(sent, locale)}.` : '';
      const refused = failed.map(({ email, reason }) => `${email}: ${reason}`).join(' ');
      show({ phase: failed.length ? 'asking' : 'sent', problem: refused, done });
    } catch (error) {
      show({ phase: 'asking', problem: error instanceof Error ? error.message : String(error) });
    }
  }

  prompts.add(close);
  show();
  dialog()?.showModal();
  root.querySelector('input')?.focus();
}
