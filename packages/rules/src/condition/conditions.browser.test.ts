import { describeConditions } from './conditions.conformance.js';

describeConditions('the browser');
