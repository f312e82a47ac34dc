// The rules by which pages of one result, or of several, say what they answer. No drawing: what is told follows from the
// figures alone, and is tested with figures made for it.
import {countedWeeks, weekSpan} from '../dates';
import {compact, half, percent, plain, within} from '../format';
import {nameOf, say, t, term} from '../language';
import type {Measure} from '../measures';
import {measures} from '../measures';
import {linkName, placeName, placesByTrade, thingName} from '../names';
import type {Payment} from '../payments';
import {paymentsOf} from '../payments';
import type {Context} from '../pages';
import {lengthIn, queueOf} from '../queues';
import type {Result, Week} from '../result';
import {parcelsDue, sum, waitingHours} from '../result';
import {changesOf} from './change';
import type {Headline} from './headline';
import {certainty, certaintyOfEach, inside, listed, most, oneRun, part} from './headline';

type Bottleneck = Result['bottlenecks'][number];

/** What waits for the timetable would be helped by more departures; all else by more room. */
const ofTimetable = new Set(['sailing', 'departure']);
const causes: Record<string, string> = {gang: 'waiting_for_crane', shunting: 'waiting_for_berth', 'gauge change': 'gauge_change', customs: 'customs_inspection', empties: 'waiting_for_empty'};
const causeOfKind = (kind: string): string => causes[kind] ?? `waiting_for_${kind}`;

const standsOut = 1.5;  // times the mean of all weeks: a week that is worth a word

/** The counted week in which most container-hours went into a cause, where that is well above the mean of the weeks. */
function worstWeek(result: Result, cause: string): Week | undefined {
  const {warm_up_days, length_days} = result.period;
  const weeks = result.weeks.filter(({week}) => week > warm_up_days / 7 && week <= length_days / 7);
  const hours = (week: Week): number => week.container_hours_by_cause[cause] ?? 0;
  const worst = most(weeks, hours);
  return worst && hours(worst) > standsOut * part(sum(weeks.map(hours)), weeks.length) ? worst : undefined;
}

/** When it waits most at a bottleneck: by the length of its own queue, or by the hours that went into the cause everywhere. */
function whenWorst(result: Result, bottleneck: Bottleneck): string {
  const queue = queueOf(result, bottleneck), weeks = countedWeeks(result);
  if (!queue?.length_by_week || weeks.length === 0) {
    const week = worstWeek(result, causeOfKind(bottleneck.kind));
    return week ? say('worst_in_week', {week: weekSpan(result, week.week)}) : t('all_year_round');
  }
  const mean = sum(weeks.map(week => lengthIn(queue, week))) / weeks.length, longest = most(weeks, week => lengthIn(queue, week));
  return longest !== undefined && lengthIn(queue, longest) > standsOut * mean
    ? say('queue_longest', {week: weekSpan(result, longest), length: plain(lengthIn(queue, longest)), mean: plain(mean)}) : say('queue_flat', {mean: plain(mean)});
}

/** More and more stays inside, by the test that the result was put to. */
export const growing = (result: Result): boolean => result.overload?.fills_up === true;

function bearInMind(result: Result): string | undefined {
  if (!result.audit.holds) return t('caveat_audit');
  if (growing(result)) return t('caveat_growing');
  return result.remarks?.length ? say('caveat_remarks', {count: plain(result.remarks.length)}) : undefined;
}

const leastOfWaiting = 0.01;  // less than that of all waiting is no bottleneck
const leastOfUse = 0.1;       // a link less taken than that is not called full
const least = 0.005;  // a change of a key figure below this is not worth a word
interface Moved { measure: Measure; of: number; by: number; share: number }

/** How a result differs from the base in its key figures, the largest change first. */
export function changes(base: Result, result: Result): Moved[] {
  return measures.filter(({key}) => key).map(measure => {
    const before = measure.value(base), after = measure.value(result);
    const by = after - before;
    return {measure, of: after, by, share: measure.share ? by : part(by, Math.abs(before))};
  }).filter(({share}) => Number.isFinite(share) && Math.abs(share) >= least).sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
}

