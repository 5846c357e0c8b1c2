import type { NudgeComponent, NudgeProps } from '@tendril/core';
import { expect, it } from 'vitest';
import { openPage, plain } from '../testing/sample-page.js';

/** A host's renderer that keeps what it is told. */
function recorder() {
  const calls: [what: string, title?: string][] = [];
  let last: NudgeProps | undefined;
  const component: NudgeComponent = (element, props) => {
    const draw = (next: NudgeProps) => {
      last = next;
      element.textContent = `own: ${next.content.title}`;
    };
    calls.push(['mount', props.content.title]);
    draw(props);
    return {
      update(next) {
        calls.push(['update', next.content.title]);
        draw(next);
      },
      unmount: () => calls.push(['unmount']),
    };
  };
  return { calls, component, props: () => last as NudgeProps };
}

const titled = (over: object = {}) =>
  plain('n', 'app-banner', {
    what: { locale: 'en', content: { en: { title: 'Seats: {usage.seats.used|none,number}' } }, ...over },
  });

it.each([
  ['its type', { banner: true }, {}],
  ['the name in the document', { fancy: true }, { component: 'fancy' }],
])('a host’s component draws a nudge by %s, within the page’s own styles', async (_, names, what) => {
  const own = recorder();
  const components = Object.fromEntries(Object.keys(names).map((name) => [name, own.component]));
  const page = await openPage({ nudges: [titled(what)], components });
  await expect.poll(() => page.host()?.textContent).toBe('own: Seats: none');
  expect(page.host()?.querySelector('div')?.getRootNode()).toBe(document);
  expect(page.host()?.shadowRoot?.querySelector('section slot')).toBeTruthy();

  await page.seats(3);
  expect(page.host()?.textContent).toBe('own: Seats: 3');
  own.props().onDismiss();
  await page.settle();
  expect(page.host()).toBeUndefined();
  expect(own.calls[0]).toEqual(['mount', 'Seats: none']);
  expect(own.calls.at(-1)).toEqual(['unmount']);
  expect(page.names()).toContain('nudge.dismissed');
});

it('a component that nobody registered is said, and the page lives', async () => {
  const page = await openPage({ nudges: [titled({ component: 'fancy' })] });
  await expect
    .poll(async () => {
      await page.settle();
      return page.host();
    })
    .toBeUndefined();
  expect(page.notices.find(({ on }) => on === 'error')).toMatchObject({
    message: expect.stringContaining('the page has no component fancy'),
  });
});

it('one that throws is contained', async () => {
  const component: NudgeComponent = () => {
    throw new Error('out of order');
  };
  const page = await openPage({ nudges: [titled()], components: { banner: component } });
  await expect
    .poll(() => page.notices.map(({ message }) => message))
    .toContainEqual(expect.stringContaining('out of order'));
});
