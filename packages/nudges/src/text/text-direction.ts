/** Languages that are written from right to left. `Intl.Locale.getTextInfo` is not everywhere yet. */
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** Is a locale written from right to left? */
export const isRightToLeft = (locale: string): boolean => RIGHT_TO_LEFT.test(locale);

const languageOf = (locale: string): string => locale.split('-')[0] ?? '';

/** A content in the page's own language runs as the page does, another one as its language is written. */
export function textDirection(locale: string, page: Element): 'ltr' | 'rtl' {
  const spoken = page.closest('[lang]')?.getAttribute('lang');
  const isRtl =
    !spoken || languageOf(spoken) === languageOf(locale)
      ? page.ownerDocument.defaultView?.getComputedStyle(page).direction === 'rtl'
      : isRightToLeft(locale);
  return isRtl ? 'rtl' : 'ltr';
}
