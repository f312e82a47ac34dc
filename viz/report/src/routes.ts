// The routes of a flow as links between places, and what goes from where to where: for the drawings of both.
import type {Connection, Result} from './result';

type Route = NonNullable<Result['flows'][string]['routes']>[string];

/** A place at a stage of the way: the same place on another stage stands elsewhere in the drawing. */
export interface Stop { id: string; place: string; depth: number }
export interface Ride { from: string; to: string; mode: string; teu: number }

const placeOf = (at: string): string => at.split('/')[0] ?? '';

/** Routes laid side by side: the first place at the left, the last at the right however many legs a route has; rides of
    one mode between the same two places added. */
export function laidOut(routes: Route[]): {stops: Stop[]; rides: Ride[]} {
  const most = Math.max(1, ...routes.map(({legs}) => legs.length));
  const stops = new Map<string, Stop>(), rides = new Map<string, Ride>();
  for (const {legs, teu_out: teu} of routes) {
    if (teu <= 0) continue;
    const at = (i: number): string => {
      const place = placeOf(i === 0 ? legs[0]?.from ?? '' : legs[i - 1]?.to ?? ''), depth = i === legs.length ? most : i;
      const id = `${depth} ${place}`;
      stops.set(id, {id, place, depth});
      return id;
    };
    legs.forEach(({mode}, i) => {
      const from = at(i), to = at(i + 1), key = `${from} ${to} ${mode}`;
      rides.set(key, {from, to, mode, teu: (rides.get(key)?.teu ?? 0) + teu});
    });
  }
  return {stops: [...stops.values()], rides: [...rides.values()]};
}

export interface Matrix { from: string[]; to: string[]; teu: Map<string, number> }
export const pairOf = (from: string, to: string): string => `${from} ${to}`;

/** TEU delivered from each place to each, of one trade class or of all; places with the most first. */
export function matrixOf(connections: Connection[], trade: string): Matrix {
  const teu = new Map<string, number>(), out = new Map<string, number>(), into = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, amount: number): void => { sums.set(key, (sums.get(key) ?? 0) + amount); };
  for (const {from, to, teu_out, trade: its} of connections) {
    if (teu_out <= 0 || (trade !== 'all' && its !== trade)) continue;
    add(teu, pairOf(from, to), teu_out);
    add(out, from, teu_out);
    add(into, to, teu_out);
  }
  const sorted = (sums: Map<string, number>): string[] => [...sums].sort((a, b) => b[1] - a[1]).map(([place]) => place);
  return {from: sorted(out), to: sorted(into), teu};
}
