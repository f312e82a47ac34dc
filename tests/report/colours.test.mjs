// node colours.test.mjs: colours that stand side by side are told apart by everybody.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {load} from './modules.mjs';

const {tradeColours, modeColours, palette, heat, families, patternOf} = await load('theme.ts', 'patterns.ts');

// What colours look like to whom one kind of cone is missing: Machado, Oliveira and Fernandes, "A physiologically-based model
// for simulation of color vision deficiency", IEEE TVCG 15(6), 2009, severity 1, in linear RGB.
const seenBy = {
  everybody: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopes: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopes: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
  tritanopes: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
};

// IEC 61966-2-1 to linear RGB, then CIE XYZ of D65, then CIELAB.
const linear = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const times = (matrix, vector) => matrix.map(row => row.reduce((sum, value, i) => sum + value * vector[i], 0));
const toXyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]], white = [0.95047, 1, 1.08883];
function lab(rgb) {
  const [x, y, z] = times(toXyz, rgb).map((value, i) => value / white[i]).map(t => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const seen = (hex, eye) => lab(times(seenBy[eye], linear(hex)).map(c => Math.min(1, Math.max(0, c))));
const distance = (a, b) => Math.hypot(...a.map((value, i) => value - b[i]));

function closest(colours, eye) {
  const points = [...new Set(colours)].map(hex => ({hex, at: seen(hex, eye)}));
  return points.flatMap((a, i) => points.slice(0, i).map(b => ({pair: `${b.hex} ${a.hex}`, far: distance(a.at, b.at)}))).reduce((x, y) => (x.far < y.far ? x : y));
}

test('white and black are a hundred apart, and a colour is no distance from itself', () => {
  assert.ok(Math.abs(distance(seen('#ffffff', 'everybody'), seen('#000000', 'everybody')) - 100) < 0.01);
  assert.equal(distance(seen('#336699', 'deuteranopes'), seen('#336699', 'deuteranopes')), 0);
  // A red and a green of one lightness: far apart for most, close for those without the middle cone.
  assert.ok(distance(seen('#c00000', 'everybody'), seen('#006e00', 'everybody')) > 100);
  assert.ok(distance(seen('#c00000', 'deuteranopes'), seen('#6e6e00', 'deuteranopes')) < 25);
});

const sets = {
  'trade classes': Object.values(tradeColours), 'modes of transport': Object.values(modeColours), 'series': palette, 'shares of use': heat,
  'groups of causes': Object.values(families).map(([first]) => first), 'causes of waiting': families.waiting,
};
for (const [name, colours] of Object.entries(sets)) {
  test(`${name}: the closest two are more than 10 apart in CIELAB, for every kind of eye`, () => {
    for (const eye of Object.keys(seenBy)) {
      const {pair, far} = closest(colours, eye);
      assert.ok(far > 10, `${pair} are ${far.toFixed(1)} apart for ${eye}`);
    }
  });
}

for (const [name, colours] of Object.entries(sets)) {
  test(`${name}: no two colours have one pattern`, () => {
    const all = [...new Set(colours)];
    assert.equal(new Set(all.map(patternOf)).size, all.length);
  });
}
