// What an investment is worth, to whom, how it is paid for, and what to build when.
import {optionName, portfolioName} from '../appraisal';
import type {Appraisal, Choice, Later, Measures, Option, Portfolio, Quantiles, StagedPlan} from '../appraisal';
import {bars} from '../bars';
import {axisText, legend, legendHeight, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {compact, percent, plain, signed} from '../format';
import type {Headline} from '../headlines/headline';
import {ofChoice, ofFinance, ofGains, ofWorth} from '../headlines/appraisal';
import {intervals} from '../intervals';
import type {Word} from '../language';
import {inTurn, nameOf, pair, t, term} from '../language';
import {table} from '../table';
import {familyColour, ink, seriesColour} from '../theme';
import {answer, capital, heading, picker, remarksPanel, shownBy, tiles} from './parts';

const money = (value: number): string => signed(value, compact).replace(/^\+/, '');
const gain = (value: number): string => signed(value, compact);
const unit = (a: Appraisal): string => `${a.currency}, ${t('prices_of')} ${a.price_base}`;
const yearsOf = (a: Appraisal): string[] => Array.from({length: a.horizon_years}, (_, i) => String(a.first_year + i));
const or = (value: number | null): number | '–' => value ?? '–';
const shown = (value: number | null, text: (value: number) => string): string => (value === null ? '–' : text(value));
const range = ({p10, p90}: Quantiles, text: (value: number) => string): string => `${shown(p10, text)} … ${shown(p90, text)}`;
/** Green where it is worth its money more often than not. */
const npvColour = (share: number): string => (share >= 0.5 ? ink().bar : ink().accent);

/** Words of the format begin small; as a heading they do not. */
const T = (word: Word): string => capital(t(word));

type Valued = [string, Measures];  // a name and what it is worth

function rate({irr}: Measures): string {
  if (irr.kind === 'none') return t('irr_none');
  if (irr.kind === 'several') return pair(t('irr_several'), irr.roots.map(percent).join(', '));
  return shown(irr.expected, percent);
}

const npvLines = (m: Measures): [string, string][] => [
  [t('npv_expected'), money(m.npv.expected)], ['p10', money(m.npv.p10)], ['p50', money(m.npv.p50)], ['p90', money(m.npv.p90)],
  [t('npv_positive'), percent(m.npv.positive_share)], ...Object.entries(m.npv_by_case).map(([name, value]) => [term(name), money(value)] as [string, string])];

const measureTable = (caption: string, rows: Valued[]): HTMLElement => table(caption, [
  {title: T('option'), value: ([name]) => name}, {title: T('npv_expected'), value: ([, m]) => m.npv.expected},
  {title: 'p10', value: ([, m]) => m.npv.p10}, {title: 'p50', value: ([, m]) => m.npv.p50}, {title: 'p90', value: ([, m]) => m.npv.p90},
  {title: T('npv_positive'), value: ([, m]) => m.npv.positive_share, show: percent},
  {title: T('benefit_cost'), value: ([, m]) => or(m.benefit_cost_ratio.expected)},
  {title: T('irr'), value: ([, m]) => rate(m)}, {title: `${t('irr')} p10 … p90`, value: ([, m]) => range(m.irr, percent)},
  {title: T('payback'), value: ([, m]) => or(m.payback_years.expected)},
  {title: T('discounted_payback'), value: ([, m]) => or(m.discounted_payback_years.expected)},
  {title: T('payback_reached'), value: ([, m]) => m.discounted_payback_years.reached_share, show: percent}], rows);

const worth = (title: string, note: string, rows: Valued[]): HTMLElement => intervals(title, note, rows.map(([name, m]) => ({
  name, of: {mean: m.npv.expected, low: m.npv.p10, high: m.npv.p90}, runs: Object.values(m.npv_by_case), colour: npvColour(m.npv.positive_share),
  said: npvLines(m)})), money, true, measureTable(title, rows));

function head(a: Appraisal, title: string, headline: Headline | null, ...notes: string[]): HTMLElement {
  return heading(title, headline, `${unit(a)} · ${t('discount_rate')} ${percent(a.discount.rate)} · ${a.first_year}–${a.first_year + a.horizon_years - 1} · ` +
    `${plain(a.simulated.runs)} ${t('runs').toLocaleLowerCase()}, ${plain(a.simulated.draws)} ${t('draws')}`, ...notes);
}

/** The page of what options are worth. */
export function appraisalWorth(a: Appraisal): HTMLElement {
  const options = Object.entries(a.options);
  const rows = a.ranking.flatMap(({option}): Valued[] => (a.options[option] ? [[optionName(a, option), a.options[option].measures]] : []));
  const first = a.ranking[0], best = first && a.options[first.option];
  const spread = (key: 'from_simulation' | 'from_demand' | 'from_cost' | 'from_doubts', colour: string) =>
    ({name: t(key), colour, value: ([, m]: Valued) => m.npv[key] ?? 0});
  const doubted = rows.some(([, m]) => m.npv.from_doubts !== undefined);
  return h('div', {}, head(a, nameOf(a.provenance.investment, a), ofWorth(a)),
    tiles([
      {title: T('best_option'), value: first ? optionName(a, first.option) : '–', words: true, ...(best ? {note: `${t('npv_expected')} ${money(best.measures.npv.expected)} ${a.currency}`} : {})},
      ...(best ? [{title: T('npv_positive'), value: percent(best.measures.npv.positive_share)},
        {title: T('benefit_cost'), value: shown(best.measures.benefit_cost_ratio.expected, plain), note: `p10 … p90: ${range(best.measures.benefit_cost_ratio, plain)}`},
        {title: T('irr'), value: rate(best.measures), note: `p10 … p90: ${range(best.measures.irr, percent)}`}] : [])]),
    worth(t('npv'), inTurn(unit(a), t('npv_how')), rows),
    bars({
      title: T('probability_best'), note: t('probability_best_how'), rows: a.ranking, name: r => optionName(a, r.option), text: percent,
      series: [{name: t('probability_best'), colour: ink().bar, value: r => r.probability_best}], said: r => [[t('npv_expected'), money(r.npv_expected)]],
      table: table(t('probability_best'), [
        {title: T('option'), value: r => optionName(a, r.option)}, {title: T('probability_best'), value: r => r.probability_best, show: percent},
        {title: T('npv_expected'), value: r => r.npv_expected}], a.ranking),
    }),
    bars<Valued>({
      title: T('npv_spread'), note: t('npv_spread_how'), rows, name: ([name]) => name, text: compact,
      series: [spread('from_demand', seriesColour(0)), spread('from_cost', seriesColour(1)), ...(doubted ? [spread('from_doubts', seriesColour(3))] : []),
        spread('from_simulation', seriesColour(6))],
      table: table(t('npv_spread'), [{title: T('option'), value: ([name]) => name},
        {title: T('from_demand'), value: ([, m]) => m.npv.from_demand}, {title: T('from_cost'), value: ([, m]) => m.npv.from_cost},
        ...(doubted ? [{title: T('from_doubts'), value: ([, m]: Valued) => m.npv.from_doubts ?? '–'}] : []),
        {title: T('from_simulation'), value: ([, m]) => m.npv.from_simulation}, {title: T('all_together'), value: ([, m]) => m.npv.deviation}], rows),
    }),
    h('section', {class: 'panel'}, h('h3', {}, t('options')), table(t('options'), [
      {title: T('option'), value: ([id]) => optionName(a, id)}, {title: T('capital_cost'), value: ([, o]) => o.capital_cost_total},
      {title: T('opens'), value: ([, o]) => String(a.first_year + o.opens_in_year)}, {title: T('life'), value: ([, o]) => o.life_years},
      {title: T('overrun'), value: ([, o]) => `× ${plain(o.cost_overrun.mean)} ± ${plain(o.cost_overrun.deviation)}`},
      {title: T('replications'), value: ([, o]) => o.replications}, {title: T('source'), value: ([, o]) => o.source || '–'},
      {title: T('note'), value: ([, o]) => o.note || '–'}], options)),
    remarksPanel(a.remarks));
}

const partyOrder = ['shippers', 'carriers', 'hub_operators', 'government', 'society', 'other_shipping'];

/** Parts stacked by year, and what they come to as lines. */
function moneyByYear({word, note, height, years, parts, lines}: {
  word: Word; note: string; height: number; years: string[]; parts: {name: string; colour: string; values: number[]}[];
  lines: {word: Word; values: number[]; type: 'solid' | 'dashed'; colour: string}[];
}): HTMLElement {
  const names = [...parts.map(part => part.name), ...lines.map(line => t(line.word))];
  const top = legendHeight(names);
  return panel({
    title: T(word), note, height: top + height,
    option: () => ({
      legend: legend(names), grid: {left: 8, right: 8, top, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const list = points as {dataIndex: number; seriesName: string; value: number; color: string}[];
        return tip(years[list[0]?.dataIndex ?? 0] ?? '', list.filter(p => p.value !== 0).map(p => [p.seriesName, money(p.value), p.color]));
      }},
      xAxis: {type: 'category', data: years, axisTick: {show: false}, axisLine: {onZero: true, lineStyle: {color: ink().soft}}, axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: valueAxis(compact),
      series: [...parts.map(part => ({type: 'bar' as const, stack: 'all', name: part.name, barMaxWidth: 22, itemStyle: {color: part.colour}, data: part.values})),
        ...lines.map(line => ({type: 'line' as const, name: t(line.word), data: line.values, symbol: 'none', lineStyle: {width: 2, type: line.type, color: line.colour}, itemStyle: {color: line.colour}}))],
    }),
    table: table(t(word), [{title: T('year'), value: i => years[i] ?? ''},
      ...parts.map(part => ({title: capital(part.name), value: (i: number) => part.values[i] ?? 0})),
      ...lines.map(line => ({title: T(line.word), value: (i: number) => line.values[i] ?? 0}))], years.map((_, i) => i)),
  });
}

function byYear(a: Appraisal, m: Measures): HTMLElement {
  const years = yearsOf(a), y = m.by_year;
  const parts = ([['shippers', seriesColour(0)], ['carriers', seriesColour(2)], ['hub_operators', seriesColour(3)], ['government', seriesColour(5)], ['society', seriesColour(7)], ['other_shipping', seriesColour(1)],
    ['residual_value', seriesColour(6)], ['capital_cost', ink().accent], ['yearly_cost', familyColour('waiting', 2)], ['renewals', familyColour('waiting', 6)]] as const)
    .map(([key, colour]) => ({key, name: term(key), colour, values: y[key] ?? []})).filter(({values}) => values.some(value => value !== 0));
  return moneyByYear({word: 'gains_by_year', note: inTurn(unit(a), t('gains_by_year_how')), height: 300, years, parts,
    lines: [{word: 'net', values: y.net, type: 'solid', colour: ink().text}, {word: 'cumulative', values: y.cumulative_discounted, type: 'dashed', colour: ink().soft}]});
}

function gains(a: Appraisal, m: Measures): HTMLElement {
  const parties = Object.entries(m.parties).sort((x, y) => partyOrder.indexOf(x[0]) - partyOrder.indexOf(y[0]));
  const changing = new Set(m.transfers.map(transfer => transfer.what));
  const entries = [...new Set(parties.flatMap(([, party]) => Object.entries(party.entries).filter(([, value]) => value !== 0).map(([key]) => key)))];
  const ordered = [...entries.filter(key => !changing.has(key)), ...entries.filter(key => changing.has(key))];
  const named = (key: string): string => (changing.has(key) ? `${term(key)} (${t('changes_hands')})` : term(key));
  const shades = (key: string, i: number): string => (changing.has(key) ? familyColour('kept') : [...Array(8).keys()].map(seriesColour).filter(c => c !== seriesColour(6))[i % 7] ?? '');
  // What is paid is what was more than in the base: a negative transfer runs the other way.
  const flows = m.transfers.filter(({amount}) => amount !== 0)
    .map(({what, from, to, amount}) => (amount < 0 ? {what, from: to, to: from, amount: -amount} : {what, from, to, amount})).sort((x, y) => y.amount - x.amount);
  const resources = Object.entries(m.real_resources).filter(([, value]) => value !== 0).sort((x, y) => Math.abs(y[1]) - Math.abs(x[1]));
  return h('div', {},
    bars<(typeof parties)[number]>({
      title: T('who_gains'), note: inTurn(unit(a), t('who_gains_how')), rows: parties, name: ([id, party]) => pair(term(id), gain(party.total)), text: money, stacked: true,
      series: ordered.map((key, i) => ({name: named(key), colour: shades(key, i), value: ([, party]) => party.entries[key] ?? 0})),
      said: ([, party]) => [[t('total'), gain(party.total)]],
      table: table(t('who_gains'), [{title: T('party'), value: ([id]) => term(id)}, {title: T('total'), value: ([, party]) => party.total},
        ...ordered.map(key => ({title: capital(named(key)), value: ([, party]: (typeof parties)[number]) => party.entries[key] ?? 0}))], parties),
    }),
    bars<[string, number]>({
      title: T('real_resources'), note: t('real_resources_how'), rows: resources, name: ([key]) => term(key), text: money,
      series: [{name: t('present_value'), colour: ink().bar, value: ([, value]) => value}],
      table: table(t('real_resources'), [{title: T('what'), value: ([key]) => term(key)}, {title: T('present_value'), value: ([, value]) => value}], resources),
    }),
    flows.length === 0 ? null : bars<(typeof flows)[number]>({
      title: T('transfers'), note: t('transfers_how'), rows: flows, name: f => `${term(f.what)}: ${term(f.from)} → ${term(f.to)}`, text: compact, wide: true,
      series: [{name: t('present_value'), colour: familyColour('kept'), value: f => f.amount}],
      table: table(t('transfers'), [{title: T('what'), value: f => term(f.what)}, {title: T('from'), value: f => term(f.from)}, {title: T('to'), value: f => term(f.to)},
        {title: T('present_value'), value: f => f.amount}], flows),
    }),
    byYear(a, m));
}

/** The page of who gains: an option, or options together. */
export function appraisalGains(a: Appraisal): HTMLElement {
  const rows: Valued[] = [...Object.entries(a.options).map(([id, option]): Valued => [optionName(a, id), option.measures]),
    ...a.portfolios.map((p): Valued => [portfolioName(a, p.options), p.measures])];
  const best = a.ranking.find(({option}) => a.options[option])?.option ?? '';
  const start = Math.max(0, Object.keys(a.options).indexOf(best));
  return h('div', {}, head(a, t('who_gains'), null, t('parties_lead')),
    shownBy(picker, {key: 'together', label: t('option'), options: rows.map(([name], i) => [String(i), name]), otherwise: String(start)}, i => {
      const row = rows[Number(i)];
      return row ? [answer(ofGains(a, row[1], row[0])), gains(a, row[1])] : [];
    }));
}

function cash(a: Appraisal, option: Option): HTMLElement {
  const years = yearsOf(a), y = option.operator.by_year;
  const out = (values: number[]): number[] => values.map(value => -Math.abs(value));
  const parts = ([['income', seriesColour(3), y.income], ['drawn', seriesColour(0), y.drawn], ['capital_cost', ink().accent, out(y.capital_cost)],
    ['yearly_cost', familyColour('waiting', 2), out(y.yearly_cost)], ['renewals', familyColour('waiting', 6), out(y.renewals ?? [])],
    ['interest', seriesColour(5), out(y.interest)], ['principal', seriesColour(2), out(y.principal)]] as const)
    .filter(([, , values]) => values.some(value => value !== 0)).map(([key, colour, values]) => ({name: term(key), colour, values}));
  return moneyByYear({word: 'cash_flow', note: inTurn(a.currency, t('cash_flow_how')), height: 280, years, parts,
    lines: [{word: 'cash_flow', values: y.cash_flow, type: 'solid', colour: ink().text}]});
}

function debt(a: Appraisal, option: Option): HTMLElement | null {
  const years = yearsOf(a), y = option.operator.by_year;
  if (!y.balance.some(value => value > 0)) return null;
  const cover = y.service_cover.map((value, i) => ((y.interest[i] ?? 0) + (y.principal[i] ?? 0) > 0 ? value : null));
  return panel({
    title: T('debt'), note: inTurn(a.currency, t('debt_how')), height: 320,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 8, top: 56, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: (points: unknown) => {
        const i = (points as {dataIndex: number}[])[0]?.dataIndex ?? 0;
        return tip(years[i] ?? '', [[t('balance'), compact(y.balance[i] ?? 0), seriesColour(0)], [t('service_cover'), shown(cover[i] ?? null, plain), ink().accent],
          [term('interest'), compact(y.interest[i] ?? 0)], [term('principal'), compact(y.principal[i] ?? 0)]]);
      }},
      xAxis: {type: 'category', data: years, axisTick: {show: false}, axisLine: {lineStyle: {color: ink().line}}, axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: [valueAxis(compact, t('balance')), {...valueAxis(plain, t('service_cover')), nameTextStyle: {...axisText(), align: 'right'}, splitLine: {show: false}}],
      series: [
        {type: 'bar', name: t('balance'), barMaxWidth: 22, itemStyle: {color: seriesColour(0), opacity: 0.55}, data: y.balance},
        {type: 'line', name: t('service_cover'), yAxisIndex: 1, symbolSize: 5, lineStyle: {width: 2, color: ink().accent}, itemStyle: {color: ink().accent}, data: cover},
        {type: 'line', name: t('cover_of_one'), yAxisIndex: 1, symbol: 'none', silent: true, lineStyle: {width: 1, type: 'dashed', color: ink().soft}, itemStyle: {color: ink().soft}, data: years.map(() => 1)}],
    }),
    table: table(t('debt'), [{title: T('year'), value: i => years[i] ?? ''}, {title: T('drawn'), value: i => y.drawn[i] ?? 0},
      {title: T('interest'), value: i => y.interest[i] ?? 0}, {title: T('principal'), value: i => y.principal[i] ?? 0},
      {title: T('balance'), value: i => y.balance[i] ?? 0}, {title: T('service_cover'), value: i => or(cover[i] ?? null)}], years.map((_, i) => i)),
  });
}

