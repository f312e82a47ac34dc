// Pictures of movement: vehicles along a line over time, and who lies at a quay when.
import {legend, legendHeight, panel, tip, tooltip, valueAxis} from '../chart';
import {clockTime, shortDate} from '../dates';
import {h} from '../dom';
import {plain} from '../format';
import {nameOf, pair, say, t, term} from '../language';
import {ofMovement} from '../headlines/movement';
import type {Movements, Stage} from '../movement';
import {callsAt, hourlyQueues, linesOver, wayOf} from '../movement';
import {placeName, thingName} from '../names';
import type {Page} from '../pages';
import type {Result} from '../result';
import {table} from '../table';
import {ink, seriesColour} from '../theme';
import {choices, heading, picker, shownBy} from './parts';
import {playback} from './playback';

const minute = 60_000, day = 1440 * minute;
const begin = ({start}: Movements): number => Date.parse(`${start}T00:00:00Z`);

const timeAxis = (from: number, days: number) => ({
  type: 'time' as const, min: from, max: from + days * day, axisLine: {lineStyle: {color: ink().line}}, splitLine: {show: true, lineStyle: {color: ink().line, opacity: 0.6}},
  axisLabel: {color: ink().soft, hideOverlap: true, formatter: (time: number) => (time % day === 0 ? shortDate(new Date(time)) : new Date(time).toISOString().slice(11, 16))},
});

/** Services keep their colour in both pictures; all that are not among the first go by grey. */
const coloursOf = (services: string[]): Map<string, string> => new Map(services.slice(0, 8).map((service, i) => [service, seriesColour(i)]));

function stringLines(result: Result, movements: Movements, way: Stage[], days: number): HTMLElement {
  const from = begin(movements), lines = linesOver(result, movements, way).filter(({points}) => (points[0]?.[0] ?? 0) < days * 1440);
  const services = [...new Set(lines.map(({voyage}) => voyage.service))], colours = coloursOf(services);
  const locks = new Set([...Object.values(result.locks), ...Object.values(result.gauge_changes)].map(({place}) => place));
  const shown = services.slice(0, 8), names = shown.map(service => nameOf(service, result.services[service])), top = legendHeight(names);
  const farthest = way[way.length - 1]?.km ?? 0;
  return panel({
    title: t('string_lines'), note: t('string_lines_how'), height: top + Math.max(360, 26 * way.length),
    option: () => ({
      useUTC: true, legend: legend(names), grid: {left: 8, right: innerWidth < 600 ? 90 : 150, top, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {data} = p as {data: {line?: (typeof lines)[number]}};
        const voyage = data.line?.voyage;
        return voyage ? tip(nameOf(voyage.service, result.services[voyage.service]), [[t('vehicle'), voyage.vehicle], [t('begins'), clockTime(from + (data.line?.points[0]?.[0] ?? 0) * minute)]]) : '';
      }},
      xAxis: timeAxis(from, days), yAxis: {...valueAxis(value => `${plain(value)} ${t('km')}`), min: 0, max: farthest, splitLine: {show: false}},
      series: [
        ...way.map(({place, km}) => ({type: 'line' as const, silent: true, symbol: 'none', data: [[from, km], [from + days * day, km]],
          lineStyle: {width: locks.has(place) ? 2 : 1, type: locks.has(place) ? 'solid' as const : 'dashed' as const, color: locks.has(place) ? ink().accent : ink().pale},
          endLabel: {show: true, formatter: placeName(result, place), color: ink().text, fontSize: 11}, labelLayout: {hideOverlap: true}})),
        ...shown.map((service, i) => ({type: 'lines' as const, coordinateSystem: 'cartesian2d' as const, polyline: true, name: names[i] ?? '', clip: true,
          itemStyle: {color: colours.get(service) ?? ink().soft}, lineStyle: {color: colours.get(service) ?? ink().soft, width: 1.4, opacity: 0.8},
          data: lines.filter(({voyage}) => voyage.service === service).map(line => ({line, coords: line.points.map(([minutes, km]) => [from + minutes * minute, km])}))})),
        {type: 'lines' as const, coordinateSystem: 'cartesian2d' as const, polyline: true, clip: true, lineStyle: {color: ink().soft, width: 1, opacity: 0.5},
          data: lines.filter(({voyage}) => !colours.has(voyage.service)).map(line => ({line, coords: line.points.map(([minutes, km]) => [from + minutes * minute, km])}))},
      ],
    }),
    table: table(t('string_lines'), [{title: t('service'), value: l => nameOf(l.voyage.service, result.services[l.voyage.service])}, {title: t('vehicle'), value: l => l.voyage.vehicle},
      {title: t('from'), value: l => placeName(result, way.find(({km}) => km === l.points[0]?.[1])?.place ?? '')}, {title: t('begins'), value: l => clockTime(from + (l.points[0]?.[0] ?? 0) * minute)},
      {title: t('to'), value: l => placeName(result, way.find(({km}) => km === l.points[l.points.length - 1]?.[1])?.place ?? '')},
      {title: t('ends'), value: l => clockTime(from + (l.points[l.points.length - 1]?.[0] ?? 0) * minute)}], lines),
  });
}

