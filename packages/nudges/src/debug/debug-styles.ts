/** Of the panel alone: over the page, beside its content, and never over all of it. */
export const DEBUG_STYLES = `
:host(:popover-open){display:block!important}
.debug{position:fixed;inset:auto 12px 12px auto;z-index:2147483647;font:13px/1.45 system-ui,sans-serif;display:flex;flex-direction:column;width:min(440px,calc(100vw - 24px));max-height:min(70vh,640px);padding:0;border:1px solid var(--line);border-radius:10px;background:var(--surface);color:var(--text);box-shadow:0 12px 40px rgb(0 0 0/.25)}
header{display:flex;gap:8px;align-items:center;padding:10px 12px;border-bottom:1px solid var(--line)}
header h2{flex:1;font-size:14px;font-weight:650}
.scroll{overflow:auto;padding:10px 12px;display:grid;gap:8px}
h3{font-weight:650;margin-top:6px}
summary{cursor:pointer;padding:3px 0}
details details{margin-inline-start:12px}
pre,code{font-family:ui-monospace,monospace;font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere}
.pass::before{content:"✓ "}.fail::before{content:"✗ "}
.fail{font-weight:600}
ul{padding:0;list-style:none}ol{padding-inline-start:18px}
button{min-height:28px;padding:2px 10px}
button.close{position:static;width:28px;min-height:28px}
`;
