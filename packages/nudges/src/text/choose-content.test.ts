import type { Nudge } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { chooseContent } from './choose-content.js';

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
const lookup = (name: string) => ({ n: 3, stage: 's90' })[name];

describe('locale', () => {
  it.each([
    ['pt-BR', ['en', 'pt', 'pt-BR'], 'pt-BR'],
    ['pt-BR', ['en', 'pt'], 'pt'],
    ['pt-BR', ['en', 'de'], 'en'],
    ['pt', ['en', 'pt-BR'], 'en'],
    ['en-GB', ['en'], 'en'],
    ['', ['en'], 'en'],
  ])('%s of %j: %s', (wanted, locales, expected) => {
    const { locale, title } = chooseContent(nudgeIn(...locales), undefined, undefined, wanted, lookup);
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
    expect(chooseContent(nudge, stage, arm, 'en', lookup)).toMatchObject({
      title: 'stage s90',
      body: 'arm body',
      note: 'base note',
      actions: [{ id: 'primary', label: 'Base 3', do: 'dismiss' }],
    });
  });

  it('a stage can leave out the buttons', () => {
    const bare = { ...stage, content: { en: { actions: [] } } };
    expect(chooseContent(nudge, bare, undefined, 'en', lookup).actions).toEqual([]);
  });

  it('what nobody says is empty, but the close button always has a name', () => {
    expect(chooseContent(nudgeIn('en'), undefined, undefined, 'en', lookup)).toEqual({
      title: 'en',
      body: '',
      note: '',
      dismissLabel: 'Dismiss',
      actions: [],
      locale: 'en',
    });
  });

  it('a broken text throws', () => {
    const broken = { ...stage, content: { en: { note: '{n' } } };
    expect(() => chooseContent(nudge, broken, undefined, 'en', lookup)).toThrow(SyntaxError);
  });
});
