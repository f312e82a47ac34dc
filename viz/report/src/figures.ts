// What the result's schema says of figures: their headings, and how they are shown.
import figures from 'result-figures';
import {percent, plain} from './format';
import {currentLanguage, term} from './language';
import type {Column} from './table';

/** A column for each number that the schema has in the entries of a section. */
export const figureColumns = <Thing extends object>(section: string): Column<[string, Thing]>[] =>
  (figures[section] ?? []).map(({key, unit, label}) => ({
    title: label?.[currentLanguage()] ?? term(key),
    value: ([, thing]) => {
      const value = (thing as Record<string, unknown>)[key];
      return typeof value === 'number' ? value : '–';
    },
    show: unit === 'share' ? percent : plain,
  }));
