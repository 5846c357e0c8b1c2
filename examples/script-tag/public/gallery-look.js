// Before anything is drawn: the look that the address asks for, such as ?scheme=dark&lang=ar.
{
  const wanted = new URLSearchParams(location.search);
  const root = document.documentElement;
  const accents = { acme: 'var(--accent)', teal: 'light-dark(#0f766e, #5eead4)' };
  root.style.setProperty('color-scheme', wanted.get('scheme') ?? 'light dark');
  root.style.setProperty('--tendril-density', wanted.get('density') ?? '1');
  if (wanted.get('accent')) root.style.setProperty('--tendril-accent', accents[wanted.get('accent')]);
  root.lang = wanted.get('lang') ?? 'en';
  root.dir = root.lang === 'ar' ? 'rtl' : 'ltr';
}
