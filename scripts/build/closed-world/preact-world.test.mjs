// Preact as the script-tag file has it draws what Preact draws: random trees of what views are made of, drawn one after
// the other, with the same document, the same calls and the same errors in the end.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { rollup } from 'rollup';
import { beforeAll, expect, it } from 'vitest';
import { closedWorld, specializedBundle } from './closed-world.mjs';
import { PREACT_BETRAYAL, PREACT_WORLD } from './preact-world.mjs';

const preact = (path) =>
  fileURLToPath(new URL(`../../../packages/nudges/node_modules/preact/${path}`, import.meta.url));
const ENTRY = preact('src/index.js');

const KINDS = [
  'text',
  'div',
  'p',
  'ul',
  'button',
  'input',
  'progress',
  'fragment',
  'Plain',
  'Stateful',
  'Guarded',
  'Broken',
];

/** Trees as data: what draws them makes nodes of one Preact or of the other. */
const { tree } = fc.letrec((tie) => ({
  tree: fc.record({
    kind: fc.constantFrom(...KINDS),
    key: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: undefined }),
    text: fc.constantFrom('one', 'two', 3, ''),
    hidden: fc.constantFrom(undefined, true, false),
    label: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    width: fc.constantFrom(undefined, '10%', '20%'),
    value: fc.constantFrom(undefined, 0, 1, 2),
    checked: fc.constantFrom(undefined, true, false),
    heard: fc.boolean(),
    referred: fc.boolean(),
    children: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant([]),
      fc.array(tie('child'), { maxLength: 5 }),
    ),
  }),
  child: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(null, false, 'bare', 7) },
    { weight: 5, arbitrary: tie('tree') },
  ),
}));

/** Draws trees with one Preact, into a window of its own. */
function createStage({ h, render, Component, Fragment, createRef }) {
  const window = new Window();
  const root = window.document.body
    .appendChild(window.document.createElement('div'))
    .attachShadow({ mode: 'open' });
  const log = [];

  class Stateful extends Component {
    state = { clicks: 0 };
    componentDidMount = () => log.push('mounted');
    componentDidUpdate(props, { clicks }) {
      log.push(`updated from ${props.label} ${clicks}`);
    }
    componentWillUnmount = () => log.push('unmounted');
    render = ({ label, children }) =>
      h(
        'button',
        {
          type: 'button',
          title: label,
          onClick: () =>
            this.setState(
              ({ clicks }) => ({ clicks: clicks + 1 }),
              () => log.push(`now ${this.state.clicks}`),
            ),
        },
        this.state.clicks,
        children,
      );
  }
  class Guarded extends Component {
    componentDidCatch(error) {
      log.push(`caught ${error.message}`);
      this.setState({ failed: true });
    }
    render = () => (this.state.failed ? 'failed' : this.props.children);
  }
  const Plain = ({ label, children }) => h(Fragment, null, h('i', null, label), children);
  const Broken = ({ label, children }) => {
    if (label === 'x') throw new Error('broken');
    return children;
  };
  const types = { Plain, Stateful, Guarded, Broken, fragment: Fragment };

  function node(one) {
    if (!one || typeof one !== 'object') return one;
    const { kind, key, text, label, children } = one;
    if (kind === 'text') return text;
    const inner = children.map(node);
    if (types[kind]) return h(types[kind], { key, ...(kind !== 'fragment' && { label }) }, ...inner);
    return h(kind, { key, ...attributesOf(one) }, ...(['input', 'progress'].includes(kind) ? [] : inner));
  }

  function attributesOf({ kind, hidden, label, width, value, checked, heard, referred }) {
    const ref = createRef();
    return {
      hidden,
      class: label,
      'aria-label': label,
      'aria-busy': hidden,
      ...(width && { style: { width } }),
      ...(kind === 'input' && { type: 'checkbox', checked, value }),
      ...(kind === 'progress' && { max: 2, value }),
      ...(heard && { onClick: () => log.push(`${kind} ${label} clicked`) }),
      ...(referred && {
        ref: label ? ref : (element) => log.push(element ? `ref ${element.localName}` : 'ref gone'),
      }),
    };
  }

  const properties = () =>
    [...root.querySelectorAll('input,progress')].map((one) => `${one.value} ${one.checked}`);
  return {
    draw(one) {
      try {
        render(one && h(Guarded, null, node(one)), root);
      } catch (error) {
        log.push(`thrown ${error.message}`);
      }
    },
    async click() {
      for (const one of root.querySelectorAll('button,p')) one.click();
      await window.happyDOM.waitUntilComplete();
    },
    state: () => ({ html: root.innerHTML, log: [...log], properties: properties() }),
    close: () => window.happyDOM.close(),
  };
}

/** The same tree with all children the other way round: what has a key moves. */
const turned = (one) =>
  one && typeof one === 'object' ? { ...one, children: one.children.map(turned).reverse() } : one;

let original;
let specialized;
beforeAll(async () => {
  original = await import(preact('dist/preact.mjs'));
  const code = await specializedBundle(ENTRY, PREACT_WORLD);
  specialized = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
});

async function playedBy(library, trees) {
  const stage = createStage(library);
  const states = [];
  for (const one of [...trees.flatMap((tree) => [tree, turned(tree)]), null]) {
    stage.draw(one);
    states.push(stage.state());
    await stage.click();
    states.push(stage.state());
  }
  await stage.close();
  return states;
}

it('draws random trees as Preact itself does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 4 }), async (trees) => {
      expect(await playedBy(specialized, trees)).toEqual(await playedBy(original, trees));
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('sets nothing on an element that a field of a form could stand in the place of', async () => {
  const window = new Window();
  const root = window.document.body.attachShadow({ mode: 'open' });
  specialized.render(specialized.h('p', { onClick: () => {}, ref: () => {} }), root);
  const plain = Object.keys(window.document.createElement('p'));
  const own = Object.keys(root.firstChild).filter((name) => !plain.includes(name));
  expect(own).toHaveLength(PREACT_WORLD.onElements.length);
  for (const name of own) expect(name).toMatch(/^_/);
  await window.happyDOM.close();
});

it('a view with what Preact is built without ends the build', async () => {
  const view = (code) => ({ name: 'view', resolveId: (id) => id, load: () => code });
  const library = { name: 'preact', entry: ENTRY, world: PREACT_WORLD, betrayal: PREACT_BETRAYAL };
  const build = (code) => rollup({ input: 'view.tsx', plugins: [closedWorld(library), view(code)] });
  for (const code of [
    'h("i", { dangerouslySetInnerHTML })',
    'a.shouldComponentUpdate = b',
    'f("<svg ")',
    'g("onClickCapture")',
  ])
    await expect(build(code), code).rejects.toThrow(/built without here: see preact-world.mjs/);
  await expect(build('import { useState } from "preact/hooks"; useState()')).rejects.toThrow(
    /hooks does not go with preact/,
  );
  await expect(build('h("button", { onClick })')).resolves.toBeTruthy();
});
