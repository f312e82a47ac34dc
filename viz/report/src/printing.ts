// On paper stand all pages, light, each page of a report on a sheet of its own, with a head on every sheet.
import {h} from './dom';
import {t} from './language';

/** What is drawn on a canvas is painted once more as plain pixels: Chromium prints a canvas by repeating what was drawn on
    it, and loses maps and the letters of charts. */
function asPixels(canvas: HTMLCanvasElement): void {
  const copy = h('canvas', {width: canvas.width, height: canvas.height});
  copy.style.cssText = canvas.style.cssText;
  copy.getContext('2d', {willReadFrequently: true})?.drawImage(canvas, 0, 0);
  canvas.replaceWith(copy);
}

const mostColumns = 10;
/** Tables that are wider than the sheet, or that would be told letter by letter, are told row by row instead: Chromium makes
    all pages smaller where anything is too wide. */
function tellWideTables(content: HTMLElement): void {
  const edge = content.getBoundingClientRect().right + 1;
  const titlesOf = (table: HTMLTableElement): string[] => [...table.querySelectorAll('thead th')].map(({textContent}) => textContent ?? '');
  const wide = [...content.querySelectorAll('table')].filter(table => table.getBoundingClientRect().right > edge || titlesOf(table).length > mostColumns);
  for (const table of wide) {
    const titles = titlesOf(table);
    table.classList.add('told');
    for (const row of table.querySelectorAll<HTMLTableRowElement>('tbody tr')) {
      [...row.cells].forEach((cell, i) => { if (cell.textContent !== '–') cell.dataset['title'] = titles[i] ?? ''; });
    }
  }
}

const inQuotes = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/\s+/g, ' ')}"`;

let headRule: CSSStyleSheet | undefined;
/** The margin of every sheet says what it belongs to; the rule is replaced when that changes. */
function writeHead(about: string): void {
  if (headRule) document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== headRule);
  headRule = new CSSStyleSheet();
  headRule.replaceSync(`@page { @top-left { content: ${inQuotes(`${t('product')} · ${about}`)}; }
    @top-right { content: counter(page) " / " counter(pages); } }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, headRule];
}

export interface Sheets {
  /** Puts all pages in place of the one that is shown. */
  lay: () => {about: string; content: HTMLElement};
  /** Shows one page again. */
  clear: () => void;
}

export function printing({lay, clear}: Sheets): void {
  let laid = false;
  addEventListener('beforeprint', () => {
    if (laid) return;
    laid = true;
    document.documentElement.classList.add('printing');
    const {about, content} = lay();
    writeHead(about);
    tellWideTables(content);
    // Charts are drawn in microtasks that stand in line already.
    queueMicrotask(() => content.querySelectorAll('canvas').forEach(asPixels));
  });
  addEventListener('afterprint', () => {
    if (!laid) return;
    laid = false;
    document.documentElement.classList.remove('printing');
    clear();
  });
}
