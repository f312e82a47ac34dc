// A result file, format "tongzhou-result/1". Names and codes are text from strangers: they reach the page only through
// textContent or a canvas. The types are made from scenarios/format/result.schema.json when the report is tested.
import type {HoursByCause, KgBySource, MailMoney, MoneyByExpense, TeuByTrade, TongzhouResult} from 'result-schema';

/** The same as nameless types, for an interface is no Record of its members; amounts by cause and the like by any key. */
type Plain<T> = T extends HoursByCause | KgBySource | MailMoney | MoneyByExpense | TeuByTrade ? Amounts
  : T extends (infer Item)[] ? Plain<Item>[] : T extends object ? {[Key in keyof T]: Plain<T[Key]>} : T;

export type Result = Plain<TongzhouResult>;
export interface Name { en?: string; zh?: string }
export interface Named { name?: Name }
export type Amounts = Record<string, number>;

export type Totals = Result['totals'];
export type Place = Result['places'][string];
export type Facility = Result['facilities'][string];
export type Queue = Facility['berth_queue'];
export type Spread = Queue['wait_hours'];
export type Link = Result['links'][string];
export type Service = Result['services'][string];
export type Leg = Service['legs'][number];
export type Flow = Result['flows'][string];
export type Connection = Result['connections'][number];
export type Week = Result['weeks'][number];
export type CustomsOffice = NonNullable<Result['customs']>[string];
export type EmptyPool = NonNullable<Result['empties']>[number];
export type Postal = NonNullable<Result['postal']>;
export type Hub = Postal['hubs'][string];
export type Dispatch = Hub['dispatches'][string];
export type MailFlow = Postal['mail_flows'][string];
export type DoorToDoor = MailFlow['door_to_door_hours'];

export const trades = ['domestic', 'export', 'import', 'transshipment', 'empty'];

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Parcels that a promise is asked of: delivered, or overdue at the end. */
export const parcelsDue = (d: DoorToDoor): number => d.parcels + d.parcels_overdue;

/** Keys in the order of the first that has them; amounts of equal keys added. */
export const added = (lists: Iterable<Amounts>): Amounts => {
  const totals = new Map<string, number>();
  for (const amounts of lists) {
    for (const [key, value] of Object.entries(amounts)) totals.set(key, (totals.get(key) ?? 0) + value);
  }
  return Object.fromEntries(totals);
};

/** What happens while the goods move on, what makes them wait, and the rest: for colours and the Sankey chart. */
export type Group = 'under_way' | 'in_hand' | 'waiting' | 'papers' | 'kept';
const groups: Record<string, Group> = {
  moving: 'under_way', drayage: 'under_way',
  handling: 'in_hand', gauge_change: 'in_hand', sorting: 'in_hand',
  customs_declaration: 'papers', customs_inspection: 'papers', transit_papers: 'papers', documents: 'papers', border_formalities: 'papers',
  storage: 'kept',
};
export const groupOf = (cause: string): Group => groups[cause] ?? 'waiting';
export const groupOrder: Group[] = ['under_way', 'in_hand', 'waiting', 'papers', 'kept'];

export const waitingHours = (hours: Amounts): number =>
  sum(Object.entries(hours).filter(([cause]) => groupOf(cause) === 'waiting').map(([, value]) => value));
