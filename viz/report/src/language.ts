import type {Named} from './result';
import {words} from './words';

export type Language = 'en' | 'zh';
export type Word = keyof typeof words;

let language: Language = navigator.language.startsWith('zh') ? 'zh' : 'en';
export const currentLanguage = (): Language => language;
export const setLanguage = (next: Language): void => { language = next; };
export const locale = (): string => (language === 'zh' ? 'zh-CN' : 'en');

/** A phrase of the report's own. */
export const t = (word: Word): string => words[word][language === 'zh' ? 1 : 0];

/** A sentence with its places filled in: "{size} of {whole}". */
export const say = (word: Word, places: Record<string, string>): string =>
  t(word).replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);

/** "Cost: rail", 费用：铁路 */
export const pair = (what: string, which: string): string => `${what}${language === 'zh' ? '：' : ': '}${which}`;
/** One after the other, as sentences. */
export const inTurn = (...sentences: string[]): string => sentences.join(language === 'zh' ? '。' : '. ');
/** "Income, CNY", 收入（CNY） */
export const withUnit = (what: string, unit: string): string => (language === 'zh' ? `${what}（${unit}）` : `${what}, ${unit}`);

const key = (code: string): string => code.replaceAll(/[ -]/g, '_');

/** A word of the result format (a cause, a mode, a kind): translated where we know it, else as it stands. */
export const term = (code: string): string =>
  Object.hasOwn(words, key(code)) ? t(key(code) as Word) : code.replaceAll('_', ' ');

/** What a thing is called in this language, or in the other, or by its code. */
export const nameOf = (code: string, thing: Named | undefined): string => {
  const {en, zh} = thing?.name ?? {};
  return (language === 'zh' ? zh || en : en || zh) || code;
};
