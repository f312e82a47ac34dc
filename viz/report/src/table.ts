import {copyText, fileName, h, saveFile, withTurnsShown} from './dom';
import {half, plain, signed, within} from './format';
import {locale, t} from './language';
import {cellKey, isCounted, spreadAt, take} from './overruns';
import type {Spread} from './overruns';

export interface Column<Row> {
  title: string;
  value: (row: Row) => string | number;
  show?: (value: number) => string;      // numbers only; default: plain
}

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe in front, whatever blanks, quotes and marks without
 * width come before it, and also behind what may stand between cells; a number that is written as text is none.
 */
export function harmless(text: string): string {
  if (/^\s*[-+]?[\d.,\s]+%?$/.test(text)) return text;
  const unseen = '[\\s"\'\\u200b-\\u200d\\u2060\\ufeff]*';
  return withTurnsShown(text).replace(new RegExp(`(^|[;|\\t\\r\\n])(${unseen})([=+\\-@＝＋－＠])`, 'g'), "$1$2'$3");
}

/** RFC 4180. */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = harmless(value);
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a row is about: the words in its first columns. Figures that are written as text come later. */
const rowKey = (cells: (string | number)[]): string => cells.slice(0, 3).filter(cell => typeof cell === 'string' && cell !== '–').join(' · ');

/** Under a mean its interval, and how it differs from the base. Plain numbers have the digits that their interval carries. */
function spreadLines({half: width, against}: Spread, show: ((value: number) => string) | undefined): HTMLElement[] {
  const size = show && show !== plain ? (value: number): string => show(Math.abs(value)).replace(/^[+−]/, '') : half;
  const by = (value: number, its: number): string => (show && show !== plain ? size(value) : within(value, its));
  const lines = width > 0 ? [h('small', {}, `± ${size(width)}`)] : [];
  if (against && (against.by !== 0 || against.half > 0)) {
    lines.push(h('small', {class: against.sure ? 'against sure' : 'against'}, `${signed(against.by, value => by(value, against.half))} ± ${size(against.half)}`));
  }
  return lines;
}

const longText = 60;  // letters: a column that holds such a text is wide
const firstRows = 100;  // drawn at once; all are there for sorting, filtering, copying and on paper

