import {bars} from '../bars';
import {legend, legendHeight, panel, tip, tooltip, valueAxis} from '../chart';
import {countedWeeks, weekDate, weekMark, weekSpan} from '../dates';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofCustoms, ofEmpties} from '../headlines/result';
import {pair, t, term} from '../language';
import {placeName, thingName, tradesOf} from '../names';
import type {Page} from '../pages';
import type {CustomsOffice, EmptyPool, Result} from '../result';
import {added, groupOf, sum} from '../result';
import {table} from '../table';
import {familyColour, ink, seriesColour, tradeColours} from '../theme';
import {heading, tiles} from './parts';

const most = 24;
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
type Office = [string, CustomsOffice];

const promised = (o: CustomsOffice): number => (o.promised_fast ?? 0) + (o.promised ?? 0);
const toDeclare = (o: CustomsOffice): number => share(o.container_hours_by_stage?.declaration ?? 0, o.boxes_declared);
const toInspect = (o: CustomsOffice): number => share(o.container_hours_by_stage?.inspection ?? 0, o.boxes_inspected);
const missed = (o: CustomsOffice): number => (o.promised_fast_missed ?? 0) + (o.promised_missed ?? 0);

function summary(offices: Office[]): HTMLElement {
  const declared = sum(offices.map(([, o]) => o.boxes_declared)), inspected = sum(offices.map(([, o]) => o.boxes_inspected));
  const hours = sum(offices.map(([, o]) => (o.clearance_mean_hours ?? 0) * o.boxes_declared));
  const due = sum(offices.map(([, o]) => promised(o))), late = sum(offices.map(([, o]) => missed(o)));
  const queue = sum(offices.map(([, o]) => o.queue.mean_length));
  return tiles([
    {title: t('declared'), value: compact(declared), unit: t('boxes')},
    {title: t('clearance_hours'), value: plain(share(hours, declared)), unit: t('hours_unit')},
    {title: t('inspected_share'), value: percent(share(inspected, declared)), note: `${plain(inspected)} ${t('boxes')}`},
    {title: t('customs_queue'), value: plain(queue), unit: t('boxes')},
    ...(due > 0 ? [{title: t('promises_missed'), value: percent(late / due), note: `${plain(late)} / ${plain(due)} ${t('of_promised')}`}] : [])]);
}

function clearance(result: Result, offices: Office[]): HTMLElement {
  return bars<Office>({
    title: t('clearance'), note: t('clearance_how'), rows: offices.slice(0, most), name: ([code]) => thingName(result, code), text: plain,
    series: [{name: t('to_release'), colour: ink().bar, value: ([, o]) => o.clearance_mean_hours ?? 0},
      {name: t('queue_mean'), colour: familyColour('papers', 0), value: ([, o]) => o.queue.wait_hours.mean},
      {name: t('queue_95'), colour: familyColour('papers', 2), value: ([, o]) => o.queue.wait_hours.p95}],
    said: ([, o]) => [[t('to_declare'), plain(toDeclare(o))], [t('to_inspect'), plain(toInspect(o))], [t('queue_max'), plain(o.queue.wait_hours.max)], [t('declared'), plain(o.boxes_declared)], [t('inspected'), plain(o.boxes_inspected)]],
    table: table(t('clearance'), [
      {title: t('place'), value: ([code]) => thingName(result, code)}, {title: t('declared'), value: ([, o]) => o.boxes_declared},
      {title: t('to_release'), value: ([, o]) => o.clearance_mean_hours ?? '–'}, {title: t('to_declare'), value: ([, o]) => toDeclare(o)},
      {title: t('to_inspect'), value: ([, o]) => toInspect(o)}, {title: t('queue_mean'), value: ([, o]) => o.queue.wait_hours.mean},
      {title: t('queue_95'), value: ([, o]) => o.queue.wait_hours.p95}, {title: t('queue_max'), value: ([, o]) => o.queue.wait_hours.max},
      {title: t('customs_queue'), value: ([, o]) => o.queue.mean_length}, {title: t('hours_lost'), value: ([, o]) => o.queue.box_hours_lost}], offices),
  });
}

