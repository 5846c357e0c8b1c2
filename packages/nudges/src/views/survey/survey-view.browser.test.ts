import type { Nudge, Survey } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createFakeDevice } from '../../testing/fake-link.js';
import { type OpenView, openView } from '../../testing/open-view.js';
import { sampleOf } from '../../testing/sample-views.js';

const QUESTION = 'legend';
const option = ({ view }: OpenView, text: string) =>
  [...view.querySelectorAll('label')]
    .find((one) => one.textContent === text)
    ?.querySelector('input') as HTMLInputElement;
const button = ({ view }: OpenView, text: string) =>
  [...view.querySelectorAll('button')].find((one) => one.textContent === text) as HTMLButtonElement;
const focused = ({ view }: OpenView) => view.activeElement as HTMLElement;

const survey = (over: Partial<Survey> = {}, more: Partial<Nudge> = {}) => {
  const nudge = sampleOf('survey', {}, more);
  return { ...nudge, what: { ...nudge.what, survey: { ...(nudge.what.survey as Survey), ...over } } };
};

describe('a step', () => {
  it('is a group of native fields with the question as its name, and says in text where one is', async () => {
    const page = await openView(survey());
    expect(page.says(QUESTION)).toBe('What is your role?');
    expect(page.says('.note')).toBe('Step 1 of 4');
    const types = [...page.view.querySelectorAll('fieldset input')].map(
      (one) => (one as HTMLInputElement).type,
    );
    expect(types).toEqual(['radio', 'radio']);
  });

  it('is not left by choosing', async () => {
    const page = await openView(survey());
    await userEvent.click(option(page, 'Product'));
    expect(page.says(QUESTION)).toBe('What is your role?');
    expect(page.names()).not.toContain('nudge.answered');
  });

  it('that is required says in text what is wrong, ties it to the fields, and takes the focus there', async () => {
    const page = await openView(survey());
    await userEvent.click(button(page, 'Next'));
    const first = option(page, 'Engineering');
    expect(focused(page)).toBe(first);
    expect(first.getAttribute('aria-describedby')).toContain('problem');
    expect(page.says('#problem')).toBe('Answer this question to go on.');
    await userEvent.click(first);
    expect(page.says('#problem')).toBe('');
  });

  it('of text has the question for a name, fills in by itself what the person has said elsewhere, and has its errors tied', async () => {
    const email = { id: 'email', kind: 'text', label: 'Your e-mail?', required: true } as const;
    const page = await openView(survey({ steps: [{ ...email, autocomplete: 'email', maxLength: 80 }] }));
    const field = page.get<HTMLTextAreaElement>('textarea');
    expect([field.autocomplete, field.maxLength, field.ariaInvalid]).toEqual(['email', 80, 'false']);
    expect(page.says(`#${field.getAttribute('aria-labelledby')}`)).toBe('Your e-mail?');
    await userEvent.click(button(page, 'Send answers'));
    expect([focused(page), field.ariaInvalid]).toEqual([field, 'true']);
    expect(field.getAttribute('aria-describedby')).toBe('problem');
    expect(page.says('#problem')).toBe('Answer this question to go on.');
  });

  it('gives the focus to the next question, and the way back keeps what was chosen', async () => {
    const page = await openView(survey());
    await userEvent.click(option(page, 'Engineering'));
    await userEvent.click(button(page, 'Next'));
    expect(page.says(QUESTION)).toBe('What for?');
    expect(focused(page)).toBe(page.get(QUESTION));
    await userEvent.click(button(page, 'Back'));
    expect(focused(page)).toBe(page.get(QUESTION));
    expect(option(page, 'Engineering').checked).toBe(true);
  });

  it('that is not required can be skipped', async () => {
    const page = await openView(survey());
    expect(button(page, 'Skip')).toBeUndefined();
    await userEvent.click(option(page, 'Engineering'));
    await userEvent.click(button(page, 'Next'));
    await userEvent.click(option(page, 'Alerts'));
    await userEvent.click(button(page, 'Skip'));
    expect(page.says(QUESTION)).toBe('How easy is it?');
    await userEvent.click(button(page, 'Back'));
    expect(option(page, 'Alerts').checked).toBe(false);
  });

  it('follows from the answer before it, and the count of steps with it', async () => {
    const page = await openView(survey());
    await userEvent.click(option(page, 'Product'));
    await expect.poll(() => page.says('.note')).toBe('Step 1 of 3');
    await userEvent.click(button(page, 'Next'));
    expect(page.says(QUESTION)).toBe('How easy is it?');
    expect(page.view.querySelectorAll('.scale input').length).toBe(11);
    expect(page.says('.ends')).toBe('HardEasy');
  });
});

