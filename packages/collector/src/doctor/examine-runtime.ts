import { bad, type Finding, good } from './examine.js';

const LEAST = [22, 13] as const;

/** Whether this Node runs the collector. `version` is like `24.21.0`. */
export const examineRuntime = (version: string): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
  if (isNew) return good('node', version);
  return bad('node', version, `Use Node ${LEAST.join('.')} or later.`);
};