function changed({measure, by, share}: Moved, result: Result, width: number | undefined): string {
  const word = by > 0 ? 'change_rises' : 'change_falls';
  const what = inside(t(measure.title));
  const size = (value: number, scale: number): string =>
    (width === undefined ? (scale === 1 ? compact : plain)(scale * value) : `${within(scale * value, scale * width)} ± ${half(scale * width)}`);
  if (measure.share) return say(`${word}_points`, {what, points: size(Math.abs(by), 100)});
  return say(word, {what, share: percent(Math.abs(share)), size: `${size(Math.abs(by), 1)} ${term(measure.unit(result))}`});
}

/** Over several runs only what is not by chance alone. */
export function ofOption(context: Context): Headline {
  const {result, results, labels} = context, base = results[0] as Result, label = labels[0] ?? '';
  const against = new Map(changesOf(context, measures.map(measure => measure.value)).map((change, i) => [measures[i], change]));
  const all = changes(base, result), sure = all.filter(({measure}) => against.get(measure)?.sure);
  const found = sure.slice(0, 3).map(change => changed(change, result, against.get(change.measure)?.half));
  const sentence = found.length > 0 ? say('head_option', {base: label, changes: listed(found)})
    : say(all.length > 0 ? 'head_option_undecided' : 'head_option_same', {base: label});
  return {sentence, certainty: certaintyOfEach(), ...(bearInMind(result) === undefined ? {} : {caveat: bearInMind(result) as string})};
}

export function ofOverview(context: Context): Headline {
  const {result, results} = context;
  if (results[0] && results[0] !== result) return ofOption(context);
  const {totals, key_figures: key, bottlenecks: [worst]} = result;
  const cost = key.system_cost_per_laden_teu, co2e = key.kg_co2e_per_laden_teu;
  if (totals.boxes_out === 0 && result.postal) return ofMail(context);
  return oneRun(worst ? 'head_overview' : 'head_overview_smooth', {
    days: plain(part(totals.container_hours, totals.boxes_out) / 24), share: percent(part(waitingHours(totals.container_hours_by_cause), totals.container_hours)),
    where: worst ? thingName(result, worst.code) : '', why: worst ? term(causeOfKind(worst.kind)) : '',
    cost: cost === null ? '–' : `${plain(cost)} ${result.currency}`, co2e: co2e === null ? '–' : plain(co2e)}, bearInMind(result));
}

const leastOfInland = 0.005;  // of the cargo: a mode with less is not worth a word

/** Which inland mode carries most of the cargo, which comes next, and what each emits. */
export function ofSplit({result}: Context): Headline {
  const inland = (['river', 'rail', 'road'] as const).flatMap(mode => {
    const figures = result.modes?.[mode];
    return figures && (figures.inland_share ?? 0) >= leastOfInland ? [{mode, share: figures.inland_share ?? 0, grams: figures.g_co2e_per_tonne_km}] : [];
  }).sort((a, b) => b.share - a.share);
  const [first] = inland;
  if (!first) return oneRun('head_split_none', {});
  const told = inland.map(({mode, share, grams}) => say(grams === null ? 'split_share' : 'split_share_grams', {mode: term(mode), share: percent(share), grams: plain(grams ?? 0)}));
  const several = Object.values(result.flows).filter(flow => Object.values(flow.routes ?? {}).filter(route => route.teu_out > 0).length > 1).length;
  return oneRun('head_split', {first: term(first.mode), shares: listed(told), several: plain(several), flows: plain(Object.keys(result.flows).length)}, t('caveat_split'));
}

