/**
 * Where what floats is: see `FRAME_STYLES` for why all of it is important. A panel is moved by `translate`, which is no
 * layout shift (https://web.dev/articles/cls), and by custom properties, which the page does not reset.
 */
export const FLOATING_STYLES = `
:host([popover]){position:fixed!important;inset:auto!important;z-index:2147483647!important;width:auto!important;height:auto!important;overflow:visible!important;max-width:calc(100vw - 24px)!important}
:host(:popover-open){display:block!important}
:host([data-surface=anchor]){inset:0 auto auto 0!important;width:max-content!important;max-width:min(380px,calc(100vw - 16px))!important;translate:var(--tendril-x) var(--tendril-y)!important}
:host([aside]){display:none!important}
:host([data-surface=corner]){inset-block:auto max(16px,env(safe-area-inset-bottom))!important;inset-inline:auto 16px!important;width:min(380px,calc(100vw - 32px))!important}
:host([data-surface=corner][across]){inset-block:16px auto!important}
:host([data-surface=top]),:host([data-surface=bottom][across]){inset:0 0 auto!important;max-width:none!important}
:host([data-surface=bottom]),:host([data-surface=top][across]){inset:auto 0 0!important;max-width:none!important}
:host([data-surface=center]){inset:0 auto auto 0!important}
section.anchor,section.corner{box-shadow:0 1px 3px rgb(0 0 0/.12),0 10px 32px rgb(0 0 0/.18)}
section.top,section.bottom{border-radius:0;box-shadow:0 0 20px rgb(0 0 0/.15)}
`;
