import Type from 'typebox';

/** An object with whatever in it. `Type.Record` would say the same, and look at each of its keys. */
export const ANY_OBJECT = Type.Object({});
