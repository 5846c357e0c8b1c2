import { describeConditions } from './conditions.conformance.js';

describeConditions('Node');
