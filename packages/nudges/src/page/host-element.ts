import { FRAME_STYLES } from './frame-styles.js';
import { STYLES } from './styles.js';

const OWN_STYLES = STYLES + FRAME_STYLES;
const sheets = new Map<string, WeakMap<Document, CSSStyleSheet>>();

/** One constructed sheet a document: `<style>` elements and style attributes are blocked by a strict CSP. */
function sheetOf(document: Document, styles: string): CSSStyleSheet[] {
  const ofStyles = sheets.get(styles) ?? new WeakMap<Document, CSSStyleSheet>();
  sheets.set(styles, ofStyles);
  const known = ofStyles.get(document);
  if (known) return [known];
  // The sheet must come from the realm of the document that adopts it.
  const Sheet = (document.defaultView as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!Sheet) return [];
  const sheet = new Sheet();
  sheet.replaceSync(styles);
  ofStyles.set(document, sheet);
  return [sheet];
}

/** Adds styles to a shadow root, once. */
export function adoptStyles(root: ShadowRoot, styles: string): void {
  const sheet = sheetOf(root.ownerDocument, styles);
  const others = root.adoptedStyleSheets.filter((one) => one !== sheet[0]);
  root.adoptedStyleSheets = [...others, ...sheet];
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