function paid(a: Appraisal, option: Option): HTMLElement {
  const {operator, financing} = option;
  const least = operator.least_cover;
  return h('div', {}, tiles([
    {title: T('operator_npv'), value: money(operator.npv), unit: a.currency},
    {title: T('least_cover'), value: shown(least.expected, plain), note: `p10 … p90: ${range(least, plain)}`, ...(least.expected === null ? {} : {good: least.expected >= 1})},
    {title: T('capital_cost'), value: compact(option.capital_cost_total), unit: a.currency}]),
  cash(a, option), debt(a, option),
  h('section', {class: 'panel'}, h('h3', {}, t('financing')), table(t('financing'), [
    {title: T('kind'), value: f => term(f.kind)}, {title: T('share'), value: f => f.share, show: percent}, {title: T('rate'), value: f => f.rate, show: value => `${plain(100 * value)} %`},
    {title: T('term'), value: f => f.term_years || '–'}, {title: T('grace'), value: f => (f.kind === 'own' ? '–' : f.grace_years)},
    {title: T('repayment'), value: f => (f.repayment === 'none' ? '–' : term(f.repayment))}], financing)));
}

/** The page of how an option is paid for. */
export function appraisalFinance(a: Appraisal): HTMLElement {
  const ids = Object.keys(a.options);
  const start = a.ranking.find(({option}) => a.options[option])?.option ?? ids[0] ?? '';
  return h('div', {}, heading(t('finance_page'), null, t('finance_lead')),
    shownBy(picker, {key: 'option', label: t('option'), options: ids.map(id => [id, optionName(a, id)]), otherwise: start}, id => {
      const option = a.options[id];
      return option ? [answer(ofFinance(a, id)), paid(a, option)] : [];
    }));
}

