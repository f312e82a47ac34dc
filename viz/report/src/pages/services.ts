import {legend, legendHeight, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofServices} from '../headlines/result';
import {nameOf, pair, t, term, withUnit} from '../language';
import {thingName, tradesOf} from '../names';
import type {Page} from '../pages';
import type {Leg, Result, Service} from '../result';
import {table} from '../table';
import {heatColour, ink, tradeColours} from '../theme';
import {heading, picker, shownBy} from './parts';

const most = 24;  // services drawn; all are in the table

/** Slots used over all legs of a service, by the TEU offered on each. */
const fillOf = (service: Service): number => {
  const offered = service.legs.reduce((total, leg) => total + leg.teu_offered, 0);
  return offered > 0 ? service.legs.reduce((total, leg) => total + leg.teu_carried, 0) / offered : 0;
};
const legName = (result: Result, leg: Leg): string => `${thingName(result, leg.from)} → ${thingName(result, leg.to)}`;

/** A dot for each leg, from the emptiest to the fullest, joined by a line. */
function fill(result: Result): HTMLElement {
  const services = Object.entries(result.services).filter(([, s]) => s.legs.length > 0).sort((a, b) => b[1].teu_km - a[1].teu_km);
  const drawn = services.slice(0, most);
  const dots = drawn.flatMap(([, service], row) => service.legs.map((leg, i) => ({value: [leg.slot_use_share, row, leg.teu_carried], leg, i})));
  return panel({
    title: t('fill'), note: t('fill_how'), height: 40 + 26 * drawn.length,
    option: () => ({
      grid: {left: 8, right: 24, top: 8, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {data, seriesType, dataIndex} = p as {data: (typeof dots)[number]; seriesType: string; dataIndex: number};
        if (seriesType === 'bar') return tip(nameOf(drawn[dataIndex]?.[0] ?? '', drawn[dataIndex]?.[1]), []);
        const {leg} = data;
        return tip(legName(result, leg), [[t('slot_use'), percent(leg.slot_use_share)], [t('carried'), plain(leg.teu_carried)],
          [t('offered'), plain(leg.teu_offered)], [t('sailings'), plain(leg.sailings)], [t('left_behind'), plain(leg.boxes_left_behind)]]);
      }},
      xAxis: {...valueAxis(percent), min: 0, max: 1},
      yAxis: namesAxis(drawn.map(([code, service]) => nameOf(code, service)), nameWidth() + 40),
      series: [
        {type: 'bar', stack: 'range', silent: true, barWidth: 3, itemStyle: {color: 'transparent'}, data: drawn.map(([, s]) => Math.min(...s.legs.map(l => l.slot_use_share)))},
        {type: 'bar', stack: 'range', silent: true, barWidth: 3, itemStyle: {color: ink().pale},
          data: drawn.map(([, s]) => Math.max(...s.legs.map(l => l.slot_use_share)) - Math.min(...s.legs.map(l => l.slot_use_share)))},
        {type: 'scatter', symbolSize: 11, data: dots.map(dot => ({...dot, itemStyle: {color: heatColour(dot.leg.slot_use_share), borderColor: ink().paper, borderWidth: 1.5}}))},
      ],
    }),
    table: table(t('services'), [
      {title: t('service'), value: ([code, s]) => nameOf(code, s)}, {title: t('mode'), value: ([, s]) => term(s.mode)},
      {title: t('departures'), value: ([, s]) => s.departures}, {title: t('teu_loaded'), value: ([, s]) => s.teu},
      {title: t('slot_use'), value: ([, s]) => fillOf(s), show: percent}, {title: t('teu_km'), value: ([, s]) => s.teu_km, show: compact},
      {title: t('on_time'), value: ([, s]) => s.on_time_share ?? t('no_timetable'), show: percent}, {title: t('late'), value: ([, s]) => s.late_mean_hours ?? '–'},
      {title: t('kg_co2e'), value: ([, s]) => s.kg_co2e, show: compact},
      {title: t('g_per_tonne_km'), value: ([, s]) => (s.tonne_km > 0 ? 1000 * s.kg_co2e / s.tonne_km : 0)},
      {title: t('fuel_used'), value: ([, s]) => (s.fuel_used === undefined ? '–' : `${plain(s.fuel_used)} ${s.fuel_unit ?? ''}`)},
      {title: withUnit(t('freight'), result.currency), value: ([, s]) => s.money['freight_earned'] ?? 0, show: compact},
      {title: withUnit(t('vessel_time'), result.currency), value: ([, s]) => s.money['vessel_time'] ?? 0, show: compact},
      {title: withUnit(t('fuel'), result.currency), value: ([, s]) => s.money['fuel'] ?? 0, show: compact}], services),
  });
}

