/** Styles of the bar that a meter is drawn as. */
export const METER_BAR_STYLES = `
.meter{height:6px;margin-top:calc(var(--space)*2);border-radius:3px;background:color-mix(in srgb,var(--text) 14%,var(--surface));overflow:hidden;max-width:420px}
.meter>i{display:block;height:100%;background:var(--tone);border-radius:3px;transition:width .2s}
@media(prefers-reduced-motion:reduce){.meter>i{transition:none}}
@media(forced-colors:active){.meter{border:1px solid CanvasText}.meter>i{background:Highlight}}
`;
