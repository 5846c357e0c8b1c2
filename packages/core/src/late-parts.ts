// One chunk: what comes after the first durable event.
export { createLatePorts } from './browser/late-ports.js';
export { startLate } from './late-half.js';