function legs(result: Result, code: string): HTMLElement {
  const service = result.services[code];
  if (!service) return h('div');
  const trades = tradesOf(service.legs.map(leg => leg.teu_by_trade));
  const names = service.legs.map(leg => legName(result, leg));
  const each = (amount: number, leg: Leg): number => (leg.sailings > 0 ? amount / leg.sailings : 0);
  const top = legendHeight(trades.map(term));
  return panel({
    title: pair(nameOf(code, service), t('legs').toLocaleLowerCase()), note: t('legs_how'), height: top + 40 + 34 * names.length,
    option: () => ({
      legend: legend(trades.map(term)), grid: {left: 8, right: 24, top, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const index = (points as {dataIndex: number}[])[0]?.dataIndex ?? 0, leg = service.legs[index];
        return leg ? tip(names[index] ?? '', [[t('slot_use'), percent(leg.slot_use_share)], [t('sailings'), plain(leg.sailings)],
          ...trades.map(trade => [term(trade), `${plain(each(leg.teu_by_trade[trade] ?? 0, leg))} TEU`, tradeColours[trade]] as [string, string, string]),
          [t('offered'), plain(each(leg.teu_offered, leg))], [t('depth_limited'), plain(leg.sailings_limited_by_depth)], [t('left_behind'), plain(leg.boxes_left_behind)]]) : '';
      }},
      xAxis: valueAxis(compact), yAxis: [namesAxis(names, nameWidth() + (innerWidth < 600 ? 30 : 170)), {...namesAxis(names, 0), show: false}],
      series: [
        {type: 'bar', yAxisIndex: 1, barWidth: 22, silent: true, z: 1, data: service.legs.map(leg => each(leg.teu_offered, leg)),
          itemStyle: {color: 'transparent', borderColor: ink().soft, borderWidth: 1}},
        ...trades.map(trade => ({type: 'bar' as const, stack: 'teu', name: term(trade), barWidth: 16, z: 2,
          data: service.legs.map(leg => each(leg.teu_by_trade[trade] ?? 0, leg)), itemStyle: {color: tradeColours[trade] ?? '#888888'}})),
      ],
    }),
    table: table(t('legs'), [
      {title: t('leg'), value: leg => legName(result, leg)}, {title: t('sailings'), value: leg => leg.sailings},
      {title: t('offered'), value: leg => leg.teu_offered}, {title: t('carried'), value: leg => leg.teu_carried},
      {title: t('slot_use'), value: leg => leg.slot_use_share, show: percent},
      ...trades.map(trade => ({title: term(trade), value: (leg: Leg) => leg.teu_by_trade[trade] ?? 0})),
      {title: t('depth_limited'), value: leg => leg.sailings_limited_by_depth}, {title: t('left_behind'), value: leg => leg.boxes_left_behind}],
    service.legs),
  });
}

export const services: Page = {
  id: 'services', title: () => t('services'), shows: ({result}) => Object.keys(result.services).length > 0,
  draw: context => {
    const {result} = context;
    const byTeu = Object.entries(result.services).filter(([, s]) => s.legs.length > 0).sort((a, b) => b[1].teu - a[1].teu);
    const modes = [...new Set(byTeu.map(([, s]) => s.mode))];
    return h('div', {}, heading(t('services'), ofServices(context), modes.map(mode =>
      pair(term(mode), plain(byTeu.filter(([, s]) => s.mode === mode).length))).join(' · ')),
    fill(result),
    shownBy(picker, {key: 'service', label: t('choose_service'), options: byTeu.map(([code, s]) => [code, nameOf(code, s)]), otherwise: byTeu[0]?.[0] ?? ''},
      code => [legs(result, code)]));
  },
};
