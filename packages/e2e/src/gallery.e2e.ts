import type { App } from './support/app.ts';
import { eventually } from './support/eventually.ts';
import { named, type StoredEvent } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

const within = (type: string) => `[data-tendril-slot="gallery-${type}"]`;

/** Views that are in the flow of the page, and what each says first. */
const IN_SLOTS: [type: string, title: string][] = [
  ['banner', '940 of 1,000 contacts used'],
  ['offer', 'You have reached your contact limit'],
  ['meter', 'Usage of Acme Inc.'],
  ['inline', 'Schedule this report'],
  ['checklist', 'Get going'],
  ['survey', 'Set up Acme Inc.'],
  ['calculator', 'What would it save you?'],
  ['recap', 'Your month with Acme'],
  ['gate', 'Advanced reports are on Business'],
];

async function openGallery(app: App): Promise<void> {
  await app.goto('/gallery');
  await eventually(() => app.text(`${within('survey')} .title`)).toBe('Set up Acme Inc.');
}

test('every type is drawn from the ruleset, under a strict policy and without an error', async ({ app }) => {
  await openGallery(app);
  for (const [type, title] of IN_SLOTS)
    await eventually(() => app.text(`${within(type)} .title`), { message: type }).toBe(title);
  await eventually(() => app.text(`${within('banner')} .body`)).toContain('reached in 12 days');
  expect(await app.text(`${within('offer')} .limit`)).toMatch(/^You can go on until .+ 20\d\d\.$/);
  expect(await app.text(`${within('meter')} .full .state`)).toBe('Limit reached');
  expect(await app.errors()).toEqual([]);
});

test('a survey: a reload keeps the answer, a branch is taken, and answers arrive as traits', async ({
  app,
  collector,
}) => {
  const question = () => app.text(`${within('survey')} .question`);
  await openGallery(app);
  await app.click(`${within('survey')} .options label`);
  await app.click({ button: 'Next' });
  await eventually(question).toBe('How many people will use it?');

  await app.reload();
  await eventually(question).toBe('How many people will use it?');
  await app.click(`${within('survey')} .options label`);
  await app.click({ button: 'Next' });
  // Just me: nobody asks about single sign-on.
  await eventually(question).toBe('What do you want to do first?');
  await app.click(`${within('survey')} .options label`);
  await app.click({ button: 'Next' });
  await app.click({ button: 'Skip' });
  await app.fill(`${within('survey')} textarea`, 'Nothing.');
  await app.click({ button: 'Send answers' });
  await eventually(() => app.text(`${within('survey')} .title`)).toBe('Thank you. Your answers are saved.');

  const isTrait = ({ event }: StoredEvent) => event.type === 'identify' && event.traits?.role_self === 'eng';
  const events = await collector.receivedWhen(
    (stored) => named(stored, 'nudge.answered').length > 0 && stored.some(isTrait),
    'the answers, and one as a trait',
  );
  expect(named(events, 'nudge.answered').map(({ event }) => event.properties?.answers)).toEqual([
    { role: 'eng', size: 1, goal: ['report'], more: 'Nothing.' },
  ]);
});

/** In the stock Firefox, Playwright's `fill` adds to what a number field holds: it is set as the browser would. */
const enter = (app: App, people: string): Promise<void> =>
  app.evaluate((value) => {
    const host = document.querySelector('[data-tendril-slot=gallery-calculator] tendril-nudge');
    const field = host?.shadowRoot?.querySelector<HTMLInputElement>('#people');
    if (!field) throw new Error('the calculator is not there');
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, people);

test('a calculator follows what is entered, and says what it can not tell', async ({ app }) => {
  const result = () => app.text(`${within('calculator')} output`);
  await openGallery(app);
  await eventually(result).toBe('€30,360');
  await enter(app, '10');
  await eventually(result).toBe('€60,720');
  await enter(app, '0');
  await eventually(result).toBe('No result');
  expect(await app.text(`${within('calculator')} #people-problem`)).toBe('Enter a number from 1 to 500.');
});

test('a checklist ticks off what happens elsewhere on the page', async ({ app }) => {
  const progress = () => app.text(`${within('checklist')} #progress`);
  await openGallery(app);
  await eventually(progress).toBe('1 of 4 done');
  await app.click({ button: 'Set up a schedule' });
  await eventually(progress).toBe('2 of 4 done');
  await app.reload();
  await eventually(progress).toBe('2 of 4 done');
});
