// Sections of a result that have no drawing of their own: a table each, with a column for every figure in them.
import {namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {listed, oneRun} from '../headlines/headline';
import {nameOf, pair, t, term} from '../language';
import {thingName} from '../names';
import type {Page} from '../pages';
import type {Named, Result} from '../result';
import type {Column} from '../table';
import {table} from '../table';
import {seriesColour} from '../theme';
import {capital, heading, picker, shownBy} from './parts';

type Leaf = string | number;
interface Entry { name: string; cells: Map<string, Leaf> }

const hidden = new Set(['name', 'source', 'note', 'assets']);

function leaves(value: unknown, path: string, cells: Map<string, Leaf>): void {
  if (typeof value === 'number' || typeof value === 'string') cells.set(path, value);
  else if (typeof value === 'boolean') cells.set(path, t(value ? 'yes' : 'no'));
  else if (value && typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) if (!hidden.has(key)) leaves(inner, path ? `${path} ${key}` : key, cells);
  }
}

const isOne = (section: object): boolean => Object.values(section).some(value => typeof value === 'number');

/** Rows of a section that is keyed by code, or by words of ours, or a list; a section of one thing has none. */
function entries(result: Result, section: unknown, codesAreWords = false): Entry[] {
  if (!section || typeof section !== 'object' || isOne(section)) return [];
  return Object.entries(section).filter(([, value]) => value && typeof value === 'object').map(([code, value]) => {
    const thing = value as Named & Record<string, unknown>;
    const cells = new Map<string, Leaf>();
    leaves(thing, '', cells);
    for (const key of ['place', 'from', 'to']) {
      const at = cells.get(key);
      if (typeof at === 'string') cells.set(key, thingName(result, at));
    }
    const place = cells.get('place');
    const own = Array.isArray(section) ? String(Number(code) + 1) : thing.name ? nameOf(code, thing)
      : typeof place === 'string' && code.includes('/') ? term(code.slice(code.indexOf('/') + 1)) : codesAreWords ? term(code) : thingName(result, code);
    return {name: typeof place === 'string' && !own.includes(place) && !Array.isArray(section) ? `${place} · ${own}` : own, cells};
  });
}

const columnName = (path: string): string => path.split(' ').map(term).join(' · ');

/** A section of one thing: a line for each figure. */
function figuresOf(key: string, section: object): HTMLElement {
  const cells = new Map<string, Leaf>();
  leaves(section, '', cells);
  return h('section', {class: 'panel'}, h('h3', {}, capital(term(key))), table(term(key), [{title: t('measure'), value: ([path]) => columnName(path)},
    {title: t('amount'), value: ([, value]) => value}], [...cells]));
}

function section(result: Result, key: string): HTMLElement | null {
  const found = (result as unknown as Record<string, unknown>)[key];
  if (found && typeof found === 'object' && isOne(found)) return figuresOf(key, found);
  const rows = entries(result, found, key === 'switching');
  if (rows.length === 0) return null;
  const paths = [...new Set(rows.flatMap(row => [...row.cells.keys()]))];
  const columns: Column<Entry>[] = [{title: t('name'), value: row => row.name},
    ...paths.map((path): Column<Entry> => ({title: columnName(path), value: row => row.cells.get(path) ?? '–',
      show: /_share$/.test(path) ? percent : plain}))];
  const figures = table(term(key), columns, rows);
  const drawn = paths.filter(path => rows.some(row => Number(row.cells.get(path)) > 0) && rows.every(row => typeof (row.cells.get(path) ?? 0) === 'number'));
  if (drawn.length === 0 || rows.length < 2) return h('section', {class: 'panel'}, h('h3', {}, term(key)), figures);
  const chart = (path: string): HTMLElement => {
    const show = /_share$/.test(path) ? percent : compact;
    const sorted = [...rows].sort((a, b) => Number(b.cells.get(path) ?? 0) - Number(a.cells.get(path) ?? 0)).slice(0, 20);
    return panel({
      title: pair(term(key), columnName(path)), height: 44 + 26 * sorted.length,
      option: () => ({
        grid: {left: 8, right: 60, top: 4, bottom: 4, containLabel: true},
        tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
          const row = sorted[(p as {dataIndex: number}).dataIndex];
          return row ? tip(row.name, drawn.map(each => [columnName(each), (/_share$/.test(each) ? percent : plain)(Number(row.cells.get(each) ?? 0))] as [string, string]).slice(0, 14)) : '';
        }},
        xAxis: valueAxis(show), yAxis: namesAxis(sorted.map(row => row.name), nameWidth() + 30),
        series: [{type: 'bar', barMaxWidth: 15, itemStyle: {color: seriesColour(0), borderRadius: [0, 3, 3, 0]}, data: sorted.map(row => Number(row.cells.get(path) ?? 0))}],
      }),
      table: figures,
    });
  };
  return shownBy(picker, {key: `of_${key}`, label: pair(term(key), t('measure')), options: drawn.map(path => [path, columnName(path)]), otherwise: drawn[0] ?? ''},
    path => [chart(path)]);
}

/** What hubs have so many of: a line each, since no two hubs have the same. */
function hubAssets(result: Result): HTMLElement[] {
  const rows = Object.entries(result.hubs ?? {}).flatMap(([hub, {place, assets}]) => Object.entries(assets).map(([code, asset]) => {
    const [facility = '', what = ''] = code.split('/');
    return {hub: thingName(result, hub), asset: `${thingName(result, `${place}/${facility}`)} · ${term(what)}`, figures: asset};
  }));
  if (rows.length === 0) return [];
  type Row = typeof rows[number];
  const figure = (key: keyof Row['figures']): Column<Row> => ({title: term(key), value: row => row.figures[key] ?? '–',
    show: key === 'utilisation_share' ? percent : plain});
  return [h('section', {class: 'panel'}, h('h3', {}, capital(term('assets'))), table(term('assets'), [{title: term('hubs'), value: row => row.hub},
    {title: term('assets'), value: row => row.asset}, figure('count'), figure('utilisation_share'), figure('box_hours_lost'),
    figure('box_hours_spared_by_one_more')], rows))];
}

const drawnElsewhere = new Set(['format', 'provenance', 'currency', 'period', 'audit', 'totals', 'bottlenecks', 'places', 'facilities', 'locks',
  'gauge_changes', 'customs', 'empties', 'postal', 'links', 'services', 'flows', 'connections', 'weeks', 'fuels', 'modes', 'overload', 'payments', 'parties']);
const others = (result: Result): string[] => Object.keys(result).filter(key => !drawnElsewhere.has(key));

export const more: Page = {
  id: 'more', title: () => t('more_page'),
  shows: ({result}) => others(result).some(key => section(result, key) !== null),
  draw: ({result}) => {
    const found = others(result).flatMap(key => {
      const drawn = section(result, key);
      return drawn ? [{key, drawn}] : [];
    });
    return h('div', {}, heading(t('more_page'), oneRun('head_more', {sections: listed(found.map(({key}) => term(key)))})),
      ...found.flatMap(({key, drawn}) => key === 'hubs' ? [drawn, ...hubAssets(result)] : [drawn]));
  },
};
