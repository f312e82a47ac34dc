// Shippers place by place: what a TEU costs them, how long it takes, what it emits, and how an option changes that.
import {bars} from '../bars';
import {h} from '../dom';
import {compact, plain, percent, signed} from '../format';
import {ofRegion, ofShippers} from '../headlines/shippers';
import {pair, t, term, withUnit} from '../language';
import {flowName, placeName} from '../names';
import type {Context, Page} from '../pages';
import {costPerTeu, daysOf, flowsOf, kgPerTeu, regionsOf, teuOf} from '../regions';
import type {Result} from '../result';
import type {Column} from '../table';
import {table} from '../table';
import {ink} from '../theme';
import {answer, heading, picker, shownBy} from './parts';

interface Row { name: string; trade: string; codes: (result: Result) => string[] }
const figures = (result: Result, codes: (result: Result) => string[]) => ({teu: teuOf(result, codes(result)), cost: costPerTeu(result, codes(result)), days: daysOf(result, codes(result)), kg: kgPerTeu(result, codes(result))});
const or = (value: number): number | '–' => (Number.isFinite(value) ? value : '–');

/** Figures of cargo, and how they differ from the base's: over several runs the table says that by itself. */
function cargoTable({result, results, over}: Context, caption: string, first: string, rows: Row[], byFlow: boolean): HTMLElement {
  const base = results[0] as Result, compared = base !== result && over === undefined;
  const of = (what: 'teu' | 'cost' | 'days' | 'kg', title: string): Column<Row>[] => [
    {title, value: row => or(figures(result, row.codes)[what])},
    ...(compared ? [{title: pair(title, t('change')), value: (row: Row) => or(figures(result, row.codes)[what] - figures(base, row.codes)[what]), show: (value: number) => signed(value, plain)}] : [])];
  return table(caption, [{title: first, value: row => row.name}, ...(byFlow ? [{title: t('trade'), value: (row: Row) => row.trade}] : []),
    ...of('teu', t('teu_delivered')), ...of('cost', withUnit(t('shipper_cost_per_teu'), result.currency)), ...of('days', t('mean_days')), ...of('kg', t('kg_per_teu'))], rows);
}

/** One bar a place: what a TEU costs, or how much more than in the base. */
function drawn(context: Context, rows: Row[]): HTMLElement {
  const {result, results, labels} = context, base = results[0] as Result, compared = base !== result;
  const cost = (of: Result, row: Row): number => costPerTeu(of, row.codes(of));
  const shown = rows.filter(row => Number.isFinite(cost(result, row)) && (!compared || Number.isFinite(cost(base, row))));
  return bars<Row>({
    title: compared ? pair(t('shippers_pay_more'), labels[0] ?? '') : t('shippers_pay'), note: `${result.currency} ${t('a_teu')}. ${t('shippers_how')}`, rows: shown, name: row => row.name,
    text: compared ? value => signed(value, compact) : compact,
    series: [{name: t('shipper_cost_per_teu'), colour: ink().bar, value: row => cost(result, row) - (compared ? cost(base, row) : 0)}],
    said: row => [[t('shipper_cost_per_teu'), plain(cost(result, row))], ...(compared ? [[t('base'), plain(cost(base, row))], [t('change'), signed(cost(result, row) / cost(base, row) - 1, percent)]] as [string, string][] : [])],
    table: cargoTable(context, t('shippers_pay'), t('place'), rows, false),
  });
}

export const shippers: Page = {
  id: 'shippers', title: () => t('shippers_page'), shows: ({result}) => regionsOf(result).length > 0,
  draw: context => {
    const {result} = context, places = regionsOf(result);
    const rows = places.map((place): Row => ({name: placeName(result, place), trade: '', codes: r => flowsOf(r, place)}));
    return h('div', {}, heading(t('shippers_page'), ofShippers(context), t('shippers_lead')),
      shownBy(picker, {key: 'region', label: t('place'), options: places.map(place => [place, placeName(result, place)]), otherwise: places[0] ?? ''}, place => [
        answer(ofRegion(context, place)),
        h('section', {class: 'panel'}, h('h3', {}, pair(t('flows'), placeName(result, place))), cargoTable(context, t('flows'), t('flow'), flowsOf(result, place).map((code): Row =>
          ({name: flowName(result, code), trade: term(result.flows[code]?.trade ?? ''), codes: () => [code]})), true))]),
      drawn(context, rows.slice(0, 24)));
  },
};
