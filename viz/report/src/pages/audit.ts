import {h} from '../dom';
import {plain} from '../format';
import {ofAudit} from '../headlines/result';
import {nameOf, t, withUnit} from '../language';
import type {Page} from '../pages';
import {said} from '../sentences';
import {table} from '../table';
import {heading} from './parts';

const facts = (pairs: [string, string][]): HTMLElement =>
  h('dl', {class: 'facts'}, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

export const audit: Page = {
  id: 'audit', title: () => t('audit_page'), shows: () => true,
  draw: context => {
    const {result} = context;
    const {provenance: from, period} = result;
    return h('div', {}, heading(t('audit_page'), ofAudit(context)),
      h('section', {class: 'panel'}, h('h3', {}, t('audit_lines')), table(t('audit_lines'), [
        {title: t('check'), value: c => said(c.name)}, {title: t('expected'), value: c => c.expected}, {title: t('found'), value: c => c.found},
        {title: t('holds'), value: c => (c.holds ? `✓ ${t('yes')}` : `✗ ${t('no')}`)}], result.audit.checks)),
      h('section', {class: 'panel'}, h('h3', {}, t('provenance')), h('p', {class: 'note'}, t('reproduce')), facts([
        [t('program'), from.program], [t('scenario'), nameOf(from.scenario.code, from.scenario)], [t('code'), from.scenario.code],
        [t('scenario_hash'), from.scenario.sha256], [t('seed'), String(from.seed)], [t('replication'), String(from.replication)],
        [t('events'), plain(from.events)], [t('fingerprint'), from.fingerprint],
        [t('start'), period.start], [t('length'), plain(period.length_days)], [t('warm_up'), plain(period.warm_up_days)],
        [t('packages'), Object.entries(from.packages).map(([name, version]) => `${name} ${version}`).join(', ')]])),
      h('section', {class: 'panel'}, h('h3', {}, t('fuels')), h('p', {class: 'note'}, t('fuels_how')), table(t('fuels'), [
        {title: t('name'), value: ([code, fuel]) => nameOf(code, fuel)}, {title: t('unit'), value: ([, fuel]) => fuel.unit},
        {title: withUnit(t('price'), result.currency), value: ([, fuel]) => fuel.price_per_unit},
        {title: t('factor'), value: ([, fuel]) => fuel.kg_co2e_per_unit}, {title: t('source'), value: ([, fuel]) => fuel.source ?? '–'}],
      Object.entries(result.fuels))));
  },
};
