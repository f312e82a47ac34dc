// What the report reads of a result file, format "tongzhou-result/1". Names and codes are text from strangers: they reach the
// page only through textContent or a canvas.

export interface Name { en?: string; zh?: string }
export interface Named { name?: Name }
export type Amounts = Record<string, number>;

export interface Spread { count: number; mean: number; p50: number; p90: number; p95: number; p99: number; max: number }
export interface Queue { wait_hours: Spread; mean_length: number; max_length: number; box_hours_lost: number }

export interface Totals {
  boxes_in: number; boxes_out: number; boxes_inside: number; boxes_replanned: number;
  teu_in: number; teu_out: number; teu_inside: number; teu_km: number; tonne_km: number;
  container_hours: number; shipper_cost: number; system_cost: number; kg_co2e: number;
  container_hours_by_cause: Amounts; money_by_expense: Amounts; money_by_payer: Amounts; kg_co2e_by_source: Amounts;
}
export interface Place extends Named { kind: string; lat: number; lon: number; teu: number; teu_by_week: number[] }
export interface Facility extends Named {
  kind: string; place: string; calls: number; moves: number;
  teu_loaded: number; teu_discharged: number; teu_gate_in: number; teu_gate_out: number; teu_by_trade: Amounts;
  berth_utilisation_share: number; crane_utilisation_share: number;
  yard_mean_teu: number; yard_max_teu: number; yard_blocked_hours: number; dwell_mean_hours: number;
  berth_queue: Queue; gate_queue: Queue;
}
export interface Lock extends Named {
  place: string; lockages: number; ships: number; ships_of_services: number; utilisation_share: number; queue: Queue;
}
export interface GaugeChange extends Named { place: string; trains: number; boxes: number; utilisation_share: number; queue: Queue }
export interface Link extends Named {
  kind: string; from: string; to: string; distance_km: number; passages_down: number; passages_up: number;
  teu_down: number; teu_up: number; teu_by_week?: number[]; teu_by_trade: Amounts; tonne_km: number; utilisation_share: number; queue: Queue;
}
export interface Leg {
  from: string; to: string; sailings: number; teu_offered: number; teu_carried: number; slot_use_share: number;
  teu_by_trade: Amounts; sailings_limited_by_depth: number; boxes_left_behind: number;
}
export interface Service extends Named {
  mode: string; vehicle: string; departures: number; boxes: number; teu: number; teu_km: number; tonne_km: number;
  vehicle_km: number; on_time_share: number; late_mean_hours: number; fuel?: string; fuel_unit?: string; fuel_used?: number;
  kg_co2e: number; money: Amounts; container_hours_by_cause: Amounts; legs: Leg[];
}
export interface Flow extends Named {
  from: string; to: string; trade: string; box: string; boxes_in: number; boxes_out: number; boxes_inside: number;
  on_time_share: number | null; transit_hours: Spread; container_hours_by_cause: Amounts; money_by_expense: Amounts;
  kg_co2e_by_source: Amounts;
}
export interface Connection {
  from: string; to: string; trade: string; boxes_out: number; teu_out: number; on_time_share: number | null; transit_hours: Spread;
}
export interface Week { week: number; teu_in: number; teu_out: number; teu_inside: number; container_hours_by_cause: Amounts }
export interface Bottleneck { kind: string; code: string; container_hours_lost: number; share_of_waiting: number }
export interface Check { name: string; expected: number; found: number; holds: boolean }
export interface CustomsOffice extends Named {
  place: string; boxes_declared: number; boxes_inspected: number; inspected_share?: number; clearance_mean_hours?: number;
  container_hours_by_stage?: {declaration: number; inspection: number};
  promised_fast?: number; promised_fast_missed?: number; promised?: number; promised_missed?: number;
  bay_utilisation_share?: number; queue: Queue;
}
export interface EmptyPool {
  place: string; owner: string; box: string; trade: string; mean_stock?: number; end_stock?: number; taken?: number; given_back?: number;
  sent_away?: number; short_of?: number; waiting_hours?: number; waiting_at_end?: number;
}
export interface DoorToDoor { parcels: number; on_time_share: number | null; mean: number; p50: number; p90: number; p99: number }
export interface PerParcel {
  cost: number; cost_by_expense: Amounts; kg_co2e: number; kg_co2e_sorting: number; kg_co2e_transport: number;
}
export interface Dispatch {
  to: string; units: number; parcels: number; kg: number; cut_offs: number; cut_offs_missed: number; parcels_missed: number;
}
export interface Hub {
  place: string; parcels_in: number; parcels_sorted: number; parcels_out: number; hours_mean: number;
  sorting_utilisation_share: number; dock_utilisation_share: number; x_ray_utilisation_share: number; officer_utilisation_share: number;
  backlog_mean: number; backlog_max: number; backlog_at_end: number; stock_mean: number; hours_out_of_stock: number;
  dispatches: Record<string, Dispatch>; backlog_by_hour: number[]; sorted_by_hour: number[]; utilisation_by_hour: number[];
}
export interface MailFlow {
  from: string; to: string; product: string; parcels_in: number; parcels_out: number; parcels_inside: number;
  parcels_by_way: number[]; door_to_door_hours: DoorToDoor; money_by_expense: Amounts; kg_co2e: number; per_parcel: PerParcel;
}
export interface Postal {
  parcels_in: number; parcels_out: number; parcels_inside: number; money_by_expense: Amounts; per_parcel: PerParcel;
  promises: {product: string; to: string; door_to_door_hours: DoorToDoor}[];
  hubs: Record<string, Hub>; mail_flows: Record<string, MailFlow>;
}
export interface Fuel extends Named { unit: string; price_per_unit: number; kg_co2e_per_unit: number; source?: string }

export interface Result {
  format: string;
  provenance: {
    program: string; scenario: Named & {code: string; sha256: string}; seed: number; replication: number;
    events: number; fingerprint: string; packages: Record<string, string>;
  };
  remarks?: string[];
  currency: string;
  period: {start: string; length_days: number; warm_up_days: number; counted_days: number};
  audit: {holds: boolean; checks: Check[]};
  totals: Totals;
  bottlenecks: Bottleneck[];
  places: Record<string, Place>;
  facilities: Record<string, Facility>;
  locks: Record<string, Lock>;
  gauge_changes: Record<string, GaugeChange>;
  customs?: Record<string, CustomsOffice>;
  empties?: EmptyPool[];
  postal?: Postal;
  links: Record<string, Link>;
  services: Record<string, Service>;
  flows: Record<string, Flow>;
  connections: Connection[];
  weeks: Week[];
  fuels: Record<string, Fuel>;
}

export const trades = ['domestic', 'export', 'import', 'transshipment', 'empty'];

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

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
  customs_declaration: 'papers', customs_inspection: 'papers', documents: 'papers',
  storage: 'kept',
};
export const groupOf = (cause: string): Group => groups[cause] ?? 'waiting';
export const groupOrder: Group[] = ['under_way', 'in_hand', 'waiting', 'papers', 'kept'];

export const waitingHours = (hours: Amounts): number =>
  sum(Object.entries(hours).filter(([cause]) => groupOf(cause) === 'waiting').map(([, value]) => value));
