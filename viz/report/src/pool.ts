// Runs of one option of an experiment, as the program pools them (scenarios/experiments/pool.hpp): their mean, and how far
// each lies from it.
import type {Inputs, Json} from './inputs';
import type {Result} from './result';

export interface PooledOption { option: string; replications: number[]; mean: Result; spread: Json; inputs?: Inputs }
/** With the quantiles of Student's distribution for two values, three, and so on. */
export interface Pools { means: number[]; differences: number[]; options: PooledOption[] }

const digits = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((digit, i) => [digit, i]));
const middle = 2047, nothing = 4095;

/** "5:AA//": the largest distance from the mean, then two digits of base 64 for each run. */
function valueOf(mean: number, spread: string, run: number): number | null {
  const colon = spread.indexOf(':'), at = colon + 1 + 2 * run;
  const level = 64 * (digits.get(spread[at] ?? '') ?? 0) + (digits.get(spread[at + 1] ?? '') ?? 0);
  return level === nothing ? null : mean + (level / middle - 1) * Number(spread.slice(0, colon));
}

/** What does not differ between the runs is not copied. */
function apart(mean: unknown, spread: Json | undefined, run: number): unknown {
  if (typeof spread === 'string') return valueOf(mean as number, spread, run);
  if (!spread || typeof spread !== 'object' || Array.isArray(spread)) return mean;
  const copy = (Array.isArray(mean) ? [...mean] : {...(mean as object)}) as Record<string, unknown>;
  for (const key of Object.keys(spread)) copy[key] = apart(copy[key], spread[key], run);
  return copy;
}

/** One of the runs, by its place in `replications`. */
export const runOf = ({mean, spread}: Pick<PooledOption, 'mean' | 'spread'>, run: number): Result => apart(mean, spread, run) as Result;
