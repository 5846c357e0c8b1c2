/** One thing that was looked at. `cure` is there when something is wrong. */
export interface Finding {
  what: string;
  isGood: boolean;
  detail: string;
  cure?: string;
}

export const good = (what: string, detail: string): Finding => ({ what, isGood: true, detail });
export const bad = (what: string, detail: string, cure: string): Finding => ({
  what,
  isGood: false,
  // Some are sentences of others. The cure follows.
  detail: detail.replace(/\.$/, ''),
  cure,
});
