// One chunk: what only the collector knows, where the host gives a token, and the live stream.
export { createFactsSource } from './browser/facts-source.js';
export { startFactsSync } from './facts-sync.js';
