import { STYLES } from './styles.js';

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** One constructed sheet a document: `<style>` elements and style attributes are blocked by a strict CSP. */
function sheetOf(document: Document): CSSStyleSheet | undefined {
  const known = sheets.get(document);
  if (known) return known;
  // The sheet must come from the realm of the document that adopts it.
  const Sheet = (document.defaultView as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!Sheet) return undefined;
  const sheet = new Sheet();
  sheet.replaceSync(STYLES);
  sheets.set(document, sheet);
  return sheet;
}

/**
 * A place of our own inside the page: an element with a hyphen in its name, which no `div` rule of the page hits, and
 * an open shadow root that styles do not cross.
 */
export function createHost(parent: Element): { element: HTMLElement; root: ShadowRoot } {
  const document = parent.ownerDocument;
  const element = document.createElement('tendril-nudge');
  const root = element.attachShadow({ mode: 'open' });
  const sheet = sheetOf(document);
  if (sheet) root.adoptedStyleSheets = [sheet];
  parent.append(element);
  return { element, root };
}
