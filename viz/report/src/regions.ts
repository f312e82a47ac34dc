// What cargo of a place, or of a flow, costs its shippers, how long it takes and what it emits.
import {borneByShippers} from './payments';
import type {Flow, Result} from './result';
import {sum} from './result';

const laden = (flow: Flow): boolean => flow.trade !== 'empty' && flow.boxes_out > 0;

/** Places at which cargo begins or ends, those with the most first. */
export function regionsOf(result: Result): string[] {
  const teu = new Map<string, number>();
  for (const [code, flow] of Object.entries(result.flows)) {
    if (laden(flow)) for (const place of new Set([flow.from, flow.to])) teu.set(place, (teu.get(place) ?? 0) + teuOf(result, [code]));
  }
  return [...teu].sort((a, b) => b[1] - a[1]).map(([place]) => place);
}

/** Flows of cargo that begin or end at a place; of all places without one. */
export const flowsOf = (result: Result, place?: string): string[] =>
  Object.entries(result.flows).filter(([, flow]) => laden(flow) && (place === undefined || flow.from === place || flow.to === place)).map(([code]) => code);

/** TEU of a flow that were delivered. A connection holds flows of one pair of places and one trade class, and says what their boxes are in TEU. */
export function teuOf(result: Result, codes: string[]): number {
  return sum(codes.map(code => {
    const flow = result.flows[code];
    if (!flow) return 0;
    const routes = sum(Object.values(flow.routes ?? {}).map(route => route.teu_out));
    if (routes > 0) return routes;
    const all = result.connections.filter(c => c.from === flow.from && c.to === flow.to && c.trade === flow.trade);
    const boxes = sum(all.map(c => c.boxes_out));
    return boxes > 0 ? flow.boxes_out * sum(all.map(c => c.teu_out)) / boxes : 0;
  }));
}

const per = (part: number, whole: number): number => (whole > 0 ? part / whole : NaN);
const over = (result: Result, codes: string[], of: (flow: Flow) => number): number => sum(codes.flatMap(code => (result.flows[code] ? [of(result.flows[code])] : [])));

/** What shippers bear: what they pay, the time of their goods, and what is lost of them. */
export const costPerTeu = (result: Result, codes: string[]): number =>
  per(over(result, codes, flow => sum(Object.entries(flow.money_by_expense).map(([expense, amount]) => (borneByShippers(expense) ? amount : 0)))), teuOf(result, codes));
export const daysOf = (result: Result, codes: string[]): number =>
  per(over(result, codes, flow => flow.transit_hours.mean * flow.transit_hours.count), over(result, codes, flow => flow.transit_hours.count)) / 24;
export const kgPerTeu = (result: Result, codes: string[]): number =>
  per(over(result, codes, flow => sum(Object.values(flow.kg_co2e_by_source))), teuOf(result, codes));
/** TEU in 365 days. */
export const teuPerYear = (result: Result, codes: string[]): number => teuOf(result, codes) * 365 / result.period.counted_days;