export function ofBottlenecks({result}: Context): Headline {
  const [worst] = result.bottlenecks;
  if (!worst) return oneRun('head_no_bottleneck', {});
  const room = result.bottlenecks.find(({kind, share_of_waiting}) => !ofTimetable.has(kind) && share_of_waiting >= leastOfWaiting);
  const said = (b: Bottleneck): Record<string, string> =>
    ({where: thingName(result, b.code), why: term(causeOfKind(b.kind)), share: percent(b.share_of_waiting), when: whenWorst(result, b)});
  if (room === worst) return oneRun('head_bottleneck', said(worst), t('caveat_bottleneck'));
  const sentence = say('head_bottleneck_timetable', said(worst)) + (room ? ` ${say('head_bottleneck_room', said(room))}` : ` ${t('head_room_enough')}`);
  return {sentence, certainty: certainty(), caveat: t('caveat_timetable')};
}

export function ofMap({result}: Context): Headline {
  const links = Object.entries(result.links);
  const busiest = most(links, ([, link]) => link.teu_down + link.teu_up), fullest = most(links, ([, link]) => link.utilisation_share);
  if (!busiest) return oneRun('head_map_empty', {});
  const places = {busiest: linkName(result, busiest[0]), teu: compact(busiest[1].teu_down + busiest[1].teu_up),
    fullest: fullest ? linkName(result, fullest[0]) : '', use: percent(fullest?.[1].utilisation_share ?? 0)};
  return fullest && fullest[1].utilisation_share >= leastOfUse ? oneRun('head_map', places, t('caveat_limits')) : oneRun('head_map_free', places);
}

export function ofServices({result}: Context): Headline {
  const legs = Object.entries(result.services).flatMap(([code, service]) => service.legs.map(leg => ({code, service, leg})));
  const fullest = most(legs, ({leg}) => leg.slot_use_share);
  const emptiest = most(legs.filter(({leg}) => leg.teu_offered > 0), ({leg}) => 1 - leg.slot_use_share);
  const offered = sum(legs.map(({leg}) => leg.teu_offered)), carried = sum(legs.map(({leg}) => leg.teu_carried));
  if (!fullest || !emptiest) return oneRun('head_services_empty', {});
  const name = ({code, service, leg}: (typeof legs)[number]): string => say('leg_of', {service: nameOf(code, service), from: thingName(result, leg.from), to: thingName(result, leg.to)});
  return oneRun('head_services', {share: percent(part(carried, offered)), fullest: name(fullest), most: percent(fullest.leg.slot_use_share),
    emptiest: name(emptiest), least: percent(emptiest.leg.slot_use_share)},
  sum(legs.map(({leg}) => leg.boxes_left_behind)) > 0 ? t('caveat_left_behind') : undefined);
}

export function ofPlaces({result}: Context): Headline {
  const [busiest] = placesByTrade(result);
  const facilities = Object.entries(result.facilities);
  const use = ([, f]: (typeof facilities)[number]): number => Math.max(f.berth_utilisation_share, f.crane_utilisation_share);
  const tight = most(facilities, use);
  if (!busiest || !tight) return oneRun('head_places_empty', {});
  const [code, facility] = tight;
  const berths = facility.berth_utilisation_share >= facility.crane_utilisation_share;
  return oneRun('head_places', {busiest: placeName(result, busiest.code), teu: compact(busiest.teu), tight: thingName(result, code), use: percent(use(tight)),
    what: t(berths ? 'berths_or_tracks' : 'cranes_or_gantries'), wait: plain(facility.berth_queue.wait_hours.mean)}, use(tight) > 0.9 ? t('caveat_nearly_full') : undefined);
}

export function ofTransit({result}: Context): Headline {
  const connections = result.connections.filter(({boxes_out}) => boxes_out > 0);
  const slowest = most(connections, c => c.transit_hours.p90);
  if (!slowest) return oneRun('head_transit_empty', {});
  const late = most(connections.filter(c => c.on_time_share !== null), c => 1 - (c.on_time_share ?? 1));
  const mean = part(sum(connections.map(c => c.boxes_out * c.transit_hours.mean)), sum(connections.map(c => c.boxes_out))) / 24;
  const pair = (c: (typeof connections)[number]): string => `${placeName(result, c.from)} → ${placeName(result, c.to)}`;
  return oneRun('head_transit', {days: plain(mean), slowest: pair(slowest), p90: plain(slowest.transit_hours.p90 / 24),
    deadlines: late ? say('head_late', {pair: pair(late), share: percent(1 - (late.on_time_share ?? 1))}) : t('head_no_deadlines')});
}