/** A table that sorts by its headings, filters by words and copies itself for a spreadsheet. */
export function table<Row>(caption: string, columns: Column<Row>[], rows: Row[]): HTMLElement {
  const cells = rows.map(row => columns.map(column => column.value(row)));
  const keys = cells.map(rowKey);
  const keyOf = (i: number, c: number): string => cellKey(caption, columns[c]?.title ?? '', keys[i] ?? '');
  if (isCounted()) {
    cells.forEach((row, i) => row.forEach((value, c) => { if (typeof value === 'number' && Number.isFinite(value)) take(keyOf(i, c), value); }));
    return h('div');
  }
  // A dash stands where there is no figure.
  const numeric = columns.map((_, c) => cells.some(row => typeof row[c] === 'number') &&
    cells.every(row => typeof row[c] === 'number' || row[c] === '–'));
  const collator = new Intl.Collator(locale(), {numeric: true});
  let order = cells.map((_, i) => i);
  let sorted = {column: -1, ascending: true};
  let all = cells.length <= firstRows;
  let words: string[] = [];

  const shown = (c: number, value: string | number): string =>
    typeof value === 'string' ? value : (columns[c]?.show ?? plain)(value);
  const texts = cells.map(row => row.map((value, c) => shown(c, value)));
  const long = columns.map((_, c) => texts.some(row => (row[c] ?? '').length > longText));
  const matches = (i: number): boolean => {
    const line = (texts[i] ?? []).join(' ').toLocaleLowerCase();
    return words.every(word => line.includes(word));
  };

  const body = h('tbody');
  const count = h('span', {class: 'count', 'aria-live': 'polite'});
  const more = h('button', {type: 'button', class: 'quiet', click: () => { all = true; fill(); }});
  const fill = (): void => {
    const visible = order.filter(matches);
    const drawn = all ? visible : visible.slice(0, firstRows);
    body.replaceChildren(...drawn.map(i => h('tr', {}, ...columns.map((_, c) => {
      const text = texts[i]?.[c] ?? '';
      if (c === 0) return h('th', {scope: 'row'}, text);
      const spread = typeof cells[i]?.[c] === 'number' ? spreadAt(keyOf(i, c)) : undefined;
      const show = columns[c]?.show, value = Number(cells[i]?.[c]);
      return h('td', {class: numeric[c] ? 'number' : long[c] ? 'long' : undefined}, spread && (!show || show === plain) ? within(value, spread.half) : text,
        ...(spread ? spreadLines(spread, show) : []));
    }))));
    if (visible.length === 0) body.append(h('tr', {}, h('td', {colspan: columns.length, class: 'nothing'}, t('no_rows'))));
    count.textContent = visible.length === rows.length ? `${plain(rows.length)} ${t('rows_shown')}`
      : `${plain(visible.length)} ${t('of')} ${plain(rows.length)} ${t('rows_shown')}`;
    more.hidden = drawn.length === visible.length;
    more.textContent = `${t('show_all')} (${plain(visible.length)})`;
  };

  const headings = columns.map((column, c) => {
    const arrow = h('span', {class: 'arrow', 'aria-hidden': 'true'});
    return h('th', {scope: 'col', class: numeric[c] ? 'number' : undefined},
      h('button', {type: 'button', click: () => sortBy(c)}, column.title, arrow));
  });
  const sortBy = (c: number): void => {
    // Numbers are first asked for by size, names by the alphabet.
    sorted = {column: c, ascending: sorted.column === c ? !sorted.ascending : !numeric[c]};
    const sign = sorted.ascending ? 1 : -1;
    order = cells.map((_, i) => i).sort((a, b) => {
      const x = cells[a]?.[c] ?? '', y = cells[b]?.[c] ?? '';
      if (numeric[c] && typeof x !== typeof y) return typeof x === 'number' ? -1 : 1;  // dashes last, either way
      const by = typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y));
      return by !== 0 ? sign * by : a - b;
    });
    headings.forEach((heading, i) => {
      if (i === c) heading.setAttribute('aria-sort', sorted.ascending ? 'ascending' : 'descending');
      else heading.removeAttribute('aria-sort');
    });
    fill();
  };

  // Numbers in full, so that a spreadsheet can count on.
  const shownLines = (): (string | number)[][] => [columns.map(column => column.title), ...order.filter(matches).map(i => cells[i] ?? [])];
  const copy = h('button', {type: 'button', class: 'quiet', click: async () => {
    const lines = shownLines();
    const flat = (value: string | number): string =>
      typeof value === 'number' ? String(value) : harmless(value.replace(/[\t\r\n]+/g, ' '));
    const done = await copyText(lines.map(line => line.map(flat).join('\t')).join('\n'));
    copy.textContent = t(done ? 'copied' : 'not_copied');
    setTimeout(() => { copy.textContent = t('copy'); }, 1500);
  }}, t('copy'));
  const csv = h('button', {type: 'button', class: 'quiet', click: () => saveFile(`${fileName(caption)}.csv`,
    `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${shownLines().map(line => line.map(csvCell).join(',')).join('\r\n')}\r\n`)}`)}, t('save_csv'));
  const filter = h('input', {type: 'search', placeholder: t('filter'), 'aria-label': `${t('filter')}: ${caption}`,
    input: event => {
      words = (event.target as HTMLInputElement).value.toLocaleLowerCase().split(/\s+/).filter(word => word);
      fill();
    }});

  fill();
  return h('div', {class: 'table'},
    h('div', {class: 'table-tools'}, rows.length > 8 ? filter : null, count, copy, csv),
    h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption},
      h('table', {}, h('caption', {class: 'off-screen'}, caption), h('thead', {}, h('tr', {}, ...headings)), body)),
    more);
}
