import { expect, test } from 'vitest';
import { optionsFromTag } from './options-from-tag.js';

function tagOf(attributes: string) {
  const template = document.createElement('div');
  template.innerHTML = `<script ${attributes}></script>`;
  return template.querySelector('script');
}

test.each([
  [
    'data-write-key="wk_1" data-host="https://c.example.com"',
    { writeKey: 'wk_1', host: 'https://c.example.com' },
  ],
  ['data-consent="pending" data-live="always"', { consent: 'pending', live: 'always' }],
  ['data-nudges="false"', { nudges: false }],
  ['data-nudges="true"', {}],
  ['data-nudges', {}],
  ['src="/tendril.js" id="tendril"', {}],
  ['', {}],
])('<script %s>', (attributes, options) => {
  expect(optionsFromTag(tagOf(attributes))).toEqual(options);
});

test.each([null, {}])('without a tag that states anything (%j) there are no options', (tag) => {
  expect(optionsFromTag(tag)).toEqual({});
});
