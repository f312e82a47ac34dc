// What the report reads of an experiment's result, format "tongzhou-experiment-result/1", and what its measures are called.
import {nameOf, t, term, withUnit} from './language';
import type {PooledOption} from './pool';
import type {Named} from './result';

export interface Interval { mean: number; half_width: number | null; low: number | null; high: number | null }
export interface Measured extends Interval {
  count: number; deviation: number | null; min: number; max: number; values: (number | null)[];
  against_base?: Interval & {pairs: number; verdict: string};
}
export interface Run { option: string; seed: number; replication: number }
export interface Experiment {
  format: string;
  provenance: {program: string; experiment: string; scenario: string; seed: number; packages: Record<string, string>};
  currency: string;
  period: {start: string; length_days: number; warm_up_days: number; warm_up_from: string};
  replications: number;
  method: {confidence: number; means: string; differences: string; note: string};
  options: Record<string, {scenario_sha256: string; runs: number; runs_that_fill_up?: number; remarks?: string[]; parameters: Record<string, unknown>; note: string}>;
  missing: Run[];
  audit_failed: Run[];
  units: Record<string, string>;
  measures: Record<string, Record<string, Measured>>;
  names?: Record<string, Named>;  // of options, from their runs, where these stand beside
}

export const experimentFormat = 'tongzhou-experiment-result/1';

const ofThings = new Set(['places', 'facilities', 'locks', 'gauge_changes', 'customs', 'links', 'services', 'flows', 'fuels']);

/** "/totals/teu_out" as "totals · teu out"; what a measure is stays readable without the format's page. */
export const measureName = (pointer: string): string => {
  if (!pointer.startsWith('/')) return pointer;  // in words already
  const [section = '', ...parts] = pointer.split('/').slice(1).map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  // What stands after such a section is the code of a thing, which may be a word of the format by chance.
  const code = ofThings.has(section) ? 0 : section === 'postal' && parts[0] !== 'per_parcel' ? 1 : -1;
  const named = parts.map((part, i) => (i === code ? part : term(part)));
  return [...(section === 'totals' || section === 'key_figures' ? [] : [term(section)]), ...named].join(' · ');
};

/** An option whose scenario has a name of its own goes by it, others by their ids; the base by its word. */
export const optionLabel = ({names}: Pick<Experiment, 'names'>, id: string): string => (id === 'base' ? t('base') : nameOf(id, names?.[id]));

/** Names of options that the base does not have. */
export function namesOf(options: PooledOption[]): Record<string, Named> {
  const scenarioOf = (option: PooledOption): Named => option.mean.provenance.scenario;
  const [base, ...others] = options;
  const own = others.filter(option => base && JSON.stringify(scenarioOf(option).name) !== JSON.stringify(scenarioOf(base).name));
  return Object.fromEntries(own.map(option => [option.option, scenarioOf(option)]));
}

/** "CNY per laden TEU" and the like: the currency stays, what it is divided by is translated. */
export const unitName = (unit: string): string => {
  const [, currency, divisor] = /^([A-Z]{3}) per (.+)$/.exec(unit) ?? [];
  return currency && divisor ? `${currency}${t('slash_per')}${term(divisor)}` : term(unit);
};

/** A measure with what its figures are in, as the result says it; shares stand as they are, from 0 to 1. */
export const inUnit = (pointer: string, unit: string): string => (unit === '' ? measureName(pointer) : withUnit(measureName(pointer), unitName(unit)));
export const measured = ({units}: Experiment, pointer: string): string => inUnit(pointer, units[pointer] ?? '');
