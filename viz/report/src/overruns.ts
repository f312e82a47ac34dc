// Figures over several runs. A page is drawn once for each run, on no screen: each table leaves its numbers here, and what
// stands in a cell of the page that is seen gets its interval from them, whatever it was worked out from.
export interface Change { by: number; half: number; sure: boolean }
/** Half the width of the interval of a mean, and how far the mean lies from the base's, paired run by run. */
export interface Spread { half: number; against?: Change }

/** The numbers of all tables of a page, by caption, column and row. */
export type Cells = Map<string, number>;
export const cellKey = (caption: string, column: string, row: string): string => [caption, column, row].join('\n');

let taken: Cells | undefined;
/** Whether a page is drawn for its numbers only. */
export const isCounted = (): boolean => taken !== undefined;
export const take = (key: string, value: number): void => { if (taken && !taken.has(key)) taken.set(key, value); };
export function cellsOf(draw: () => unknown): Cells {
  const cells: Cells = new Map();
  taken = cells;
  try {
    draw();
  } finally {
    taken = undefined;
  }
  return cells;
}

export type Lookup = (key: string) => Spread | undefined;
let lookup: Lookup | undefined;
export const setLookup = (next: Lookup | undefined): void => { lookup = next; };
export const spreadAt: Lookup = key => (taken ? undefined : lookup?.(key));

const mean = (values: number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

/** After Student; `quantiles` begins with that for two values. Nothing can be said of one value, or where one is missing. */
export function halfWidth(values: number[], quantiles: number[]): number {
  const n = values.length, middle = mean(values);
  return Math.sqrt(values.reduce((total, value) => total + (value - middle) ** 2, 0) / (n - 1) / n) * (quantiles[n - 2] ?? NaN);
}

/** Values by replication. */
export type Sample = Map<number, number>;
export function spreadOf(own: Sample, base: Sample | undefined, quantiles: {means: number[]; differences: number[]}): Spread | undefined {
  const half = halfWidth([...own.values()], quantiles.means);
  if (!Number.isFinite(half)) return undefined;
  const pairs = [...own].flatMap(([replication, value]) => {
    const before = base?.get(replication);
    return before === undefined ? [] : [value - before];
  });
  const by = mean(pairs), width = halfWidth(pairs, quantiles.differences);
  // Values are kept to a part in four thousand of what the runs differ by: less than that is no difference.
  const least = 1e-3 * half;
  return {half, ...(Number.isFinite(width) ? {against: {by, half: width, sure: Math.abs(by) > width + least}} : {})};
}
