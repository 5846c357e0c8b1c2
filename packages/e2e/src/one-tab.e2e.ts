import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { only } from './support/rules.ts';
import { expect, test } from './support/test.ts';

const TIP = {
  id: 'tip',
  rev: 1,
  type: 'slidein',
  category: 'discovery',
  when: { on: [{ page: true }] },
  where: { surface: 'corner' },
  what: { locale: 'en', content: { en: { title: 'Share a report with your team' } } },
};
const reason = (acme: Acme) => async () => (await acme.explain('tip')).reason;

test('what pops up shows in one tab, and in the other when that is closed', async ({
  app,
  collector,
  engine,
}) => {
  test.skip(
    engine === 'webkit',
    'its driver keeps every further tab hidden, and a hidden tab begins no showing',
  );
  collector.editRules(only(TIP));
  const first = new Acme(await app.newTab());
  await first.open();
  await first.expectBanner('Share a report');

  const second = new Acme(await app.newTab());
  await second.open();
  await eventually(reason(second)).toBe('other-tab');
  expect(await second.banner()).toBe('');

  await first.tab.close();
  await second.expectBanner('Share a report');
  expect(await reason(second)()).toBe('shown');
});
