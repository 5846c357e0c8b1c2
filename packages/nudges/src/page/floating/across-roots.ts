/** The nearest ancestor that matches, the element itself included; looks out of shadow roots. */
export function closestAcross(element: Element, selector: string): Element | undefined {
  const found = element.closest(selector);
  if (found) return found;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host && closestAcross(host, selector);
}

/** Is an element inside another, across shadow roots? */
export function containsAcross(outer: Element, inner: Element): boolean {
  if (outer.contains(inner)) return true;
  const { host } = inner.getRootNode() as Partial<ShadowRoot>;
  return !!host && containsAcross(outer, host);
}
