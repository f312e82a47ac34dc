// What several pages share.
import {h} from '../dom';
import {nameOf, t, term} from '../language';
import type {Result} from '../result';
import {sum, trades} from '../result';
import type {Amounts, Named} from '../result';
import {choose, chosenAmong} from '../state';

export const heading = (title: string, ...notes: (string | undefined)[]): HTMLElement =>
  h('header', {class: 'page-head'}, h('h2', {}, title), ...notes.map(note => note ? h('p', {}, note) : null));

/** A choice that the address remembers under its key. */
export interface Choice {
  key: string;
  label: string;
  options: [id: string, text: string][];
  otherwise: string;               // until the reader chooses
  then: (id: string) => void;      // when the reader chooses
}
export const startOf = ({key, options, otherwise}: Choice): string => chosenAmong(key, options.map(([id]) => id), otherwise);
const take = ({key, then}: Choice, id: string): void => {
  choose(key, id);
  then(id);
};

/** A row of choices, one pressed. */
export function choices(choice: Choice): HTMLElement {
  const {label, options} = choice, start = startOf(choice);
  const buttons = options.map(([id, text]) => h('button', {type: 'button', 'aria-pressed': String(id === start), click: () => {
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(options[i]?.[0] === id)));
    take(choice, id);
  }}, text));
  return h('div', {class: 'choices', role: 'group', 'aria-label': label}, h('span', {}, label), ...buttons);
}

export function picker(choice: Choice): HTMLElement {
  const {label, options} = choice, start = startOf(choice);
  const select = h('select', {change: () => take(choice, select.value)},
    ...options.map(([id, text]) => h('option', {value: id, selected: id === start}, text)));
  return h('label', {class: 'choices'}, h('span', {}, label), select);
}

/** A choice above what it shows. */
export function shownBy(control: typeof choices | typeof picker, choice: Omit<Choice, 'then'>, draw: (id: string) => (HTMLElement | null)[]): HTMLElement {
  const place = h('div', {});
  const show = (id: string): void => place.replaceChildren(...draw(id).filter(each => each !== null));
  const whole = {...choice, then: show};
  show(startOf(whole));
  return h('div', {}, control(whole), place);
}

/** What a reader must know before believing the figures; nothing when there is nothing. */
export const remarksPanel = (remarks: string[] | undefined): HTMLElement | null => (remarks?.length
  ? h('section', {class: 'panel'}, h('h3', {}, t('before_believing')), h('ul', {class: 'remarks'}, ...remarks.map(remark => h('li', {}, remark))))
  : null);

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export interface Tile { title: string; value: string; unit?: string; note?: string; good?: boolean; words?: boolean }
export const tiles = (list: Tile[]): HTMLElement => h('div', {class: 'tiles'}, ...list.map(({title, value, unit, note, good, words}) =>
  h('div', {class: 'tile'}, h('span', {class: 'tile-title'}, title),
    h('span', {class: words ? 'tile-value tile-words' : 'tile-value'}, value, unit ? h('small', {}, unit) : null),
    note ? h('span', {class: good === undefined ? 'change even' : good ? 'change good' : 'change bad'}, note) : null)));

export const placeName = (result: Result, code: string): string => nameOf(code, result.places[code]);

/** "Wuhan port, Yangluo quay" for a code "<place>/<facility>"; a place or service by its own name. */
export function thingName(result: Result, code: string): string {
  const facility = result.facilities[code] ?? result.locks[code] ?? result.gauge_changes[code];
  if (facility) {
    const place = placeName(result, facility.place);
    const own = nameOf(code.slice(code.indexOf('/') + 1), facility);
    return own.includes(place) ? own : `${place} · ${own}`;
  }
  const link = result.links[code];
  if (link) return linkName(result, code);
  const office = result.customs?.[code] ?? result.postal?.hubs[code];
  if (office) return officeName(result, code, office.place, result.customs?.[code]);
  return nameOf(code, result.services[code] ?? result.places[code]);
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
