// What the reader has chosen stands in the address: a link or a bookmark opens the same picture again.
const parameters = new Map<string, string>();
let page = '';

/** Takes over what the address says; what it does not mention stays as it was. */
export function readAddress(): void {
  const [id = '', query = ''] = location.hash.slice(1).split('?');
  page = decodeURIComponent(id);
  for (const [key, value] of new URLSearchParams(query)) parameters.set(key, value);
}

function writeAddress(): void {
  const query = new URLSearchParams([...parameters]).toString();
  history.replaceState(null, '', `#${page}${query && `?${query}`}`);
}

export const currentPage = (): string => page;
export function turnTo(id: string): void {
  page = id;
  writeAddress();
}

export const chosen = (key: string, otherwise = ''): string => parameters.get(key) ?? otherwise;
/** Words typed into the filter of a table are remembered by the table's place on its page. */
export const filterKey = /^rows(\d+)$/;
/** All that is chosen, as one text, but for what only leaves out rows. */
export const whatIsChosen = (): string => JSON.stringify([...parameters].filter(([key]) => !filterKey.test(key)));
export const chosenKeys = (): string[] => [...parameters.keys()];
/** Remembers it, and leaves the address as it is. */
export function keep(key: string, value: string): void {
  if (value) parameters.set(key, value);
  else parameters.delete(key);
}
export function choose(key: string, value: string): void {
  keep(key, value);
  writeAddress();
}

/** The remembered choice where it is one of those on offer. */
export const chosenAmong = (key: string, ids: string[], otherwise: string): string => {
  const found = chosen(key);
  return ids.includes(found) ? found : otherwise;
};
