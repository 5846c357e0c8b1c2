// What is known of the trees that Tendril draws with Preact in the script-tag file: HTML alone, drawn from nothing into a
// root of its own, by functions and classes of this project. A host's component draws by itself and brings what it needs.
//
// When the source of Preact changes, the build says which of these names it has no more.

/** Methods of classes that ours don't have. */
const LIFECYCLE = [
  'getDerivedStateFromProps',
  'getDerivedStateFromError',
  'componentWillMount',
  'componentWillReceiveProps',
  'componentWillUpdate',
  'shouldComponentUpdate',
  'getSnapshotBeforeUpdate',
  'getChildContext',
  'contextType',
  'forceUpdate',
];

/** Hooks into Preact itself, for its add-ons. */
const OPTIONS = ['_diff', 'vnode', 'diffed', '_commit', '_root', 'unmount', 'event', '_hydrationMismatch'];

/** Elements and attributes that Preact treats apart and that no view has. */
const TAGS = ['svg', 'math', 'foreignObject', 'template'];
const PROPERTIES = ['dangerouslySetInnerHTML', 'defaultChecked', 'rowSpan', 'colSpan'];
const ATTRIBUTES = ['download', 'list', 'width', 'height', 'form', 'popover'];

/** As `specializedBundle` takes it. */
export const PREACT_WORLD = {
  onElements: ['_listeners', '_attached', '_refCleanup'],
  never: [
    ...LIFECYCLE.map((name) => `.${name}`),
    ...OPTIONS.map((name) => `options.${name}`),
    'options.debounceRendering',
    // suspense: views don't throw promises
    '.then',
    '._excess',
    // portals
    'newProps._parentDom',
    'oldVNode.props._parentDom',
    'parentVNode.props._parentDom',
    'vnode.props._parentDom',
    // context
    '.context',
    '._globalContext',
    // customized built-in elements
    'newProps.is',
    // a root is empty before the first drawing
    '.firstChild',
  ],
  always: {
    isHydrating: 'null',
    excessDomChildren: 'null',
    resumed: 'null',
    globalContext: 'null',
    componentContext: 'null',
    provider: 'null',
    renderHook: 'null',
    ctor: 'null',
    snapshot: 'undefined',
    prevDebounce: 'undefined',
    useCapture: 'false',
    namespace: 'XHTML_NAMESPACE',
    // constants that say the same as the words of the language
    NULL: 'null',
    UNDEFINED: 'undefined',
  },
  // string: styles are objects; String: texts as objects; 8: a comment; 9: a document as the root
  unlike: [
    ...TAGS,
    ...PROPERTIES,
    ...ATTRIBUTES,
    'SVG_NAMESPACE',
    'MATH_NAMESPACE',
    'string',
    'String',
    '8',
    '9',
  ],
  unset: ['MODE_HYDRATE', 'MODE_SUSPENDED', 'REF_DETACHED'],
  // only `shouldComponentUpdate` is forced, and only `prefresh` wants the count
  idle: ['markAsForce', 'resetRenderCount'],
};

const WORDS = [
  ...LIFECYCLE,
  ...PROPERTIES,
  'createContext',
  'createPortal',
  'hydrate',
  String.raw`on\w+Capture`,
];

/** What a view must not have for that to hold: in the script-tag file, and nowhere else, it would be without effect. */
export const PREACT_BETRAYAL = new RegExp(
  String.raw`\b(${WORDS.join('|')})\b|<(${TAGS.join('|')})\b|\s(${ATTRIBUTES.join('|')})=|\sstyle="`,
);
