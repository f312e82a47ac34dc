// What is different in an option: its overview begins with it.
import {h} from '../dom';
import {percent, plain, signed} from '../format';
import {nameOf, t} from '../language';
import {placeName, thingName} from '../names';
import type {Context} from '../pages';
import type {Result} from '../result';
import {table} from '../table';
import {differences} from './comparison';

interface Moved { kind: string; name: string; unit: string; base: number; option: number; weight: number }
const most = 12, least = 0.01;  // rows; a change below that part of the largest of its kind is left out

/** Things of one kind whose figure moved, each weighed against the largest figure of that kind. */
function moved(kind: string, unit: string, base: Map<string, number>, option: Map<string, number>, name: (code: string) => string): Moved[] {
  const largest = Math.max(0, ...base.values(), ...option.values());
  return [...new Set([...base.keys(), ...option.keys()])].map(code => {
    const before = base.get(code) ?? 0, after = option.get(code) ?? 0;
    return {kind, name: name(code), unit, base: before, option: after, weight: largest > 0 ? Math.abs(after - before) / largest : 0};
  }).filter(({weight}) => weight >= least);
}

const figures = <Thing>(things: Record<string, Thing>, of: (thing: Thing) => number): Map<string, number> =>
  new Map(Object.entries(things).map(([code, thing]) => [code, of(thing)]));
const lost = (result: Result): Map<string, number> => new Map(result.bottlenecks.map(b => [b.code, b.container_hours_lost]));

export function different(context: Context): HTMLElement | null {
  const {result, results, labels} = context, base = results[0];
  if (!base || base === result) return null;
  const option = results.indexOf(result);
  const rows = [
    ...moved(t('hours_lost'), t('container_hours'), lost(base), lost(result), code => thingName(result, code)),
    ...moved(t('service'), 'TEU', figures(base.services, s => s.teu), figures(result.services, s => s.teu), code => nameOf(code, result.services[code] ?? base.services[code])),
    ...moved(t('place'), 'TEU', figures(base.places, p => p.teu), figures(result.places, p => p.teu), code => placeName(result, code)),
  ].sort((a, b) => b.weight - a.weight).slice(0, most);
  return h('div', {}, differences({...context, results: [base, result], labels: [labels[0] ?? '', labels[option] ?? '']}),
    rows.length === 0 ? null : h('section', {class: 'panel'}, h('h3', {}, t('moved_most')), h('p', {class: 'note'}, t('moved_most_how')), table(t('moved_most'), [
      {title: t('name'), value: row => row.name}, {title: t('what'), value: row => row.kind}, {title: t('unit'), value: row => row.unit},
      {title: labels[0] ?? '', value: row => row.base}, {title: labels[option] ?? '', value: row => row.option},
      {title: t('change'), value: row => row.option - row.base, show: value => signed(value, plain)},
      {title: '%', value: row => (row.base > 0 ? row.option / row.base - 1 : '–'), show: value => signed(value, percent)}], rows)));
}
