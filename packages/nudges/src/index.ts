export { mountNudges } from './mount-nudges.js';
