// The one page of an appraisal that is read first, and the tables that a feasibility study has.
import {optionName} from '../appraisal';
import type {Appraisal, BothLanguages, Option, StudyTable} from '../appraisal';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofWorth} from '../headlines/appraisal';
import {currentLanguage, nameOf, pair, t, term} from '../language';
import {said} from '../sentences';
import {table} from '../table';
import {capital, heading, picker, remarksPanel, shownBy} from './parts';

const inWords = (text: BothLanguages): string => text[currentLanguage()];

/** Of the options, the best first. */
const picked = (a: Appraisal, draw: (option: Option) => (HTMLElement | null)[]): HTMLElement => {
  const ids = Object.keys(a.options);
  return shownBy(picker, {key: 'option', label: t('option'), options: ids.map(id => [id, optionName(a, id)]),
    otherwise: a.ranking.find(({option}) => a.options[option])?.option ?? ids[0] ?? ''}, id => {
    const option = a.options[id];
    return option ? draw(option) : [];
  });
};

const answers = ({verdict}: Option): HTMLElement => h('div', {}, ...(verdict ?? []).map(({question, answer}) =>
  h('section', {class: 'panel'}, h('h3', {}, inWords(question)), h('p', {}, inWords(answer)))));

function doubts({sensitivity}: Option): (HTMLElement | null)[] {
  if (!sensitivity) return [];
  const atRates = t('at_other_rates'), oneByOne = t('one_at_a_time');
  return [
    h('section', {class: 'panel'}, h('h3', {}, capital(atRates)), table(atRates, [
      {title: capital(t('discount_rate')), value: r => r.rate, show: percent}, {title: capital(t('npv_expected')), value: r => r.npv, show: compact},
      {title: capital(t('benefit_cost')), value: r => r.benefit_cost_ratio ?? '–'}], sensitivity.discount_tests)),
    h('section', {class: 'panel'}, h('h3', {}, capital(oneByOne)), table(oneByOne, [
      {title: capital(t('what')), value: v => (v.what === 'demand' ? t('demand_case') : term(v.what))}, {title: capital(t('change')), value: v => said(v.change)},
      {title: capital(t('npv_expected')), value: v => v.npv, show: compact}], sensitivity.one_at_a_time)),
  ];
}

export function appraisalVerdict(a: Appraisal): HTMLElement {
  return h('div', {}, heading(pair(nameOf(a.provenance.investment, a), t('verdict_page')), ofWorth(a), t('verdict_lead')),
    picked(a, option => [answers(option), ...doubts(option)]), remarksPanel(a.remarks));
}

function studyTable(a: Appraisal, {name, prices, rows}: StudyTable): HTMLElement {
  const items = Object.values(rows);
  const years: (number | 'end')[] = [...Array.from({length: a.horizon_years}, (_, year) => year), 'end'];
  const worth = (year: number | 'end', row: (typeof items)[number]): number | '–' => (year === 'end' ? (row.adds_up || row.end !== 0 ? row.end : '–') : row.by_year[year] ?? '–');
  return h('section', {class: 'panel'}, h('h3', {}, inWords(name)),
    h('p', {class: 'note'}, `${a.currency}, ${prices === 'current' ? t('current_prices') : `${t('prices_of')} ${a.price_base}`}`),
    table(inWords(name), [{title: t('year'), value: year => (year === 'end' ? t('at_the_end') : String(a.first_year + year))},
      ...items.map(row => ({title: inWords(row.name), value: (year: number | 'end') => worth(year, row), show: (value: number) => (row.adds_up ? compact(value) : plain(value))}))], years));
}

export function appraisalTables(a: Appraisal): HTMLElement {
  return h('div', {}, heading(t('study_tables'), ofWorth(a), t('study_tables_lead')),
    picked(a, option => Object.values(option.tables ?? {}).map(each => studyTable(a, each))));
}