function portfolios(a: Appraisal): HTMLElement | null {
  if (a.portfolios.length === 0) return null;
  const rows = a.portfolios.slice(0, 20);
  const figures = table(t('portfolios'), [
    {title: T('portfolio'), value: (p: Portfolio) => portfolioName(a, p.options)}, {title: T('capital_cost'), value: p => p.capital_cost_total},
    {title: T('within_budget'), value: p => t(p.within_budget ? 'yes' : 'no')}, {title: T('npv_expected'), value: p => p.measures.npv.expected},
    {title: 'p10', value: p => p.measures.npv.p10}, {title: 'p90', value: p => p.measures.npv.p90}, {title: T('npv_positive'), value: p => p.measures.npv.positive_share, show: percent},
    {title: T('sum_of_parts'), value: p => p.sum_of_parts}, {title: T('interaction'), value: p => p.interaction}], a.portfolios);
  return intervals(t('portfolios'), `${unit(a)}. ${a.budget === null ? t('no_budget') : `${t('budget')} ${compact(a.budget)}`}. ${t('portfolios_how')}`,
    rows.map(p => ({name: portfolioName(a, p.options), of: {mean: p.measures.npv.expected, low: p.measures.npv.p10, high: p.measures.npv.p90}, runs: [],
      colour: p.within_budget ? npvColour(p.measures.npv.positive_share) : ink().soft,
      said: [...npvLines(p.measures), [t('capital_cost'), compact(p.capital_cost_total)], [t('interaction'), gain(p.interaction)], [t('within_budget'), t(p.within_budget ? 'yes' : 'no')]]})),
    money, true, figures, true);
}

