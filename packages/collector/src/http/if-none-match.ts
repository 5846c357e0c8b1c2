/** Whether one of the tags that the client holds is the current one. Weak and strong tags are compared alike. */
export const holdsTag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
