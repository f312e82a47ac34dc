// Hubs one by one: what a place handles week by week, how busy it is, who waits there, and who uses it.
import {bars} from '../bars';
import {panel, tip, tooltip, valueAxis} from '../chart';
import {countedWeeks, weekDate, weekMark, weekSpan} from '../dates';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofHub} from '../headlines/result';
import {handlingIncome} from '../income';
import type {Scenario} from '../inputs';
import {nameOf, pair, t, term, withUnit} from '../language';
import {linkName, placeName, thingName, tradesOf} from '../names';
import type {Page} from '../pages';
import {linesOf, waitsFor} from '../queues';
import type {Line} from '../queues';
import type {Facility, Leg, Link, Result, Service} from '../result';
import {added, sum} from '../result';
import {table} from '../table';
import {ink, tradeColours} from '../theme';
import {answer, capital, heading, picker, shownBy, tiles} from './parts';
import {weeklyQueues} from './queues';

const facilitiesOf = (result: Result, place: string): [string, Facility][] => Object.entries(result.facilities).filter(([, f]) => f.place === place);

/** Places where something is handled, the busiest first. */
const hubsOf = (result: Result): string[] => [...new Set([...Object.values(result.facilities), ...Object.values(result.locks)].map(({place}) => place))]
  .sort((a, b) => (result.places[b]?.teu ?? 0) - (result.places[a]?.teu ?? 0));

function summary(result: Result, place: string): HTMLElement {
  return tiles(facilitiesOf(result, place).flatMap(([code, f]) => [
    {title: pair(thingName(result, code), t('teu')), value: compact(f.teu_loaded + f.teu_discharged), note: `${plain(f.calls)} ${t('calls')}`},
    {title: t(f.kind === 'rail' ? 'tracks_gantries' : 'berths_cranes'), value: `${percent(f.berth_utilisation_share)} · ${percent(f.crane_utilisation_share)}`, note: pair(t('berth_wait'), plain(f.berth_queue.wait_hours.mean))},
    {title: t('yard_level'), value: compact(f.yard_mean_teu), unit: 'TEU', note: `${t('most_of_all')} ${compact(f.yard_max_teu)} · ${t('dwell')} ${plain(f.dwell_mean_hours)}`}]));
}

function weekly(result: Result, place: string): HTMLElement {
  const weeks = countedWeeks(result), teu = (week: number): number => result.places[place]?.teu_by_week[week - 1] ?? 0;
  return panel({
    title: t('handled_by_week'), note: t('loaded_and_discharged'), height: 240,
    option: () => ({
      grid: {left: 8, right: 12, top: 12, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const week = weeks[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0] ?? 1;
        return tip(weekSpan(result, week), [[t('teu'), plain(teu(week))]]);
      }},
      xAxis: {type: 'category', data: weeks.map(week => weekMark(result, week)), axisTick: {show: false}, axisLine: {lineStyle: {color: ink().line}}, axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: valueAxis(compact), series: [{type: 'bar', barMaxWidth: 18, itemStyle: {color: ink().bar}, data: weeks.map(teu)}],
    }),
    table: table(t('handled_by_week'), [{title: t('week_from'), value: week => weekDate(result, week)}, {title: t('teu'), value: teu}], weeks),
  });
}

const queuesAt = (result: Result, place: string): Line[] => linesOf(result).filter(line => line.place === place && line.kind !== 'path');

/** Of a terminal its berths are used, of locks their chambers; a gate has no such figure. */
const useOf = (result: Result, {kind, code}: Line): number | undefined =>
  (kind === 'berth' ? result.facilities[code]?.berth_utilisation_share : kind === 'lock' ? result.locks[code]?.utilisation_share
    : kind === 'gauge change' ? result.gauge_changes[code]?.utilisation_share : kind === 'customs' ? result.customs?.[code]?.bay_utilisation_share : undefined);

function queues(result: Result, place: string): HTMLElement {
  const lines = queuesAt(result, place).filter(({queue}) => queue.wait_hours.count > 0);
  return h('section', {class: 'panel'}, h('h3', {}, t('who_waits')), table(t('who_waits'), [
    {title: t('name'), value: line => thingName(result, line.code)}, {title: t('waited_for'), value: line => waitsFor(result, line)}, {title: t('used'), value: line => useOf(result, line) ?? '–', show: percent},
    {title: t('wait_mean'), value: line => line.queue.wait_hours.mean}, {title: t('wait_95'), value: line => line.queue.wait_hours.p95}, {title: t('wait_max'), value: line => line.queue.wait_hours.max},
    {title: t('queue_mean_length'), value: line => line.queue.mean_length}, {title: t('queue_max_length'), value: line => line.queue.max_length},
    {title: t('hours_lost'), value: line => line.queue.box_hours_lost, show: compact}], lines));
}