function inspection(result: Result, offices: Office[]): HTMLElement {
  return bars<Office>({
    title: t('inspection'), note: t('inspection_how'), rows: offices.slice(0, most), name: ([code]) => thingName(result, code), text: percent,
    series: [{name: t('inspected_share'), colour: familyColour('papers', 0), value: ([, o]) => o.inspected_share ?? share(o.boxes_inspected, o.boxes_declared)},
      {name: t('bay_use'), colour: ink().bar, value: ([, o]) => o.bay_utilisation_share ?? 0}],
    said: ([, o]) => [[t('inspected'), plain(o.boxes_inspected)]],
    table: table(t('inspection'), [
      {title: t('place'), value: ([code]) => thingName(result, code)}, {title: t('declared'), value: ([, o]) => o.boxes_declared},
      {title: t('inspected'), value: ([, o]) => o.boxes_inspected},
      {title: t('inspected_share'), value: ([, o]) => o.inspected_share ?? share(o.boxes_inspected, o.boxes_declared), show: percent},
      {title: t('bay_use'), value: ([, o]) => o.bay_utilisation_share ?? '–', show: percent}], offices),
  });
}

function promises(result: Result, offices: Office[]): HTMLElement | null {
  const held = offices.filter(([, o]) => promised(o) > 0);
  if (held.length === 0) return null;
  const kinds = [
    {name: t('promised_fast'), colour: ink().accent, due: (o: CustomsOffice) => o.promised_fast ?? 0, late: (o: CustomsOffice) => o.promised_fast_missed ?? 0},
    {name: t('promised_all'), colour: seriesColour(1), due: (o: CustomsOffice) => o.promised ?? 0, late: (o: CustomsOffice) => o.promised_missed ?? 0},
  ].filter(kind => held.some(([, o]) => kind.due(o) > 0));
  return bars<Office>({
    title: kinds.length === 1 ? pair(t('promises_missed'), kinds[0]?.name ?? '') : t('promises_missed'), note: t('missed_how'), rows: held.slice(0, most), name: ([code]) => thingName(result, code), text: percent,
    series: kinds.map(kind => ({name: kind.name, colour: kind.colour, value: ([, o]: Office) => share(kind.late(o), kind.due(o))})),
    said: ([, o]) => kinds.map(kind => [kind.name, `${plain(kind.late(o))} / ${plain(kind.due(o))}`]),
    table: table(t('promises_missed'), [{title: t('place'), value: ([code]) => thingName(result, code)},
      ...kinds.flatMap(kind => [{title: pair(kind.name, t('promised_count')), value: ([, o]: Office) => kind.due(o)},
        {title: pair(kind.name, t('missed_count')), value: ([, o]: Office) => kind.late(o)},
        {title: `${kind.name}: %`, value: ([, o]: Office) => share(kind.late(o), kind.due(o)), show: percent}])], held),
  });
}

const paperCauses = (hours: Record<string, number>): string[] =>
  Object.entries(hours).filter(([cause, value]) => groupOf(cause) === 'papers' && value > 0).map(([cause]) => cause);

/** What a box of each trade class spends on papers. */
function stages(result: Result): HTMLElement | null {
  const causes = paperCauses(result.totals.container_hours_by_cause);
  const flows = Object.values(result.flows);
  const rows = tradesOf(flows.map(flow => ({[flow.trade]: flow.boxes_out}))).map(trade => {
    const own = flows.filter(flow => flow.trade === trade), boxes = sum(own.map(flow => flow.boxes_out));
    const hours = added(own.map(flow => flow.container_hours_by_cause));
    return {trade, boxes, hours: Object.fromEntries(causes.map(cause => [cause, share(hours[cause] ?? 0, boxes)]))};
  }).filter(row => sum(Object.values(row.hours)) > 0);
  if (rows.length === 0) return null;
  return bars({
    title: t('stages'), note: t('stages_how'), rows, name: row => term(row.trade), text: plain, stacked: true,
    series: causes.map((cause, i) => ({name: term(cause), colour: familyColour('papers', i), value: (row: (typeof rows)[number]) => row.hours[cause] ?? 0})),
    said: row => [[t('boxes_out'), plain(row.boxes)]],
    table: table(t('stages'), [{title: t('trade'), value: row => term(row.trade)}, {title: t('boxes_out'), value: row => row.boxes},
      ...causes.map(cause => ({title: term(cause), value: (row: (typeof rows)[number]) => row.hours[cause] ?? 0}))], rows),
  });
}

