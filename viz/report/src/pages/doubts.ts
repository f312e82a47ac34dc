// Which assumption decides about each option: a tornado, and the doubts in order of what knowing them is worth.
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {intervals} from '../intervals';
import {currentLanguage, inTurn, pair, say, t} from '../language';
import type {Doubt, DoubtedOption, Doubts} from '../studies';
import {table} from '../table';
import {ink} from '../theme';
import {capital, heading, picker, shownBy} from './parts';

const valueOf = ({factor}: Doubt, value: number | null): string => (value === null ? '–' : factor ? percent(value) : plain(value));
const swing = (doubt: Doubt): number => Math.abs(doubt.gain_at_to - doubt.gain_at_from);

/** What the gain is at either end of each range, all others as the scenario has them; the widest first. */
function tornado({unit}: Doubts, {gain, close_look}: DoubtedOption): HTMLElement {
  const rows = [...close_look].sort((a, b) => swing(b) - swing(a));
  const title = t('tornado');
  return intervals(title, inTurn(unit, t('tornado_how')), rows.map(doubt => ({name: doubt.parameter, runs: [], colour: ink().bar,
    of: {mean: gain, low: Math.min(doubt.gain_at_from, doubt.gain_at_to), high: Math.max(doubt.gain_at_from, doubt.gain_at_to)},
    said: [[`${t('where_at')} ${valueOf(doubt, doubt.from)}`, compact(doubt.gain_at_from)], [`${t('where_at')} ${valueOf(doubt, doubt.to)}`, compact(doubt.gain_at_to)],
      [t('turns_at'), doubt.turns_at === null ? t('turns_nowhere') : valueOf(doubt, doubt.turns_at)]] as [string, string][]})), compact, true,
  table(title, [{title: capital(t('assumption')), value: d => d.parameter}, {title: t('range_from'), value: d => valueOf(d, d.from)}, {title: t('range_to'), value: d => valueOf(d, d.to)},
    {title: t('gain_at_from'), value: d => d.gain_at_from, show: compact}, {title: t('gain_at_to'), value: d => d.gain_at_to, show: compact}], rows), true);
}

function oneOption(doubts: Doubts, option: DoubtedOption): HTMLElement[] {
  const worth = `${t('worth_knowing')}${doubts.unit === '' ? '' : `, ${doubts.unit}`}`;
  return [
    h('div', {class: 'answer'}, h('p', {}, currentLanguage() === 'zh' ? option.sentence_zh : option.sentence),
      h('p', {class: 'certainty'}, say('doubts_certainty', {runs: plain(doubts.method.runs), share: percent(Math.max(0, option.predicted_share))}))),
    tornado(doubts, option),
    h('section', {class: 'panel'}, h('h3', {}, t('close_look')), h('p', {class: 'note'}, t('close_look_how')), table(t('close_look'), [
      {title: capital(t('assumption')), value: d => d.parameter}, {title: t('as_assumed'), value: d => valueOf(d, d.scenario)},
      {title: t('turns_at'), value: d => valueOf(d, d.turns_at)}, {title: worth, value: d => d.value_of_knowing, show: compact},
      {title: t('share_alone'), value: d => d.first_order, show: percent}, {title: t('share_with_others'), value: d => d.total, show: percent}],
    [...option.close_look].sort((a, b) => b.value_of_knowing - a.value_of_knowing))),
    h('section', {class: 'panel'}, h('h3', {}, t('screened')), h('p', {class: 'note'}, t('screened_how')), table(t('screened'), [
      {title: capital(t('assumption')), value: s => s.parameter}, {title: t('moves_by'), value: s => s.mean_absolute, show: compact},
      {title: t('with_its_sign'), value: s => s.mean, show: compact}, {title: t('uneven_by'), value: s => s.deviation, show: compact}], option.screening)),
  ];
}

export function doubtsPage(doubts: Doubts): HTMLElement {
  const ids = Object.keys(doubts.options);
  return h('div', {}, heading(pair(doubts.provenance.experiment, t('doubts_page')), null,
    say('doubts_lead', {measure: doubts.measure === 'net present value' ? t('npv') : doubts.measure, scenario: doubts.provenance.scenario}),
    ...(doubts.left_out.length > 0 ? [say('doubts_left_out', {count: plain(doubts.left_out.length), names: doubts.left_out.join(', ')})] : [])),
  shownBy(picker, {key: 'option', label: t('option'), options: ids.map(id => [id, id]), otherwise: ids[0] ?? ''}, id => {
    const option = doubts.options[id];
    return option ? oneOption(doubts, option) : [];
  }));
}
