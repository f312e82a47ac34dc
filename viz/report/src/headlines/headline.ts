// What a page answers, in words: one sentence with its size, how sure that is, and what to bear in mind.
import {percent, plain} from '../format';
import {currentLanguage, say, t} from '../language';
import type {Word} from '../language';

export interface Headline { sentence: string; certainty: string; caveat?: string }

/** The largest by a figure, the first of equals; nothing of an empty list, or where all are 0 or less. */
export function most<Thing>(things: Iterable<Thing>, size: (thing: Thing) => number): Thing | undefined {
  let found: Thing | undefined, largest = 0;
  for (const thing of things) {
    if (size(thing) > largest) found = thing, largest = size(thing);
  }
  return found;
}

/** "a, b and c"; 甲；乙；丙 */
export const listed = (parts: string[]): string =>
  (currentLanguage() === 'zh' ? parts.join('；') : new Intl.ListFormat('en-GB', {type: 'conjunction'}).format(parts));

/** A heading inside a sentence begins small, unless it begins with letters that stand for words: CO2e. */
export const inside = (heading: string): string => (/^\p{Lu}\p{Ll}/u.test(heading) ? heading.charAt(0).toLocaleLowerCase() + heading.slice(1) : heading);

/** What a result that is a mean over runs rests on; of one run nothing can be said about chance. */
export interface Runs { count: number; confidence: number }
let runs: Runs | undefined;
export const setRuns = (next: Runs | undefined): void => { runs = next; };
const known = (one: Word, several: Word): string =>
  (runs ? say(several, {runs: plain(runs.count), confidence: percent(runs.confidence)}) : t(one));
export const certainty = (): string => known('certain_once', 'certain_mean');
export const certaintyOfEach = (): string => known('certain_once_each', 'certain_pairs');

export const oneRun = (sentence: Word, places: Record<string, string>, caveat?: string): Headline =>
  ({sentence: say(sentence, places), certainty: certainty(), ...(caveat === undefined ? {} : {caveat})});

export const part = (share: number, whole: number): number => (whole > 0 ? share / whole : 0);
