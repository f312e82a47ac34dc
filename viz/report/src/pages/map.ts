import type {echarts, EChartsOption} from '../chart';
import {panel, tip, tooltip} from '../chart';
import type {Point} from '../basemap';
import {boundsOf, ground, mapped} from '../basemap';
import {courseOf} from '../courses';
import {weekSpan} from '../dates';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofMap} from '../headlines/result';
import {say, t, term} from '../language';
import {linkName, placeName, tradesOf} from '../names';
import type {Page} from '../pages';
import {swatch, withPatterns} from '../patterns';
import type {Link, Result} from '../result';
import {sum} from '../result';
import {table} from '../table';
import {heat, heatColour, ink, modeColours, tradeColours} from '../theme';
import type {Choice} from './parts';
import {choices, heading, startOf} from './parts';
import {player} from './player';

const mostLinks = 1500;  // drawn, the largest; all are in the table

const teuOf = (link: Link): number => link.teu_down + link.teu_up;

/** Ships and trains that stand in line at each place, on average. */
function queues(result: Result): Map<string, number> {
  const lengths = new Map<string, number>();
  const add = (place: string, length: number): void => { lengths.set(place, (lengths.get(place) ?? 0) + length); };
  for (const f of Object.values(result.facilities)) add(f.place, f.berth_queue.mean_length);
  for (const l of [...Object.values(result.locks), ...Object.values(result.gauge_changes)]) add(l.place, l.queue.mean_length);
  return lengths;
}

/** Names stand to the right of their places. */
const forNames = {right: 3.5};

