// Apart from the other limits: a page that sends nothing needs this one alone.
/** A ruleset document, before parsing: 256 KiB. */
export const RULESET_BYTES = 256 * 1024;