function berthPlan(result: Result, movements: Movements, facility: string, days: number): HTMLElement {
  const from = begin(movements), calls = callsAt(movements, facility).filter(call => call.from < days * 1440);
  const services = [...new Set(calls.map(({voyage}) => voyage.service))], colours = coloursOf(services);
  const names = services.slice(0, 8).map(service => nameOf(service, result.services[service])), top = legendHeight(names);
  const rows = Math.max(0, ...calls.map(({row}) => row)) + 1;
  return panel({
    title: pair(t('berth_plan'), thingName(result, facility)), note: t('berth_plan_how'), height: top + 60 + 16 * rows,
    option: () => ({
      useUTC: true, legend: legend(names), grid: {left: 8, right: 24, top, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {data: {call}} = p as {data: {call: (typeof calls)[number]}};
        return tip(nameOf(call.voyage.service, result.services[call.voyage.service]), [[t('vehicle'), call.voyage.vehicle], [t('arrives'), clockTime(from + call.came * minute)],
          [t('berths_at'), clockTime(from + call.from * minute)], [t('departs'), clockTime(from + call.to * minute)], [t('hours'), plain((call.to - call.from) / 60)]]);
      }},
      xAxis: timeAxis(from, days), yAxis: {type: 'value', min: -0.5, max: rows - 0.5, inverse: true, show: false},
      series: [{type: 'lines' as const, coordinateSystem: 'cartesian2d' as const, polyline: true, clip: true, silent: true, lineStyle: {color: ink().accent, width: 2, type: 'dotted' as const},
        data: calls.filter(call => call.from > call.came).map(call => ({coords: [[from + call.came * minute, call.row], [from + call.from * minute, call.row]]}))},
      ...[...services.slice(0, 8), ''].map((service, i) => ({type: 'lines' as const, coordinateSystem: 'cartesian2d' as const, polyline: true, clip: true, name: names[i] ?? '',
        itemStyle: {color: colours.get(service) ?? ink().soft}, lineStyle: {color: colours.get(service) ?? ink().soft, width: 9, opacity: 0.85},
        data: calls.filter(({voyage}) => (service === '' ? !colours.has(voyage.service) : voyage.service === service))
          .map(call => ({call, coords: [[from + call.from * minute, call.row], [from + call.to * minute, call.row]]}))}))],
    }),
    table: table(t('berth_plan'), [{title: t('service'), value: c => nameOf(c.voyage.service, result.services[c.voyage.service])}, {title: t('vehicle'), value: c => c.voyage.vehicle},
      {title: t('arrives'), value: c => clockTime(from + c.came * minute)}, {title: t('berths_at'), value: c => clockTime(from + c.from * minute)}, {title: t('departs'), value: c => clockTime(from + c.to * minute)}, {title: t('hours'), value: c => (c.to - c.from) / 60}], calls),
  });
}

