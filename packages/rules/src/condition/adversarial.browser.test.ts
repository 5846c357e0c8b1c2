import { describeAdversaries } from './adversarial.conformance.js';

describeAdversaries('the browser');
