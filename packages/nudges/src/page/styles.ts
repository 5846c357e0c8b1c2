/**
 * Styles of every view, one sheet. `all: initial` keeps the page's inherited text styles out; custom properties still
 * come through, so a site sets `--tendril-accent`, `--tendril-font` and the like on any ancestor.
 */
export const STYLES = `
:host{all:initial;display:block;color-scheme:inherit;
--accent:var(--tendril-accent,light-dark(#4338ca,#a5b4fc));--on-accent:var(--tendril-on-accent,light-dark(#fff,#1e1b4b));
--surface:var(--tendril-surface,light-dark(#fff,#1c1d26));--text:var(--tendril-text,light-dark(#1d1e28,#eceef6));
--muted:var(--tendril-muted,light-dark(#55576a,#b3b6c8));--line:var(--tendril-line,light-dark(#d9dbe7,#3b3d4d));
--radius:var(--tendril-radius,10px);--tone:var(--accent);
font:var(--tendril-font,15px/1.45 system-ui,sans-serif);color:var(--text)}
*{box-sizing:border-box;margin:0;font:inherit;color:inherit}
section{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:center;position:relative;padding:14px 52px 14px 18px;
background:var(--surface);border:1px solid var(--line);border-inline-start:4px solid var(--tone);border-radius:var(--radius)}
section[dir=rtl]{padding:14px 18px 14px 52px}
section.fixed{padding-inline-end:18px}
.warn{--tone:light-dark(#b45309,#fbbf24)}.critical{--tone:light-dark(#b91c1c,#f87171)}.success{--tone:light-dark(#15803d,#4ade80)}
.text{flex:1 1 260px;min-width:0}.title{font-weight:650}.body,.note{color:var(--muted)}.note{font-size:.9em}
.actions{display:flex;flex-wrap:wrap;gap:8px}
.status{flex-basis:100%;font-size:.93em}.status:empty{display:none}.failed{color:light-dark(#b91c1c,#fca5a5)}
button{min-height:36px;padding:6px 14px;border:1px solid var(--line);border-radius:calc(var(--radius) - 3px);background:transparent;cursor:pointer;font-weight:550}
button:hover{border-color:var(--accent)}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button[aria-disabled=true]{opacity:.65;cursor:progress}
button.close{position:absolute;inset-block-start:8px;inset-inline-end:8px;min-height:32px;width:32px;padding:0;border-color:transparent;font-size:18px;line-height:1;color:var(--muted)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;clip-path:inset(50%);overflow:hidden}
.meter{height:6px;margin-top:8px;border-radius:3px;background:var(--line);overflow:hidden;max-width:420px}
.meter>i{display:block;height:100%;background:var(--tone);border-radius:3px;transition:width .2s}
dialog{width:min(440px,calc(100vw - 32px));padding:22px;border:1px solid var(--line);border-radius:calc(var(--radius) + 4px);background:var(--surface);color:var(--text);position:fixed;inset:0;margin:auto;height:fit-content}
dialog:not([open]){display:none}
dialog::backdrop{background:rgb(10 10 20/.5)}
form{display:grid;gap:12px}h2{font-size:1.2em;font-weight:650;padding-inline-end:36px}
label{display:grid;gap:6px;font-weight:550}
input{width:100%;min-height:40px;padding:8px 10px;border:1px solid light-dark(#80839a,#7f8299);border-radius:calc(var(--radius) - 3px);background:transparent}
input[aria-invalid=true]{border-color:light-dark(#b91c1c,#f87171)}
.hint{font-size:.9em;font-weight:400;color:var(--muted)}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media (forced-colors:active){section,dialog,button,input{border:1px solid CanvasText}.meter>i{background:Highlight}}
`;
