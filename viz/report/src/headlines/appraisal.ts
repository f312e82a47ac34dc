// What an appraisal answers on each of its pages.
import type {Appraisal, Measures} from '../appraisal';
import {optionName, portfolioName} from '../appraisal';
import {compact, percent, plain} from '../format';
import {say, t, term} from '../language';
import type {Headline} from './headline';
import {listed, most} from './headline';

const money = (a: Appraisal, value: number): string => `${compact(Math.abs(value))} ${a.currency}`;
const drawn = (a: Appraisal): string => say('certain_draws', {draws: plain(a.simulated.draws), runs: plain(a.simulated.runs)});

/** What would turn the decision round: the cause of uncertainty with the largest spread. */
const turnsOn = ({npv}: Measures): 'from_demand' | 'from_cost' | 'from_simulation' | 'from_doubts' =>
  (['from_demand', 'from_cost', 'from_simulation', 'from_doubts'] as const).reduce((largest, cause) => ((npv[cause] ?? 0) > (npv[largest] ?? 0) ? cause : largest));

const bestOf = (a: Appraisal): [string, Measures] | undefined => {
  const first = a.ranking.find(({option}) => a.options[option]), option = first && a.options[first.option];
  return first && option && [first.option, option.measures];
};

export function ofWorth(a: Appraisal): Headline {
  const best = bestOf(a);
  if (!best) return {sentence: t('head_worth_none'), certainty: drawn(a)};
  const [id, {npv, npv_by_case}] = best;
  const losing = Object.entries(npv_by_case).filter(([, value]) => value < 0).map(([name]) => term(name));
  return {sentence: say(npv.expected > 0 ? 'head_worth' : 'head_not_worth', {option: optionName(a, id), npv: money(a, npv.expected), sure: percent(npv.positive_share)}),
    certainty: drawn(a), caveat: losing.length > 0 ? say('caveat_cases', {cause: t(turnsOn(best[1])), cases: listed(losing)}) : say('caveat_turns', {cause: t(turnsOn(best[1]))})};
}

export function ofGains(a: Appraisal, measures: Measures, name: string): Headline {
  const parties = Object.entries(measures.parties);
  const gains = most(parties, ([, party]) => party.total), loses = most(parties, ([, party]) => -party.total);
  if (!gains) return {sentence: say('head_gains_none', {option: name}), certainty: drawn(a)};
  return {sentence: say(loses ? 'head_gains' : 'head_gains_all', {option: name, gains: term(gains[0]), much: money(a, gains[1].total),
    loses: loses ? term(loses[0]) : '', little: loses ? money(a, loses[1].total) : ''}), certainty: drawn(a), caveat: t('caveat_hands')};
}

export function ofFinance(a: Appraisal, id: string): Headline {
  const operator = a.options[id]?.operator, cover = operator?.least_cover.expected ?? null;
  const option = optionName(a, id);
  if (!operator || cover === null) return {sentence: say('head_no_debt', {option, npv: money(a, operator?.npv ?? 0), loss: t((operator?.npv ?? 0) < 0 ? 'loses' : 'earns')}), certainty: drawn(a)};
  const years = operator.by_year.service_cover.map((value, i) => ({year: a.first_year + i, value, due: (operator.by_year.interest[i] ?? 0) + (operator.by_year.principal[i] ?? 0)}))
    .filter(({value, due}) => value !== null && due > 0);
  const worst = years.reduce((low, year) => ((year.value ?? 0) < (low?.value ?? Infinity) ? year : low), years[0]);
  return {sentence: say(cover >= 1 ? 'head_debt_served' : cover > 0 ? 'head_debt_unserved' : 'head_debt_losing', {option, cover: plain(cover), year: String(worst?.year ?? '–')}), certainty: drawn(a)};
}

export function ofChoice(a: Appraisal): Headline {
  const later = Object.entries(a.timing.options).flatMap(([id, list]) => list.filter(({delay_years}) => delay_years > 0).map(each => ({id, ...each})))
    .filter(({id, npv}) => npv.expected > Math.max(0, a.timing.options[id]?.find(({delay_years}) => delay_years === 0)?.npv.expected ?? Infinity));
  const best = most(later, ({npv}) => npv.expected);
  const together = portfolioName(a, a.best_portfolio);
  return {sentence: a.best_portfolio.length === 0 ? t('head_build_nothing')
    : best && a.best_portfolio.includes(best.id) ? say('head_build_later', {options: together, option: optionName(a, best.id), years: plain(best.delay_years)})
    : say('head_build', {options: together}), certainty: drawn(a), caveat: t('caveat_portfolio')};
}
