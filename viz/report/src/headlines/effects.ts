// What many measures answer: which do most alone by the figure that they are ranked by, and which pairs need each other.
import {inUnit, measureName, unitName} from '../experiment';
import {percent, plain, signed, withHalf} from '../format';
import {nameOf, say, t} from '../language';
import type {Difference, Effects, MeasureEffect, PairEffect} from '../studies';
import type {Headline} from './headline';
import {listed} from './headline';

export const figureName = ({figures}: Effects, pointer: string): string => inUnit(pointer, figures[pointer]?.unit ?? '');

/** Beyond what chance could do. */
export const isSure = (of: Difference | undefined): boolean => of !== undefined && of.half_width !== null && Math.abs(of.difference) > of.half_width;

export const sized = (of: Difference | undefined): string => (of ? signed(of.difference, size => withHalf(size, of.half_width)) : '–');

/** A measure goes by the name that its overlays have, and a number before it that the planner gave it. */
export function measureLabel(effects: Effects, code: string): string {
  const name = nameOf('', effects.measures.find(({measure}) => measure === code));
  const number = /^\d+/.exec(code)?.[0].replace(/^0/, '');
  return name === '' ? code : number === undefined ? name : `${number} ${name}`;
}

const good = ({better, ranked_by: by}: Effects, of: MeasureEffect): number => (of.alone[by]?.difference ?? 0) * (better === 'lower' ? -1 : 1);

function pairSentence(effects: Effects, {one, other}: PairEffect): string {
  return say('measures_pair', {one: measureLabel(effects, one), other: measureLabel(effects, other)});
}

export function ofEffects(effects: Effects): Headline {
  const {figures, measures, method, pairs, ranked_by: by, all_together: all} = effects;
  const unit = unitName(figures[by]?.unit ?? '');
  const helpful = measures.filter(each => isSure(each.alone[by]) && good(effects, each) > 0).slice(0, 3);
  const certainty = say('measures_certainty', {runs: plain(method.runs), replications: plain(method.replications), confidence: percent(method.confidence)});
  const strongest = helpful.map(each => say('measures_does', {measure: measureLabel(effects, each.measure), size: sized(each.alone[by])}));
  const of = (verdict: string): string[] => pairs.filter(pair => pair.verdict === verdict).map(pair => pairSentence(effects, pair));
  const together = (verdict: string, word: 'measures_help' | 'measures_hinder'): string[] => {
    const found = of(verdict);
    return found.length === 0 ? [] : [say(word, {pairs: listed(found.slice(0, 3))})];
  };
  const first = strongest.length === 0 ? say('measures_none', {figure: measureName(by)})
    : say('measures_strongest', {figure: measureName(by), unit, measures: listed(strongest), all: sized(all[by])});
  return {sentence: [first, ...together('help', 'measures_help'), ...together('hinder', 'measures_hinder')].join(t('between_sentences')), certainty};
}
