// What things of a result are called, and the places and trade classes that occur.
import {nameOf, term} from './language';
import type {Amounts, Named, Result} from './result';
import {sum, trades} from './result';

export const placeName = (result: Result, code: string): string => nameOf(code, result.places[code]);

/** "Wuhan port, Yangluo quay" for a code "<place>/<facility>"; a place or service by its own name. */
export function thingName(result: Result, code: string): string {
  const facility = result.facilities[code] ?? result.locks[code] ?? result.gauge_changes[code];
  if (facility) {
    const place = placeName(result, facility.place);
    const own = nameOf('', facility) || kindName(result, code);
    return own.includes(place) ? own : `${place} · ${own}`;
  }
  const link = result.links[code];
  if (link) return linkName(result, code);
  const office = result.customs?.[code] ?? result.postal?.hubs[code];
  if (office) return officeName(result, code, office.place, result.customs?.[code]);
  const named = result.services[code] ?? result.places[code] ?? result.wagon_sets?.[code] ?? result.locomotives?.[code] ?? result.truck_fleets?.[code];
  return nameOf(code, named);
}

const kinds: Record<string, string> = {rail: 'rail_terminal', air: 'air_terminal'};
/** A facility without a name goes by what it is, and by its code too where others at its place are of that kind. */
function kindName(result: Result, code: string): string {
  const facility = result.facilities[code], id = code.slice(code.indexOf('/') + 1);
  if (!facility) return term(result.locks[code] ? 'lock' : 'gauge_change');
  const alike = Object.values(result.facilities).filter(({place, kind}) => place === facility.place && kind === facility.kind);
  const kind = term(kinds[facility.kind] ?? facility.kind);
  return alike.length > 1 ? `${kind} ${id}` : kind;
}

/** A flow without a name goes by where it leads and what trade it is. */
export function flowName(result: Result, code: string): string {
  const flow = result.flows[code];
  return nameOf('', flow) || (flow ? `${placeName(result, flow.from)} → ${placeName(result, flow.to)}, ${term(flow.trade)}` : code);
}

export function linkName(result: Result, code: string): string {
  const link = result.links[code];
  if (!link) return code;
  return link.name ? nameOf(code, link) : `${placeName(result, link.from)} – ${placeName(result, link.to)}`;
}

/** A customs office or postal hub goes by its place where it is the only one there. */
function officeName(result: Result, code: string, place: string, office: Named | undefined): string {
  const others = [...Object.values(result.customs ?? {}), ...Object.values(result.postal?.hubs ?? {})].filter(other => other.place === place);
  const own = nameOf('', office) || term(code.slice(code.indexOf('/') + 1));
  return others.length > 1 ? `${placeName(result, place)} · ${own}` : placeName(result, place);
}

/** TEU handled at each place by trade class, from its facilities; the busiest first. */
export function placesByTrade(result: Result): {code: string; trade: Amounts; teu: number}[] {
  const byPlace = new Map<string, Amounts>();
  for (const facility of Object.values(result.facilities)) {
    const trade = byPlace.get(facility.place) ?? {};
    for (const [key, teu] of Object.entries(facility.teu_by_trade)) trade[key] = (trade[key] ?? 0) + teu;
    byPlace.set(facility.place, trade);
  }
  return [...byPlace].map(([code, trade]) => ({code, trade, teu: sum(Object.values(trade))}))
    .filter(place => place.teu > 0).sort((a, b) => b.teu - a.teu);
}

/** The known trade classes that occur, then any others. */
export function tradesOf(lists: Amounts[]): string[] {
  const seen = new Set(lists.flatMap(list => Object.entries(list).filter(([, teu]) => teu > 0).map(([key]) => key)));
  return [...trades.filter(key => seen.has(key)), ...[...seen].filter(key => !trades.includes(key))];
}
