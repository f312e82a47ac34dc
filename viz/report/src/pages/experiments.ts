import {h} from '../dom';
import type {Experiment, Interval, Measured} from '../experiment';
import {measured, measureName, optionLabel} from '../experiment';
import {ofExperiment} from '../headlines/experiment';
import {compact, percent, plain, signed, withHalf} from '../format';
import {intervals} from '../intervals';
import {pair, say, t, term} from '../language';
import {said} from '../sentences';
import {table} from '../table';
import {ink} from '../theme';
import {heading, picker, remarksPanel, shownBy} from './parts';

const sized = ({mean, half_width}: Interval): string => withHalf(mean, half_width);

const verdictColour = (verdict: string): string => (verdict === 'higher' || verdict === 'lower' ? ink().bar : ink().soft);

function oneMeasure(experiment: Experiment, pointer: string): HTMLElement {
  const title = measured(experiment, pointer);
  const options = Object.entries(experiment.measures[pointer] ?? {});
  const base = options[0]?.[1];
  const confidence = percent(experiment.method.confidence);
  const against = options.flatMap(([name, m]) => (m.against_base ? [{name: optionLabel(experiment, name), of: m.against_base}] : []));
  const share = (value: number): string => (base && base.mean !== 0 ? ` (${signed(value / Math.abs(base.mean), percent)})` : '');
  return h('div', {},
    intervals(title, `${t('interval_how')} ${confidence}`, options.map(([name, m]) => ({name: optionLabel(experiment, name), of: m, colour: ink().bar,
      runs: m.values.filter((value): value is number => value !== null),
      said: [[t('mean'), sized(m)], [t('runs'), plain(m.count)], [t('lowest'), plain(m.min)], [t('highest'), plain(m.max)]]})), compact, false,
    table(title, [
      {title: t('option'), value: ([name]) => optionLabel(experiment, name)}, {title: t('mean'), value: ([, m]) => m.mean}, {title: '±', value: ([, m]) => m.half_width ?? '–'},
      {title: t('low_end'), value: ([, m]) => m.low ?? '–'}, {title: t('high_end'), value: ([, m]) => m.high ?? '–'},
      {title: t('runs'), value: ([, m]) => m.count}, {title: t('lowest'), value: ([, m]) => m.min}, {title: t('highest'), value: ([, m]) => m.max}], options)),
    against.length === 0 ? null : intervals(pair(t('option_less_base'), title), t('option_less_base_how'), against.map(({name, of}) => ({name, of, runs: [],
      colour: verdictColour(of.verdict), said: [[t('differences_short'), sized(of) + share(of.mean)], [t('verdict'), term(of.verdict)], [t('pairs'), plain(of.pairs)]] as [string, string][]})),
    value => signed(value, compact), true,
    table(t('option_less_base'), [
      {title: t('option'), value: row => row.name}, {title: t('differences_short'), value: row => row.of.mean}, {title: '±', value: row => row.of.half_width ?? '–'},
      {title: t('low_end'), value: row => row.of.low ?? '–'}, {title: t('high_end'), value: row => row.of.high ?? '–'}, {title: t('verdict'), value: row => term(row.of.verdict)}], against)));
}

export function experimentPage(experiment: Experiment): HTMLElement {
  const {provenance, period, method} = experiment;
  const pointers = Object.keys(experiment.measures);
  const rows = pointers.flatMap(pointer => Object.entries(experiment.measures[pointer] ?? {}).map(([option, m]): [string, string, Measured] => [pointer, option, m]));
  const options = Object.entries(experiment.options);
  const complete = experiment.missing.length === 0 && experiment.audit_failed.length === 0;
  return h('div', {},
    heading(provenance.experiment, ofExperiment(experiment), `${plain(options.length)} ${t('options').toLocaleLowerCase()} × ${plain(experiment.replications)} ${t('runs').toLocaleLowerCase()} · ` +
      say('days_from', {days: plain(period.length_days), from: period.start}), said(method.note)),
    h('p', {class: complete ? 'badge good' : 'badge bad'}, complete ? `✓ ${t('all_runs')}`
      : `✗ ${plain(experiment.missing.length)} ${t('runs_missing')}, ${plain(experiment.audit_failed.length)} ${t('runs_failed')}`),
    remarksPanel(options.flatMap(([name, o]) => (o.remarks ?? []).map(remark => `${name}: ${remark}`))),
    shownBy(picker, {key: 'measure', label: t('measure'), options: pointers.map(pointer => [pointer, measureName(pointer)]), otherwise: pointers[0] ?? ''},
      pointer => [pointer === '' ? null : oneMeasure(experiment, pointer)]),
    h('section', {class: 'panel'}, h('h3', {}, t('all_measures')), table(t('all_measures'), [
      {title: t('measure'), value: ([pointer]) => measured(experiment, pointer)}, {title: t('option'), value: ([, option]) => optionLabel(experiment, option)},
      {title: t('mean'), value: ([, , m]) => m.mean}, {title: '±', value: ([, , m]) => m.half_width ?? '–'},
      {title: t('differences_short'), value: ([, , m]) => m.against_base?.mean ?? '–'}, {title: '±', value: ([, , m]) => m.against_base?.half_width ?? '–'},
      {title: t('verdict'), value: ([, , m]) => (m.against_base ? term(m.against_base.verdict) : '–')}], rows)),
    h('section', {class: 'panel'}, h('h3', {}, t('options')), table(t('options'), [
      {title: t('option'), value: ([name]) => optionLabel(experiment, name)}, {title: t('runs'), value: ([, o]) => o.runs}, {title: t('fills_up'), value: ([, o]) => o.runs_that_fill_up ?? '–'},
      {title: t('parameters'), value: ([, o]) => Object.entries(o.parameters).map(([pointer, value]) => `${pointer} = ${JSON.stringify(value)}`).join('; ') || '–'},
      {title: t('note'), value: ([, o]) => o.note || '–'}, {title: 'SHA-256', value: ([, o]) => o.scenario_sha256.slice(0, 16)}], options)));
}
