import type { MountNudges, NudgeLink } from './nudge-link.js';

/** Mounts the nudge layer once a ruleset has something to show, and takes it off the page with the ruleset. */
export function followRuleset(link: NudgeLink, mount: MountNudges): void {
  let mounted: Promise<(() => void) | undefined> | undefined;
  link.ruleset.subscribe((ruleset) => {
    if (ruleset?.nudges.length)
      mounted ??= mount(link).catch((error) => {
        mounted = undefined;
        const cure = 'Serve the chunks beside the script, and allow them in script-src.';
        link.notices.emit('error', { code: 'chunk', message: `nudges: ${error}`, cure });
        return undefined;
      });
    else if (!ruleset) {
      mounted?.then((unmount) => unmount?.());
      mounted = undefined;
    }
  });
}
