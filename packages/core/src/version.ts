/** The version of these packages, as events name it; a test compares it with package.json. */
export const VERSION = '0.1.0';
