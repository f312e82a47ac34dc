// How much of a scenario rests on a source, and how much is assumed.
import {percent, plain} from '../format';
import type {Scenario} from '../inputs';
import {groundOf, thingsOf} from '../inputs';
import {say, t} from '../language';
import type {Headline} from './headline';
import {part} from './headline';

/** Things whose figures come from somewhere: places and box types are where and what they are. */
const weighty = ['vehicle_classes', 'services', 'flows', 'mail_flows', 'facilities', 'links', 'fuels'];

export function ofAssumptions(scenario: Scenario): Headline {
  const grounds = weighty.flatMap(section => thingsOf(scenario, section).map(([, thing]) => groundOf(thing)));
  const count = (ground: string): number => grounds.filter(each => each === ground).length;
  return {sentence: say('head_assumptions', {count: plain(grounds.length), assumed: percent(part(count('assumed'), grounds.length)), sourced: percent(part(count('sourced'), grounds.length))}),
    certainty: count('unsaid') > 0 ? say('certain_unsaid', {count: plain(count('unsaid'))}) : t('certain_said'), caveat: t('caveat_assumptions')};
}
