// The words of the field in both languages, and what they mean here: docs/glossary.md.
import sections, {type InBoth} from 'glossary';
import {h} from '../dom';
import {plain} from '../format';
import {currentLanguage, say, t} from '../language';
import type {Page} from '../pages';
import {table} from '../table';
import {heading} from './parts';

const inWords = ([english, chinese]: InBoth): string => (currentLanguage() === 'zh' ? chinese : english);

export const glossary: Page = {
  id: 'glossary', title: () => t('glossary_page'), shows: () => true,
  draw: () => h('div', {}, heading(t('glossary_page'), {sentence: say('head_glossary', {count: plain(sections.reduce((count, {terms}) => count + terms.length, 0))}), certainty: ''}, t('glossary_lead')), ...sections.map(({title, terms}) =>
    h('section', {class: 'panel'}, h('h3', {}, inWords(title)), table(inWords(title), [
      {title: 'English', value: ({term: [english]}) => english}, {title: '中文', value: ({term: [, chinese]}) => chinese}, {title: t('meaning'), value: ({meaning}) => inWords(meaning)}], terms)))),
};
