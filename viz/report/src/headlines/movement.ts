// How much moved in the weeks of an event log, and where it stood.
import {plain} from '../format';
import {say, t, term} from '../language';
import type {Movements} from '../movement';
import {hourlyQueues} from '../movement';
import {placeName} from '../names';
import type {Result} from '../result';
import {sum} from '../result';
import type {Headline} from './headline';

export function ofMovement(result: Result, movements: Movements): Headline {
  const {voyages} = movements, queues = hourlyQueues(movements), [longest] = queues;
  const places = {vehicles: plain(new Set(voyages.map(({service, vehicle}) => `${service} ${vehicle}`)).size), voyages: plain(voyages.length)};
  return {certainty: t('certain_events'), sentence: longest ? say('head_movement', {...places, hours: plain(sum(queues.map(({hours}) => hours))), place: placeName(result, longest.place),
    cause: term(longest.cause), most: plain(Math.max(...longest.byHour))}) : say('head_movement_free', places)};
}
