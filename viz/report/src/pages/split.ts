// How cargo goes: by which modes and routes.
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {nameOf, t, term} from '../language';
import {placeName, thingName} from '../names';
import type {Page} from '../pages';
import type {Result} from '../result';
import {table} from '../table';
import {heading} from './parts';

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

function byFlow(result: Result): HTMLElement {
  const rows = Object.entries(result.flows).filter(([, flow]) => flow.boxes_out > 0);
  type Row = (typeof rows)[number];
  return h('section', {class: 'panel'}, h('h3', {}, t('inland_by_flow')), h('p', {class: 'note'}, t('inland_how')), table<Row>(t('inland_by_flow'), [
    {title: t('flow'), value: ([code, flow]) => nameOf(code, flow)}, {title: t('from'), value: ([, flow]) => placeName(result, flow.from)},
    {title: t('to'), value: ([, flow]) => placeName(result, flow.to)}, {title: t('boxes_out'), value: ([, flow]) => flow.boxes_out},
    ...inland.map(mode => ({title: term(mode), value: ([, flow]: Row) => flow.modes?.[mode].inland_share ?? '–', show: percent}))], rows));
}

const via = (result: Result, route: Route): string => route.legs.map((leg, i) =>
  `${i === 0 ? `${thingName(result, leg.from)} ` : ''}→ ${term(leg.mode)} → ${thingName(result, leg.to)}`).join(' ');
const lines = (result: Result, route: Route): string => route.legs.map(leg => leg.services.map(code => nameOf(code, result.services[code])).join(' / '))
  .filter(each => each !== '').join(' + ') || '–';

function routes(result: Result): HTMLElement {
  const rows = Object.entries(result.flows).flatMap(([code, flow]) => Object.values(flow.routes ?? {}).map(route => ({flow: nameOf(code, flow), route})))
    .sort((a, b) => b.route.teu_out - a.route.teu_out);
  return h('section', {class: 'panel'}, h('h3', {}, t('routes')), h('p', {class: 'note'}, t('routes_how')), table(t('routes'), [
    {title: t('flow'), value: row => row.flow}, {title: t('route'), value: row => via(result, row.route)},
    {title: t('main_mode'), value: row => term(row.route.main_mode)}, {title: t('inland_mode'), value: row => (row.route.inland_mode === null ? '–' : term(row.route.inland_mode))},
    {title: t('changes_at'), value: row => row.route.hubs.map(hub => placeName(result, hub)).join(' · ') || '–'}, {title: t('services'), value: row => lines(result, row.route)},
    {title: t('teu_delivered'), value: row => row.route.teu_out}, {title: t('share'), value: row => row.route.share, show: percent},
    {title: `${t('shipper_cost_per_teu')}, ${result.currency}`, value: row => row.route.shipper_cost_per_teu},
    {title: t('mean_days'), value: row => row.route.transit_mean_hours / 24, show: plain}], rows));
}

export const split: Page = {
  id: 'split', title: () => t('modal_split'), shows: ({result}) => Object.values(result.flows).some(flow => Object.keys(flow.routes ?? {}).length > 0),
  draw: ({result}) => h('div', {}, heading(t('modal_split'), null, t('split_lead')), all(result), byFlow(result), routes(result)),
};
