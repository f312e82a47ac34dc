import {legend, legendHeight, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {countedWeeks, fullDate, dayOf, weekDate, weekMark, weekSpan} from '../dates';
import {h, styled} from '../dom';
import {compact, half, percent, plain, signed, within} from '../format';
import {ofOverview} from '../headlines/result';
import {nameOf, say, t, term} from '../language';
import {placeName, placesByTrade, thingName, tradesOf} from '../names';
import type {Context, Page} from '../pages';
import type {Result} from '../result';
import {groupOf, groupOrder, sum} from '../result';
import {table} from '../table';
import {familyColour, ink, seriesColour, tradeColours} from '../theme';
import {measures} from '../measures';
import {different} from './different';
import {heading, remarksPanel} from './parts';

const unitText = (unit: string): string => term(unit).replace('CO2', 'CO₂');

function tiles({result, results, over}: Context): HTMLElement {
  const base = results[0], spreads = over?.(measures.map(measure => measure.value));
  return h('div', {class: 'tiles'}, ...measures.map((measure, i) => {
    const value = measure.value(result), spread = spreads?.[i];
    const show = (size: number): string => (measure.share ? percent(size) : Math.abs(value) < 1e5 ? plain(size) : compact(size));
    const close = spread && spread.half > 0 && !measure.share && Math.abs(value) < 1e5 ? spread.half : undefined;
    let note: HTMLElement | null = null;
    if (base && base !== result) {
      const change = measure.value(base) === 0 ? NaN : value / measure.value(base) - 1;
      const sure = spread?.against === undefined || spread.against.sure;
      const good = measure.better === 'neither' || change === 0 || !sure ? 'even' : (change > 0) === (measure.better === 'more') ? 'good' : 'bad';
      note = h('span', {class: `change ${good}`}, change === 0 ? t('same') : signed(change, percent), ` ${t('against_first')}`, sure ? null : ` · ${t('undecided')}`);
    }
    return h('div', {class: 'tile'}, h('span', {class: 'tile-title'}, t(measure.title)),
      h('span', {class: 'tile-value'}, close ? within(value, close) : show(value), spread && spread.half > 0 ? h('small', {}, `± ${close ? half(close) : show(spread.half)}`) : null,
        measure.share ? null : h('small', {}, unitText(measure.unit(result)))), note);
  }));
}

function trend(result: Result): HTMLElement {
  const counted = countedWeeks(result), weeks = result.weeks.filter(({week}) => counted.includes(week));
  const line = (key: 'teu_in' | 'teu_out' | 'teu_inside', colour: string, axis: number) => ({
    type: 'line' as const, name: t(key), data: weeks.map(week => week[key]), yAxisIndex: axis, symbol: 'none', sampling: 'lttb' as const,
    lineStyle: {width: axis ? 1.5 : 2.5, color: colour, type: axis ? 'dashed' as const : 'solid' as const}, itemStyle: {color: colour},
  });
  return panel({
    title: t('trend'), note: t('trend_how'), height: 320,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 8, top: 56, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: (points: unknown) => {
        const list = points as {dataIndex: number; seriesName: string; value: number; color: string}[];
        return tip(weekSpan(result, weeks[list[0]?.dataIndex ?? 0]?.week ?? 1),
          list.map(p => [p.seriesName, `${plain(p.value)} TEU`, p.color]));
      }},
      xAxis: {type: 'category', data: weeks.map(({week}) => weekMark(result, week)), axisTick: {show: false}, axisLine: {lineStyle: {color: ink().line}},
        axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: [valueAxis(compact, t('teu_a_week')), {...valueAxis(compact, t('teu_inside')), splitLine: {show: false}}],
      series: [line('teu_in', seriesColour(1), 0), line('teu_out', ink().bar, 0), line('teu_inside', ink().soft, 1)],
    }),
    table: table(t('trend'), [
      {title: t('week_from'), value: w => weekDate(result, w.week)}, {title: t('teu_in'), value: w => w.teu_in},
      {title: t('teu_out'), value: w => w.teu_out}, {title: t('teu_inside'), value: w => w.teu_inside}], result.weeks),
  });
}