describe('answers', () => {
  it('are kept over a reload, with the step', async () => {
    const device = createFakeDevice();
    const before = await openView(survey(), { device });
    await userEvent.click(option(before, 'Engineering'));
    await userEvent.click(button(before, 'Next'));
    await userEvent.click(option(before, 'Alerts'));
    before.unmount();
    const after = await openView(survey(), { device });
    expect(after.says(QUESTION)).toBe('What for?');
    expect(option(after, 'Alerts').checked).toBe(true);
    expect(option(after, 'Reports').checked).toBe(false);
  });

  /** Engineering, Alerts, 8, and a sentence. */
  async function answerAll(page: OpenView): Promise<void> {
    for (const text of ['Engineering', 'Alerts', '8']) {
      await userEvent.click(option(page, text));
      await userEvent.click(button(page, 'Next'));
    }
    await userEvent.fill(page.get('textarea'), 'No.');
    await userEvent.click(button(page, 'Send answers'));
  }

  it('are sent together, become traits at once, and are thanked for', async () => {
    const page = await openView(survey({}, { how: { stopOn: ['submit'] } }));
    await answerAll(page);
    const sent = page.tracked.find(({ name }) => name === 'nudge.answered');
    expect(sent?.properties).toMatchObject({
      nudge: 'survey',
      answers: { role: 'eng', goals: ['alerts'], ease: 8, more: 'No.' },
    });
    expect(page.identified).toEqual([{ id: 'u_1', traits: { role_self: 'eng' } }]);
    expect(page.link.facts.facts.get().account.goals).toEqual(['alerts']);
    expect(page.says('.title')).toBe('Thank you. Your answers are saved.');
    expect(focused(page)).toBe(page.get('.title'));
    await userEvent.click(button(page, 'Done'));
    await page.settle();
    expect(page.host('survey')).toBeUndefined();
    expect([...page.device.values.entries()].find(([name]) => name.startsWith('ledger'))?.[1]).toMatchObject({
      survey: { stopped: true },
    });
  });

  it('that make the nudge unfit for the person do not take the thanks away', async () => {
    const page = await openView(survey({}, { who: { 'user.role_self': { $exists: false } } }));
    await answerAll(page);
    await page.settle();
    expect(page.says('.title')).toContain('Thank you');
    expect(Object.keys(page.link.shown.get())).toEqual(['slot:survey']);
    await userEvent.click(button(page, 'Done'));
    await page.settle();
    expect(page.host('survey')).toBeUndefined();
  });

  it('that were sent are not asked for again after a reload', async () => {
    const device = createFakeDevice();
    const before = await openView(survey(), { device });
    await answerAll(before);
    before.unmount();
    await before.settle();
    const dismissed = [...device.values.entries()].find(([name]) => name.startsWith('ledger'))?.[1];
    expect(dismissed).toMatchObject({ survey: { dismissed: expect.anything() } });
  });

  it('become traits step by step where the document says so', async () => {
    const page = await openView(
      survey({ traits: 'step' }, { who: { 'user.role_self': { $exists: false } } }),
    );
    await userEvent.click(option(page, 'Engineering'));
    await userEvent.click(button(page, 'Next'));
    await page.settle();
    expect(page.identified).toEqual([{ id: 'u_1', traits: { role_self: 'eng' } }]);
    expect(page.says(QUESTION)).toBe('What for?');
  });

  it('of a way that was left are not sent', async () => {
    const page = await openView(survey());
    for (const text of ['Engineering', 'Alerts']) {
      await userEvent.click(option(page, text));
      await userEvent.click(button(page, 'Next'));
    }
    await userEvent.click(button(page, 'Back'));
    await userEvent.click(button(page, 'Back'));
    await userEvent.click(option(page, 'Product'));
    await userEvent.click(button(page, 'Next'));
    await userEvent.click(button(page, 'Skip'));
    await userEvent.click(button(page, 'Skip'));
    expect(page.tracked.find(({ name }) => name === 'nudge.answered')?.properties.answers).toEqual({
      role: 'pm',
    });
  });
});

it('a keyboard is enough: arrows choose, Enter goes on, Tab reaches every button in order', async () => {
  const page = await openView(survey());
  option(page, 'Engineering').focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(option(page, 'Product').checked).toBe(true);
  await userEvent.keyboard('{Enter}');
  expect(page.says(QUESTION)).toBe('How easy is it?');
  expect(focused(page)).toBe(page.get(QUESTION));
  await userEvent.keyboard('{Tab}');
  expect(focused(page).matches('input[type=radio]')).toBe(true);
  await userEvent.keyboard(' ');
  expect(option(page, '0').checked).toBe(true);
  const walk: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    await userEvent.keyboard('{Tab}');
    walk.push(focused(page).textContent ?? '');
  }
  expect(walk).toEqual(['Next', 'Skip', 'Back']);
});

it('the words are the document’s where it has them', async () => {
  const nudge = survey();
  nudge.what.content.de = {
    title: 'Umfrage',
    text: {
      step: 'Schritt {step} von {steps}',
      next: 'Weiter',
      'steps.role': 'Ihre Rolle?',
      'steps.role.pm': 'Produkt',
    },
  };
  const page = await openView(nudge, { locale: 'de-AT' });
  expect(page.says('.note')).toBe('Schritt 1 von 4');
  expect(page.says(QUESTION)).toBe('Ihre Rolle?');
  expect(option(page, 'Produkt')).toBeTruthy();
  expect(page.get('section').lang).toBe('de');
  expect(button(page, 'Weiter').type).toBe('submit');
});
