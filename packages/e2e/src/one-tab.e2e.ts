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

test('a cap that one tab has used up holds in the other', async ({ app, collector }) => {
  const on = (page: string) => ({
    ...TIP,
    id: `tip-on-${page}`,
    type: 'banner',
    where: { surface: 'slot', slot: 'app-banner', pages: { include: [`/${page}`] } },
  });
  const policy = { caps: [{ category: '*', n: 1, per: 'session' }] };
  collector.editRules(() => JSON.stringify({ version: '1', policy, nudges: [on('team'), on('billing')] }));
  const first = new Acme(app);
  await first.open('team');
  await first.expectBanner('Share a report');

  const second = new Acme(await app.newTab());
  await second.open('billing');
  const shut = async () => {
    const { gates } = await second.explain('tip-on-billing');
    // In WebKit the second tab is behind the first one.
    return gates.flatMap(({ gate, pass }) => (pass || gate === 'hidden-tab' ? [] : [gate]));
  };
  await eventually(shut, { message: 'nothing else is in its way' }).toEqual(['global-cap']);
  expect(await second.banner()).toBe('');

  await first.reload();
  await first.expectBanner('Share a report');
});