/** Who waits at a place hour by hour, and for what. */
function queuesByHour(result: Result, movements: Movements, place: string, days: number): HTMLElement {
  const from = begin(movements), lines = hourlyQueues(movements).filter(line => line.place === place).slice(0, 8), hours = Array.from({length: 24 * days}, (_, hour) => hour);
  const names = lines.map(({cause}) => term(cause)), top = legendHeight(names), at = (hour: number): number => from + hour * 60 * minute;
  return panel({
    title: pair(t('queues_by_hour'), placeName(result, place)), note: t('queues_by_hour_how'), height: top + 240,
    option: () => ({
      useUTC: true, legend: legend(names), grid: {left: 8, right: 24, top, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: (points: unknown) => {
        const hour = (points as {dataIndex: number}[])[0]?.dataIndex ?? 0;
        return tip(clockTime(at(hour)), lines.map(({byHour}, i) => [names[i] ?? '', plain(byHour[hour] ?? 0), seriesColour(i)]));
      }},
      xAxis: timeAxis(from, days), yAxis: valueAxis(plain, t('waiting_at_once')),
      series: lines.map(({byHour}, i) => ({type: 'line' as const, name: names[i] ?? '', symbol: 'none', step: 'end' as const, itemStyle: {color: seriesColour(i)},
        lineStyle: {color: seriesColour(i), width: 1.5}, areaStyle: {color: seriesColour(i), opacity: 0.15}, data: hours.map(hour => [at(hour), byHour[hour] ?? 0])})),
    }),
    table: table(t('queues_by_hour'), [{title: t('hour'), value: hour => clockTime(at(hour))}, ...lines.map(({byHour}, i) => ({title: names[i] ?? '', value: (hour: number) => byHour[hour] ?? 0}))], hours),
  });
}

export const movement: Page = {
  id: 'movement', title: () => t('movement_page'), shows: ({result, results, movements}) => movements !== undefined && results[0] === result,
  draw: ({result, movements}) => {
    const found = movements as Movements, from = new Date(begin(found));
    const services = Object.entries(result.services).filter(([code]) => wayOf(result, found, code).length > 1).sort((a, b) => wayOf(result, found, b[0]).length - wayOf(result, found, a[0]).length);
    const terminals = [...new Set(found.voyages.flatMap(({events}) => events.map(([, , at]) => at)))].filter(at => result.facilities[at])
      .sort((a, b) => (result.facilities[b]?.calls ?? 0) - (result.facilities[a]?.calls ?? 0));
    const waiting = [...new Set(hourlyQueues(found).map(({place}) => place))];
    return h('div', {}, heading(t('movement_page'), ofMovement(result, found), say('movement_lead', {from: shortDate(from), days: plain(found.days)})),
      shownBy(choices, {key: 'span', label: t('span'), options: ['3', '7', '28'].map(days => [days, `${days} ${term('days')}`]), otherwise: '7'}, days => [
        services.length === 0 ? null : shownBy(picker, {key: 'along', label: t('along'), options: services.map(([code, service]) => [code, nameOf(code, service)]), otherwise: services[0]?.[0] ?? ''},
          service => [stringLines(result, found, wayOf(result, found, service), Number(days))]),
        terminals.length === 0 ? null : shownBy(picker, {key: 'quay', label: t('terminal'), options: terminals.map(code => [code, thingName(result, code)]), otherwise: terminals[0] ?? ''},
          facility => [berthPlan(result, found, facility, Number(days))]),
        waiting.length === 0 ? null : shownBy(picker, {key: 'waits', label: t('place'), options: waiting.map(place => [place, placeName(result, place)]), otherwise: waiting[0] ?? ''},
          place => [queuesByHour(result, found, place, Number(days))])]),
      playback(result, found));
  },
};
