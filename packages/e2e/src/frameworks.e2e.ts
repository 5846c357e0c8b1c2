import { eventually } from './support/eventually.ts';
import { named } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

for (const example of ['react', 'vue'] as const) {
  test.describe(example, () => {
    test.use({ example });

    test('the slot shows the banner, the hook says so, and the events are stored once', async ({
      app,
      collector,
    }) => {
      await app.goto('/');
      await eventually(() => app.text('#says')).toBe('No banner now.');

      await app.click({ button: 'Add teammate' });
      await app.click({ button: 'Add teammate' });

      await eventually(() => app.text('[data-tendril-slot] .title')).toBe('7 of 10 seats used');
      await eventually(() => app.text('#says')).toBe('The banner says: 7 of 10 seats used');
      const events = await collector.receivedWhen(
        (stored) => named(stored, 'teammate-added').length >= 2,
        'two teammates added',
      );
      expect(named(events, 'teammate-added').map(({ event }) => event.properties)).toEqual([
        { seats: 6 },
        { seats: 7 },
      ]);
    });
  });
}
