/** Marks that turn the direction of text, written out: what is read is what is there (Unicode Standard Annex 9). */
export function withTurnsShown(text: string): string {
  return text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void) | undefined>;

/** An element. Text children become text nodes; attributes that are functions are listeners, `true` is a bare attribute. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(typeof child === 'number' ? String(child) : typeof child === 'string' ? withTurnsShown(child) : child);
  }
  return element;
}

/** A width or colour that comes from data: set through the object model, which the page's policy allows. */
export function styled<E extends HTMLElement>(element: E, style: Partial<CSSStyleDeclaration>): E {
  Object.assign(element.style, style);
  return element;
}

/** A title as the name of a file. */
export const fileName = (title: string): string => title.replace(/[^\p{L}\p{N}]+/gu, '-');

export function saveFile(name: string, url: string): void {
  const link = h('a', {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // From a file on disk, or without permission: the old way.
    const area = h('textarea', {readonly: true, class: 'off-screen'});
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
