import type { Nudge } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { chooseContent, fillContent } from './choose-content.js';
import { fillTemplate } from './fill-template.js';

const nudgeIn = (...locales: string[]): Nudge => ({
  id: 'n',
  rev: 1,
  type: 'banner',
  category: 'billing',
  when: { on: [{ page: true }] },
  where: { surface: 'slot', slot: 's' },
  what: {
    locale: 'en',
    content: Object.fromEntries(locales.map((locale) => [locale, { title: locale }])),
  },
});
const lookup = (name: string) => ({ n: 3, stage: 's90', who: 'a b' })[name];
/** What a person reads. */
const read = (...request: Parameters<typeof chooseContent>) => {
  const chosen = chooseContent(...request);
  const filling = { locale: chosen.locale, now: 0 };
  return fillContent(chosen, (template, _, encode = false) =>
    fillTemplate(template, lookup, { ...filling, encode }),
  );
};

describe('locale', () => {
  it.each([
    ['pt-BR', ['en', 'pt', 'pt-BR'], 'pt-BR'],
    ['pt-BR', ['en', 'pt'], 'pt'],
    ['pt-BR', ['en', 'de'], 'en'],
    ['pt', ['en', 'pt-BR'], 'en'],
    ['en-GB', ['en'], 'en'],
    ['', ['en'], 'en'],
    ['zh-Hant-TW', ['en', 'zh', 'zh-Hant'], 'zh-Hant'],
  ])('%s of %j: %s', (wanted, locales, expected) => {
    const { locale, title } = read(nudgeIn(...locales), undefined, undefined, wanted);
    expect([locale, title]).toEqual([expected, expected]);
  });
});

describe('sources', () => {
  const nudge = nudgeIn('en');
  nudge.what.content.en = {
    title: 'base {n}',
    body: 'base body',
    note: 'base note',
    actions: [{ id: 'primary', label: 'Base {n}', do: 'dismiss' }],
  };
  const arm = { id: 'a', weight: 1, content: { en: { title: 'arm', body: 'arm body' } } };
  const stage = { id: 's90', if: {}, content: { en: { title: 'stage {stage}' } } };

  it('the stage wins over the arm over the base, text by text', () => {
    expect(read(nudge, stage, arm, 'en')).toMatchObject({
      title: 'stage s90',
      body: 'arm body',
      note: 'base note',
      actions: [{ id: 'primary', label: 'Base 3', do: 'dismiss' }],
    });
  });

  it('a locale that the stage does not speak is not used for its other texts', () => {
    const german = {
      ...nudge,
      what: { ...nudge.what, content: { ...nudge.what.content, de: { title: 'Titel' } } },
    };
    expect(read(german, undefined, undefined, 'de').title).toBe('Titel');
    expect(read(german, stage, undefined, 'de')).toMatchObject({ title: 'stage s90', locale: 'en' });
  });

  it('words are replaced one by one', () => {
    const worded = {
      ...nudge,
      what: { ...nudge.what, content: { en: { text: { next: 'Go', back: 'Return' } } } },
    };
    const own = { ...stage, content: { en: { text: { next: 'On' } } } };
    expect(read(worded, own, undefined, 'en').text).toEqual({ next: 'On', back: 'Return' });
  });

  it('a value within a link is written as an address needs it', () => {
    const linked = {
      ...stage,
      content: { en: { actions: [{ id: 'link', label: '{who}', do: 'navigate', url: '/p?w={who}' }] } },
    } as const;
    expect(read(nudge, linked as never, undefined, 'en').actions).toEqual([
      { id: 'link', label: 'a b', do: 'navigate', url: '/p?w=a%20b' },
    ]);
  });

  it('a stage can leave out the buttons', () => {
    const bare = { ...stage, content: { en: { actions: [] } } };
    expect(read(nudge, bare, undefined, 'en').actions).toEqual([]);
  });

  it('what nobody says is empty, but the close button always has a name', () => {
    expect(read(nudgeIn('en'), undefined, undefined, 'en')).toEqual({
      title: 'en',
      body: '',
      note: '',
      dismissLabel: 'Dismiss',
      text: {},
      actions: [],
      locale: 'en',
    });
  });

  it('a broken text throws', () => {
    const broken = { ...stage, content: { en: { note: '{n' } } };
    expect(() => read(nudge, broken, undefined, 'en')).toThrow(SyntaxError);
  });
});
