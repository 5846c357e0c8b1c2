export const CALCULATOR_STYLES = `
dialog{width:min(620px,calc(100vw - 32px))}
.sheet{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(240px,100%),1fr));gap:calc(var(--space)*5)}
.entry{display:grid;gap:4px}
.field{display:flex;align-items:center;gap:10px}
.field input[type=number]{flex:1 1 90px;max-width:160px;font-variant-numeric:tabular-nums}
.unit{flex:1;color:var(--muted)}
.entry .failed{font-size:.9em}.entry .failed:empty{display:none}
.sheet fieldset{margin-top:calc(var(--space)*2);border-top:1px solid var(--line)}
.sheet legend{padding-inline-end:10px}
.question{font-weight:600}
.results{display:grid;align-self:start;gap:calc(var(--space)*3);padding:calc(var(--space)*4);border-radius:var(--inner);background:color-mix(in srgb,var(--accent) 7%,var(--surface))}
.result{display:grid;color:var(--muted)}
.result output{font-size:1.15em;font-weight:600;color:var(--text);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.result.first output{font-size:1.9em;line-height:1.2;letter-spacing:-.01em;color:var(--text)}
@media(forced-colors:active){.results{border:1px solid CanvasText}}
`;
