// How cargo goes: by which modes and routes.
import {namesAxis, nameWidth, panel, tip, tooltip} from '../chart';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofSplit} from '../headlines/result';
import {nameOf, pair, t, term, withUnit} from '../language';
import {flowName, placeName, thingName, tradesOf} from '../names';
import type {Page} from '../pages';
import {swatch} from '../patterns';
import type {Result} from '../result';
import {sum} from '../result';
import {laidOut, matrixOf, pairOf} from '../routes';
import type {Ride} from '../routes';
import {table} from '../table';
import {ink, modeColours} from '../theme';
import {choices, heading, picker, shownBy} from './parts';

type Mode = NonNullable<Result['modes']>['sea'];
type Route = NonNullable<Result['flows'][string]['routes']>[string];

const inland = ['river', 'rail', 'road'] as const;

function all(result: Result): HTMLElement {
  const rows = Object.entries(result.modes ?? {}).filter(([, mode]) => mode.teu_out > 0 || mode.tonne_km > 0);
  return h('section', {class: 'panel'}, h('h3', {}, t('modes')), h('p', {class: 'note'}, t('modes_how')), table<[string, Mode]>(t('modes'), [
    {title: t('mode'), value: ([mode]) => term(mode)}, {title: t('teu_that_rode'), value: ([, m]) => m.teu_out},
    {title: t('main_share'), value: ([, m]) => m.main_share ?? '–', show: percent}, {title: t('inland_share'), value: ([, m]) => m.inland_share ?? '–', show: percent},
    {title: t('teu_km'), value: ([, m]) => m.teu_km, show: compact}, {title: t('tonne_km'), value: ([, m]) => m.tonne_km, show: compact},
    {title: t('gross_tonne_km'), value: ([, m]) => m.gross_tonne_km, show: compact}, {title: t('kg_co2e'), value: ([, m]) => m.kg_co2e, show: compact},
    {title: t('g_co2e_per_tonne_km'), value: ([, m]) => m.g_co2e_per_tonne_km ?? '–'}], rows));
}

const modeColour = (mode: string): string => modeColours[mode] ?? '#888888';

/** Of one flow: from place to place, by mode, as wide as the TEU that went that way. */
function drawn(result: Result, code: string): HTMLElement {
  const {stops, rides} = laidOut(Object.values(result.flows[code]?.routes ?? {}));
  const labels = new Map(stops.map(stop => [stop.id, placeName(result, stop.place)]));
  const delivered = sum(Object.values(result.flows[code]?.routes ?? {}).map(route => route.teu_out));
  const rows = Math.max(1, ...[...new Set(stops.map(stop => stop.depth))].map(depth => stops.filter(stop => stop.depth === depth).length));
  const modes = [...new Set(rides.map(ride => ride.mode))];
  return panel({
    title: pair(t('routes_drawn'), flowName(result, code)), note: t('routes_drawn_how'), height: 60 + 70 * Math.max(2, rows),
    controls: h('div', {class: 'key'}, ...modes.map(mode => h('span', {}, swatch(h('i'), modeColour(mode)), term(mode)))),
    option: () => ({
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {dataType, name, value, data} = p as {dataType: string; name: string; value: number; data: Ride & {source: string; target: string}};
        const title = dataType === 'edge' ? `${labels.get(data.source) ?? ''} → ${labels.get(data.target) ?? ''}` : labels.get(name) ?? '';
        return tip(title, [...(dataType === 'edge' ? [[t('mode'), term(data.mode), modeColour(data.mode)] as [string, string, string]] : []),
          [t('teu_delivered'), plain(value)], [t('share'), percent(value / delivered)]]);
      }},
      series: [{type: 'sankey', left: 4, right: innerWidth < 700 ? 90 : 150, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 18, draggable: false, layoutIterations: 32,
        emphasis: {focus: 'adjacency'}, lineStyle: {opacity: 0.55, curveness: 0.5},
        label: {color: ink().text, fontSize: 12, textBorderColor: ink().paper, textBorderWidth: 2, formatter: ({name}: {name: string}) => labels.get(name) ?? ''} as never,
        data: stops.map(stop => ({name: stop.id, depth: stop.depth, itemStyle: {color: ink().soft, borderWidth: 0}})),
        links: rides.map(ride => ({...ride, source: ride.from, target: ride.to, value: ride.teu, lineStyle: {color: modeColour(ride.mode)}})) as never}],
    }),
    table: table(t('routes_drawn'), [
      {title: t('from'), value: ride => labels.get(ride.from) ?? ''}, {title: t('to'), value: ride => labels.get(ride.to) ?? ''}, {title: t('mode'), value: ride => term(ride.mode)},
      {title: t('teu_delivered'), value: ride => ride.teu}, {title: t('share'), value: ride => ride.teu / delivered, show: percent}], rides),
  });
}

const mostPlaces = 20;  // rows and columns drawn; all are in the table

