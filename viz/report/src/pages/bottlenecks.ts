import {namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofBottlenecks} from '../headlines/result';
import {t, term} from '../language';
import {thingName} from '../names';
import type {Page} from '../pages';
import {linesOf} from '../queues';
import {table} from '../table';
import {seriesColour} from '../theme';
import {heading} from './parts';
import {weeklyQueues} from './queues';

export const bottlenecks: Page = {
  id: 'bottlenecks', title: () => t('bottleneck_page'), shows: ({result}) => result.bottlenecks.length > 0,
  draw: context => {
    const {result} = context;
    const drawn = result.bottlenecks.slice(0, 20);
    const kinds = [...new Set(result.bottlenecks.map(b => b.kind))];
    return h('div', {}, heading(t('bottleneck_page'), ofBottlenecks(context), t('bottleneck_advice')), panel({
      title: t('lost_most'), note: t('lost_how'), height: 50 + 28 * drawn.length,
      option: () => ({
        grid: {left: 8, right: 70, top: 8, bottom: 4, containLabel: true},
        tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
          const b = drawn[(p as {dataIndex: number}).dataIndex];
          return b ? tip(thingName(result, b.code), [[t('kind'), term(b.kind)], [t('hours_lost'), plain(b.container_hours_lost)], [t('share_of_waiting'), percent(b.share_of_waiting)]]) : '';
        }},
        xAxis: valueAxis(compact), yAxis: namesAxis(drawn.map(b => `${thingName(result, b.code)} · ${term(b.kind)}`), nameWidth() + 80),
        series: [{type: 'bar', barMaxWidth: 16, data: drawn.map(b => ({value: b.container_hours_lost, itemStyle: {color: seriesColour([4, 0, 1, 2, 3, 5, 6, 7][kinds.indexOf(b.kind) % 8] ?? 0), borderRadius: [0, 3, 3, 0]}})),
          label: {show: true, position: 'right', formatter: ({dataIndex}) => percent(drawn[dataIndex]?.share_of_waiting ?? 0)}}],
      }),
      table: table(t('bottleneck_page'), [
        {title: t('bottleneck'), value: b => thingName(result, b.code)}, {title: t('kind'), value: b => term(b.kind)}, {title: t('code'), value: b => b.code},
        {title: t('hours_lost'), value: b => b.container_hours_lost}, {title: t('share_of_waiting'), value: b => b.share_of_waiting, show: percent}], result.bottlenecks),
    }), weeklyQueues(result, 'longest_queues', linesOf(result)));
  },
};
