// What a result was made from, format "tongzhou-inputs/1": the scenario as it was run, with the defaults filled in.
import type {Named} from './result';

export type Json = string | number | boolean | null | Json[] | {[key: string]: Json};
export type Thing = {[key: string]: Json} & Named & {source?: string; note?: string};
export interface Scenario {
  sources?: Record<string, string>;
  [section: string]: Json | Record<string, Thing> | undefined;
}
export interface Inputs { format: string; sha256: string; scenario: Scenario }

const isObject = (value: unknown): value is {[key: string]: Json} => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Things by their codes; facilities, which lie in places, by "<place>/<facility>". */
export function thingsOf(scenario: Scenario, section: string): [string, Thing][] {
  if (section === 'facilities') {
    return thingsOf(scenario, 'places').flatMap(([place, {facilities}]) =>
      (isObject(facilities) ? Object.entries(facilities).map(([code, facility]): [string, Thing] => [`${place}/${code}`, facility as Thing]) : []));
  }
  const things = scenario[section];
  return isObject(things) ? Object.entries(things).filter(([, thing]) => isObject(thing)) as [string, Thing][] : [];
}

/** How a thing stands to its figures: a source is named, it is assumed, or nothing is said. */
export type Ground = 'sourced' | 'assumed' | 'unsaid';
export function groundOf({source, note}: Thing): Ground {
  if (/assumption/i.test(`${source ?? ''} ${note ?? ''}`)) return 'assumed';
  return source ? 'sourced' : 'unsaid';
}

/** The source in full where the scenario lists it, as it stands where not. */
export const sourceOf = (scenario: Scenario, {source}: Thing): string | undefined => (source === undefined ? undefined : scenario.sources?.[source] ?? source);

const said = new Set(['name', 'source', 'note', 'unusual', 'lat', 'lon', '$schema', 'facilities', 'stops', 'from', 'to', 'via']);

/** Values that figures follow from, by their path: "freight per_km_20ft". Lists stand as "lowest to highest". */
export function valuesOf(thing: Thing): Map<string, string | number> {
  const values = new Map<string, string | number>();
  const walk = (value: Json, path: string): void => {
    if (typeof value === 'number' || typeof value === 'string') values.set(path, value);
    else if (Array.isArray(value)) {
      const numbers = value.filter((each): each is number => typeof each === 'number');
      const low = Math.min(...numbers), high = Math.max(...numbers);
      if (numbers.length > 0) values.set(path, low === high ? low : `${low} … ${high}`);
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) if (!said.has(key)) walk(inner, path ? `${path} ${key}` : key);
    }
  };
  walk(thing, '');
  return values;
}

/** Where two scenarios differ: each leaf by its JSON pointer, as it is in the one and in the other. */
export function differencesOf(base: Scenario, other: Scenario): {pointer: string; base: string; other: string}[] {
  const found: {pointer: string; base: string; other: string}[] = [];
  const text = (value: Json | undefined): string => (value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value));
  const walk = (a: Json | undefined, b: Json | undefined, pointer: string): void => {
    if (isObject(a) && isObject(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        if (!['name', 'note', 'source', 'sources', '$schema'].includes(key)) walk(a[key], b[key], `${pointer}/${key}`);
      }
    } else if (JSON.stringify(a) !== JSON.stringify(b)) found.push({pointer, base: text(a), other: text(b)});
  };
  walk(base as Json, other as Json, '');
  return found;
}
