import type {Inputs} from './inputs';
import type {Movements} from './movement';
import type {Spread} from './overruns';
import type {Result} from './result';

/** What a page is made from: the result that is looked at, and all of them with their inputs, and the movements of
    the first, where these are known. */
export interface Context {
  result: Result; results: Result[]; labels: string[]; inputs: (Inputs | undefined)[]; movements?: Movements;
  /** Where results are means over runs: how far each figure is known, and how it differs from the base's. */
  over?: (figures: ((result: Result) => number)[]) => (Spread | undefined)[];
}

export interface Page {
  id: string; title: () => string; shows: (context: Context) => boolean; draw: (context: Context) => HTMLElement;
  sideBySide?: true;  // holds all results, so that no difference from the base is to be said beside
}