const when = (delay: number): string => (delay === 0 ? t('at_once') : t('years_later').replace('{}', plain(delay)));

function timing(a: Appraisal): HTMLElement | null {
  const rows = Object.entries(a.timing.options).flatMap(([id, list]) => list.map((later): [string, Later] => [id, later]));
  if (a.timing.delays_years.length < 2 || rows.length === 0) return null;
  const name = ([id, later]: [string, Later]): string => `${optionName(a, id)} · ${when(later.delay_years)}`;
  return intervals(t('timing'), inTurn(unit(a), t('timing_how')), rows.map(row => {
    const [id, later] = row;
    const best = Math.max(...(a.timing.options[id] ?? []).map(other => other.probability_best_time));
    return {name: name(row), of: {mean: later.npv.expected, low: later.npv.p10, high: later.npv.p90}, runs: [], colour: best > 0 && later.probability_best_time === best ? ink().bar : ink().soft,
      said: [[t('npv_expected'), money(later.npv.expected)], ['p10', money(later.npv.p10)], ['p90', money(later.npv.p90)],
        [t('best_time'), percent(later.probability_best_time)], [t('opens'), String(a.first_year + later.opens_in_year)]] as [string, string][]};
  }), money, true, table(t('timing'), [
    {title: T('option'), value: ([id]) => optionName(a, id)}, {title: T('delay'), value: ([, l]) => l.delay_years}, {title: T('opens'), value: ([, l]) => String(a.first_year + l.opens_in_year)},
    {title: T('npv_expected'), value: ([, l]) => l.npv.expected}, {title: 'p10', value: ([, l]) => l.npv.p10}, {title: 'p50', value: ([, l]) => l.npv.p50}, {title: 'p90', value: ([, l]) => l.npv.p90},
    {title: T('npv_positive'), value: ([, l]) => l.npv.positive_share, show: percent}, {title: T('best_time'), value: ([, l]) => l.probability_best_time, show: percent}], rows), true);
}

