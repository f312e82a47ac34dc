import {namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {percent, plain} from '../format';
import {ofTransit} from '../headlines/result';
import {t, term} from '../language';
import {placeName, tradesOf} from '../names';
import type {Page} from '../pages';
import type {Connection, Result} from '../result';
import {table} from '../table';
import {ink} from '../theme';
import {choices, heading, shownBy} from './parts';

const most = 24;
const days = (hours: number): number => hours / 24;

function ranges(result: Result, trade: string): HTMLElement {
  const connections = result.connections.filter(c => c.boxes_out > 0 && (trade === 'all' || c.trade === trade)).sort((a, b) => b.teu_out - a.teu_out);
  const drawn = connections.slice(0, most);
  const name = (c: Connection): string => `${placeName(result, c.from)} → ${placeName(result, c.to)}`;
  const step = (label: string, opacity: number, value: (c: Connection) => number) => ({
    type: 'bar' as const, stack: 'days', name: label, barMaxWidth: 14, data: drawn.map(value), itemStyle: {color: ink().bar, opacity}});
  return panel({
    title: t('transit_ranges'), note: t('transit_how'), height: 44 + 26 * drawn.length,
    option: () => ({
      grid: {left: 8, right: 24, top: 8, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const c = drawn[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0];
        return c ? tip(`${name(c)} · ${term(c.trade)}`, [[t('teu_delivered'), plain(c.teu_out)], [t('mean_days'), plain(days(c.transit_hours.mean))],
          [t('p50_days'), plain(days(c.transit_hours.p50))], [t('p90_days'), plain(days(c.transit_hours.p90))],
          [t('p99_days'), plain(days(c.transit_hours.p99))], [t('in_time'), c.on_time_share === null ? t('no_deadline') : percent(c.on_time_share)]]) : '';
      }},
      xAxis: valueAxis(plain), yAxis: namesAxis(drawn.map(c => (trade === 'all' ? `${name(c)} · ${term(c.trade)}` : name(c))), nameWidth() + (innerWidth < 600 ? 30 : 170)),
      series: [step('p50', 1, c => days(c.transit_hours.p50)), step('p90', 0.5, c => days(c.transit_hours.p90 - c.transit_hours.p50)),
        step('p99', 0.22, c => days(c.transit_hours.p99 - c.transit_hours.p90))],
    }),
    table: table(t('connections'), [
      {title: t('from'), value: c => placeName(result, c.from)}, {title: t('to'), value: c => placeName(result, c.to)},
      {title: t('trade'), value: c => term(c.trade)}, {title: t('boxes_out'), value: c => c.boxes_out}, {title: t('teu_delivered'), value: c => c.teu_out},
      {title: t('in_time'), value: c => c.on_time_share ?? '–', show: percent},
      {title: t('mean_days'), value: c => days(c.transit_hours.mean)}, {title: t('p50_days'), value: c => days(c.transit_hours.p50)},
      {title: t('p90_days'), value: c => days(c.transit_hours.p90)}, {title: t('p95_days'), value: c => days(c.transit_hours.p95)},
      {title: t('p99_days'), value: c => days(c.transit_hours.p99)}, {title: t('max_days'), value: c => days(c.transit_hours.max)}], connections),
  });
}

export const transit: Page = {
  id: 'transit', title: () => t('transit'), shows: ({result}) => result.connections.length > 0,
  draw: context => {
    const {result} = context;
    const trades = tradesOf(result.connections.map(c => ({[c.trade]: c.boxes_out})));
    return h('div', {}, heading(t('transit'), ofTransit(context), t('transit_lead')),
      shownBy(choices, {key: 'trade', label: t('trade'), options: [['all', t('all')], ...trades.map((trade): [string, string] => [trade, term(trade)])], otherwise: 'all'},
        id => [ranges(result, id)]));
  },
};
