// What the report reads of a calibration ("tongzhou-calibration/1"), of doubts ("tongzhou-doubts/1") and of measures
// ("tongzhou-measures/1").
export interface Doubt {
  parameter: string; factor: boolean; from: number; to: number; scenario: number; first_order: number; total: number;
  turns_at: number | null; gain_at_from: number; gain_at_to: number; value_of_knowing: number;
}
export interface DoubtedOption {
  sentence: string; sentence_zh: string; difference: number; gain: number; gain_mean: number; gain_deviation: number;
  share_better: number; predicted_share: number; value_of_knowing_everything: number; close_look: Doubt[];
  screening: {parameter: string; mean_absolute: number; mean: number; deviation: number}[];
}
export interface Doubts {
  format: string;
  provenance: {experiment: string; scenario: string};
  currency: string; measure: string; unit: string; better: string;
  method: {runs: number; replications: number};
  left_out: string[];
  options: Record<string, DoubtedOption>;
}
export const doubtsFormat = 'tongzhou-doubts/1';

export interface Score { count: number; wape: number; bias: number; rmse: number; by_size?: Score[] }
export interface Scores { count: number; wape: number | null; verdict?: string; geh_below_5_share?: number; kinds: Record<string, Score> }
export interface Observed {
  kind: string; held_out: boolean; observed: number; before: number; after: number; error_share: number | null;
  deviations_off: number; source: string; period: string; geh?: number;
  at?: {place: string; lat: number; lon: number};
}
export interface Fitted {
  start: number; value: number; low: number; high: number; from: number; to: number; factor: boolean; known: boolean;
  profile: {value: number; misfit: number}[];
}
export interface Calibration {
  format: string;
  provenance: {calibration: string; scenario: string};
  method: {search: string; evaluations: number; settled: boolean; runs: number};
  parameters: Record<string, Fitted>;
  fitted: {before: Scores; after: Scores};
  held_out: {before: Scores; after: Scores};
  observations: Record<string, Observed>;
  remarks: string[];
}
export const calibrationFormat = 'tongzhou-calibration/1';

export interface Difference { difference: number; half_width: number | null }
type ByFigure = Record<string, Difference>;
export interface MeasureEffect {
  measure: string; name?: {en?: string; zh?: string}; note: string; alone: ByFigure; last: ByFigure | null; more_with_the_others: number;
}
export interface PairEffect { one: string; other: string; verdict: string; together: ByFigure; beyond_sum: ByFigure }
export interface Effects {
  format: string;
  provenance: {experiment: string; scenario: string};
  currency: string; ranked_by: string; better: string;
  method: {replications: number; runs: number; confidence: number};
  figures: Record<string, {unit: string; base: number}>;
  all_together: ByFigure;
  measures: MeasureEffect[];
  pairs: PairEffect[];
  contradictions: {one: string; other: string; pointer: string}[];
  left_out: Record<string, string>;
}
export const effectsFormat = 'tongzhou-measures/1';
