// What several pages share.
import {h} from '../dom';
import type {Headline} from '../headlines/headline';
import {t} from '../language';
import {said} from '../sentences';
import {choose, chosenAmong} from '../state';

export const answer = ({sentence, certainty, caveat}: Headline): HTMLElement => h('div', {class: 'answer'},
  h('p', {}, sentence), h('p', {class: 'certainty'}, [certainty, caveat].filter(Boolean).join(' ')));

/** What a page is called, what it answers in a sentence, and what else is to be said of it. */
export const heading = (title: string, headline: Headline | null, ...notes: string[]): HTMLElement =>
  h('header', {class: 'page-head'}, h('h2', {}, title),
    headline && answer(headline),
    ...notes.map(note => h('p', {}, note)));

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
  ? h('section', {class: 'panel'}, h('h3', {}, t('before_believing')), h('ul', {class: 'remarks'}, ...remarks.map(remark => h('li', {}, said(remark)))))
  : null);

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export interface Tile { title: string; value: string; unit?: string; note?: string; good?: boolean; words?: boolean }
export const tiles = (list: Tile[]): HTMLElement => h('div', {class: 'tiles'}, ...list.map(({title, value, unit, note, good, words}) =>
  h('div', {class: 'tile'}, h('span', {class: 'tile-title'}, title),
    h('span', {class: words ? 'tile-value tile-words' : 'tile-value'}, value, unit ? h('small', {}, unit) : null),
    note ? h('span', {class: good === undefined ? 'change even' : good ? 'change good' : 'change bad'}, note) : null)));
