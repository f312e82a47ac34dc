// What Chromium's PDF holds: the pictures on each page.
import {inflateSync} from 'node:zlib';

/** For each page its pictures: name, size, and the share of each colour in them. */
export function imagesOf(pdf) {
  const text = pdf.toString('latin1');
  const objects = new Map([...text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)].map(({1: name, index, 0: {length}}) => [name, index + length]));
  const headOf = name => text.slice(objects.get(name), text.indexOf('endobj', objects.get(name))).split('stream')[0];
  const number = (head, key) => Number(head.match(new RegExp(`/${key} (\\d+)`))[1]);
  const picture = name => {
    const head = headOf(name), width = number(head, 'Width'), height = number(head, 'Height');
    const colours = () => {
      const begin = text.indexOf('stream', objects.get(name)) + 'stream'.length + 1;
      const pixels = inflateSync(pdf.subarray(begin, begin + number(head, 'Length')));
      const counts = new Map();
      for (let i = 0; i + 2 < pixels.length; i += 3) {
        const colour = pixels.readUIntBE(i, 3);
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      return new Map([...counts].map(([colour, count]) => [colour, count / (width * height)]));
    };
    return {name, width, height, colours};
  };
  return [...objects.keys()].map(headOf).filter(head => /\/Type \/Page\b/.test(head)).map(page =>
    [...(page.match(/\/XObject <<([^>]*)>>/)?.[1] ?? '').matchAll(/\/X\d+ (\d+) 0 R/g)].map(({1: name}) => name)
      .filter(name => /\/Subtype \/Image/.test(headOf(name))).map(picture));
}
