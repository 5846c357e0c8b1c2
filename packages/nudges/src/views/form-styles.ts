/** Styles of fields, for views that ask for something. */
export const FORM_STYLES = `
form,fieldset{display:grid;gap:calc(var(--space)*3);min-width:0;padding:0;border:0}
h2{font-size:1.2em;font-weight:600}
.hint{color:var(--muted);font-size:.9em;font-weight:400}
label{display:grid;gap:6px;font-weight:500}
legend{padding:0;margin-bottom:calc(var(--space)*2)}
textarea,select,input:not([type=radio],[type=checkbox]){width:100%;min-height:40px;padding:8px 10px;border:1px solid var(--edge);border-radius:var(--inner);background:var(--surface);resize:vertical}
textarea:hover,select:hover,input:hover{border-color:var(--text)}
#problem{white-space:pre-line}
[aria-invalid=true]{border-color:var(--critical)!important}
@media(forced-colors:active){input,select,textarea{border:1px solid CanvasText}}
`;
