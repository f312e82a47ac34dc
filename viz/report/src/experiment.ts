// What the report reads of an experiment's result, format "tongzhou-experiment-result/1".

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
  options: Record<string, {scenario_sha256: string; runs: number; parameters: Record<string, unknown>; note: string}>;
  missing: Run[];
  audit_failed: Run[];
  units: Record<string, string>;
  measures: Record<string, Record<string, Measured>>;
}

export const experimentFormat = 'tongzhou-experiment-result/1';
