import type {Group} from './result';

export type Theme = 'light' | 'dark';
let theme: Theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
export const currentTheme = (): Theme => theme;
export const setTheme = (next: Theme): void => {
  theme = next;
  document.documentElement.dataset['theme'] = next;
};

interface Ink { text: string; soft: string; line: string; paper: string; water: string; land: string; stream: string; accent: string; bar: string; pale: string }
export const inks: Record<Theme, Ink> = {
  light: {text: '#1d2b36', soft: '#5d6d78', line: '#dfe5e8', paper: '#ffffff', water: '#e3edf1', land: '#f7f5ef', stream: '#b7d2de',
    accent: '#b3372b', bar: '#2a6f8f', pale: '#c9d8df'},
  dark: {text: '#e4eaee', soft: '#98a8b3', line: '#2e3b45', paper: '#17212a', water: '#121b22', land: '#26323b', stream: '#31566a',
    accent: '#e2705f', bar: '#5aa7c7', pale: '#3c4d59'},
};
export const ink = (): Ink => inks[theme];

// Trade classes and modes keep their colour on every page. What stands side by side in a chart is told apart also by those
// who see red and green, or yellow and blue, alike: tests/report/colours.test.mjs.
export const tradeColours: Record<string, string> = {
  domestic: '#22858b', export: '#d98b38', import: '#53559f', transshipment: '#aa567d', empty: '#94abc2',
};
export const modeColours: Record<string, string> = {
  sea: '#385889', river: '#1f8a8a', rail: '#b85436', road: '#928d7a', air: '#936bb1',
  sea_lane: '#385889', waterway: '#1f8a8a', railway: '#b85436',
};

// Groups of causes have a family of colours each; members get lighter in the order of the format.
export const families: Record<Group, string[]> = {
  under_way: ['#1d6f8f', '#6ba3bd'],
  in_hand: ['#50885c', '#86b59c', '#b3d1c1'],
  waiting: ['#c53d22', '#ce7d3e', '#ac6d52', '#deac2b', '#d28497', '#a84450', '#eb9f62', '#723a24', '#e4acb2', '#c4a982'],
  papers: ['#6a509c', '#9583b8', '#bdb0d4'],
  kept: ['#87969f'],
};
export const familyColour = (group: Group, member = 0): string => {
  const family = families[group];
  return family[member % family.length] ?? '#888888';
};

export const palette = ['#216f8f', '#c68a1a', '#4051a3', '#559167', '#b8291e', '#a56077', '#83a0a3', '#d6c541'];
export const seriesColour = (i: number): string => palette[i % palette.length] ?? '#888888';

/** From quiet to alarming, for shares from 0 to 1. */
export const heat = ['#4a93a8', '#8fb996', '#dbc573', '#dd904a', '#b2302e'];
export const heatColour = (share: number): string =>
  heat[Math.min(heat.length - 1, Math.floor(Math.max(0, share) * heat.length))] ?? '#888888';
