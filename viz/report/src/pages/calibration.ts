// How well a fitted scenario says what was observed: first of all what it was not shown.
import {boundsOf, ground, mapped} from '../basemap';
import {legend, legendHeight, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {percent, plain, signed} from '../format';
import type {Headline} from '../headlines/headline';
import {intervals} from '../intervals';
import {pair, say, t, term} from '../language';
import type {Calibration, Fitted, Observed, Scores} from '../studies';
import {table} from '../table';
import {ink} from '../theme';
import {heading, remarksPanel} from './parts';

const error = ({wape}: Scores): string => (wape === null ? '–' : percent(wape));

function headline({held_out, fitted}: Calibration): Headline {
  const seen = held_out.after.count > 0 ? held_out : fitted;
  return {
    sentence: say(held_out.after.count > 0 ? 'head_held_out' : 'head_fitted', {count: plain(seen.after.count), error: error(seen.after), before: error(seen.before), verdict: term(seen.after.verdict ?? '–')}),
    certainty: t('verdict_lewis'), ...(held_out.after.count > 0 ? {} : {caveat: t('caveat_none_held_out')})};
}

interface Scored { of: string; kind: string; size: string; count: number; wape: number; bias: number; rmse: number }
/** By kind, and within each by size: a third of the observations each. */
const scored = (of: string, {kinds}: Scores): Scored[] => Object.entries(kinds).flatMap(([kind, score]) => [
  {of, kind, size: t('all_sizes'), ...score},
  ...((score.by_size ?? []).length > 1 ? (score.by_size ?? []).map((each, i) => ({of, kind, size: `${i + 1}/${score.by_size?.length ?? 1}`, ...each})) : [])]);

/** Errors where they were observed: as large as they are, and of the colour of their sign. */
function onTheMap(observations: [string, Observed][]): HTMLElement[] {
  const placed = observations.flatMap(([name, o]) => (o.at && o.error_share !== null ? [{name, o, at: mapped(o.at.lon, o.at.lat), share: o.error_share}] : []));
  if (placed.length === 0) return [];
  const most = Math.max(...placed.map(({share}) => Math.abs(share)), 1e-9);
  const title = t('residuals_mapped');
  return [panel({title, note: t('residuals_mapped_how'), height: innerWidth < 700 ? 360 : 460, option: () => ({
    ...ground(boundsOf(placed.map(({at}) => at), {right: 3.5})),
    tooltip: {...tooltip(), trigger: 'item', formatter: (point: unknown) => {
      const row = placed[(point as {dataIndex: number}).dataIndex];
      return row ? tip(row.name, [[t('observed'), plain(row.o.observed)], [t('simulated'), plain(row.o.after)], [t('off_by'), signed(row.share, percent)], [t('of_which'), t(row.o.held_out ? 'held_out' : 'fitted_to')]]) : '';
    }},
    series: [{type: 'scatter', coordinateSystem: 'geo', data: placed.map(({name, o, at, share}) => ({name, value: [...at, share],
      symbolSize: 6 + 26 * Math.sqrt(Math.abs(share) / most),
      itemStyle: {color: share > 0 ? ink().accent : ink().bar, opacity: o.held_out ? 0.95 : 0.45, borderColor: ink().paper, borderWidth: 1}})),
    label: {show: true, position: 'right', formatter: point => `${placed[point.dataIndex]?.o.at?.place ?? ''} ${signed(placed[point.dataIndex]?.share ?? 0, percent)}`, color: ink().text, textBorderColor: ink().paper, textBorderWidth: 3},
    labelLayout: {hideOverlap: true}}],
  }), table: table(title, [{title: t('observation'), value: ({name}) => name}, {title: t('place'), value: ({o}) => o.at?.place ?? '–'},
    {title: t('off_by'), value: ({share}) => share, show: value => signed(value, percent)}], placed)})];
}

/** How the misfit rises to both sides of what was fitted: the steeper, the more sharply it is known. */
function profiles(rows: [string, Fitted][]): HTMLElement {
  const title = t('profiles');
  const place = (p: Fitted, value: number): number => (value - p.value) / (p.to - p.from);
  const least = (p: Fitted): number => Math.min(...p.profile.map(({misfit}) => misfit));
  return panel({title, note: t('profiles_how'), height: 260, option: () => ({
    legend: legend(), grid: {left: 8, right: 24, top: legendHeight(rows.map(([name]) => name)), bottom: 4, containLabel: true}, tooltip: {...tooltip(), trigger: 'item'},
    xAxis: valueAxis(value => signed(value, percent)), yAxis: valueAxis(plain),
    series: rows.map(([name, p]) => ({type: 'line' as const, name, symbolSize: 7, data: p.profile.map(({value, misfit}) => [place(p, value), misfit - least(p)])})),
  }), table: table(title, [{title: t('figure_name'), value: row => row.name}, {title: t('value'), value: row => row.value}, {title: t('misfit'), value: row => row.misfit}],
    rows.flatMap(([name, p]) => p.profile.map(point => ({name, ...point}))))});
}

/** Counts by the hour against the threshold of the British guidance. */
const counted = ({after}: Calibration['fitted'], of: string): HTMLElement[] => (after.geh_below_5_share === undefined ? [] : [
  h('p', {class: 'note'}, say(after.geh_below_5_share > 0.85 ? 'geh_met' : 'geh_missed', {part: of, share: percent(after.geh_below_5_share)}))]);

function parameters(rows: [string, Fitted][]): HTMLElement {
  const title = t('fitted_figures');
  return h('section', {class: 'panel'}, h('h3', {}, title), table(title, [
    {title: t('figure_name'), value: ([name]) => name}, {title: t('search_start'), value: ([, p]) => p.start}, {title: t('fitted_value'), value: ([, p]) => p.value},
    {title: t('low_end'), value: ([, p]) => p.low}, {title: t('high_end'), value: ([, p]) => p.high}, {title: t('range_from'), value: ([, p]) => p.from},
    {title: t('range_to'), value: ([, p]) => p.to}, {title: t('known_sharply'), value: ([, p]) => (p.known ? '✓' : '–')}], rows));
}

export function calibrationPage(calibration: Calibration): HTMLElement {
  const observations = Object.entries(calibration.observations).sort(([, a], [, b]) => Number(b.held_out) - Number(a.held_out));
  const part = ({held_out}: Observed): string => t(held_out ? 'held_out' : 'fitted_to');
  const off = t('residuals');
  const shares = observations.filter(([, o]) => o.error_share !== null);
  return h('div', {}, heading(pair(calibration.provenance.calibration, t('calibration_page')), headline(calibration),
    say('calibration_lead', {scenario: calibration.provenance.scenario, runs: plain(calibration.method.runs), search: calibration.method.search})),
  intervals(off, t('residuals_how'), shares.map(([name, o]) => ({name, runs: [], colour: o.held_out ? ink().bar : ink().soft,
    of: {mean: o.error_share ?? 0, low: null, high: null}, said: [[t('observed'), plain(o.observed)], [t('simulated'), plain(o.after)], [t('of_which'), part(o)]] as [string, string][]})),
  value => signed(value, percent), true, table(off, [
    {title: t('observation'), value: ([name]) => name}, {title: t('of_which'), value: ([, o]) => part(o)}, {title: t('kind'), value: ([, o]) => o.kind},
    {title: t('observed'), value: ([, o]) => o.observed}, {title: t('before_fit'), value: ([, o]) => o.before}, {title: t('simulated'), value: ([, o]) => o.after},
    {title: t('off_by'), value: ([, o]) => o.error_share ?? '–', show: value => signed(value, percent)}, {title: t('deviations_off'), value: ([, o]) => o.deviations_off},
    {title: 'GEH', value: ([, o]) => o.geh ?? '–'}, {title: t('observed_when'), value: ([, o]) => o.period || '–'}, {title: t('source'), value: ([, o]) => o.source}], observations), true),
  ...onTheMap(observations),
  h('section', {class: 'panel'}, h('h3', {}, t('score')), ...counted(calibration.held_out, t('held_out')), ...counted(calibration.fitted, t('fitted_to')), table(t('score'), [
    {title: t('of_which'), value: s => s.of}, {title: t('kind'), value: s => s.kind}, {title: t('size_class'), value: s => s.size}, {title: t('count'), value: s => s.count},
    {title: 'WAPE', value: s => s.wape, show: percent}, {title: t('bias'), value: s => s.bias, show: value => signed(value, percent)}, {title: 'RMSE', value: s => s.rmse}],
  [...scored(t('held_out'), calibration.held_out.after), ...scored(t('fitted_to'), calibration.fitted.after)])),
  parameters(Object.entries(calibration.parameters)), profiles(Object.entries(calibration.parameters)), remarksPanel(calibration.remarks));
}
