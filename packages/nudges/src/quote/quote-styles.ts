/** Prices stand as a list of two columns, above the buttons that they belong to. */
export const QUOTE_STYLES = `
.quote{flex-basis:100%}
.quote dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;font-size:.93em}
.quote dl>div{display:contents}
.quote dt{color:var(--muted)}.quote dd{font-weight:600;font-variant-numeric:tabular-nums}
.quote[aria-busy=true]{opacity:.7}
`;