function regret(a: Appraisal): HTMLElement | null {
  const {cases, choices, least_largest_regret} = a.regret;
  if (choices.length === 0) return null;
  const ranked = [...choices].sort((x, y) => x.largest_regret - y.largest_regret);
  const drawn = ranked.slice(0, 24);
  const name = (c: Choice): string => (c.option === 'nothing' ? t('nothing') : `${optionName(a, c.option)} · ${when(c.delay_years)}`);
  const most = Math.max(1e-9, ...drawn.flatMap(c => c.regret_by_case));
  const columns = [...cases.map(term), t('largest')];
  const cells = drawn.flatMap((c, row) => [...c.regret_by_case, c.largest_regret].map((value, column) =>
    ({value: [column, row, value], label: {color: value / most < 0.15 ? ink().text : '#1d2b36'}})));
  const chosen = choices[least_largest_regret];
  return panel({
    title: T('regret'), note: `${unit(a)}. ${t('regret_how')}${chosen ? ` ${t('least_regret')}: ${name(chosen)}.` : ''}`, height: 70 + 26 * drawn.length,
    option: () => ({
      grid: {left: 8, right: 12, top: 26, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const c = drawn[(p as {data: {value: number[]}}).data.value[1] ?? 0];
        return c ? tip(name(c), [...cases.map((id, i) => [term(id), `${t('npv')} ${money(c.npv_by_case[i] ?? 0)}, ${t('regret_word')} ${compact(c.regret_by_case[i] ?? 0)}`] as [string, string]),
          [t('largest'), compact(c.largest_regret)], [t('expected_regret'), compact(c.expected_regret)]]) : '';
      }},
      visualMap: {show: false, min: 0, max: most, dimension: 2, inRange: {color: [ink().water, '#e3c567', '#dd8f4c', '#b3372b']}},
      xAxis: {type: 'category', data: columns, position: 'top', axisTick: {show: false}, axisLine: {show: false}, axisLabel: {color: ink().text}},
      yAxis: namesAxis(drawn.map(name), nameWidth() + (innerWidth < 600 ? 10 : 70)),
      series: [{type: 'heatmap', data: cells, itemStyle: {borderColor: ink().paper, borderWidth: 2},
        label: {show: true, fontSize: 11.5, formatter: ({value}: {value: unknown}) => compact((value as number[])[2] ?? 0)} as never}],
    }),
    table: table(t('regret'), [{title: T('option'), value: name},
      ...cases.map((id, i) => ({title: pair(t('npv'), term(id)), value: (c: Choice) => c.npv_by_case[i] ?? 0})),
      ...cases.map((id, i) => ({title: pair(t('regret_word'), term(id)), value: (c: Choice) => c.regret_by_case[i] ?? 0})),
      {title: T('largest'), value: c => c.largest_regret}, {title: T('expected_regret'), value: c => c.expected_regret}], ranked),
  });
}