export function ofWhere({result}: Context): Headline {
  const {container_hours_by_cause: hours, container_hours: all, money_by_expense: money} = result.totals;
  const cause = most(Object.entries(hours), ([, value]) => value), expense = most(Object.entries(money), ([, value]) => value);
  if (!cause) return oneRun('head_where_empty', {});
  return oneRun('head_where', {share: percent(part(waitingHours(hours), all)), most: percent(part(cause[1], all)), cause: term(cause[0]),
    expense: expense ? term(expense[0]) : '–', paid: expense ? percent(part(expense[1], sum(Object.values(money)))) : '–'}, t('caveat_paid'));
}

export function ofCustoms({result}: Context): Headline {
  const offices = Object.entries(result.customs ?? {}).filter(([, o]) => o.boxes_declared > 0);
  const slowest = most(offices, ([, o]) => o.clearance_mean_hours ?? 0);
  if (!slowest) return oneRun('head_customs_empty', {});
  const declared = sum(offices.map(([, o]) => o.boxes_declared));
  const due = sum(offices.map(([, o]) => (o.promised ?? 0) + (o.promised_fast ?? 0)));
  const missed = sum(offices.map(([, o]) => (o.promised_missed ?? 0) + (o.promised_fast_missed ?? 0)));
  return oneRun('head_customs', {hours: plain(part(sum(offices.map(([, o]) => (o.clearance_mean_hours ?? 0) * o.boxes_declared)), declared)),
    slowest: thingName(result, slowest[0]), most: plain(slowest[1].clearance_mean_hours ?? 0), queue: plain(slowest[1].queue.wait_hours.mean),
    promises: due > 0 ? say('head_promises', {share: percent(part(missed, due))}) : t('head_no_promises')});
}

export function ofEmpties({result}: Context): Headline {
  const pools = result.empties ?? [];
  const short = most(pools, pool => pool.short_of ?? 0), full = most(pools, pool => pool.mean_stock ?? 0);
  const places = {short: short ? placeName(result, short.place) : '', count: plain(short?.short_of ?? 0), hours: plain(part(short?.waiting_hours ?? 0, short?.short_of ?? 0)),
    full: full ? placeName(result, full.place) : '–', stock: plain(full?.mean_stock ?? 0)};
  return oneRun(short ? 'head_empties' : 'head_empties_enough', places);
}

export function ofMail({result}: Context): Headline {
  const postal = result.postal as NonNullable<Result['postal']>;
  const promised = Object.values(postal.mail_flows).map(flow => flow.door_to_door_hours).filter(d => d.on_time_share !== null);
  const kept = part(sum(promised.map(d => parcelsDue(d) * (d.on_time_share ?? 0))), sum(promised.map(parcelsDue)));
  const uses = Object.entries(postal.hubs).flatMap(([code, hub]) => ([['sorting_line', hub.sorting_utilisation_share], ['dock', hub.dock_utilisation_share],
    ['x_ray', hub.x_ray_utilisation_share], ['officer', hub.officer_utilisation_share]] as const).map(([what, use]) => ({code, hub, what, use})));
  const tight = most(uses, ({use}) => use);
  return oneRun(promised.length > 0 ? 'head_mail' : 'head_mail_no_promise', {kept: percent(kept), cost: `${plain(postal.per_parcel.cost)} ${result.currency}`,
    hub: tight ? thingName(result, tight.code) : '–', what: tight ? inside(t(tight.what)) : '–', use: percent(tight?.use ?? 0), backlog: compact(tight?.hub.backlog_max ?? 0)},
  result.remarks?.length ? say('caveat_remarks', {count: plain(result.remarks.length)}) : undefined);
}

