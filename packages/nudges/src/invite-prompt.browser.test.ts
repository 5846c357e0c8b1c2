import type { Actions, InviteResult } from '@tendril/core';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { openPage } from './testing/sample-page.js';

const shadow = () => document.querySelector('body > tendril-nudge')?.shadowRoot ?? undefined;
const input = () => shadow()?.querySelector('input') ?? undefined;
const problem = () => shadow()?.querySelector('[role=alert]')?.textContent;
const done = () => shadow()?.querySelector('[role=status]')?.textContent;
const button = (name: string) =>
  [...(shadow()?.querySelectorAll('button') ?? [])].find(
    (one) => one.textContent === name || one.ariaLabel === name,
  );

async function openPrompt(invite: Actions['invite'] = ({ emails }) => ({ sent: emails })) {
  const page = await openPage({ actions: { invite } });
  await page.seats(7);
  const opener = page.button('Invite') as HTMLButtonElement;
  opener.focus();
  opener.click();
  await expect.poll(() => shadow()?.querySelector('dialog')?.open).toBe(true);
  return {
    ...page,
    opener,
    async send(emails: string) {
      const field = input() as HTMLInputElement;
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
    'Invite a teammate',
  );
  expect(focused()).toBe(input());
});

it.each([
  ['', 'Enter an e-mail address.'],
  [' , ; ', 'Enter an e-mail address.'],
  ['ada', 'ada is not an e-mail address. Write it as name@example.com.'],
  ['ada@example.com, bob@x', 'bob@x is not an e-mail address. Write it as name@example.com.'],
  ['a b@c.d e@', 'a and e@ is not an e-mail address. Write it as name@example.com.'],
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
    expect(input()).toBeDefined();
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
