import type {} from '@vitest/browser-playwright';
import { expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { openFloatingPage, placed } from '../testing/floating-page.js';

/** What an input method writes into the field, and has not committed. */
const compose = (text: string) =>
  cdp().send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

it.each(['corner', 'top', 'bottom'] as const)(
  '%s: what is being composed goes on while a nudge appears, and is committed once',
  async (surface) => {
    const page = await openFloatingPage(placed({ surface }, { when: { on: [{ event: 'go' }] } }), '<input>');
    const field = page.root.querySelector('input') as HTMLInputElement;
    const heard: string[] = [];
    for (const name of ['compositionstart', 'compositionend', 'blur'])
      field.addEventListener(name, () => heard.push(name));
    field.value = 'ab';
    field.focus();
    field.setSelectionRange(1, 1);
    await compose('に');
    page.hear('go');
    await page.until(page.isSeen, 'the nudge is there');
    await compose('にほ');
    expect([field.value, heard]).toEqual(['aにほb', ['compositionstart']]);
    await cdp().send('Input.insertText', { text: '日本' });
    expect([field.value, field.selectionStart]).toEqual(['a日本b', 3]);
    expect(heard).toEqual(['compositionstart', 'compositionend']);
  },
);
