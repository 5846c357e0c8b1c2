// Files beside the code that are for tests only: they are not built, not published and held to fewer rules.
export const TEST_GLOBS = [
  '**/*.test.ts',
  '**/*.test.tsx',
  '**/*.test-d.ts',
  '**/*.conformance.ts', // one suite that runs against every implementation of a seam
  '**/testing/**',
];

export const isTestFile = (path) =>
  /\.(test|test-d|conformance|e2e)\.[jt]sx?$/.test(path) || /\/testing\//.test(path);