function byWeek(result: Result): HTMLElement | null {
  const counted = countedWeeks(result), weeks = result.weeks.filter(({week}) => counted.includes(week));
  const causes = paperCauses(result.totals.container_hours_by_cause);
  if (weeks.length < 2 || causes.length === 0) return null;
  const top = legendHeight(causes.map(term));
  return panel({
    title: t('papers_by_week'), note: t('container_hours'), height: 260,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 12, top, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: (points: unknown) => {
        const list = points as {dataIndex: number; seriesName: string; value: number; color: string}[];
        return tip(weekSpan(result, weeks[list[0]?.dataIndex ?? 0]?.week ?? 1), list.map(p => [p.seriesName, `${plain(p.value)} ${t('container_hours')}`, p.color]));
      }},
      xAxis: {type: 'category', data: weeks.map(({week}) => weekMark(result, week)), axisTick: {show: false}, axisLine: {lineStyle: {color: ink().line}},
        axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: valueAxis(compact),
      series: causes.map((cause, i) => ({type: 'bar' as const, stack: 'all', name: term(cause), barMaxWidth: 22, itemStyle: {color: familyColour('papers', i)},
        data: weeks.map(week => week.container_hours_by_cause[cause] ?? 0)})),
    }),
    table: table(t('papers_by_week'), [{title: t('week_from'), value: ({week}) => weekDate(result, week)},
      ...causes.map(cause => ({title: term(cause), value: (week: (typeof weeks)[number]) => week.container_hours_by_cause[cause] ?? 0}))], result.weeks),
  });
}

const officesOf = (result: Result): Office[] => Object.entries(result.customs ?? {}).sort((a, b) => b[1].boxes_declared - a[1].boxes_declared);

export const customs: Page = {
  id: 'customs', title: () => t('customs_page'), shows: ({result}) => officesOf(result).length > 0,
  draw: context => {
    const {result} = context;
    const offices = officesOf(result);
    return h('div', {}, heading(t('customs_page'), ofCustoms(context), t('customs_lead')), summary(offices), clearance(result, offices),
      promises(result, offices), inspection(result, offices), stages(result), byWeek(result));
  },
};

const poolTrade = (trade: string): string => (trade === 'all' ? t('all') : term(trade));

export const empties: Page = {
  id: 'empties', title: () => t('empties_page'), shows: ({result}) => (result.empties ?? []).length > 0,
  draw: context => {
    const {result} = context;
    const pools = [...(result.empties ?? [])].sort((a, b) => (b.short_of ?? 0) - (a.short_of ?? 0) || (b.mean_stock ?? 0) - (a.mean_stock ?? 0));
    return h('div', {}, heading(t('empties_page'), ofEmpties(context), t('empties_lead')), bars<EmptyPool>({
      title: t('stock_and_short'), note: t('boxes'), rows: pools.slice(0, most), text: compact, wide: true,
      name: pool => [placeName(result, pool.place), pool.owner, pool.box, ...(pool.trade === 'all' ? [] : [poolTrade(pool.trade)])].filter(part => part).join(' · '),
      series: [{name: t('mean_stock'), colour: tradeColours['empty'] ?? '#888888', value: pool => pool.mean_stock ?? 0},
        {name: t('short_of'), colour: ink().accent, value: pool => pool.short_of ?? 0}],
      said: pool => [[t('taken'), plain(pool.taken ?? 0)], [t('given_back'), plain(pool.given_back ?? 0)], [t('sent_away'), plain(pool.sent_away ?? 0)]],
      table: table(t('empties_page'), [
        {title: t('place'), value: pool => placeName(result, pool.place)}, {title: t('owner'), value: pool => pool.owner}, {title: t('box'), value: pool => pool.box},
        {title: t('trade'), value: pool => poolTrade(pool.trade)}, {title: t('mean_stock'), value: pool => pool.mean_stock ?? '–'},
        {title: t('end_stock'), value: pool => pool.end_stock ?? '–'}, {title: t('taken'), value: pool => pool.taken ?? '–'},
        {title: t('given_back'), value: pool => pool.given_back ?? '–'}, {title: t('sent_away'), value: pool => pool.sent_away ?? '–'},
        {title: t('short_of'), value: pool => pool.short_of ?? '–'},
        {title: t('waiting_mean'), value: pool => share(pool.waiting_hours ?? 0, pool.short_of ?? 0)}], pools),
    }));
  },
};
