// What vehicles did in a few weeks, from the event log of a run: their way over places, and their calls at a terminal.
import type {Result} from './result';

/** What passes goes along a link; what waits waits for a cause, until a minute. */
export type Event = [minutes: number, code: string, at: string, about: string, until?: number];
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

/** It came, lay at a berth or stood on a track from then, and left. */
export interface Call { voyage: Voyage; came: number; from: number; to: number; row: number }

/** Calls at a terminal, from berth to departure, each in the first row that is free then. A log that does not say when a
    vehicle got its berth has it there from its arrival. */
export function callsAt({voyages, days}: Movements, facility: string): Call[] {
  const calls = voyages.flatMap(voyage => {
    const found: Call[] = [];
    let arrived: number | undefined, berthed: number | undefined;
    const close = (to: number): void => {
      const from = berthed ?? arrived ?? 0;
      found.push({voyage, came: arrived ?? from, from, to, row: 0});
      arrived = berthed = undefined;
    };
    for (const [minutes, code, at] of voyage.events) {
      if (at !== facility) continue;
      if (code === 'ARRI') arrived = minutes;
      if (code === 'BRTH') berthed = minutes;
      if (code === 'DEPA') close(minutes);
    }
    if (arrived !== undefined || berthed !== undefined) close(1440 * days);
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

/** What is waited for on the way and at the quay; who waits for his timetable stands in no queue. */
const noQueue = new Set(['waiting_for_departure', 'waiting_for_sailing']);

export interface WaitingLine { place: string; cause: string; byHour: number[]; hours: number }

/** How many vehicles wait, mean over each hour, by place and by what they wait for; the longest first. */
export function hourlyQueues({voyages, days}: Movements): WaitingLine[] {
  const lines = new Map<string, WaitingLine>();
  for (const [from, code, at, cause, until] of voyages.flatMap(({events}) => events)) {
    if (code !== 'WAIT' || until === undefined || noQueue.has(cause)) continue;
    const place = placeOf(at), key = `${place} ${cause}`, end = Math.min(until, 1440 * days);
    const line = lines.get(key) ?? {place, cause, byHour: Array<number>(24 * days).fill(0), hours: 0};
    lines.set(key, line);
    for (let hour = Math.floor(from / 60); 60 * hour < end; ++hour) {
      const share = (Math.min(end, 60 * hour + 60) - Math.max(from, 60 * hour)) / 60;
      line.byHour[hour] = (line.byHour[hour] ?? 0) + share;
      line.hours += share;
    }
  }
  return [...lines.values()].filter(({hours}) => hours > 0).sort((a, b) => b.hours - a.hours);
}

/** Where a vehicle is: at a place, or on its way along a link from a place, this part of it done. */
export interface Whereabouts { voyage: Voyage; place: string; link?: string; done: number; waits: boolean }

/** Where each vehicle is at a minute, from its first to its last event. */
export function whereabouts({voyages}: Movements, minute: number): Whereabouts[] {
  return voyages.flatMap(voyage => {
    const {events} = voyage, next = events.findIndex(([at]) => at > minute);
    const last = events[(next < 0 ? events.length : next) - 1], after = next < 0 ? undefined : events[next];
    if (!last || !after) return [];
    const [since, code, at, about, until] = last;
    if (code !== 'PASS') return [{voyage, place: placeOf(at), done: 0, waits: code === 'WAIT' && (until ?? 0) > minute && !noQueue.has(about)}];
    return [{voyage, place: at, link: about, done: (minute - since) / (after[0] - since), waits: false}];
  });
}
