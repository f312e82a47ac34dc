import {legend, legendHeight, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {plain, percent, signed} from '../format';
import {ofComparison} from '../headlines/result';
import {pair, t, term} from '../language';
import type {Context, Page} from '../pages';
import {added, groupOf, groupOrder} from '../result';
import {table} from '../table';
import {familyColour, ink, seriesColour} from '../theme';
import {measures} from '../measures';
import {heading} from './parts';

// A chart that is higher than a sheet of paper would be cut in two there: so many measures stand in each.
const highest = 800;

export function differences({results, labels, over}: Pick<Context, 'results' | 'labels' | 'over'>): HTMLElement {
  const base = results[0];
  const others = results.map((result, i) => ({result, label: labels[i] ?? '', colour: seriesColour(i)})).slice(1);
  const change = (m: (typeof measures)[number], of: (typeof others)[number]): number => {
    const from = base ? m.value(base) : NaN;
    return from === 0 ? NaN : m.value(of.result) / from - 1;
  };
  const top = legendHeight(others.map(each => each.label)), thick = 20 + 14 * others.length;
  const atOnce = Math.max(1, Math.floor((highest - top - 30) / thick));
  const parts = Array.from({length: Math.ceil(measures.length / atOnce)}, (_, i) => measures.slice(i * atOnce, (i + 1) * atOnce));
  return h('div', {}, ...parts.map((shown, i) => panel({
    title: pair(t('differences'), labels[0] ?? '') + (parts.length > 1 ? ` (${i + 1}/${parts.length})` : ''),
    note: t(over ? 'differences_of_means' : 'differences_how'), height: top + 30 + shown.length * thick,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 48, top, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const m = shown[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0];
        return m ? tip(t(m.title), others.map(each => [each.label, signed(change(m, each), percent), each.colour])) : '';
      }},
      xAxis: valueAxis(value => signed(value, percent)), yAxis: namesAxis(shown.map(m => t(m.title)), nameWidth()),
      series: others.map(each => ({type: 'bar' as const, name: each.label, barMaxWidth: 12, itemStyle: {color: each.colour, borderRadius: 2},
        data: shown.map(m => ({value: change(m, each), label: {position: change(m, each) < 0 ? 'left' as const : 'right' as const}})),
        label: {show: true, color: ink().soft, fontSize: 11, formatter: ({value}: {value: unknown}) => signed(Number(value), percent)} as never})),
    }),
    table: table(t('differences'), [
      {title: t('measure'), value: m => t(m.title)},
      {title: t('unit'), value: m => (base ? term(m.unit(base)) : '')},
      ...results.map((result, i) => ({title: labels[i] ?? '', value: (m: (typeof measures)[number]) => m.value(result)})),
      ...others.map(each => ({title: pair(t('change'), each.label), value: (m: (typeof measures)[number]) => change(m, each), show: (share: number) => signed(share, percent)}))],
    shown),
  })));
}

function hours({results, labels}: Context): HTMLElement {
  const perBox = results.map(({totals}) => Object.fromEntries(Object.entries(totals.container_hours_by_cause)
    .map(([cause, value]) => [cause, totals.boxes_out > 0 ? value / totals.boxes_out : 0])));
  const totals = added(perBox);
  const causes = groupOrder.flatMap(group => Object.entries(totals).filter(([cause, value]) => groupOf(cause) === group && value > 0)
    .sort((a, b) => b[1] - a[1]).map(([cause], i) => ({cause, colour: familyColour(group, i)})));
  const top = legendHeight(causes.map(c => term(c.cause)));
  return panel({
    title: t('hours_compared'), note: `${t('hours')} ${t('per_box')}`, height: top + 38 + 34 * results.length,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 24, top, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const index = (points as {dataIndex: number}[])[0]?.dataIndex ?? 0;
        return tip(labels[index] ?? '', causes.filter(c => (perBox[index]?.[c.cause] ?? 0) > 0).map(c => [term(c.cause), `${plain(perBox[index]?.[c.cause] ?? 0)} ${t('hours_unit')}`, c.colour]));
      }},
      xAxis: valueAxis(plain), yAxis: namesAxis(labels, nameWidth()),
      series: causes.map(({cause, colour}) => ({type: 'bar' as const, stack: 'hours', name: term(cause), barMaxWidth: 20, itemStyle: {color: colour}, data: perBox.map(each => each[cause] ?? 0)})),
    }),
    table: table(t('hours_compared'), [
      {title: t('cause'), value: c => term(c.cause)},
      ...labels.map((label, i) => ({title: label, value: (c: (typeof causes)[number]) => perBox[i]?.[c.cause] ?? 0}))], causes),
  });
}

export const comparison: Page = {
  id: 'comparison', sideBySide: true, title: () => t('comparison'), shows: ({results}) => results.length > 1,
  draw: context => h('div', {}, heading(t('comparison'), ofComparison(context), context.labels.join(' · ')), differences(context), hours(context)),
};
