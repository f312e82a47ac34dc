// What the report reads of an appraisal, format "tongzhou-appraisal/1". What is good for somebody is positive.
import {nameOf, t} from './language';
import type {Amounts, Name} from './result';

export interface Npv {
  expected: number; deviation: number; p10: number; p50: number; p90: number; positive_share: number;
  from_simulation: number; from_demand: number; from_cost: number; from_doubts?: number;
}
export interface Quantiles { expected: number | null; p10: number | null; p50: number | null; p90: number | null }
export interface Party { total: number; entries: Amounts }
export type ByYear = Record<'shippers' | 'carriers' | 'hub_operators' | 'society' | 'capital_cost' | 'yearly_cost' | 'renewals' | 'residual_value'
  | 'net' | 'cumulative_discounted', number[]> & {government?: number[]; other_shipping?: number[]};
export interface Transfer { what: string; from: string; to: string; amount: number }
export interface Measures {
  npv: Npv; benefit_cost_ratio: Quantiles; irr: Quantiles & {roots: number[]; kind: 'one' | 'none' | 'several'; one_share: number};
  payback_years: Quantiles & {reached_share: number}; discounted_payback_years: Quantiles & {reached_share: number};
  npv_by_case: Amounts; parties: Record<string, Party>; transfers: Transfer[]; real_resources: Amounts; by_year: ByYear;
}
export interface OperatorYears {
  income: number[]; yearly_cost: number[]; renewals?: number[]; capital_cost: number[]; drawn: number[]; interest: number[]; principal: number[];
  balance: number[]; cash_flow: number[]; service_cover: (number | null)[];
}
export interface BothLanguages { en: string; zh: string }
/** A question that decides, answered in a sentence. */
export interface Answer { id: string; question: BothLanguages; answer: BothLanguages }
/** A table of a feasibility study: its rows by year, and what comes when the last year is over. */
export interface StudyTable {
  name: BothLanguages; prices: 'current' | 'constant';
  rows: Record<string, {name: BothLanguages; by_year: (number | null)[]; end: number; adds_up: boolean}>;
}
export interface Sensitivity {
  discount_tests: {rate: number; npv: number; benefit_cost_ratio: number | null}[];
  one_at_a_time: {what: string; change: string; npv: number}[];
}
export interface Option {
  name: Name; note: string; source: string; capital_cost: number[]; capital_cost_total: number; opens_in_year: number; life_years: number;
  cost_overrun: {mean: number; deviation: number; source: string};
  financing: {kind: string; share: number; rate: number; term_years: number; grace_years: number; repayment: string}[];
  replications: number; probability_best: number; measures: Measures;
  operator: {by_year: OperatorYears; npv: number; least_cover: Quantiles};
  verdict?: Answer[]; tables?: Record<string, StudyTable>; sensitivity?: Sensitivity;  // files of earlier versions have none
}
export interface Portfolio {
  options: string[]; capital_cost_total: number; within_budget: boolean; sum_of_parts: number; interaction: number; measures: Measures;
}
export interface Later { delay_years: number; opens_in_year: number; npv: Npv; probability_best_time: number }
export interface Choice {
  option: string; delay_years: number; npv_by_case: number[]; regret_by_case: number[]; largest_regret: number; expected_regret: number;
}
export interface StagedPlan {
  first: string; second: string; demand_at_least: number; npv_expected: number; npv_first_alone: number; npv_both_at_once: number; option_value: number;
  cases: Record<string, {second_begins_in_year: number | null; npv: number}>;
}
export interface Appraisal {
  format: string;
  provenance: {program: string; packages: Record<string, string>; investment: string; investment_sha256: string;
    scenario: {code: string; sha256: string}; seed: number};
  name: Name; currency: string; price_base: string; first_year: number; horizon_years: number;
  discount: {rate: number; money_moves: string}; inflation_rate: number;
  simulated: {years: number[]; length_days: number; warm_up_days: number; counted_days: number; annual_factor: number; scenarios: number;
    runs: number; draws: number; draws_of_rates: number};
  demand_cases: Record<string, {probability: number; volume: number[]}>;
  remarks: string[];
  options: Record<string, Option>;
  ranking: {option: string; npv_expected: number; probability_best: number}[];
  budget: number | null;
  portfolios: Portfolio[];
  best_portfolio: string[];
  timing: {delays_years: number[]; options: Record<string, Later[]>};
  regret: {cases: string[]; choices: Choice[]; least_largest_regret: number};
  stages?: Record<string, StagedPlan>;  // files of earlier versions have none
  allocation: {rule: string; at_most_runs: number; rounds: {runs: number; replications: Record<string, number>}[]};
}

export const appraisalFormat = 'tongzhou-appraisal/1';

export const optionName = (a: Appraisal, id: string): string => {
  const option = a.options[id];
  return option ? nameOf(id, option) : id === 'nothing' ? t('nothing') : id;
};
export const portfolioName = (a: Appraisal, ids: string[]): string => (ids.length === 0 ? t('nothing') : ids.map(id => optionName(a, id)).join(' + '));
export const hasVerdict = (a: Appraisal): boolean => Object.values(a.options).some(option => option.verdict?.length);
export const hasTables = (a: Appraisal): boolean => Object.values(a.options).some(option => Object.keys(option.tables ?? {}).length > 0);
