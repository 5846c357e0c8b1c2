/**
 * The outermost box of a nudge. `!important` on `:host` wins over `!important` on the page, and nothing else does
 * (https://drafts.csswg.org/css-cascade-5/#cascade-context): `* { all: unset !important }` does not reach it. What may
 * come through: custom properties, the colour scheme, and that an ancestor is hidden.
 */
export const FRAME_STYLES = `
:host{all:initial!important;display:block!important;color-scheme:inherit!important;visibility:inherit!important;
font:var(--tendril-font,15px/1.45 system-ui,sans-serif)!important;color:var(--text)!important}
:host([popover]){display:none!important}
`;