function draw(result: Result): HTMLElement {
  const places = Object.entries(result.places);
  const links = Object.entries(result.links).sort((a, b) => teuOf(a[1]) - teuOf(b[1]));
  const drawnLinks = links.slice(-mostLinks);
  const trades = tradesOf(links.map(([, link]) => link.teu_by_trade));
  const lines = new Map(drawnLinks.map(([code]): [string, Point[][]] => [code, courseOf(result, code)]));
  const waiting = queues(result);
  const weeks = Math.max(0, ...places.map(([, place]) => place.teu_by_week.length));
  const mostAWeek = Math.max(1, ...places.flatMap(([, place]) => place.teu_by_week));

  const all = places.map(([, place]) => mapped(place.lon, place.lat));
  // What lies on land, with the bends of its rivers; the sea lanes lead out of the picture.
  const inlandPlaces = places.filter(([code]) => links.some(([, link]) => link.kind !== 'sea_lane' && (link.from === code || link.to === code)));
  const inland = [...inlandPlaces.map(([, place]) => mapped(place.lon, place.lat)),
    ...[...lines].filter(([code]) => result.links[code]?.kind !== 'sea_lane').flatMap(([, courses]) => courses.flat())];
  const everything = [...all, ...[...lines.values()].flat(2)];
  const hasInland = inlandPlaces.length >= 2 && inlandPlaces.length < all.length;

  const colours: Choice = {key: 'colour', label: t('colour_by'), otherwise: 'mode', options: [['mode', t('mode')], ['utilisation', t('utilisation')],
    ['largest_trade', t('largest_trade')], ...trades.map((trade): [string, string] => [trade, term(trade)])], then: id => { colouring = id; redraw(); }};
  const sizes: Choice = {key: 'dots', label: t('dots'), otherwise: 'throughput', options: [['throughput', t('throughput')], ['queue', t('queue_length')]],
    then: id => { dots = id; redraw(); }};
  const views: Choice = {key: 'view', label: t('view'), otherwise: 'inland', options: [['inland', t('view_inland')], ['all', t('view_all')]],
    then: id => move(boundsOf(id === 'all' ? everything : inland, forNames))};
  let colouring = startOf(colours), dots = startOf(sizes);
  let week = 0;  // the whole period
  let bounds = boundsOf(hasInland && startOf(views) === 'inland' ? inland : everything, forNames);
  let chart: echarts.ECharts | undefined;

  // By week a result holds what a link carries, of all trade classes together.
  const weekly = links.some(([, link]) => link.teu_by_week);
  const byWeek = (link: Link): number => link.teu_by_week?.[week - 1] ?? 0;
  const teuShown = (link: Link): number =>
    (week > 0 && weekly ? byWeek(link) : trades.includes(colouring) ? link.teu_by_trade[colouring] ?? 0 : teuOf(link));
  const mostOfWeek = Math.max(1, ...links.flatMap(([, link]) => link.teu_by_week ?? []));
  const colourOf = (link: Link): string => {
    if (teuShown(link) <= 0) return ink().pale;
    if (colouring === 'utilisation') return link.utilisation_share > 0 ? heatColour(link.utilisation_share) : ink().soft;
    if (colouring === 'largest_trade') {
      const largest = Object.entries(link.teu_by_trade).sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
      return tradeColours[largest] ?? '#888888';
    }
    return tradeColours[colouring] ?? modeColours[link.kind] ?? '#888888';
  };
  const size = (code: string): number => {
    const place = result.places[code];
    if (!place) return 0;
    if (dots === 'queue') return waiting.get(code) ?? 0;
    return week === 0 ? place.teu : place.teu_by_week[week - 1] ?? 0;
  };
  const mostQueue = Math.max(1, ...waiting.values());
  const mostTeu = Math.max(1, ...places.map(([, place]) => place.teu));
  const largestDot = (): number => (dots === 'queue' ? mostQueue : week === 0 ? mostTeu : mostAWeek);

  const series = (): EChartsOption['series'] => {
    const most = week > 0 && weekly ? mostOfWeek : Math.max(1, ...drawnLinks.map(([, link]) => teuShown(link)));
    return [{
      type: 'lines', coordinateSystem: 'geo', polyline: true, z: 2,
      data: drawnLinks.flatMap(([code, link]) => {
        const teu = teuShown(link);
        return (lines.get(code) ?? []).map(coords => ({name: code, coords,
          lineStyle: {color: colourOf(link), width: teu > 0 ? 1.2 + 9 * Math.sqrt(teu / most) : 0.8, opacity: teu > 0 ? 0.85 : 0.7,
            cap: 'round' as const, join: 'round' as const}}));
      }),
      emphasis: {lineStyle: {opacity: 1, shadowBlur: 6, shadowColor: 'rgba(0,0,0,.3)'}},
    }, {
      type: 'scatter', coordinateSystem: 'geo', z: 3,
      data: places.map(([code, place]) => ({name: code, value: [...mapped(place.lon, place.lat), size(code)],
        symbolSize: size(code) > 0 ? 5 + 26 * Math.sqrt(size(code) / largestDot()) : 4,
        itemStyle: {color: size(code) > 0 ? (dots === 'queue' ? ink().accent : ink().paper) : ink().soft,
          borderColor: size(code) > 0 ? (dots === 'queue' ? ink().paper : ink().text) : ink().paper,
          borderWidth: size(code) > 0 ? 1.6 : 0.6, opacity: dots === 'queue' ? 0.85 : 0.92},
        // Where two names would meet, the larger one stays: that of the larger place.
        label: {show: place.teu > 0 || (waiting.get(code) ?? 0) > 0.05, fontSize: 11 + Math.round(3 * Math.sqrt(place.teu / mostTeu))}})),
      label: {position: 'right', formatter: ({name}) => placeName(result, name), color: ink().text,
        textBorderColor: ink().paper, textBorderWidth: 3},
      labelLayout: {hideOverlap: true},
    }];
  };
  const option = (): EChartsOption => ({
    ...ground(bounds),
    tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
      const {seriesType, name} = p as {seriesType: string; name: string};
      const link = result.links[name], place = result.places[name];
      if (seriesType === 'lines' && link) {
        return tip(linkName(result, name), [[t('kind'), term(link.kind)], [t('distance'), plain(link.distance_km)],
          [`→ ${placeName(result, link.to)}`, `${plain(link.teu_down)} TEU`], [`→ ${placeName(result, link.from)}`, `${plain(link.teu_up)} TEU`],
          ...(week > 0 && weekly ? [[weekSpan(result, week), `${plain(byWeek(link))} TEU`] as [string, string]] : []),
          ...(link.utilisation_share > 0 ? [[t('utilisation'), percent(link.utilisation_share)] as [string, string]] : []),
          ...Object.entries(link.teu_by_trade).filter(([, teu]) => teu > 0)
            .map(([trade, teu]) => [term(trade), `${plain(teu)} TEU`, tradeColours[trade]] as [string, string, string])]);
      }
      if (!place) return '';
      return tip(placeName(result, name), [[t('kind'), term(place.kind)], [t('code'), name],
        [t('throughput'), `${plain(place.teu)} TEU`],
        ...(week > 0 ? [[weekSpan(result, week), `${plain(place.teu_by_week[week - 1] ?? 0)} TEU`] as [string, string]] : []),
        [t('queue_length'), plain(waiting.get(name) ?? 0)]]);
    }},
    series: series() ?? [],
  });
  const redraw = (): void => { chart?.setOption(withPatterns({series: series() ?? []})); drawKey(); };
  const move = (next: typeof bounds): void => {
    bounds = next;
    chart?.setOption({geo: {boundingCoords: next, zoom: 1, center: null}} as never);
  };
  const zoom = (by: number): void => {
    const geo = (chart?.getOption()?.['geo'] as {zoom?: number}[] | undefined)?.[0];
    chart?.setOption({geo: {zoom: (geo?.zoom ?? 1) * by}});
  };

  const key = h('div', {class: 'key'});
  const drawKey = (): void => {
    const entries: [string, string][] =
      colouring === 'utilisation' ? [...heat.map((colour, i): [string, string] => [`${plain(100 * i / heat.length)}–${plain(100 * (i + 1) / heat.length)} %`, colour]), [t('no_limit'), ink().soft]]
      : colouring === 'largest_trade' ? trades.map(trade => [term(trade), tradeColours[trade] ?? '#888888'])
      : trades.includes(colouring) ? [[term(colouring), tradeColours[colouring] ?? '#888888']]
      : [...new Set(links.map(([, link]) => link.kind))].sort().map(kind => [term(kind), modeColours[kind] ?? '#888888']);
    key.replaceChildren(...entries.map(([name, colour]) => h('span', {}, swatch(h('i'), colour, true), name)));
  };
  drawKey();

  const about = h('span', {}, t('week_how'));
  // Takes its room from the start: the map stays where it is.
  const showAbout = (): void => { about.style.visibility = week === 0 || !weekly ? 'hidden' : 'visible'; };
  const time = player({key: 'week', label: t('week'), most: weeks, wait: 450,
    said: next => (next === 0 ? t('whole_period') : `${weekSpan(result, next)}${weekly ? '' : ` (${t('dots_only')})`}`),
    show: next => {
      week = next;
      showAbout();
      redraw();
    }});
  week = time.first;
  showAbout();

  return panel({
    title: t('mapped'), note: t('map_how'), height: innerWidth < 700 ? 420 : 600, option, ready: made => { chart = made; },
    controls: h('div', {},
      choices(colours), choices(sizes), hasInland ? choices(views) : null,
      h('div', {class: 'choices'}, h('button', {type: 'button', 'aria-label': t('zoom_in'), click: () => zoom(1.5)}, '+'),
        h('button', {type: 'button', 'aria-label': t('zoom_out'), click: () => zoom(1 / 1.5)}, '−')),
      weeks > 1 ? h('div', {class: 'choices'}, ...time.controls, about) : null, key),
    table: table(t('links'), [
      {title: t('name'), value: ([code]) => linkName(result, code)}, {title: t('kind'), value: ([, link]) => term(link.kind)},
      {title: t('from'), value: ([, link]) => placeName(result, link.from)}, {title: t('to'), value: ([, link]) => placeName(result, link.to)},
      {title: t('distance'), value: ([, link]) => link.distance_km},
      {title: t('teu_down'), value: ([, link]) => link.teu_down}, {title: t('teu_up'), value: ([, link]) => link.teu_up},
      ...trades.map(trade => ({title: term(trade), value: ([, link]: [string, Link]) => link.teu_by_trade[trade] ?? 0})),
      {title: t('passages_down'), value: ([, link]) => link.passages_down}, {title: t('passages_up'), value: ([, link]) => link.passages_up},
      {title: t('utilisation'), value: ([, link]) => link.utilisation_share, show: percent}], [...links].reverse()),
  });
}

export const map: Page = {
  id: 'map', title: () => t('map'), shows: ({result}) => Object.keys(result.places).length > 0,
  draw: context => h('div', {}, heading(t('map'), ofMap(context), say('map_counts', {places: plain(Object.keys(context.result.places).length),
    links: plain(Object.keys(context.result.links).length), work: compact(sum(Object.values(context.result.links).map(link => link.tonne_km)))})), draw(context.result)),
};
