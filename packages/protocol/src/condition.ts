import type { Json } from './event.js';

/**
 * A condition in GrowthBook's Mongo-style syntax. Keys are joined by AND: fact paths (`usage.seats.ratio`, `user.role`),
 * logical operators (`$and`, `$or`, `$nor`, `$not`), `$segment`, `$did` (past events) or `$ratio` (of two facts). Values
 * are operands or operator objects, which are joined by AND too. The README of `@tendril/rules` lists all operators.
 */
export type Condition = { [key: string]: Json };
