export const RECAP_STYLES = `
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(130px,100%),1fr));gap:calc(var(--space)*3)}
dl div{display:flex;flex-direction:column-reverse;justify-content:flex-end;gap:2px;padding:calc(var(--space)*3);border-radius:var(--inner);background:color-mix(in srgb,var(--accent) 7%,var(--surface))}
dt{color:var(--muted);font-size:.93em}
dd{font-size:1.5em;font-weight:600;line-height:1.15;letter-spacing:-.01em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
@media(forced-colors:active){dl div{border:1px solid CanvasText}}
`;
