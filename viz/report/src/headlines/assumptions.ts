// How much of a scenario rests on a source, and how much is assumed.
import {percent, plain} from '../format';
import type {Ground, Scenario, Thing} from '../inputs';
import {groundOf, thingsOf} from '../inputs';
import type {Word} from '../language';
import {nameOf, say, t} from '../language';
import {flowName, thingName} from '../names';
import type {Amounts, Result} from '../result';
import {added, sum} from '../result';
import type {Headline} from './headline';
import {most, part} from './headline';

/** Things whose figures come from somewhere: places and box types are where and what they are. */
const weighty = ['vehicle_classes', 'services', 'flows', 'mail_flows', 'facilities', 'links', 'fuels'];

interface Weighed { section: string; code: string; ground: Ground; share: number }
const things = (scenario: Scenario, section: string): Map<string, Thing> => new Map(thingsOf(scenario, section));

/** For each thing of a scenario the share of the result's money that was worked out with its figures: of a flow what its
    boxes cost, of a vehicle class or fuel what its services cost and earn, of a terminal its part of the lifts. */
export function weighed(scenario: Scenario, result: Result): Weighed[] {
  const money = result.totals.money_by_expense, all = sum(Object.values(money));
  const services = Object.entries(result.services).map(([code, service]) =>
    ({code, ...service, spent: service.money.vessel_time + service.money.fuel + service.money.freight_earned}));
  const moves = sum(Object.values(result.facilities).map(facility => facility.moves));
  const handled = (money['handling'] ?? 0) + (money['storage'] ?? 0);
  const amounts: Record<string, Amounts> = {
    flows: Object.fromEntries(Object.entries(result.flows).map(([code, flow]) => [code, sum(Object.values(flow.money_by_expense))])),
    services: Object.fromEntries(services.map(({code, spent}) => [code, spent])),
    vehicle_classes: added(services.map(({vehicle, spent}) => ({[vehicle]: spent}))),
    fuels: added(services.flatMap(({fuel, money: {fuel: burnt}}) => (fuel ? [{[fuel]: burnt}] : []))),
    facilities: Object.fromEntries(Object.entries(result.facilities).map(([code, facility]) => [code, handled * part(facility.moves, moves)])),
  };
  return Object.entries(amounts).flatMap(([section, of]) => {
    const stated = things(scenario, section);
    return Object.entries(of).flatMap(([code, amount]): Weighed[] => {
      const thing = stated.get(code);
      return thing ? [{section, code, ground: groundOf(thing), share: part(amount, all)}] : [];
    });
  });
}

const oneOf: Record<string, Word> = {flows: 'one_of_flows', services: 'one_of_services', vehicle_classes: 'one_of_vehicle_classes', fuels: 'one_of_fuels', facilities: 'one_of_facilities'};

/** What rests on no source and bears the most money. */
function heaviest(scenario: Scenario, result: Result): string {
  const found = most(weighed(scenario, result).filter(({ground}) => ground !== 'sourced'), ({share}) => share);
  if (!found) return '';
  const {section, code, ground, share} = found;
  const name = section === 'flows' ? flowName(result, code) : section === 'facilities' ? thingName(result, code) : nameOf(code, things(scenario, section).get(code));
  return ` ${say(ground === 'assumed' ? 'heaviest_assumed' : 'heaviest_unsaid', {what: t(oneOf[section] ?? 'one_of_facilities'), name, share: percent(share)})}`;
}

export function ofAssumptions(scenario: Scenario, result: Result): Headline {
  const grounds = weighty.flatMap(section => thingsOf(scenario, section).map(([, thing]) => groundOf(thing)));
  const count = (ground: string): number => grounds.filter(each => each === ground).length;
  return {sentence: say('head_assumptions', {count: plain(grounds.length), assumed: percent(part(count('assumed'), grounds.length)), sourced: percent(part(count('sourced'), grounds.length))}) + heaviest(scenario, result),
    certainty: count('unsaid') > 0 ? say('certain_unsaid', {count: plain(count('unsaid'))}) : t('certain_said'), caveat: t('caveat_assumptions')};
}
