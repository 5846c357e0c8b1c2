import { describeAdversaries } from './adversarial.conformance.js';

describeAdversaries('Node');
