import {legend, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {countedWeeks, weekDate, weekMark, weekSpan} from '../dates';
import {h} from '../dom';
import {figureColumns} from '../figures';
import {compact, percent, plain} from '../format';
import {ofPlaces} from '../headlines/result';
import {nameOf, t, term} from '../language';
import {linkName, placeName, thingName} from '../names';
import type {Page} from '../pages';
import type {Facility, Queue, Result} from '../result';
import {table} from '../table';
import {ink, seriesColour} from '../theme';
import {busiest} from './overview';
import {heading} from './parts';

const most = 24;

function use(result: Result): HTMLElement {
  const facilities = Object.entries(result.facilities).sort((a, b) => b[1].moves - a[1].moves);
  const drawn = facilities.filter(([, f]) => f.berth_utilisation_share > 0 || f.crane_utilisation_share > 0).slice(0, most);
  const bar = (name: string, colour: string, values: number[]) => ({type: 'bar' as const, name, barMaxWidth: 9, barGap: '10%',
    data: values, itemStyle: {color: colour, borderRadius: [0, 2, 2, 0]}});
  return panel({
    title: t('facility_use'), note: t('facility_use_how'), height: 64 + 30 * drawn.length,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 24, top: 34, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const [code, f] = drawn[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0] ?? [];
        return code && f ? tip(thingName(result, code), [[t('berth_use'), percent(f.berth_utilisation_share), seriesColour(0)],
          [t('crane_use'), percent(f.crane_utilisation_share), seriesColour(1)], [t('calls'), plain(f.calls)],
          [t('berth_wait'), plain(f.berth_queue.wait_hours.mean)], [t('dwell'), plain(f.dwell_mean_hours)]]) : '';
      }},
      xAxis: {...valueAxis(percent), min: 0, max: 1},
      yAxis: namesAxis(drawn.map(([code]) => thingName(result, code)), nameWidth() + 30),
      series: [bar(t('berth_use'), seriesColour(0), drawn.map(([, f]) => f.berth_utilisation_share)),
        bar(t('crane_use'), seriesColour(1), drawn.map(([, f]) => f.crane_utilisation_share))],
    }),
    table: table(t('facilities'), [
      {title: t('name'), value: ([code]) => thingName(result, code)}, {title: t('kind'), value: ([, f]) => term(f.kind)},
      ...figureColumns<Facility>('facilities'),
      {title: t('berth_wait'), value: ([, f]) => f.berth_queue.wait_hours.mean}, {title: t('berth_wait_95'), value: ([, f]) => f.berth_queue.wait_hours.p95},
      {title: t('gate_wait'), value: ([, f]) => f.gate_queue.wait_hours.mean}], facilities),
  });
}

function weekly(result: Result): HTMLElement {
  const places = Object.entries(result.places).filter(([, place]) => place.teu > 0).sort((a, b) => b[1].teu - a[1].teu);
  const drawn = places.slice(0, most);
  const weeks = countedWeeks(result);
  // Each row against its own busiest week: the season of a small port is seen as well as that of a large one.
  const cells = drawn.flatMap(([, place], row) => {
    const top = Math.max(1, ...weeks.map(week => place.teu_by_week[week - 1] ?? 0));
    return weeks.map((week, column) => [column, row, (place.teu_by_week[week - 1] ?? 0) / top, place.teu_by_week[week - 1] ?? 0]);
  });
  return panel({
    title: t('by_week'), note: t('by_week_how'), height: 60 + 22 * drawn.length,
    option: () => ({
      grid: {left: 8, right: 12, top: 4, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const [column = 0, row = 0, , teu = 0] = (p as {value: number[]}).value;
        return tip(placeName(result, drawn[row]?.[0] ?? ''), [[weekSpan(result, weeks[column] ?? 1), `${plain(teu)} TEU`]]);
      }},
      visualMap: {show: false, min: 0.4, max: 1, dimension: 2, inRange: {color: [ink().water, '#6ba3bd', '#2a6f8f', '#163f55']}},
      xAxis: {type: 'category', data: weeks.map(week => weekMark(result, week)), axisTick: {show: false}, axisLine: {show: false}, axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: namesAxis(drawn.map(([code]) => placeName(result, code)), nameWidth()),
      series: [{type: 'heatmap', progressive: 0, data: cells, itemStyle: {borderColor: ink().paper, borderWidth: 1}}],
    }),
    table: table(t('by_week'), [
      {title: t('place'), value: row => row.name}, {title: t('week_from'), value: row => row.week}, {title: t('teu'), value: row => row.teu}],
    places.flatMap(([code, place]) => place.teu_by_week.map((teu, i) => ({name: placeName(result, code), week: weekDate(result, i + 1), teu})))),
  });
}