/** The cheapest of all, where it is cheaper than the next by more than is worth a word. */
export function ofComparison({results, labels}: Context): Headline {
  const priced = results.map((result, i) => ({label: labels[i] ?? '', cost: result.key_figures.system_cost_per_laden_teu, result}))
    .flatMap(({cost, ...rest}) => (cost === null ? [] : [{cost, ...rest}])).sort((a, b) => a.cost - b.cost);
  const [best, next] = priced;
  if (!best || !next) return {sentence: t('head_comparison_none'), certainty: certaintyOfEach()};
  const close = part(next.cost - best.cost, next.cost) < least;
  return {sentence: say(close ? 'head_comparison_close' : 'head_comparison', {best: best.label, next: next.label, by: percent(part(next.cost - best.cost, next.cost)),
    cost: `${plain(best.cost)} ${best.result.currency}`}), certainty: certaintyOfEach(), caveat: t('caveat_comparison')};
}

export function ofAudit({result}: Context): Headline {
  const failed = result.audit.checks.filter(({holds}) => !holds);
  return oneRun(failed.length === 0 ? 'head_audit' : 'head_audit_fails', {count: plain(result.audit.checks.length), failed: plain(failed.length)}, t('caveat_sums'));
}

export function ofMoney({result}: Context): Headline {
  const payments = paymentsOf(result);
  const total = (of: (p: Payment) => boolean): number => sum(payments.filter(of).map(({amount}) => amount));
  const shippers = total(p => p.from === 'shippers') - total(p => p.to === 'shippers'), largest = most(payments.filter(p => p.from === 'shippers'), p => p.amount);
  if (!largest) return oneRun('head_money_empty', {});
  const earned = total(p => p.to === 'carriers'), spent = total(p => p.from === 'carriers');
  const stands = sum(Object.values(result.services).map(({money}) => money['own_costs_not_stated'] ?? 0)) > 0;
  return oneRun(earned === 0 ? 'head_money_free' : spent > earned ? 'head_money_loss' : 'head_money', {shippers: `${compact(shippers)} ${result.currency}`,
    share: percent(part(largest.amount, shippers)), expense: term(largest.expense), earned: `${compact(earned)} ${result.currency}`, spent: `${compact(spent)} ${result.currency}`,
    left: `${compact(Math.abs(earned - spent))} ${result.currency}`}, stands ? t('caveat_own_costs') : undefined);
}

/** What a hub handles, in which week the most, and what it lacks. */
export function ofHub({result}: Context, place: string): Headline {
  const facilities = Object.entries(result.facilities).filter(([, f]) => f.place === place);
  const tight = most(facilities, ([, f]) => Math.max(f.berth_utilisation_share, f.crane_utilisation_share));
  const byWeek = result.places[place]?.teu_by_week ?? [];
  const peak = byWeek.indexOf(Math.max(...byWeek)), lost = result.bottlenecks.filter(({code, kind}) => code.split('/')[0] === place && !ofTimetable.has(kind));
  const worst = most(lost, b => b.share_of_waiting);
  const said = {place: placeName(result, place), teu: compact(result.places[place]?.teu ?? 0), week: weekSpan(result, peak + 1), most: compact(byWeek[peak] ?? 0),
    why: worst ? term(causeOfKind(worst.kind)) : '', share: percent(worst?.share_of_waiting ?? 0),
    use: tight ? percent(Math.max(tight[1].berth_utilisation_share, tight[1].crane_utilisation_share)) : ''};
  const first = (result.places[place]?.teu ?? 0) > 0 ? `${say('head_hub', said)} ` : '';
  return {sentence: first + say(worst && worst.share_of_waiting >= leastOfWaiting ? 'head_hub_waits' : tight ? 'head_hub_room' : 'head_hub_nothing', said), certainty: certainty()};
}
