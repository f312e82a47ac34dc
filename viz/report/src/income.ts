// What terminals are paid for lifting boxes: counts of the result times the tariff of the scenario.
import type {Scenario} from './inputs';
import {thingsOf} from './inputs';
import type {Result} from './result';

/** Lifts of boxes of 20 feet and of longer ones, what one costs, and what they bring in together. */
export interface Income { code: string; lifts: [short: number, long: number]; price: [short: number, long: number]; amount: number }

const onRoads = new Set(['road', 'drayage']);  // trucks are not lifted from and to by the terminal's tariff

/** Of boxes that were delivered, terminal by terminal: lifted off what brings them and onto what takes them. */
export function handlingIncome(result: Result, scenario: Scenario): Income[] {
  const found = new Map(thingsOf(scenario, 'facilities').map(([code, facility]): [string, Income] =>
    [code, {code, lifts: [0, 0], price: [Number(facility['handling_per_20ft'] ?? 0), Number(facility['handling_per_40ft'] ?? 0)], amount: 0}]));
  for (const {routes} of Object.values(result.flows)) {
    for (const {boxes_out: boxes, teu_out: teu, legs} of Object.values(routes ?? {})) {
      const long = teu > 1.5 * boxes ? 1 : 0;
      for (const code of legs.filter(({mode}) => !onRoads.has(mode)).flatMap(({from, to}) => [from, to])) {
        const at = found.get(code);
        if (!at) continue;
        at.lifts[long] += boxes;
        at.amount += boxes * at.price[long];
      }
    }
  }
  return [...found.values()].filter(({lifts}) => lifts[0] + lifts[1] > 0);
}
