import type { Actions, InviteResult } from '@tendril/core';
import type { JsonObject } from '@tendril/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { openPage, SEATS } from '../testing/sample-page.js';

const shadow = () => document.querySelector('body > tendril-nudge')?.shadowRoot ?? undefined;
const input = () => shadow()?.querySelector('textarea') ?? undefined;
const problem = () => shadow()?.querySelector('[role=alert]')?.textContent;
const done = () => shadow()?.querySelector('[role=status]')?.textContent;
const button = (name: string) =>
  [...(shadow()?.querySelectorAll('button') ?? [])].find(
    (one) => one.textContent === name || one.ariaLabel === name,
  );

async function openPrompt(
  invite: Actions['invite'] = ({ emails }) => ({ sent: emails }),
  data: JsonObject = { role: 'editor' },
  inviteLink?: Actions['inviteLink'],
  text: { [key: string]: string } = {},
) {
  const content = {
    title: 'T',
    text,
    actions: [{ id: 'primary' as const, label: 'Invite', do: 'invite' as const, data }],
  };
  const nudges = [{ ...SEATS, what: { ...SEATS.what, content: { en: content } } }];
  const page = await openPage({ nudges, actions: { invite, ...(inviteLink && { inviteLink }) } });
  await page.seats(7);
  const opener = page.button('Invite') as HTMLButtonElement;
  opener.focus();
  opener.click();
  await expect.poll(() => shadow()?.querySelector('dialog')?.open).toBe(true);
  return {
    ...page,
    opener,
    async send(emails: string) {
      const field = input() as HTMLTextAreaElement;
      field.value = emails;
      field.form?.requestSubmit();
      await page.settle();
    },
  };
}
/** The element that has the focus, in whatever shadow root. */
const focused = (): Element | null => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

