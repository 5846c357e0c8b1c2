// The fenced code blocks of a Markdown file, and what their info strings ask for:
//   ```ts run                     type-checked and run
//   ```ts no-run: shows a part    left alone, with the reason

/** Languages that a reader would try out: each block must say `run` or why not. */
const KINDS = {
  ...{ js: 'module', mjs: 'module', jsx: 'module', ts: 'module', tsx: 'module' },
  ...{ javascript: 'module', typescript: 'module' },
  ...{ sh: 'shell', bash: 'shell', shell: 'shell', console: 'shell' },
  ...{ html: 'page', vue: 'component' },
};

const FENCE = /^( *)(`{3,}|~{3,})([^\n`]*)\n(.*?)^ *\2[`~]* *$/gms;

function blockOf(file, text, [, indent, , info, code], index) {
  const [language, ...rest] = info.trim().split(/\s+/);
  const line = text.slice(0, index).split('\n').length;
  const wish = rest.join(' ');
  return {
    place: `${file}:${line}`,
    language,
    kind: KINDS[language],
    run: wish === 'run',
    reason: wish.match(/^no-run: (.+)/)?.[1],
    code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
  };
}

/** @returns `{ place, language, kind, run, reason, code }[]` of the blocks that a reader would try out */
export function extractBlocks(file, text) {
  return [...text.matchAll(FENCE)]
    .map((match) => blockOf(file, text, match, match.index))
    .filter(({ kind }) => kind);
}

/** Blocks that neither run nor say why, and blocks that cannot do what they say. */
export function tagIssues(blocks) {
  const issueOf = ({ place, language, kind, run, reason }) => {
    const excuse = `\`\`\`${language} no-run: the reason`;
    if (run && kind === 'component') return `${place}: a ${language} block cannot be run. Write ${excuse}`;
    if (run || reason) return undefined;
    return `${place}: this ${language} block is neither run nor excused. Write \`\`\`${language} run, or ${excuse}`;
  };
  return blocks.map(issueOf).filter(Boolean);
}
