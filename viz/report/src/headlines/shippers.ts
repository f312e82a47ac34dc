// What shippers pay, place by place, and how that differs from the base.
import {compact, percent, plain} from '../format';
import {say, t} from '../language';
import {flowName, placeName} from '../names';
import type {Context} from '../pages';
import {costPerTeu, daysOf, flowsOf, regionsOf, teuOf, teuPerYear} from '../regions';
import type {Result} from '../result';
import {changesOf, sized} from './change';
import type {Headline} from './headline';
import {certainty, certaintyOfEach, listed, most, oneRun, part} from './headline';

const least = 0.001;  // a difference below that part of the cost is none

/** Whether a decision pays for those whose cargo begins or ends at a place: a TEU, all of it in a year, and days. */
export function ofRegion(context: Context, place: string): Headline {
  const {result, results, labels} = context, base = results[0] as Result;
  const codes = flowsOf(result, place), cost = costPerTeu(result, codes), name = placeName(result, place);
  const places: Record<string, string> = {place: name, base: labels[0] ?? '', cost: `${plain(cost)} ${result.currency}`, days: plain(daysOf(result, codes)), teu: compact(teuOf(result, codes))};
  if (base === result) {
    const dearest = most(codes, code => costPerTeu(result, [code]));
    return oneRun(codes.length > 1 ? 'head_region' : 'head_region_one', {...places, flow: dearest ? flowName(result, dearest) : '', most: plain(dearest ? costPerTeu(result, [dearest]) : 0)}, t('caveat_region'));
  }
  const [money, days] = changesOf(context, [r => costPerTeu(r, flowsOf(r, place)), r => daysOf(r, flowsOf(r, place))]);
  const before = money ? cost - money.by : NaN;
  if (!money || !days) return {sentence: say('head_region_gone', places), certainty: certaintyOfEach()};
  const taken = !days.sure || Math.abs(days.by) < 0.05 ? t('region_as_long') : say(days.by > 0 ? 'region_longer' : 'region_shorter', {days: sized(days)});
  const said = {...places, size: `${sized(money)} ${result.currency}`, share: percent(part(Math.abs(money.by), before)), taken,
    year: `${compact(Math.abs(money.by) * teuPerYear(result, codes))} ${result.currency}`};
  const word = !money.sure ? 'head_region_undecided' : part(Math.abs(money.by), before) < least ? 'head_region_same' : money.by > 0 ? 'head_region_more' : 'head_region_less';
  return {sentence: say(word, said), certainty: certaintyOfEach(), caveat: t('caveat_region')};
}

/** Where cargo becomes dearer and where cheaper, the largest change in money first. */
export function ofShippers(context: Context): Headline {
  const {result, results, labels} = context, base = results[0] as Result, places = regionsOf(result);
  if (base === result) {
    const dearest = most(places, place => costPerTeu(result, flowsOf(result, place)));
    if (dearest === undefined) return {sentence: t('head_shippers_empty'), certainty: certainty()};
    return oneRun('head_shippers', {cost: `${plain(costPerTeu(result, flowsOf(result)))} ${result.currency}`, place: placeName(result, dearest),
      most: `${plain(costPerTeu(result, flowsOf(result, dearest)))} ${result.currency}`});
  }
  const changes = changesOf(context, places.map(place => (r: Result): number => costPerTeu(r, flowsOf(r, place))));
  const found = places.flatMap((place, i) => {
    const change = changes[i], cost = costPerTeu(result, flowsOf(result, place));
    return change?.sure && Math.abs(change.by) >= least * cost ? [{place, change, weight: Math.abs(change.by) * teuOf(result, flowsOf(result, place))}] : [];
  }).sort((a, b) => b.weight - a.weight).slice(0, 3);
  const told = found.map(({place, change}) => say(change.by > 0 ? 'region_dearer' : 'region_cheaper', {place: placeName(result, place), size: `${sized(change)} ${result.currency}`}));
  return {sentence: told.length > 0 ? say('head_shippers_option', {base: labels[0] ?? '', changes: listed(told)}) : say('head_shippers_same', {base: labels[0] ?? ''}), certainty: certaintyOfEach()};
}
