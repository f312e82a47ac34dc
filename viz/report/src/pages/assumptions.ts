// What was assumed: every input of weight with its source, and where an option differs from the base.
import {h} from '../dom';
import {percent, plain} from '../format';
import {ofAssumptions} from '../headlines/assumptions';
import type {Ground, Scenario, Thing} from '../inputs';
import {differencesOf, groundOf, sourceOf, thingsOf, valuesOf} from '../inputs';
import {nameOf, t, term} from '../language';
import {flowName, thingName} from '../names';
import type {Context, Page} from '../pages';
import type {Result} from '../result';
import type {Column} from '../table';
import {table} from '../table';
import {capital, heading, remarksPanel} from './parts';

const sections = ['vehicle_classes', 'services', 'flows', 'mail_flows', 'facilities', 'links', 'fuels', 'box_types', 'disruptions'];
const ofTheWhole = ['policy', 'customs', 'trucking', 'empties', 'transfer_rules'];

const columnName = (path: string): string => path.split(' ').map(term).join(' · ');
const grounds: Record<Ground, () => string> = {sourced: () => t('sourced'), assumed: () => `⚑ ${t('assumption')}`, unsaid: () => t('unsaid')};

const called = (result: Result, section: string, code: string, thing: Thing): string =>
  (section === 'facilities' || section === 'links' ? thingName(result, code) : section === 'flows' ? flowName(result, code) : nameOf(code, thing));

/** Columns for what at least one thing states and what is not the same for all. */
function columnsOf(things: [string, Thing][]): string[] {
  const values = things.map(([, thing]) => valuesOf(thing));
  return [...new Set(values.flatMap(each => [...each.keys()]))].filter(path => things.length === 1 || values.some(each => each.has(path) && each.get(path) !== 0));
}

const shares = new Set(['light_fuel_share', 'shallow_water_share']);
const shown = (path: string, value: string | number | undefined): string | number =>
  (value === undefined ? '–' : typeof value === 'string' && /^[a-z_]+$/.test(value) ? term(value) : typeof value === 'number' && shares.has(path) ? percent(value) : value);

function sectionTable(result: Result, scenario: Scenario, section: string): HTMLElement | null {
  const things = thingsOf(scenario, section);
  if (things.length === 0) return null;
  const columns: Column<[string, Thing]>[] = [
    {title: t('name'), value: ([code, thing]) => called(result, section, code, thing)},
    {title: t('ground'), value: ([, thing]) => grounds[groundOf(thing)]()},
    ...columnsOf(things).map((path): Column<[string, Thing]> => ({title: columnName(path), value: ([, thing]) => shown(path, valuesOf(thing).get(path))})),
    {title: t('source'), value: ([, thing]) => (thing.source === 'assumption' ? t('assumption') : sourceOf(scenario, thing) ?? '–')}, {title: t('note'), value: ([, thing]) => thing.note ?? '–'}];
  return h('section', {class: 'panel'}, h('h3', {}, capital(term(section))), table(term(section), columns, things));
}

function wholeTable(scenario: Scenario): HTMLElement | null {
  const rows = ofTheWhole.flatMap(section => {
    const thing = scenario[section];
    return thing && typeof thing === 'object' && !Array.isArray(thing) ? [...valuesOf(thing as Thing)].map(([path, value]) => ({section, path, value})) : [];
  });
  return rows.length === 0 ? null : h('section', {class: 'panel'}, h('h3', {}, t('rules_and_prices')), table(t('rules_and_prices'), [
    {title: t('where'), value: row => term(row.section)}, {title: t('what'), value: row => columnName(row.path)}, {title: t('value'), value: row => String(shown(row.path, row.value))}], rows));
}

function differences({result, inputs, results, labels}: Context): HTMLElement | null {
  const base = inputs[0]?.scenario, own = inputs[results.indexOf(result)]?.scenario;
  if (!base || !own || result === results[0]) return null;
  const rows = differencesOf(base, own);
  const label = labels[results.indexOf(result)] ?? '';
  return h('section', {class: 'panel'}, h('h3', {}, t('inputs_differ')), h('p', {class: 'note'}, `${plain(rows.length)} ${t('rows_shown')}`),
    table(t('inputs_differ'), [{title: t('where'), value: row => row.pointer}, {title: labels[0] ?? t('base'), value: row => row.base}, {title: label, value: row => row.other}], rows));
}

export const assumptions: Page = {
  id: 'assumptions', title: () => t('assumptions_page'), shows: ({result, results, inputs}) => inputs[results.indexOf(result)] !== undefined,
  draw: context => {
    const {result, results, inputs} = context, scenario = (inputs[results.indexOf(result)] as {scenario: Scenario}).scenario;
    return h('div', {}, heading(t('assumptions_page'), ofAssumptions(scenario, result), t('assumptions_lead')), differences(context), remarksPanel(result.remarks),
      ...sections.map(section => sectionTable(result, scenario, section)), wholeTable(scenario));
  },
};
