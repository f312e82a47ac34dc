// What an experiment answers: for its first measure, which options differ from the base, and which may differ by chance alone.
import type {Experiment, Interval} from '../experiment';
import {measureName, optionLabel, unitName} from '../experiment';
import {percent, plain, withHalf} from '../format';
import {say, t} from '../language';
import type {Headline} from './headline';
import {listed} from './headline';

interface Against { option: string; of: Interval & {pairs: number; verdict: string} }

const sized = ({mean, half_width}: Interval): string => withHalf(Math.abs(mean), half_width);

/** Options in order: first those that differ for certain, the largest difference first. */
function sentence({option, of}: Against, unit: string): string {
  if (of.verdict === 'undecided') return say('said_undecided', {option, size: plain(Math.abs(of.mean)), unit, pairs: plain(of.pairs)});
  if (of.verdict === 'no relevant difference') return say('said_irrelevant', {option, size: sized(of), unit});
  if (of.verdict === 'equal') return say('said_equal', {option});
  return say(of.verdict === 'higher' ? 'said_higher' : 'said_lower', {option, size: sized(of), unit});
}

export function ofExperiment(experiment: Experiment): Headline {
  const [pointer] = Object.keys(experiment.measures);
  const options = Object.entries(experiment.measures[pointer ?? ''] ?? {});
  const certainty = say('certain_runs', {runs: plain(experiment.replications), confidence: percent(experiment.method.confidence)});
  if (pointer === undefined || options.length === 0) return {sentence: t('head_experiment_empty'), certainty};
  const rank = ({of}: Against): number => (of.verdict === 'higher' || of.verdict === 'lower' ? 1 : 0);
  const against = options.flatMap(([option, m]): Against[] => (m.against_base ? [{option: optionLabel(experiment, option), of: m.against_base}] : []))
    .sort((a, b) => rank(b) - rank(a) || Math.abs(b.of.mean) - Math.abs(a.of.mean));
  const what = measureName(pointer), unit = unitName(experiment.units[pointer] ?? '');
  const [only] = options;
  if (against.length === 0 && only) return {sentence: say('head_experiment_base', {what, size: sized(only[1]), unit}), certainty};
  const complete = experiment.missing.length === 0 && experiment.audit_failed.length === 0;
  const open = Object.values(experiment.measures).flatMap(each => Object.values(each)).filter(m => m.against_base?.verdict === 'undecided').length;
  return {sentence: say('head_experiment', {what, options: listed(against.slice(0, 3).map(each => sentence(each, unit)))}), certainty,
    ...(!complete ? {caveat: t('caveat_incomplete')} : open > 0 ? {caveat: say('caveat_undecided', {count: plain(open)})} : {})};
}
