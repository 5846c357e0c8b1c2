import { FRAME_STYLES } from './frame-styles.js';
import { STYLES } from './styles.js';

const OWN_STYLES = STYLES + FRAME_STYLES;
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** One constructed sheet a document: `<style>` elements and style attributes are blocked by a strict CSP. */
function sheetOf(document: Document, styles: string): CSSStyleSheet {
  const known = sheets.get(document) ?? new Map<string, CSSStyleSheet>();
  sheets.set(document, known);
  // The sheet must come from the realm of the document that adopts it.
  const sheet = known.get(styles) ?? new (document.defaultView as Window & typeof globalThis).CSSStyleSheet();
  if (!known.has(styles)) sheet.replaceSync(styles);
  known.set(styles, sheet);
  return sheet;
}

/** Adds styles to a shadow root, once. */
export function adoptStyles(root: ShadowRoot, styles: string): void {
  const sheet = sheetOf(root.ownerDocument, styles);
  const others = root.adoptedStyleSheets.filter((one) => one !== sheet);
  root.adoptedStyleSheets = [...others, sheet];
}

/**
 * A place of our own inside the page: an element with a hyphen in its name, which no `div` rule of the page hits, and
 * an open shadow root that styles do not cross.
 */
export function createHost(
  parent: Element,
  name: `tendril-${string}` = 'tendril-nudge',
): { element: HTMLElement; root: ShadowRoot } {
  const element = parent.ownerDocument.createElement(name);
  const root = element.attachShadow({ mode: 'open' });
  adoptStyles(root, OWN_STYLES);
  parent.append(element);
  return { element, root };
}
