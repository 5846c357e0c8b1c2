export const CHECKLIST_STYLES = `
.head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:4px 12px;color:var(--muted);font-size:.93em}
.checklist .meter{max-width:none;margin-top:calc(var(--space)*-2)}
.checklist .meter i{background:var(--success)}
ol{display:grid;padding:0;list-style:""}
ol[hidden]{display:none}
li,.item{display:flex;align-items:center;gap:8px 12px}
li{padding:calc(var(--space)*3) 0;border-top:1px solid var(--line)}
.item{flex:1;flex-wrap:wrap}
li:first-child{border-top:0}
li .text{flex:1 1 6em}
.name{font-weight:500}
.tick{flex:none;display:grid;place-items:center;width:22px;height:22px;border:2px solid var(--edge);border-radius:50%}
.done .tick{border-color:var(--success);background:var(--success)}
.done .tick::after{content:"";width:5px;height:9px;margin-top:-2px;border:solid var(--surface);border-width:0 2px 2px 0;rotate:45deg}
.done .name{color:var(--muted);font-weight:400;text-decoration:line-through}
@media(forced-colors:active){.tick,.done .tick{border-color:CanvasText;background:Canvas}.done .tick::after{border-color:CanvasText}}
`;
