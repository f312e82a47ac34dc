import type {Inputs} from './inputs';
import type {Movements} from './movement';
import type {Result} from './result';

/** What a page is made from: the result that is looked at, and all of them with their inputs, and the movements of
    the first, where these are known. */
export interface Context { result: Result; results: Result[]; labels: string[]; inputs: (Inputs | undefined)[]; movements?: Movements }

export interface Page { id: string; title: () => string; shows: (context: Context) => boolean; draw: (context: Context) => HTMLElement }
