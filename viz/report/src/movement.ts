// What vehicles did in a few weeks, from the event log of a run: their way over places, and their calls at a terminal.
import type {Result} from './result';

export type Event = [minutes: number, code: string, at: string, link: string];
export interface Voyage { service: string; number: string; vehicle: string; events: Event[] }
export interface Movements { start: string; days: number; voyages: Voyage[] }

export const placeOf = (at: string): string => at.split('/')[0] ?? '';

export interface Stage { place: string; km: number }

/** Places that a service passes, in their order and with the distance from the first: the longest of its voyages, as far as
    it does not come back to a place. */
export function wayOf(result: Result, {voyages}: Movements, service: string): Stage[] {
  let longest: Stage[] = [];
  for (const {events} of voyages.filter(voyage => voyage.service === service)) {
    const way: Stage[] = [];
    for (const [, code, at, over] of events) {
      const link = result.links[over], from = placeOf(at);
      if (code !== 'PASS' || !link) continue;
      const to = link.from === from ? link.to : link.from, last = way[way.length - 1];
      if (!last) way.push({place: from, km: 0});
      else if (last.place !== from) break;
      if (way.some(({place}) => place === to)) break;
      way.push({place: to, km: (way[way.length - 1]?.km ?? 0) + link.distance_km});
    }
    if (way.length > longest.length) longest = way;
  }
  return longest;
}

export interface Line { voyage: Voyage; points: [minutes: number, km: number][] }

/** Where vehicles of any service are along a way: a line for each stretch of a voyage, broken where it leaves the way. */
export function linesOver(result: Result, {voyages}: Movements, way: Stage[]): Line[] {
  const km = new Map(way.map(stage => [stage.place, stage.km]));
  return voyages.flatMap(voyage => {
    const lines: Line[] = [];
    let points: Line['points'] = [], next = '';
    const end = (): void => {
      if (points.length > 1) lines.push({voyage, points});
      points = [];
    };
    for (const [minutes, code, at, over] of voyage.events) {
      const place = placeOf(at), here = km.get(place);
      if (points.length > 0 && place !== next) end();
      if (here !== undefined) points.push([minutes, here]);
      const link = result.links[over];
      next = code === 'PASS' && link ? (link.from === place ? link.to : link.from) : place;
      if (code === 'PASS' && !km.has(next)) end();
    }
    end();
    return lines;
  });
}

export interface Call { voyage: Voyage; from: number; to: number; row: number }

/** Calls at a terminal, from arrival to departure, each in the first row that is free then. */
export function callsAt({voyages, days}: Movements, facility: string): Call[] {
  const calls = voyages.flatMap(voyage => {
    const found: Call[] = [];
    let arrived: number | undefined;
    for (const [minutes, code, at] of voyage.events) {
      if (at !== facility) continue;
      if (code === 'ARRI') arrived = minutes;
      if (code === 'DEPA') found.push({voyage, from: arrived ?? 0, to: minutes, row: 0}), arrived = undefined;
    }
    if (arrived !== undefined) found.push({voyage, from: arrived, to: 1440 * days, row: 0});
    return found;
  }).sort((a, b) => a.from - b.from || a.to - b.to);
  const free: number[] = [];
  for (const call of calls) {
    const row = free.findIndex(until => until <= call.from);
    call.row = row < 0 ? free.length : row;
    free[call.row] = call.to;
  }
  return calls;
}
