export const METER_STYLES = `
.row{display:grid;grid-template-columns:1fr auto;gap:0 12px}
.name{font-weight:500}
.figures{color:var(--muted);font-variant-numeric:tabular-nums}
.bar{grid-column:1/-1}
.bar .meter{max-width:none;margin:6px 0 4px}
.bar .meter i{background:var(--accent)}
.state{grid-column:1/-1;font-weight:600;font-size:.9em}
.near .meter i{background:var(--warn)}.near .state{color:var(--warn)}
.full .meter i{background:var(--critical)}.full .state{color:var(--critical)}
`;
