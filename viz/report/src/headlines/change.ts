// How figures of an option differ from the base's.
import {compact, half, plain, within} from '../format';
import type {Context} from '../pages';
import type {Result} from '../result';

/** By how much, over several runs with half the width of its interval, and whether it is not by chance alone. */
export interface Change { by: number; half?: number; sure: boolean }

/** Over several runs pair by pair, of single runs as they are; nothing of a figure that one of them lacks. */
export function changesOf({result, results, over}: Context, figures: ((result: Result) => number)[]): (Change | undefined)[] {
  const base = results[0] as Result, spreads = over?.(figures);
  return figures.map((figure, i) => {
    const by = figure(result) - figure(base), against = spreads?.[i]?.against;
    if (!Number.isFinite(by)) return undefined;
    return against ? {by: against.by, half: against.half, sure: against.sure} : {by, sure: spreads === undefined && by !== 0};
  });
}

const large = 1e5;  // from here on in thousands, millions, 万
/** The size of a change with the digits that its interval carries. */
export function sized({by, half: width}: Change): string {
  const size = Math.abs(by);
  if (size >= large) return `${compact(size)}${width ? ` ± ${compact(width)}` : ''}`;
  return width ? `${within(size, width)} ± ${half(width)}` : plain(size);
}
