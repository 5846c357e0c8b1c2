type Formatter = { format(value: number | Date): string };

/** Making a formatter takes far longer than using one. */
const made = new Map<string, unknown>();

function cached<T>(key: string, make: () => T): T {
  const known = (made.get(key) as T | undefined) ?? make();
  made.set(key, known);
  return known;
}

/** `currency:EUR`, `unit:hour`, `percent`, `integer`, `compact`. */
function numberOptions(style: string): Intl.NumberFormatOptions {
  const [name = '', code] = style.split(':');
  if (name === 'currency')
    return { style: name, currency: code, trailingZeroDisplay: 'stripIfInteger' } as object;
  if (name === 'unit') return { style: name, unit: code, unitDisplay: 'long' } as object;
  if (name === 'percent') return { style: name };
  return name === 'compact' ? { notation: name } : { maximumFractionDigits: name ? 0 : 3 };
}

/** A number as the locale writes it; `style` is that of `{name,number,style}`. */
export const formatNumber = (value: number, style: string, locale: string): string =>
  cached<Formatter>(`n${locale} ${style}`, () => new Intl.NumberFormat(locale, numberOptions(style))).format(
    value,
  );

export const pluralOf = (count: number, locale: string): Intl.LDMLPluralRule =>
  cached(`p${locale}`, () => new Intl.PluralRules(locale)).select(count);

const DAY_MS = 86_400_000;

/** A date as the locale writes it; with the style `days-ahead`, a number of days from now. */
export function formatDate(value: unknown, style: string, locale: string, now: number): string | undefined {
  const ahead = style === 'days-ahead';
  const instant = ahead ? now + Number(value) * DAY_MS : new Date(value as string).getTime();
  const dateStyle = (ahead || !style ? 'medium' : style) as 'medium';
  return Number.isNaN(instant)
    ? undefined
    : cached<Formatter>(
        `d${locale} ${dateStyle}`,
        () => new Intl.DateTimeFormat(locale, { dateStyle }) as Formatter,
      ).format(new Date(instant));
}

/** "In 12 days": a number is one of `style` (days where none is named), a text an instant, of which the days count. */
export function formatRelative(
  value: unknown,
  style: string,
  locale: string,
  now: number,
): string | undefined {
  const amount = typeof value === 'number' ? value : (Date.parse(value as string) - now) / DAY_MS;
  return Number.isNaN(amount)
    ? undefined
    : cached(`r${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(
        Math.round(amount),
        (style || 'day') as 'day',
      );
}