interface Use { code: string; service: Service; brings: Leg[]; takes: Leg[] }
function users(result: Result, place: string): HTMLElement | null {
  const here = (code: string): boolean => code === place || code.startsWith(`${place}/`);
  const uses = Object.entries(result.services).map(([code, service]): Use => ({code, service, brings: service.legs.filter(leg => here(leg.to)), takes: service.legs.filter(leg => here(leg.from))}))
    .filter(({brings, takes}) => brings.length + takes.length > 0)
    .sort((a, b) => sum(b.takes.map(leg => leg.teu_carried)) - sum(a.takes.map(leg => leg.teu_carried)));
  if (uses.length === 0) return null;
  const aboard = (legs: Leg[]): number => sum(legs.map(leg => leg.teu_carried));
  const byTrade = (use: Use): Record<string, number> => added([...use.brings, ...use.takes].map(leg => leg.teu_by_trade));
  const trades = tradesOf(uses.map(byTrade));
  return bars<Use>({
    title: t('who_uses'), note: t('who_uses_how'), rows: uses.slice(0, 16), name: ({code, service}) => nameOf(code, service), text: compact, stacked: true, wide: true,
    series: trades.map(trade => ({name: term(trade), colour: tradeColours[trade] ?? '#888888', value: use => byTrade(use)[trade] ?? 0})),
    said: ({takes}) => [[t('left_behind'), plain(sum(takes.map(leg => leg.boxes_left_behind)))]],
    table: table(t('who_uses'), [{title: t('service'), value: ({code, service}) => nameOf(code, service)}, {title: t('mode'), value: ({service}) => term(service.mode)},
      {title: t('aboard_arriving'), value: ({brings}) => aboard(brings)}, {title: t('aboard_leaving'), value: ({takes}) => aboard(takes)},
      {title: t('sailings'), value: ({takes}) => sum(takes.map(leg => leg.sailings))}, {title: t('left_behind'), value: ({takes}) => sum(takes.map(leg => leg.boxes_left_behind))},
      {title: t('on_time'), value: ({service}) => service.on_time_share ?? '–', show: percent}], uses),
  });
}

function links(result: Result, place: string): HTMLElement | null {
  const at = Object.entries(result.links).filter(([, link]) => link.from === place || link.to === place).sort((a, b) => b[1].teu_down + b[1].teu_up - a[1].teu_down - a[1].teu_up);
  const away = (link: Link): number => (link.from === place ? link.teu_down : link.teu_up), towards = (link: Link): number => (link.from === place ? link.teu_up : link.teu_down);
  return at.length === 0 ? null : h('section', {class: 'panel'}, h('h3', {}, t('links_here')), table(t('links_here'), [
    {title: t('name'), value: ([code]) => linkName(result, code)}, {title: t('kind'), value: ([, link]) => term(link.kind)},
    {title: t('teu_towards'), value: ([, link]) => towards(link)}, {title: t('teu_away'), value: ([, link]) => away(link)},
    {title: t('utilisation'), value: ([, link]) => link.utilisation_share, show: percent}, {title: t('wait_mean'), value: ([, link]) => link.queue.wait_hours.mean}], at));
}

/** What boxes pay here for being lifted, by the tariff of each terminal. */
function income(result: Result, scenario: Scenario | undefined, place: string): HTMLElement | null {
  const all = scenario ? handlingIncome(result, scenario) : [], whole = sum(all.map(({amount}) => amount));
  const here = all.filter(({code}) => result.facilities[code]?.place === place);
  return here.length === 0 ? null : h('section', {class: 'panel'}, h('h3', {}, t('income_here')), h('p', {class: 'note'}, t('income_how')), table(t('income_here'), [
    {title: t('name'), value: row => thingName(result, row.code)}, {title: t('lifts_20'), value: row => row.lifts[0]}, {title: t('lifts_40'), value: row => row.lifts[1]},
    {title: withUnit(t('price_20'), result.currency), value: row => row.price[0]}, {title: withUnit(t('price_40'), result.currency), value: row => row.price[1]},
    {title: withUnit(capital(t('income')), result.currency), value: row => row.amount}, {title: t('share_of_handling'), value: row => (whole > 0 ? row.amount / whole : '–'), show: percent}], here));
}

export const hubs: Page = {
  id: 'hubs', title: () => t('hubs_page'), shows: ({result}) => hubsOf(result).length > 0,
  draw: context => {
    const {result, results, inputs} = context, codes = hubsOf(result), scenario = inputs[results.indexOf(result)]?.scenario;
    return h('div', {}, heading(t('hubs_page'), null, t('hubs_lead')),
      shownBy(picker, {key: 'hub', label: t('place'), options: codes.map(code => [code, placeName(result, code)]), otherwise: codes[0] ?? ''}, place => [
        answer(ofHub(context, place)), summary(result, place), (result.places[place]?.teu ?? 0) > 0 ? weekly(result, place) : null, queues(result, place),
        weeklyQueues(result, 'queues_here', queuesAt(result, place)), income(result, scenario, place), users(result, place), links(result, place)]));
  },
};
