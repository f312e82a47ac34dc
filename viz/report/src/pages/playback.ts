// Vehicles on the map, hour by hour, from the events of a run.
import type {Point} from '../basemap';
import {boundsOf, ground, mapped} from '../basemap';
import type {echarts} from '../chart';
import {panel, tip, tooltip} from '../chart';
import {courseOf} from '../courses';
import {clockTime} from '../dates';
import {h} from '../dom';
import {plain} from '../format';
import {nameOf, t, term} from '../language';
import type {Movements, Whereabouts} from '../movement';
import {whereabouts} from '../movement';
import {placeName} from '../names';
import type {Result} from '../result';
import {table} from '../table';
import {ink, modeColours} from '../theme';
import {player} from './player';

const perStep = 60;  // minutes
const betweenSteps = 120;  // milliseconds

/** A point of a line, this part of its length from its beginning. */
function along(line: Point[], part: number): Point {
  const steps = line.slice(1).map(([x, y], i) => Math.hypot(x - (line[i]?.[0] ?? x), y - (line[i]?.[1] ?? y)));
  let left = part * steps.reduce((total, step) => total + step, 0);
  for (const [i, step] of steps.entries()) {
    const [x, y] = line[i] ?? [0, 0], [nx, ny] = line[i + 1] ?? [x, y];
    if (left <= step && step > 0) return [x + (nx - x) * left / step, y + (ny - y) * left / step];
    left -= step;
  }
  return line[line.length - 1] ?? [0, 0];
}

/** Where it is drawn. A course over the edge of the map is two lines: it is on the one or on the other. */
function pointOf(result: Result, lines: Map<string, Point[][]>, {place, link, done}: Whereabouts): Point | undefined {
  const at = result.places[place], way = link === undefined ? undefined : result.links[link];
  if (!way) return at && mapped(at.lon, at.lat);
  const parts = lines.get(link ?? '') ?? [], forth = way.from === place ? done : 1 - done;
  const index = Math.min(parts.length - 1, Math.floor(forth * parts.length)), line = parts[index];
  return line && along(line, forth * parts.length - index);
}

export function playback(result: Result, movements: Movements): HTMLElement {
  const passed = new Set(movements.voyages.flatMap(({events}) => events.flatMap(([, code, , about]) => (code === 'PASS' ? [about] : []))));
  const lines = new Map([...passed].map((code): [string, Point[][]] => [code, courseOf(result, code)]));
  const steps = 24 * movements.days, begin = Date.parse(`${movements.start}T00:00:00Z`);
  let step = 0, chart: echarts.ECharts | undefined;
  const vehicles = () => ({type: 'scatter' as const, coordinateSystem: 'geo' as const, z: 3, symbolSize: 9,
    data: whereabouts(movements, step * perStep).flatMap(where => {
      const point = pointOf(result, lines, where), mode = result.services[where.voyage.service]?.mode ?? '';
      return point ? [{name: where.voyage.vehicle, value: point, where, symbol: where.waits ? 'diamond' : 'circle', symbolSize: where.waits ? 13 : 9,
        itemStyle: {color: where.waits ? ink().accent : modeColours[mode] ?? '#888888', borderColor: ink().paper, borderWidth: 1}}] : [];
    })});
  const time = player({key: 'hour', label: t('hour'), most: steps, wait: betweenSteps, said: next => clockTime(begin + next * perStep * 60_000),
    show: next => {
      step = next;
      chart?.setOption({series: [{}, vehicles()]} as never);
    }});
  step = time.first;
  const services = Object.entries(result.services).map(([code, service]) => ({code, service, voyages: movements.voyages.filter(voyage => voyage.service === code)})).filter(({voyages}) => voyages.length > 0);
  return panel({
    title: t('playback'), note: t('playback_how'), height: innerWidth < 700 ? 360 : 480, ready: made => { chart = made; },
    controls: h('div', {class: 'choices'}, ...time.controls),
    option: () => ({
      ...ground(boundsOf([...lines.values()].flat(2))),
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {where} = (p as {data: {where?: Whereabouts}}).data;
        return where ? tip(where.voyage.vehicle, [[t('service'), nameOf(where.voyage.service, result.services[where.voyage.service])], [t('place'), placeName(result, where.place)]]) : '';
      }},
      series: [{type: 'lines', coordinateSystem: 'geo', polyline: true, silent: true, z: 2, lineStyle: {color: ink().soft, width: 1, opacity: 0.5},
        data: [...lines.values()].flat().map(coords => ({coords}))}, vehicles()],
    }),
    table: table(t('playback'), [{title: t('service'), value: row => nameOf(row.code, row.service)}, {title: t('mode'), value: row => term(row.service.mode)},
      {title: t('vehicles_seen'), value: row => new Set(row.voyages.map(({vehicle}) => vehicle)).size, show: plain}, {title: t('voyages'), value: row => row.voyages.length}], services),
  });
}
