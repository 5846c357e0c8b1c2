import type { GateName, GateResult } from '@tendril/rules';
import { wrapText } from '../wrap-text.js';
import { printInstant, printValues } from './print-value.js';

/** What these looked at is told elsewhere, or says nothing when they are open. */
const SILENT: readonly GateName[] = [
  'who',
  'stage',
  'surface-missing',
  'surface-late',
  'surface-hidden',
  'surface-ambiguous',
];

const detailOf = ({ gate, pass, values = {}, until }: GateResult): string => {
  const isSilent = SILENT.includes(gate) || (gate === 'trigger' && pass);
  const opens = !pass && until !== undefined ? [`until ${printInstant(until)}`] : [];
  return [...(isSilent ? [] : [printValues(values)]), ...opens].filter((part) => part !== '').join(', ');
};

/**
 * The gates in the order in which they are asked. Those that are open and have nothing to say share a line, so that the
 * ones that matter stand out.
 */
export const printGates = (gates: readonly GateResult[], indent: string): string[] => {
  const lines: string[] = [];
  let open: string[] = [];
  const flush = (): void => {
    const [first, ...rest] = wrapText(open.join(', '), `${indent}      `);
    if (open.length > 0) lines.push(`${indent}ok    ${first?.trimStart()}`, ...rest);
    open = [];
  };
  const width = Math.max(...gates.map(({ gate }) => gate.length));
  for (const result of gates) {
    const detail = detailOf(result);
    if (result.pass && detail === '') {
      open.push(result.gate);
      continue;
    }
    flush();
    const line = `${indent}${result.pass ? 'ok  ' : 'FAIL'}  ${result.gate.padEnd(width)}  ${detail}`;
    lines.push(line.trimEnd());
  }
  flush();
  return lines;
};
