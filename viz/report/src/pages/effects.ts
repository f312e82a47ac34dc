// Which of many measures does most, alone and last of all, and which need each other: ranked intervals and a matrix of pairs.
import {namesAxis, nameWidth, panel, tip, tooltip} from '../chart';
import {h} from '../dom';
import {compact, half, plain, signed} from '../format';
import {figureName, isSure, measureLabel, ofEffects, sized} from '../headlines/effects';
import {intervals, type Span} from '../intervals';
import {pair, say, t, term} from '../language';
import {said} from '../sentences';
import type {Difference, Effects, PairEffect} from '../studies';
import {table} from '../table';
import {ink} from '../theme';
import {capital, heading, picker, remarksPanel, shownBy} from './parts';

const span = ({difference, half_width: by}: Difference): Span =>
  ({mean: difference, low: by === null ? null : difference - by, high: by === null ? null : difference + by});

/** As ranked by the program; by another figure, of which nobody says what is better, the largest difference first. */
function ordered({measures, ranked_by: by}: Effects, pointer: string): Effects['measures'] {
  const size = ({alone}: Effects['measures'][number]): number => Math.abs(alone[pointer]?.difference ?? 0);
  return pointer === by ? measures : [...measures].sort((a, b) => size(b) - size(a));
}

function ranked(effects: Effects, pointer: string): HTMLElement {
  const title = capital(figureName(effects, pointer)), rows = ordered(effects, pointer);
  const none: Difference = {difference: 0, half_width: null};
  const bar = (name: string, of: Difference, said: [string, string][]): Parameters<typeof intervals>[2][number] =>
    ({name, of: span(of), runs: [], colour: isSure(of) ? ink().bar : ink().soft, said});
  const all = effects.all_together[pointer] ?? none;
  const drawn = [
    ...rows.map(({measure, alone, last, note}) => bar(measureLabel(effects, measure), alone[pointer] ?? none,
      [[t('measures_alone'), sized(alone[pointer])], [t('measures_last'), sized(last?.[pointer])], ...(note === '' ? [] : [[t('note'), note] as [string, string]])])),
    bar(t('measures_all'), all, [[t('measures_all'), sized(all)]])];
  return intervals(title, t('measures_ranked_how'), drawn, value => signed(value, compact), true, table(title, [
    {title: t('measures_measure'), value: row => measureLabel(effects, row.measure)},
    {title: capital(t('measures_alone')), value: row => row.alone[pointer]?.difference ?? '–'}, {title: '±', value: row => row.alone[pointer]?.half_width ?? '–', show: half},
    {title: capital(t('measures_last')), value: row => row.last?.[pointer]?.difference ?? '–'}, {title: '± ', value: row => row.last?.[pointer]?.half_width ?? '–', show: half},
    {title: t('note'), value: row => row.note || '–'}], rows), true);
}

/** By the figure to rank by, that two help or hinder each other; by any other, only that there is more than chance. */
const verdictOf = (effects: Effects, both: PairEffect, pointer: string): string =>
  (pointer === effects.ranked_by ? both.verdict : isSure(both.beyond_sum[pointer]) ? 'beyond_chance' : 'undecided');

/** Half of it would say all; both halves are drawn, so that a measure is read along its row. */
function matrix(effects: Effects, pointer: string): HTMLElement | null {
  const {measures, pairs} = effects;
  const codes = measures.map(({measure}) => measure).filter(code => pairs.some(({one, other}) => code === one || code === other));
  if (codes.length === 0) return null;
  const names = codes.map(code => measureLabel(effects, code));
  const colours: Record<string, string> = {help: '#2f7d55', hinder: ink().accent, beyond_chance: ink().bar};
  const cell = (one: string, x: number, other: string, y: number, of: Difference | undefined, verdict: string) => ({
    value: [x, y, of?.difference ?? 0], visualMap: false as const, name: one === other ? names[x] ?? '' : `${names[y] ?? ''} + ${names[x] ?? ''}`, of, verdict,
    label: {show: true, formatter: `${of ? signed(of.difference, compact) : '–'}${colours[verdict] ? `\n${term(verdict)}` : ''}`, lineHeight: 15, color: colours[verdict] ? '#ffffff' : ink().text, fontSize: 12, ...(one === other ? {fontWeight: 'bold' as const} : {})},
    itemStyle: {color: colours[verdict] ?? (one === other ? ink().pale : ink().water), borderColor: ink().paper, borderWidth: 2}});
  const cells = codes.flatMap((other, y) => codes.map((one, x) => {
    if (one === other) return cell(one, x, other, y, measures.find(({measure}) => measure === one)?.alone[pointer], 'measures_alone');
    const both = pairs.find(each => (each.one === one && each.other === other) || (each.one === other && each.other === one));
    return cell(one, x, other, y, both?.beyond_sum[pointer], both ? verdictOf(effects, both, pointer) : 'undecided');
  }));
  return panel({
    title: t('measures_pairs'), note: t('measures_pairs_how'), height: 60 + 38 * codes.length,
    option: () => ({
      grid: {left: 8, right: 12, top: 4, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {name, of, verdict} = (p as {data: {name: string; of?: Difference; verdict: string}}).data;
        return tip(name, [[term(verdict), sized(of)]]);
      }},
      xAxis: {type: 'category', data: codes.map(code => measureLabel(effects, code).split(' ')[0] ?? code), axisTick: {show: false}, axisLine: {show: false}, axisLabel: {color: ink().soft, interval: 0}},
      yAxis: namesAxis(names, nameWidth() + (innerWidth < 600 ? 20 : 130)),
      visualMap: {show: false, min: 0, max: 1, dimension: 2},  // a heatmap must have one; cells have colours of their own
      series: [{type: 'heatmap', progressive: 0, data: cells}],
    }),
    table: table(t('measures_two'), [
      {title: t('measures_measure'), value: p => measureLabel(effects, p.one)}, {title: t('measures_other'), value: p => measureLabel(effects, p.other)},
      {title: capital(t('measures_together')), value: p => p.together[pointer]?.difference ?? '–'}, {title: '±', value: p => p.together[pointer]?.half_width ?? '–', show: half},
      {title: t('measures_beyond'), value: p => p.beyond_sum[pointer]?.difference ?? '–'}, {title: '± ', value: p => p.beyond_sum[pointer]?.half_width ?? '–', show: half},
      {title: t('verdict'), value: p => term(verdictOf(effects, p, pointer))}], pairs),
  });
}

export function effectsPage(effects: Effects): HTMLElement {
  const {ranked_by: by, figures, left_out: leftOut, contradictions} = effects;
  const pointers = [by, ...Object.keys(figures).filter(pointer => pointer !== by)];
  const remarks = [
    ...Object.entries(leftOut).map(([measure, why]) => pair(measure, said(why))),
    ...contradictions.map(({one, other, pointer}) => say('measures_both_set', {one: measureLabel(effects, one), other: measureLabel(effects, other), pointer}))];
  return h('div', {},
    heading(pair(effects.provenance.experiment, t('measures_page')), ofEffects(effects),
      say('measures_lead', {scenario: effects.provenance.scenario, figure: capital(figureName(effects, by)), base: plain(figures[by]?.base ?? NaN)})),
    shownBy(picker, {key: 'figure', label: t('measure'), options: pointers.map(pointer => [pointer, figureName(effects, pointer)]), otherwise: by},
      pointer => [ranked(effects, pointer), matrix(effects, pointer)]),
    remarksPanel(remarks));
}
