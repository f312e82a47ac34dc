import type {Inputs} from './inputs';
import type {Result} from './result';

/** What a page is made from: the result that is looked at, and all of them with their inputs, where these are known. */
export interface Context { result: Result; results: Result[]; labels: string[]; inputs: (Inputs | undefined)[] }

export interface Page { id: string; title: () => string; shows: (context: Context) => boolean; draw: (context: Context) => HTMLElement }
