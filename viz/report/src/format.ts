import {locale} from './language';

const cache = new Map<string, Intl.NumberFormat>();
function formatter(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const full = `${locale()} ${key}`;
  let found = cache.get(full);
  if (!found) cache.set(full, found = new Intl.NumberFormat(locale(), options));
  return found;
}

/** 1234567.8 as 1,234,568; small numbers keep three digits. */
export function plain(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return formatter('whole', {maximumFractionDigits: 0}).format(value);
  return formatter('three', {maximumSignificantDigits: 3}).format(value);
}

/** For axes and tiles: 1.23M, 123万. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) < 1000) return plain(value);
  return formatter('compact', {notation: 'compact', maximumSignificantDigits: 3}).format(value);
}

export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const digits = Math.abs(share) < 0.1 && share !== 0 ? 1 : 0;
  return formatter(`percent${digits}`, {style: 'percent', maximumFractionDigits: digits}).format(share);
}

export function signed(value: number, text: (size: number) => string): string {
  if (value === 0) return text(0);
  return (value > 0 ? '+' : '−') + text(Math.abs(value));
}
