import { expect, it } from 'vitest';
import { explainSetup, storeUnavailable } from './postgres-trouble.js';

const address = { urls: [], where: 'db:5432/x', schema: 'tendril' };

it('names a server that can not be reached once, and the cure of the start', () => {
  const trouble = storeUnavailable(new Error('connect ECONNREFUSED'), address);
  const { message, cure } = explainSetup(trouble, address).issue;
  expect(message).toBe('PostgreSQL at db:5432/x can not be asked: connect ECONNREFUSED.');
  expect(cure).toContain('--store');
});
