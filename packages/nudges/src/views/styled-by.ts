import { adoptStyles } from '../page/host-element.js';

/** A `ref` that brings the styles of a view, which come with its chunk, into its shadow root before it is painted. */
export const styledBy =
  (styles: string) =>
  (element: Element | null): void => {
    if (element) adoptStyles(element.getRootNode() as ShadowRoot, styles);
  };
