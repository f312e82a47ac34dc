// The figures that tiles show and that results are compared by.
import type {Word} from './language';
import type {Result} from './result';
import {waitingHours} from './result';

export interface Measure {
  title: Word;
  unit: (result: Result) => string;       // a word of `words` is translated by who shows it
  value: (result: Result) => number;
  share?: boolean;
  better: 'more' | 'less' | 'neither';
  key?: boolean;                          // what an option is judged by
}

const per = (part: number, whole: number): number => (whole > 0 ? part / whole : NaN);
const boxesTime = ({totals}: Result): number => per(totals.container_hours, totals.boxes_out) / 24;

// Costs and CO2e are those of everything, empties too, over the TEU of cargo delivered.
export const measures: Measure[] = [
  {title: 'delivered', unit: () => 'TEU', value: r => r.totals.teu_out, better: 'more', key: true},
  {title: 'cost_shipper', unit: r => r.currency, value: r => r.key_figures.shipper_cost_per_laden_teu ?? NaN, better: 'less', key: true},
  {title: 'cost_system', unit: r => r.currency, value: r => r.key_figures.system_cost_per_laden_teu ?? NaN, better: 'less', key: true},
  {title: 'emissions', unit: () => 'kg CO2e', value: r => r.key_figures.kg_co2e_per_laden_teu ?? NaN, better: 'less', key: true},
  {title: 'mean_time', unit: () => 'days_unit', value: boxesTime, better: 'less', key: true},
  {title: 'waiting_share', unit: () => '', share: true, better: 'less', key: true,
    value: r => per(waitingHours(r.totals.container_hours_by_cause), r.totals.container_hours)},
  {title: 'inside', unit: () => 'TEU', value: r => r.totals.teu_inside, better: 'neither'},
  {title: 'work', unit: () => 'tonne_km', value: r => r.totals.tonne_km, better: 'neither'},
];
