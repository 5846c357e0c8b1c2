import type { InviteResult } from '@tendril/core';
import type { JsonObject } from '@tendril/protocol';
import { render } from 'preact';
import type { ActionScene } from '../attend/action-scene.js';
import { adoptStyles, createHost } from '../page/host-element.js';
import { FORM_STYLES } from '../views/form-styles.js';
import { InviteView, type Role } from './invite-view.js';
import { wordsOf } from './invite-words.js';
import { parseAddresses } from './parse-addresses.js';

const isRole = (one: unknown): one is Role =>
  typeof (one as Role)?.id === 'string' && typeof (one as Role).label === 'string';
/** What the host gave as the reason, if it gave one: it is shown to the person. */
const messageOf = (error: unknown): string =>
  (typeof error === 'string' ? error : (error as Error | undefined)?.message) || 'That failed. Try again.';

/** The roles that the button's `data` offers, and the one to begin with. */
function rolesOf({ role, roles }: JsonObject): { roles: Role[]; role: string | undefined } {
  const offered = Array.isArray(roles) ? (roles as unknown[]).filter(isRole) : [];
  return { roles: offered, role: typeof role === 'string' ? role : offered[0]?.id };
}

/**
 * Opens the invite prompt and runs the host's `actions.invite`. Each address that was sent to is an `invite-teammate`
 * event; the address itself stays out of it.
 */
export function openInvite(data: JsonObject, scene: ActionScene): void {
  const { link, place, active, content, dir, prompts } = scene;
  const document = place.page.ownerDocument;
  const { locale } = content;
  const nudge = active.nudge.id;
  const words = wordsOf(content.text);
  const { roles, role: first } = rolesOf(data);
  const { element, root } = createHost(document.body);
  adoptStyles(root, FORM_STYLES);
  const state = {
    phase: 'asking' as 'asking' | 'sending' | 'sent',
    role: first,
    left: '',
    problem: '',
    done: '',
  };
  /** A link that came with an answer. */
  let url: string | undefined;
  const say = (template: string, list: string[]) =>
    template.replace('{list}', () => new Intl.ListFormat(locale).format(list));
  const dialog = () => root.querySelector('dialog');
  const focusField = () => root.querySelector('textarea')?.focus();

  function show(change: Partial<typeof state> = {}): void {
    // The host's answer may come after the prompt was closed.
    if (!prompts.has(close)) return;
    Object.assign(state, change);
    const canLink = !!(url || link.options.actions?.inviteLink);
    const given = { words, dir, locale, roles, canLink };
    render(<InviteView {...state} {...given} onSend={send} onLink={copyLink} onClose={close} />, root);
  }

  function close(): void {
    if (!prompts.delete(close)) return;
    // Closed before it is removed, so that the browser gives the focus back to where it was.
    dialog()?.close();
    render(null, root);
    element.remove();
  }

  /** What came of it: whom it reached, and whom not and why; those stay in the field. */
  function answer({ sent, failed = [], link: joined }: InviteResult, role: string | undefined): void {
    for (const _ of sent) link.calls.track('invite-teammate', { nudge, ...(role && { role }) });
    url = joined;
    show({
      phase: failed.length ? 'asking' : 'sent',
      left: failed.map(({ email }) => email).join('\n'),
      problem: failed.map(({ email, reason }) => (reason ? `${email}: ${reason}` : email)).join('\n'),
      done: sent.length ? say(words.inviteSent, sent) : '',
    });
    if (failed.length) focusField();
    // The field that had the focus is gone.
    else root.querySelector<HTMLElement>('.actions button:last-child')?.focus();
  }

  async function send(text: string, role: string | undefined): Promise<void> {
    const { emails, wrong } = parseAddresses(text);
    const problem = wrong.length ? say(words.inviteWrong, wrong) : emails.length ? '' : words.inviteEmpty;
    show({ problem, role, done: '', ...(!problem && { phase: 'sending' }) });
    if (problem) return focusField();
    try {
      const result = await link.options.actions?.invite?.({ emails, nudge, ...(role && { role }) });
      answer({ ...result, sent: result?.sent ?? emails }, role);
    } catch (error) {
      show({ phase: 'asking', problem: messageOf(error) });
    }
  }

  async function copyLink(role: string | undefined): Promise<void> {
    try {
      const given = url ?? (await link.options.actions?.inviteLink?.({ nudge, ...(role && { role }) })) ?? '';
      const copied = await document.defaultView?.navigator.clipboard?.writeText(given).then(
        () => true,
        () => false,
      );
      // Without the clipboard the person can still do it.
      show({
        problem: '',
        done: copied ? words.inviteCopied : words.inviteByHand.replace('{link}', () => given),
      });
    } catch (error) {
      show({ problem: messageOf(error) });
    }
  }

  prompts.add(close);
  show();
  dialog()?.showModal();
  focusField();
}
