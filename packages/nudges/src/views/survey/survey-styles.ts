export const SURVEY_STYLES = `
.survey .meter{margin-top:-6px;max-width:none;height:4px}
.question{font-weight:600;font-size:1.05em;outline-offset:4px}
.options{display:grid;gap:calc(var(--space)*2)}
.options label{display:flex;align-items:center;gap:10px;min-height:44px;padding:8px 14px;border:1px solid var(--edge);border-radius:var(--inner);cursor:pointer}
.options label:hover,.scale label:hover span{border-color:var(--accent)}
.options label:has(:checked){border-color:var(--accent);background:color-mix(in srgb,var(--accent) 8%,var(--surface))}
.options input{flex:none;width:18px;height:18px;accent-color:var(--accent)}
.scale{display:grid;grid-template-columns:repeat(auto-fit,minmax(26px,1fr));gap:4px}
.scale label{position:relative;display:block}
.scale input{position:absolute;inset:0;width:100%;opacity:0;cursor:pointer}
.scale span{display:grid;place-items:center;min-height:40px;border:1px solid var(--edge);border-radius:var(--inner)}
.scale :checked+span{background:var(--accent);color:var(--on-accent)}
.scale :focus-visible+span{outline:2px solid var(--accent);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px}
@media(forced-colors:active){.scale :checked+span{forced-color-adjust:none;background:Highlight;color:HighlightText}}
`;