it('opens over the page with the focus in its field, named by its heading', async () => {
  await openPrompt();
  const dialog = shadow()?.querySelector('dialog');
  expect(dialog?.matches(':modal')).toBe(true);
  expect(shadow()?.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe(
    'Invite teammates',
  );
  expect(focused()).toBe(input());
});

it.each([
  ['', 'Enter an e-mail address.'],
  [' , ; ', 'Enter an e-mail address.'],
  ['ada', 'Not an e-mail address: ada. Write it as name@example.com.'],
  ['ada@example.com, bob@x', 'Not an e-mail address: bob@x. Write it as name@example.com.'],
  ['a b@c.de e@', 'Not an e-mail address: a and e@. Write it as name@example.com.'],
])('%j is refused: %s', async (emails, text) => {
  const page = await openPrompt(() => {
    throw new Error('must not be asked');
  });
  await page.send(emails);
  expect(problem()).toBe(text);
  expect(input()?.ariaInvalid).toBe('true');
  expect(focused()).toBe(input());
});

describe('sending', () => {
  it('asks the host once for each address, says so, and counts without addresses', async () => {
    const asked: unknown[] = [];
    let answer: (result: InviteResult) => void = () => {};
    const page = await openPrompt((request) => {
      asked.push(request);
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    await page.send('ada@example.com; bob@example.com ada@example.com');
    expect(button('Sending…')?.ariaDisabled).toBe('true');
    await page.send('eve@example.com');
    expect(asked).toEqual([
      { emails: ['ada@example.com', 'bob@example.com'], nudge: 'seats', role: 'editor' },
    ]);
    answer({ sent: ['ada@example.com', 'bob@example.com'] });
    await page.settle();
    expect(done()).toBe('Invitation sent to ada@example.com and bob@example.com.');
    expect(input()).toBeUndefined();
    const invited = page.tracked.filter(({ name }) => name === 'invite-teammate');
    expect(invited.map(({ properties }) => properties)).toEqual(
      Array(2).fill({ nudge: 'seats', role: 'editor' }),
    );
    button('Done')?.click();
    expect(shadow()).toBeUndefined();
  });

  it('of several says which were refused and why, and stays open', async () => {
    const page = await openPrompt(() => ({
      sent: ['ada@example.com'],
      failed: [{ email: 'bob@example.com', reason: 'has an account already.' }],
    }));
    await page.send('ada@example.com bob@example.com');
    expect(done()).toBe('Invitation sent to ada@example.com.');
    expect(problem()).toBe('bob@example.com: has an account already.');
    expect(page.names().filter((name) => name === 'invite-teammate')).toHaveLength(1);
    expect(input()?.value, 'the next try does not repeat what was sent').toBe('bob@example.com');
    expect(focused()).toBe(input());
  });

  it('that fails, or is refused, without a reason says so in words', async () => {
    let tries = 0;
    const page = await openPrompt(({ emails }) => {
      tries += 1;
      if (tries === 1) return Promise.reject();
      return { sent: [], failed: emails.map((email) => ({ email })) } as never;
    });
    await page.send('ada@example.com');
    expect(problem()).toBe('That failed. Try again.');
    await page.send('ada@example.com');
    expect(problem()).toBe('ada@example.com');
  });

  it('says of each that was refused why, on a line of its own', async () => {
    const refused = ['bob', 'eve'].map((name) => ({
      email: `${name}@example.com`,
      reason: 'already invited',
    }));
    const page = await openPrompt(() => ({ sent: [], failed: refused }));
    await page.send('bob@example.com eve@example.com');
    expect(problem()).toBe('bob@example.com: already invited\neve@example.com: already invited');
    const alert = shadow()?.querySelector('[role=alert]') as Element;
    expect(getComputedStyle(alert).whiteSpaceCollapse, 'as two lines').toBe('preserve-breaks');
  });

  it('that fails says why, and can be tried again', async () => {
    let tries = 0;
    const page = await openPrompt(async ({ emails }) => {
      tries += 1;
      if (tries === 1) throw new Error('The mail server is away.');
      return { sent: emails };
    });
    await page.send('ada@example.com');
    expect(problem()).toBe('The mail server is away.');
    expect(input()?.value).toBe('ada@example.com');
    expect(page.names()).not.toContain('invite-teammate');
    await page.send('ada@example.com');
    expect(problem()).toBe('');
    expect(done()).toBe('Invitation sent to ada@example.com.');
  });

  it('whose answer comes after the prompt was closed is counted, and opens nothing', async () => {
    let answer: (result: InviteResult) => void = () => {};
    const page = await openPrompt(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await page.send('ada@example.com');
    const root = shadow();
    button('Cancel')?.click();
    answer({ sent: ['ada@example.com'] });
    await page.settle();
    expect(shadow()).toBeUndefined();
    expect(root?.childElementCount).toBe(0);
    expect(page.names()).toContain('invite-teammate');
  });
});

describe('the role', () => {
  const roles = [
    { id: 'viewer', label: 'Viewer' },
    { id: 'editor', label: 'Editor' },
  ];
  const select = () => shadow()?.querySelector('select') as HTMLSelectElement;

  it('is chosen among those of the document, and goes to the host and into the event', async () => {
    const asked: unknown[] = [];
    const page = await openPrompt(
      (request) => {
        asked.push(request.role);
        return { sent: request.emails };
      },
      { role: 'editor', roles },
    );
    expect(select().labels[0]?.textContent).toContain('Role');
    expect(select().value).toBe('editor');
    select().value = 'viewer';
    await page.send('ada@example.com');
    expect(asked).toEqual(['viewer']);
    expect(page.tracked.at(-1)?.properties.role).toBe('viewer');
  });

  it('that was chosen stays when something is wrong', async () => {
    const page = await openPrompt(undefined, { roles });
    select().value = 'editor';
    await page.send('ada');
    expect(select().value).toBe('editor');
  });

  it.each([[[{ id: 'only', label: 'Only' }]], ['editor'], [[{ id: 1 }, 'x', null]]])(
    'is not asked for where there is no choice: %j',
    async (given) => {
      await openPrompt(undefined, { roles: given as never });
      expect(select()).toBeNull();
    },
  );
});

describe('the invite link', () => {
  const copied: string[] = [];
  const clipboard = (works: boolean) => {
    copied.length = 0;
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => {
      if (!works) throw new Error('denied');
      copied.push(text);
    });
    onTestFinished(() => write.mockRestore());
  };

  it('is not offered where the host has none', async () => {
    await openPrompt();
    expect(button('Copy invite link')).toBeUndefined();
  });

  it('is had from the host and copied', async () => {
    clipboard(true);
    const page = await openPrompt(
      undefined,
      { role: 'editor' },
      ({ role, nudge }) => `/join/${role}/${nudge}`,
    );
    button('Copy invite link')?.click();
    await page.settle();
    expect(copied).toEqual(['/join/editor/seats']);
    expect(done()).toBe('The link is copied.');
  });

  it('is shown where the clipboard refuses', async () => {
    clipboard(false);
    const page = await openPrompt(undefined, {}, () => 'https://acme.example/join');
    button('Copy invite link')?.click();
    await page.settle();
    expect(done()).toBe('Copy this link: https://acme.example/join');
  });

  it('says why the host gives none', async () => {
    const page = await openPrompt(undefined, {}, () => Promise.reject(new Error('Links are switched off.')));
    button('Copy invite link')?.click();
    await page.settle();
    expect(problem()).toBe('Links are switched off.');
  });

  it('may come with the answer', async () => {
    clipboard(true);
    const page = await openPrompt(({ emails }) => ({ sent: emails, link: '/join' }));
    await page.send('ada@example.com');
    button('Copy invite link')?.click();
    await page.settle();
    expect(copied).toEqual(['/join']);
  });
});

it('is walked by keyboard alone: field, role, send, done', async () => {
  const roles = [
    { id: 'viewer', label: 'Viewer' },
    { id: 'editor', label: 'Editor' },
  ];
  const { opener, settle } = await openPrompt(undefined, { roles }, () => '/join');
  await userEvent.keyboard('ada@example.com{Tab}');
  expect(focused()?.localName).toBe('select');
  await userEvent.keyboard('{Tab}');
  expect(focused()?.textContent).toBe('Send invitations');
  await userEvent.keyboard('{Enter}');
  await settle();
  await expect.poll(done).toBe('Invitation sent to ada@example.com.');
  expect(focused()?.textContent).toBe('Done');
  await userEvent.keyboard('{Enter}');
  await expect.poll(shadow).toBeUndefined();
  expect(focused()).toBe(opener);
});

it('says it in the words of the document', async () => {
  const text = { inviteTitle: 'Einladen', inviteSend: 'Senden', inviteEmpty: 'Eine Adresse, bitte.' };
  const page = await openPrompt(undefined, {}, undefined, text);
  expect(button('Senden')).toBeDefined();
  await page.send('');
  expect(problem()).toBe('Eine Adresse, bitte.');
});

describe('closing', () => {
  it.each(['Cancel', 'Close'])('by %s gives the focus back', async (name) => {
    const { opener } = await openPrompt();
    button(name)?.click();
    expect(shadow()).toBeUndefined();
    expect(focused()).toBe(opener);
  });

  it('by Escape gives the focus back', async () => {
    const { opener } = await openPrompt();
    await userEvent.keyboard('{Escape}');
    await expect.poll(shadow).toBeUndefined();
    expect(focused()).toBe(opener);
  });

  it('lets the prompt be opened again', async () => {
    const { opener } = await openPrompt();
    button('Cancel')?.click();
    opener.click();
    await expect.poll(() => shadow()?.querySelector('dialog')?.open).toBe(true);
    expect(problem()).toBe('');
  });
});

it('stays open when its banner goes', async () => {
  const page = await openPrompt();
  await page.seats(1);
  expect(page.host()).toBeUndefined();
  await page.send('ada@example.com');
  expect(done()).toBe('Invitation sent to ada@example.com.');
});
