// Queues of a result by what is waited for and where.
import {t, term} from './language';
import type {Queue, Result} from './result';

export interface Line { kind: string; code: string; place: string; queue: Queue }

/** All queues in front of something that a vehicle or a box must pass. */
export function linesOf(result: Result): Line[] {
  const at = <Thing extends {place: string}>(things: Record<string, Thing> | undefined, kind: string, queue: (thing: Thing) => Queue): Line[] =>
    Object.entries(things ?? {}).map(([code, thing]) => ({kind, code, place: thing.place, queue: queue(thing)}));
  return [
    ...at(result.facilities, 'berth', f => f.berth_queue), ...at(result.facilities, 'gate', f => f.gate_queue),
    ...at(result.locks, 'lock', lock => lock.queue), ...at(result.gauge_changes, 'gauge change', change => change.queue),
    ...at(result.customs, 'customs', office => office.queue),
    ...Object.entries(result.facilities).flatMap(([code, f]) => (f.shunting_queue ? [{kind: 'shunting', code, place: f.place, queue: f.shunting_queue}] : [])),
    ...Object.entries(result.wagon_sets ?? {}).map(([code, sets]) => ({kind: 'wagon_sets', code, place: sets.home.split('/')[0] ?? '', queue: sets.queue})),
    ...Object.entries(result.locomotives ?? {}).map(([code, engines]) => ({kind: 'locomotives', code, place: engines.home.split('/')[0] ?? '', queue: engines.queue})),
    ...Object.entries(result.facilities).flatMap(([code, f]) => (f.appointment_queue ? [{kind: 'appointment', code, place: f.place, queue: f.appointment_queue}] : [])),
    ...Object.entries(result.truck_fleets ?? {}).map(([code, fleet]) => ({kind: 'truck', code, place: fleet.home, queue: fleet.queue})),
    ...Object.entries(result.links).map(([code, link]) => ({kind: 'path', code, place: link.from, queue: link.queue}))];
}

/** The queue that a bottleneck is of, where it has one of its own. */
export const queueOf = (result: Result, {kind, code}: {kind: string; code: string}): Queue | undefined =>
  linesOf(result).find(line => line.kind === kind && line.code === code)?.queue;

/** Vehicles waiting in a week, counted from 1, in the mean. */
export const lengthIn = ({length_by_week: lengths}: Queue, week: number): number => lengths?.[week - 1] ?? 0;

/** What stands in the queue waits for this: at a rail terminal, for a track. */
export const waitsFor = (result: Result, {kind, code}: Line): string =>
  (kind === 'berth' && result.facilities[code]?.kind === 'rail' ? t('track') : kind === 'customs' ? t('inspection') : term(kind));
