import { expect, test } from 'vitest';
import { extractBlocks, tagIssues } from './extract-blocks.mjs';

const text = `# Title

\`\`\`ts run
const a = 1;
\`\`\`

- in a list:
  \`\`\`sh no-run: starts a server
  npm start
  \`\`\`

\`\`\`json
{}
\`\`\`

\`\`\`html
<p>
\`\`\`
`;

test('blocks have their place, kind, wish and code; data is left out', () => {
  expect(extractBlocks('README.md', text)).toEqual([
    {
      place: 'README.md:3',
      language: 'ts',
      kind: 'module',
      run: true,
      reason: undefined,
      code: 'const a = 1;\n',
    },
    {
      place: 'README.md:8',
      language: 'sh',
      kind: 'shell',
      run: false,
      reason: 'starts a server',
      code: 'npm start\n',
    },
    { place: 'README.md:16', language: 'html', kind: 'page', run: false, reason: undefined, code: '<p>\n' },
  ]);
});

test('a block that is neither run nor excused is named', () => {
  const issues = tagIssues(extractBlocks('README.md', text));
  expect(issues).toHaveLength(1);
  expect(issues[0]).toContain('README.md:16: this html block');
});

test('`no-run` without a reason does not count as one', () => {
  expect(tagIssues(extractBlocks('a.md', '```ts no-run\nx\n```\n'))).toHaveLength(1);
});

test('a kind that nothing can run is told apart', () => {
  expect(tagIssues(extractBlocks('a.md', '```vue run\nx\n```\n'))[0]).toContain('a vue block cannot be run');
});
