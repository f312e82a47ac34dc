// The words of the field in both languages, and what they mean here: docs/glossary.md.
import sections from 'glossary';
import {h} from '../dom';
import {plain} from '../format';
import {say, t} from '../language';
import type {Page} from '../pages';
import {table} from '../table';
import {heading} from './parts';

export const glossary: Page = {
  id: 'glossary', title: () => t('glossary_page'), shows: () => true,
  draw: () => h('div', {}, heading(t('glossary_page'), {sentence: say('head_glossary', {count: plain(sections.reduce((count, {terms}) => count + terms.length, 0))}), certainty: ''}, t('glossary_lead')), ...sections.map(({title, terms}) =>
    h('section', {class: 'panel'}, h('h3', {}, title), table(title, [
      {title: 'English', value: ([english]) => english}, {title: '中文', value: ([, chinese]) => chinese}, {title: t('meaning'), value: ([, , meaning]) => meaning}], terms)))),
};