interface Tight { name: string; kind: string; passages: number; use: number; queue: Queue }
function narrow(result: Result): HTMLElement | null {
  const rows: Tight[] = [
    ...Object.entries(result.locks).map(([code, l]) => ({name: thingName(result, code), kind: t('lock'), passages: l.ships, use: l.utilisation_share, queue: l.queue})),
    ...Object.entries(result.gauge_changes).map(([code, g]) => ({name: thingName(result, code), kind: t('gauge_change'), passages: g.trains, use: g.utilisation_share, queue: g.queue})),
    ...Object.entries(result.links).filter(([, l]) => l.utilisation_share > 0 || l.queue.box_hours_lost > 0)
      .map(([code, l]) => ({name: linkName(result, code), kind: term(l.kind), passages: l.passages_down + l.passages_up, use: l.utilisation_share, queue: l.queue})),
  ].sort((a, b) => b.queue.box_hours_lost - a.queue.box_hours_lost);
  return rows.length === 0 ? null : h('section', {class: 'panel'}, h('h3', {}, t('locks')), table(t('locks'), [
    {title: t('name'), value: r => r.name}, {title: t('kind'), value: r => r.kind}, {title: t('passages'), value: r => r.passages},
    {title: t('used'), value: r => r.use, show: percent}, {title: t('wait_mean'), value: r => r.queue.wait_hours.mean},
    {title: t('wait_95'), value: r => r.queue.wait_hours.p95}, {title: t('wait_max'), value: r => r.queue.wait_hours.max},
    {title: t('hours_lost'), value: r => r.queue.box_hours_lost, show: compact}], rows));
}

/** Each chamber of each lock in each direction that it served. */
function chambers(result: Result): HTMLElement | null {
  const rows = Object.entries(result.locks).flatMap(([lock, {chambers = {}}]) => Object.entries(chambers).flatMap(([code, chamber]) =>
    (['up', 'down'] as const).map(way => ({lock: thingName(result, lock), chamber: nameOf(code, chamber), way, used: chamber.utilisation_share, ...chamber[way]}))))
    .filter(({lockages}) => lockages > 0);
  return rows.length === 0 ? null : h('section', {class: 'panel'}, h('h3', {}, t('chambers')), table(t('chambers'), [
    {title: t('lock'), value: r => r.lock}, {title: t('chamber'), value: r => r.chamber}, {title: t('direction'), value: r => term(r.way)},
    {title: t('lockages'), value: r => r.lockages}, {title: t('ships'), value: r => r.ships}, {title: t('ships_of_services'), value: r => r.ships_of_services},
    {title: t('area_filled_share'), value: r => r.area_filled_share, show: percent}, {title: t('chamber_used'), value: r => r.used, show: percent}], rows));
}

/** Trains over borders where the gauge changes, in each direction. */
function borders(result: Result): HTMLElement | null {
  const rows = Object.entries(result.gauge_changes).flatMap(([code, {directions}]) =>
    Object.entries(directions ?? {}).map(([way, crossing]) => ({name: thingName(result, code), way, ...crossing})));
  return rows.length === 0 ? null : h('section', {class: 'panel'}, h('h3', {}, t('border_crossings')), table(t('border_crossings'), [
    {title: t('name'), value: r => r.name}, {title: t('direction'), value: r => t(r.way === 'down' ? 'to_broader_gauge' : 'to_narrower_gauge')},
    {title: t('trains_per_day'), value: r => r.trains_per_day}, {title: t('at_border_mean'), value: r => r.hours.mean}, {title: t('at_border_90'), value: r => r.hours.p90},
    {title: t('formalities_mean_hours'), value: r => r.formalities_mean_hours}, {title: t('waiting_mean_hours'), value: r => r.waiting_mean_hours},
    {title: t('change_mean_hours'), value: r => r.change_mean_hours}], rows));
}

export const places: Page = {
  id: 'places', title: () => t('places'), shows: ({result}) => Object.keys(result.facilities).length > 0,
  draw: context => h('div', {}, heading(t('places'), ofPlaces(context)), busiest(context.result, most, t('place_throughput')), use(context.result),
    narrow(context.result), chambers(context.result), borders(context.result), weekly(context.result)),
};
