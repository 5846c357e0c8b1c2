export const OFFER_STYLES = `
dialog{width:min(620px,calc(100vw - 32px))}
.view.offer{flex-flow:column;align-items:stretch;padding:0}
.offer.banner>.text{flex:none}
:not(.fixed)>.offer.banner>.text{padding-inline-end:32px}
.limit{margin-top:4px;font-weight:500}
.plans{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(170px,100%),1fr));gap:calc(var(--space)*3);padding:0;list-style:""}
.plan{position:relative;display:flex;flex-direction:column;gap:2px;padding:calc(var(--space)*4);border:1px solid var(--line);border-radius:var(--inner);background:var(--surface)}
.plan.fits{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.plan .name{font-weight:600}
.price{font-size:1.25em;font-weight:600;letter-spacing:-.01em}
.mark{align-self:start;margin-top:6px;padding:2px 8px;border-radius:99px;background:color-mix(in srgb,var(--text) 8%,transparent);font-size:.82em;font-weight:600}
.fits .mark{background:var(--accent);color:var(--on-accent)}
.plan ul{display:grid;gap:4px;margin-top:calc(var(--space)*2);padding:0;list-style:"";color:var(--muted);font-size:.93em}
.plan ul li{position:relative;padding-inline-start:20px}
.plan ul li::before{content:"";position:absolute;inset-inline-start:4px;top:.35em;width:4px;height:8px;border:solid var(--success);border-width:0 2px 2px 0;rotate:45deg}
@media(forced-colors:active){.plan.fits{outline:2px solid Highlight}}
`;
