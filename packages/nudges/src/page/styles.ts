/**
 * Styles of every view, one sheet; a view brings its own besides. Custom properties of the page come through, so that a
 * site sets `--tendril-accent`, `--tendril-font` and the like on any ancestor.
 */
export const STYLES = `
:host{--accent:var(--tendril-accent,light-dark(#4338ca,#a5b4fc));--on-accent:var(--tendril-on-accent,light-dark(#fff,#1e1b4b));
--surface:var(--tendril-surface,light-dark(#fff,#1c1d26));--text:var(--tendril-text,light-dark(#1d1e28,#eceef6));
--muted:var(--tendril-muted,light-dark(#55576a,#b3b6c8));--line:var(--tendril-line,light-dark(#e2e4ee,#363846));
--edge:var(--tendril-edge,light-dark(#80839a,#7f8299));--success:var(--tendril-success,light-dark(#15803d,#4ade80));
--warn:var(--tendril-warn,light-dark(#a1490a,#fbbf24));--critical:var(--tendril-critical,light-dark(#b91c1c,#fca5a5));
--radius:var(--tendril-radius,12px);--inner:calc(var(--radius)*.67);--space:calc(var(--tendril-density,1)*4px);--tone:var(--accent)}
*{box-sizing:border-box;margin:0;font:inherit;color:inherit}
section,dialog{background:var(--surface);color:var(--text);border:1px solid var(--line);border-radius:var(--radius)}
section{position:relative;padding:calc(var(--space)*4) calc(var(--space)*5)}
:not(.fixed)>.view:not(.banner)>.text:first-child,:not(.fixed)>.banner{padding-inline-end:32px}
section:has(>.banner){background:color-mix(in srgb,var(--tone) 7%,var(--surface));border-color:color-mix(in srgb,var(--tone) 30%,var(--line))}
.warn{--tone:var(--warn)}.critical{--tone:var(--critical)}.success{--tone:var(--success)}
.view{display:flex;flex-direction:column;gap:calc(var(--space)*4)}
.banner{flex-flow:wrap;align-items:center;gap:calc(var(--space)*3) calc(var(--space)*5)}
.text{min-width:0;overflow-wrap:anywhere}.banner>.text{flex:1 1 260px}
.title{font-weight:600;line-height:1.35;outline-offset:4px}h2.title{font-size:1.2em}
.body,.note{color:var(--muted)}.note{font-size:.9em}h2.title+.body{margin-top:4px}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:calc(var(--space)*2)}
.status{flex-basis:100%;font-size:.93em;overflow-wrap:anywhere}.status:empty{display:none}.failed{color:var(--critical)}
button{min-height:36px;padding:6px 14px;border:1px solid var(--edge);border-radius:var(--inner);background:var(--surface);cursor:pointer;font-weight:500;line-height:1.3}
button:hover{border-color:var(--accent);background:color-mix(in srgb,var(--accent) 8%,var(--surface))}
.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.primary:hover{background:color-mix(in srgb,var(--accent) 88%,var(--text))}
.link{min-height:28px;padding:2px 6px;margin-inline:-6px;border-color:transparent;background:none;text-decoration:underline;text-underline-offset:3px}
button[aria-disabled=true]{opacity:.65;cursor:progress}
.close{position:absolute;inset-block-start:10px;inset-inline-end:10px;min-height:32px;width:32px;padding:0;border-color:transparent;background:none;font-size:20px;line-height:1;color:var(--muted)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;clip-path:inset(50%);overflow:hidden;white-space:nowrap}
dialog{width:min(440px,calc(100vw - 32px));padding:22px;position:fixed;inset:0;margin:auto;height:fit-content}
dialog:not([open]){display:none}
dialog::backdrop{background:rgb(10 10 20/.5)}
@media(forced-colors:active){section,dialog,button{border:1px solid CanvasText}}
`;
