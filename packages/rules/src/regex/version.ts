import { isText } from '../condition/json.js';
import type { Test } from '../condition/truth.js';

const MAX_VERSION = 200;

/**
 * Text that orders as versions do: `v` and build dropped, numbers padded, a release after its pre-releases (`~` comes
 * after every letter). Undefined for what is no version.
 */
function sortable(version: unknown): string | undefined {
  const text = Number.isFinite(version) ? `${version}` : version;
  if (!isText(text) || text.length > MAX_VERSION) return undefined;
  const parts = text.replace(/^v|\+.*/gs, '').split(/[.-]/);
  if (parts.length === 3) parts.push('~');
  return parts.map((part) => (/^\d+$/.test(part) ? part.padStart(12) : part)).join('-');
}

type Accept = (a: string, b: string) => boolean;
const ACCEPT: { readonly [name: string]: Accept } = {
  $veq: (a, b) => a === b,
  $vne: (a, b) => a !== b,
  $vlt: (a, b) => a < b,
  $vlte: (a, b) => a <= b,
  $vgt: (a, b) => a > b,
  $vgte: (a, b) => a >= b,
};

/** `$veq` and its kin. What is no version equals and precedes none. */
export function versionTest(operand: unknown, name: string): Test | undefined {
  const accept = ACCEPT[name];
  const wanted = sortable(operand);
  if (!accept || wanted === undefined) return undefined;
  return (value) => {
    const version = sortable(value);
    return version === undefined ? name === '$vne' : accept(version, wanted);
  };
}