/** From where to where, as a matrix. */
function matrix(result: Result, trade: string): HTMLElement {
  const {from, to, teu} = matrixOf(result.connections, trade);
  const rows = from.slice(0, mostPlaces), columns = to.slice(0, mostPlaces);
  const cells = rows.flatMap((origin, y) => columns.flatMap((target, x) => {
    const amount = teu.get(pairOf(origin, target));
    return amount === undefined ? [] : [[x, y, Math.sqrt(amount), amount]];
  }));
  const most = Math.sqrt(Math.max(1, ...teu.values())), names = columns.map(code => placeName(result, code));
  return panel({
    title: t('od_matrix'), note: t('od_matrix_how'), height: 110 + 24 * rows.length,
    option: () => ({
      grid: {left: 8, right: 12, top: 4, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const [x = 0, y = 0, , amount = 0] = (p as {value: number[]}).value;
        return tip(`${placeName(result, rows[y] ?? '')} → ${names[x] ?? ''}`, [[t('teu_delivered'), plain(amount)]]);
      }},
      visualMap: {show: false, min: 0, max: most, dimension: 2, inRange: {color: [ink().water, '#6ba3bd', '#2a6f8f', '#163f55']}},
      xAxis: {type: 'category', data: names, axisTick: {show: false}, axisLine: {show: false}, axisLabel: {color: ink().soft, interval: 0, rotate: 50, width: 110, overflow: 'truncate'}},
      yAxis: namesAxis(rows.map(code => placeName(result, code)), nameWidth()),
      series: [{type: 'heatmap', progressive: 0, data: cells, itemStyle: {borderColor: ink().paper, borderWidth: 1}}],
    }),
    table: table(t('od_matrix'), [{title: t('from'), value: origin => placeName(result, origin)},
      ...to.map(target => ({title: placeName(result, target), value: (origin: string) => teu.get(pairOf(origin, target)) ?? '–'}))], from),
  });
}

function byFlow(result: Result): HTMLElement {
  const rows = Object.entries(result.flows).filter(([, flow]) => flow.boxes_out > 0);
  type Row = (typeof rows)[number];
  return h('section', {class: 'panel'}, h('h3', {}, t('inland_by_flow')), h('p', {class: 'note'}, t('inland_how')), table<Row>(t('inland_by_flow'), [
    {title: t('flow'), value: ([code]) => flowName(result, code)}, {title: t('from'), value: ([, flow]) => placeName(result, flow.from)},
    {title: t('to'), value: ([, flow]) => placeName(result, flow.to)}, {title: t('boxes_out'), value: ([, flow]) => flow.boxes_out},
    ...inland.map(mode => ({title: term(mode), value: ([, flow]: Row) => flow.modes?.[mode].inland_share ?? '–', show: percent}))], rows));
}

const via = (result: Result, route: Route): string => route.legs.map((leg, i) =>
  `${i === 0 ? `${thingName(result, leg.from)} ` : ''}→ ${term(leg.mode)} → ${thingName(result, leg.to)}`).join(' ');
const lines = (result: Result, route: Route): string => route.legs.map(leg => leg.services.map(code => nameOf(code, result.services[code])).join(' / '))
  .filter(each => each !== '').join(' + ') || '–';

function routes(result: Result): HTMLElement {
  const rows = Object.entries(result.flows).flatMap(([code, flow]) => Object.values(flow.routes ?? {}).map(route => ({flow: flowName(result, code), route})))
    .sort((a, b) => b.route.teu_out - a.route.teu_out);
  return h('section', {class: 'panel'}, h('h3', {}, t('routes')), h('p', {class: 'note'}, t('routes_how')), table(t('routes'), [
    {title: t('flow'), value: row => row.flow}, {title: t('route'), value: row => via(result, row.route)},
    {title: t('main_mode'), value: row => term(row.route.main_mode)}, {title: t('inland_mode'), value: row => (row.route.inland_mode === null ? '–' : term(row.route.inland_mode))},
    {title: t('changes_at'), value: row => row.route.hubs.map(hub => placeName(result, hub)).join(' · ') || '–'}, {title: t('services'), value: row => lines(result, row.route)},
    {title: t('teu_delivered'), value: row => row.route.teu_out}, {title: t('share'), value: row => row.route.share, show: percent},
    {title: withUnit(t('shipper_cost_per_teu'), result.currency), value: row => row.route.shipper_cost_per_teu},
    {title: t('mean_days'), value: row => row.route.transit_mean_hours / 24, show: plain}], rows));
}

/** Flows with the most ways first: theirs are worth a drawing. */
const withRoutes = (result: Result): string[] => Object.entries(result.flows).filter(([, flow]) => Object.keys(flow.routes ?? {}).length > 0)
  .sort(([, a], [, b]) => Object.keys(b.routes ?? {}).length - Object.keys(a.routes ?? {}).length || b.boxes_out - a.boxes_out).map(([code]) => code);

export const split: Page = {
  id: 'split', title: () => t('modal_split'), shows: ({result}) => withRoutes(result).length > 0,
  draw: context => {
    const {result} = context, flows = withRoutes(result), trades = tradesOf(result.connections.map(c => ({[c.trade]: c.teu_out})));
    return h('div', {}, heading(t('modal_split'), ofSplit(context), t('split_lead')), all(result),
      shownBy(picker, {key: 'flow', label: t('flow'), options: flows.map(code => [code, flowName(result, code)]), otherwise: flows[0] ?? ''}, code => [drawn(result, code)]),
      shownBy(choices, {key: 'od', label: t('trade'), options: [['all', t('all')], ...trades.map((trade): [string, string] => [trade, term(trade)])], otherwise: 'all'}, trade => [matrix(result, trade)]),
      byFlow(result), routes(result));
  },
};
