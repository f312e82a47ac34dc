import {locale} from './language';

const cache = new Map<string, Intl.NumberFormat>();
function write(value: number, key: string, options: Intl.NumberFormatOptions): string {
  const full = `${locale()} ${key}`;
  let found = cache.get(full);
  if (!found) cache.set(full, found = new Intl.NumberFormat(locale(), options));
  return found.format(value).replace('-', '−');  // a minus sign is as wide as a plus and is never broken off its number
}

/** 1234567.8 as 1,234,568; small numbers keep three digits. */
export function plain(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return write(value, 'whole', {maximumFractionDigits: 0});
  return write(value, 'three', {maximumSignificantDigits: 3});
}

/** For axes and tiles: 1.23M, 123万. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) < 1000) return plain(value);
  return write(value, 'compact', {notation: 'compact', maximumSignificantDigits: 3});
}

export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const digits = Math.abs(share) < 0.1 && share !== 0 ? 1 : 0;
  return write(share, `percent${digits}`, {style: 'percent', maximumFractionDigits: digits});
}

export function signed(value: number, text: (size: number) => string): string {
  if (value === 0) return text(0);
  return (value > 0 ? '+' : '−') + text(Math.abs(value));
}

/** How many digits after the point a value carries that is known to within this much: those down to the second of it. */
const digitsOf = (half: number): number => Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half))));
const upTo = (value: number, digits: number): string => write(value, `fixed${digits}`, {minimumFractionDigits: digits, maximumFractionDigits: digits});

/** Half the width of an interval: two digits of it say enough. */
export const half = (width: number): string => (width > 0 ? upTo(width, digitsOf(width)) : plain(width));
/** A value with no more digits than its interval carries. */
export const within = (value: number, width: number): string => (width > 0 && Number.isFinite(value) ? upTo(value, digitsOf(width)) : plain(value));
/** With half of its interval, where that is known. */
export const withHalf = (value: number, width: number | null): string => (width === null ? plain(value) : `${within(value, width)} ± ${half(width)}`);
