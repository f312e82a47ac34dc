// Days of the calendar that a run covers. Scenarios keep no time zone: everything is reckoned in UTC.
import {locale} from './language';
import type {Result} from './result';

const dayLength = 86_400_000;
export const dayOf = (result: Result, days: number): Date => new Date(Date.parse(`${result.period.start}T00:00:00Z`) + days * dayLength);

const formatter = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale() === 'en' ? 'en-GB' : locale(), {timeZone: 'UTC', ...options});

/** 6 Nov 2024, 2024年11月6日 */
export const fullDate = (date: Date): string => formatter({day: 'numeric', month: 'short', year: 'numeric'}).format(date);
/** 6 Nov, 11月6日: where the year is seen elsewhere. */
export const shortDate = (date: Date): string => formatter({day: 'numeric', month: 'short'}).format(date);

/** 6 Nov 14:00 */
export const clockTime = (time: number): string => `${shortDate(new Date(time))} ${new Date(time).toISOString().slice(11, 16)}`;

/** Weeks are counted from 1; a week goes by its first day. */
const weekStart = (result: Result, week: number): Date => dayOf(result, 7 * (week - 1));
/** 6–12 Nov 2024, 2024年11月6日至11月12日 */
export function weekSpan(result: Result, week: number): string {
  const start = weekStart(result, week), end = dayOf(result, Math.min(7 * week, result.period.length_days) - 1);
  if (locale() === 'en') return formatter({day: 'numeric', month: 'short', year: 'numeric'}).formatRange(start, end);
  return `${fullDate(start)}至${start.getUTCFullYear() === end.getUTCFullYear() ? shortDate(end) : fullDate(end)}`;
}
export const weekMark = (result: Result, week: number): string => shortDate(weekStart(result, week));
/** To sort by and to copy: 2024-11-06. */
export const weekDate = (result: Result, week: number): string => weekStart(result, week).toISOString().slice(0, 10);

/** Whole weeks that are counted: those of the warm-up hold nothing, a short last one would look like a fall. */
export function countedWeeks({period}: Result): number[] {
  const first = Math.ceil(period.warm_up_days / 7), end = Math.floor(period.length_days / 7);
  return Array.from({length: Math.max(0, end - first)}, (_, i) => first + i + 1);
}
