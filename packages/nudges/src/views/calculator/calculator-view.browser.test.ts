import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { changesOf } from '../../testing/changes-of.js';
import { createFakeDevice } from '../../testing/fake-link.js';
import { type OpenView, openView } from '../../testing/open-view.js';
import { sampleOf } from '../../testing/sample-views.js';

const calculator = sampleOf('calculator');
const field = (page: OpenView, id: string) => page.get<HTMLInputElement>(`#${id}`);
const results = ({ view }: OpenView) => [...view.querySelectorAll('output')].map((one) => one.textContent);

it('begins with facts and defaults, and shows what follows from them', async () => {
  const page = await openView(calculator);
  expect(['people', 'hours', 'cost'].map((id) => field(page, id).value)).toEqual(['9', '4', '50']);
  expect(results(page)).toEqual(['€1,800', '0.08']);
});

it('every field has a label, its unit, its range and its step', async () => {
  const page = await openView(calculator);
  const hours = field(page, 'hours');
  expect(hours.labels?.[0]?.textContent).toBe('Time');
  expect([hours.min, hours.max, hours.step]).toEqual(['0', '40', '0.5']);
  expect(page.says(`#${hours.getAttribute('aria-describedby')?.split(' ')[0]}`)).toBe('hours a week');
});

it('assumptions stand together under their name, and can be changed', async () => {
  const page = await openView(calculator);
  expect(page.says('fieldset legend')).toBe('Assumptions');
  await userEvent.fill(field(page, 'cost'), '100');
  expect(results(page)[0]).toBe('€3,600');
});

it('a result is an output of all fields that stays quiet; what it says is read aloud once typing rests', async () => {
  const page = await openView(calculator);
  const output = page.get<HTMLOutputElement>('output');
  expect([output.ariaLive, [...output.htmlFor]]).toEqual(['off', ['people', 'hours', 'cost']]);
  const said = changesOf(page.get('[role=status].unseen'));
  await userEvent.fill(field(page, 'people'), '1');
  await page.clock.advance(400);
  await userEvent.fill(field(page, 'people'), '10');
  await page.clock.advance(400);
  expect(said).toEqual([]);
  await page.clock.advance(400);
  expect(said).toEqual(['A week: €2,000 Hours for each euro: 0.08']);
});

describe('a figure that is none', () => {
  it.each(['', '101', '0', '-1'])(
    '%j: says the range, tied to the field, and gives no result',
    async (text) => {
      const page = await openView(calculator);
      await userEvent.fill(field(page, 'people'), text);
      expect(field(page, 'people').ariaInvalid).toBe('true');
      expect(page.says('#people-problem')).toBe('Enter a number from 1 to 100.');
      expect(results(page)[0]).toBe('No result');
      expect(results(page)[1]).toBe('0.08');
    },
  );

  it('a division by zero has no result', async () => {
    const page = await openView(calculator);
    await userEvent.fill(field(page, 'cost'), '0');
    expect(results(page)).toEqual(['€0', 'No result']);
  });
});

it('what was entered is there after a reload; traits are stated only when the figures are kept', async () => {
  const device = createFakeDevice();
  const page = await openView(calculator, { device });
  await userEvent.fill(field(page, 'hours'), '7.5');
  expect(page.identified).toEqual([]);
  page.unmount();
  const again = await openView(calculator, { device });
  await expect.poll(() => field(again, 'hours').value).toBe('7.5');
  const keep = [...again.view.querySelectorAll('button')].find(
    (one) => one.textContent === 'Keep these figures',
  );
  await userEvent.click(keep as HTMLElement);
  expect(again.identified).toEqual([{ id: 'u_1', traits: { hours: 7.5 } }]);
  expect(again.tracked.at(-1)).toMatchObject({
    name: 'nudge.answered',
    properties: { answers: { people: 9, hours: 7.5, cost: 50 } },
  });
  expect(again.says('.actions [role=status]')).toBe('Your figures are saved.');
});

it('a keyboard is enough: Tab follows the sheet, arrows step', async () => {
  const page = await openView(calculator);
  field(page, 'people').focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(results(page)[0]).toBe('€2,000');
  const walk: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    await userEvent.keyboard('{Tab}');
    const at = page.view.activeElement as HTMLElement;
    walk.push(at.id || (at.textContent ?? ''));
  }
  expect(walk).toEqual(['hours', 'cost', 'Keep these figures', 'Go on']);
});
