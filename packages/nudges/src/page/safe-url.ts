const ALLOWED = /^(?:https?|mailto):$/;

/** A link of a ruleset as an absolute URL, or undefined when it is neither http, https, mailto nor relative. */
export function safeUrl(url: string, base: string): string | undefined {
  try {
    const parsed = new URL(url, base);
    return ALLOWED.test(parsed.protocol) ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}
