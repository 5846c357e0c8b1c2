import type { Actions } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { LOOKS, type Look, overflowing, tooSmall, violations, wear } from '../testing/looks.js';
import { openPage, withButtons } from '../testing/sample-page.js';

const ROLES = [
  { id: 'viewer', label: 'Viewer, who can look at everything that the team has made' },
  { id: 'editor', label: 'Editor' },
];
const NUDGE: Nudge = withButtons([{ id: 'primary', label: 'Invite', do: 'invite', data: { roles: ROLES } }]);
const invite: NonNullable<Actions['invite']> = ({ emails: [first = '', ...others] }) => ({
  sent: [first],
  failed: others.map((email) => ({ email, reason: 'is in the team already' })),
});

const prompt = () => document.querySelector<HTMLElement>('body > tendril-nudge');
const shadow = () => prompt()?.shadowRoot as ShadowRoot;
const says = (role: string) => shadow().querySelector(`[role=${role}]`)?.textContent;

/** Opens it and sends this; undefined sends nothing. */
async function open(look: Look, sent: string | undefined): Promise<HTMLElement> {
  await wear(look);
  const actions: Actions = { invite, inviteLink: () => '/join' };
  const page = await openPage({ nudges: [NUDGE], actions, locale: look.dir === 'rtl' ? 'ar' : 'en' });
  page.button('Invite')?.click();
  await expect.poll(() => prompt()?.shadowRoot?.querySelector('dialog')?.open).toBe(true);
  if (sent !== undefined) {
    const field = shadow().querySelector('textarea') as HTMLTextAreaElement;
    field.value = sent;
    field.form?.requestSubmit();
    await page.settle();
  }
  return prompt() as HTMLElement;
}

describe.each(LOOKS)('the invite prompt: $name', (look) => {
  it.each<[string, string | undefined, () => void]>([
    ['empty', undefined, () => expect(says('alert')).toBe('')],
    ['with an error', 'ada', () => expect(says('alert')).toContain('Not an e-mail address: ada.')],
    [
      'partly refused',
      'ada@example.com, a.very.long.name.of.somebody.who.is.in.the.team@a-long-domain.example.com',
      () => {
        expect(says('status')).toBe('Invitation sent to ada@example.com.');
        expect(says('alert')).toContain('is in the team already');
      },
    ],
    ['sent', 'ada@example.com', () => expect(says('status')).toBe('Invitation sent to ada@example.com.')],
  ])('%s: axe finds nothing, it fits, and its targets are large enough', async (_, sent, expectState) => {
    const host = await open(look, sent);
    expectState();
    expect(await violations()).toEqual([]);
    const dialog = shadow().querySelector('dialog') as HTMLElement;
    expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
    expect(overflowing(host, new DOMRect(0, 0, innerWidth, innerHeight))).toEqual([]);
    expect(overflowing(host, dialog.getBoundingClientRect())).toEqual([]);
    expect(tooSmall(host)).toEqual([]);
  });
});