function hoursBar(result: Result): HTMLElement {
  const hours = result.totals.container_hours_by_cause;
  const total = sum(Object.values(hours));
  const causes = groupOrder.flatMap(group => Object.entries(hours).filter(([cause, value]) => groupOf(cause) === group && value > 0)
    .sort((a, b) => b[1] - a[1]).map(([cause, value], i) => ({cause, value, colour: familyColour(group, i)})));
  return panel({
    title: t('hours_short'), note: t('share_of_hours'), height: 62 + legendHeight(causes.map(c => term(c.cause))),
    option: () => ({
      legend: {...legend(), top: 64}, grid: {left: 0, right: 0, top: 4, height: 48},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {seriesName, value, color} = p as {seriesName: string; value: number; color: string};
        return tip(seriesName, [[t('share'), percent(value / total), color], [t('container_hours'), compact(value)]]);
      }},
      xAxis: {type: 'value', max: total, show: false}, yAxis: {type: 'category', data: [''], show: false},
      series: causes.map(({cause, value, colour}) => ({
        type: 'bar' as const, name: term(cause), stack: 'hours', data: [value], barWidth: 46,
        itemStyle: {color: colour, borderColor: ink().paper, borderWidth: 1},
        label: {show: value / total > (innerWidth < 600 ? 0.1 : 0.05), color: '#fff', fontSize: 12, formatter: () => percent(value / total)},
      })),
    }),
    table: table(t('hours_short'), [
      {title: t('cause'), value: c => term(c.cause)}, {title: t('container_hours'), value: c => c.value},
      {title: t('share'), value: c => c.value / total, show: percent}], causes),
  });
}

export function busiest(result: Result, most: number, title: string, part = 1): HTMLElement {
  const all = placesByTrade(result);
  const places = all.slice(0, most);
  const classes = tradesOf(all.map(place => place.trade));
  const names = places.map(place => placeName(result, place.code));
  const top = legendHeight(classes.map(term), part);
  return panel({
    title, note: t('loaded_discharged'), height: top + 36 + 28 * places.length,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 24, top, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const list = points as {dataIndex: number; seriesName: string; value: number; color: string}[];
        const place = places[list[0]?.dataIndex ?? 0];
        return tip(place ? placeName(result, place.code) : '', [[t('teu'), plain(place?.teu ?? 0)],
          ...list.filter(p => p.value > 0).map(p => [p.seriesName, plain(p.value), p.color] as [string, string, string])]);
      }},
      xAxis: valueAxis(compact), yAxis: namesAxis(names, nameWidth()),
      series: classes.map(trade => ({type: 'bar' as const, stack: 'teu', name: term(trade), barMaxWidth: 18,
        data: places.map(place => place.trade[trade] ?? 0), itemStyle: {color: tradeColours[trade] ?? '#888888'}})),
    }),
    table: table(title, [
      {title: t('place'), value: p => placeName(result, p.code)}, {title: t('code'), value: p => p.code}, {title: t('teu'), value: p => p.teu},
      ...classes.map(trade => ({title: term(trade), value: (p: (typeof all)[number]) => p.trade[trade] ?? 0}))], all),
  });
}

function worst(result: Result): HTMLElement {
  const list = result.bottlenecks.slice(0, 5);
  const most = list[0]?.share_of_waiting ?? 1;
  return h('section', {class: 'panel'}, h('h3', {}, t('lost_most')), h('p', {class: 'note'}, t('share_of_waiting')),
    h('ol', {class: 'ranks'}, ...list.map(b => h('li', {},
      h('span', {}, thingName(result, b.code), h('em', {}, term(b.kind))), h('b', {}, percent(b.share_of_waiting)),
      h('i', {'aria-hidden': 'true'}, styled(h('u'), {width: `${100 * b.share_of_waiting / (most || 1)}%`}))))));
}

export const overview: Page = {
  id: 'overview', title: () => t('overview'), shows: () => true,
  draw: context => {
    const {result} = context;
    const {scenario} = result.provenance;
    const {length_days, warm_up_days, counted_days} = result.period;
    const lines = result.audit.checks.length;
    return h('div', {},
      heading(nameOf(scenario.code, scenario), ofOverview(context),
        say('period_counted', {days: plain(counted_days), from: fullDate(dayOf(result, warm_up_days)), to: fullDate(dayOf(result, length_days - 1)), warm: plain(warm_up_days)})),
      h('p', {class: result.audit.holds ? 'badge good' : 'badge bad'},
        result.audit.holds ? '✓ ' : '✗ ', t(result.audit.holds ? 'audit_holds' : 'audit_fails'), ` · ${lines} ${t('lines_checked')}`),
      different(context), tiles(context), remarksPanel(result.remarks),
      hoursBar(result), trend(result),
      h('div', {class: 'pair'}, busiest(result, 10, t('busiest'), 0.6), worst(result)));
  },
};