function staged(a: Appraisal): HTMLElement | null {
  const plans = Object.entries(a.stages ?? {});
  if (plans.length === 0) return null;
  const begins = (year: number | null | undefined): string => (year === null || year === undefined ? t('never_built') : String(a.first_year + year));
  return h('section', {class: 'panel'}, h('h3', {}, t('staged')), h('p', {class: 'note'}, inTurn(unit(a), t('staged_how'))), table(t('staged'), [
    {title: T('first_stage'), value: ([, p]) => optionName(a, p.first)}, {title: T('second_stage'), value: ([, p]) => optionName(a, p.second)},
    {title: T('stage_trigger'), value: ([, p]) => p.demand_at_least}, {title: T('npv_expected'), value: ([, p]) => p.npv_expected},
    {title: T('first_alone'), value: ([, p]) => p.npv_first_alone}, {title: T('both_at_once'), value: ([, p]) => p.npv_both_at_once},
    {title: T('worth_of_waiting'), value: ([, p]) => p.option_value},
    ...Object.keys(a.demand_cases).map(id => ({title: pair(t('second_begins'), term(id)), value: ([, p]: [string, StagedPlan]) => begins(p.cases[id]?.second_begins_in_year)}))],
  plans));
}

/** The page of what to build, and when. */
export function appraisalChoice(a: Appraisal): HTMLElement {
  const builders = [...new Set(a.allocation.rounds.flatMap(round => Object.keys(round.replications)))];
  return h('div', {}, head(a, t('choice_page'), ofChoice(a)),
    portfolios(a), timing(a), staged(a), regret(a),
    h('section', {class: 'panel'}, h('h3', {}, t('allocation')), h('p', {class: 'note'}, t('allocation_how')), table(t('allocation'), [
      {title: T('runs'), value: round => round.runs},
      ...builders.map(id => ({title: id === 'base' ? t('base') : optionName(a, id), value: (round: Appraisal['allocation']['rounds'][number]) => round.replications[id] ?? 0}))],
    a.allocation.rounds)));
}
