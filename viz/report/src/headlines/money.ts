// Who is better and who worse off than in the base.
import {compact, half, within} from '../format';
import {say, t, term} from '../language';
import type {Context} from '../pages';
import {paymentsOf} from '../payments';
import type {Result} from '../result';
import {sum} from '../result';
import type {Headline} from './headline';
import {certaintyOfEach, listed} from './headline';

/** Who pays and is paid in a scenario. What is used up is a cost to those who bear it, and nobody's income. */
const parties = ['shipper', 'carrier', 'haulier', 'terminals', 'customs_office', 'road_owner', 'crews_and_owners', 'fuel_suppliers', 'track_owner', 'public_purse', 'lenders', 'insurers', 'society'] as const;
type Party = (typeof parties)[number];

/** What is left to a party in 365 days: received less paid. */
export function leftTo(result: Result, party: Party): number {
  const left = sum(paymentsOf(result).map(({from, to, amount}) => (to === party ? amount : 0) - (from === party ? amount : 0)));
  return left * 365 / result.period.counted_days;
}

const least = 0.005;  // of the largest change: less is not worth a word

export function ofPayers({result, results, labels, over}: Context): Headline {
  const base = results[0] as Result, spreads = over?.(parties.map(party => (r: Result): number => leftTo(r, party)));
  const changes = parties.map((party, i) => {
    const against = spreads?.[i]?.against, by = against?.by ?? leftTo(result, party) - leftTo(base, party);
    return {party, by, half: against?.half, sure: against?.sure ?? (spreads === undefined && by !== 0)};
  }).filter(({sure}) => sure).sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const found = changes.filter(({by}) => Math.abs(by) >= least * Math.abs(changes[0]?.by ?? 0)).slice(0, 4);
  const sized = (by: number, width: number | undefined): string => (width === undefined || Math.abs(by) >= 1e5 ? `${compact(Math.abs(by))}${width ? ` ± ${compact(width)}` : ''}` : `${within(Math.abs(by), width)} ± ${half(width)}`);
  const told = found.map(({party, by, half: width}) => say(by > 0 ? 'party_better' : 'party_worse', {party: term(party), size: `${sized(by, width)} ${result.currency}`}));
  return {sentence: say(told.length > 0 ? 'head_payers' : 'head_payers_same', {base: labels[0] ?? '', changes: listed(told)}), certainty: certaintyOfEach(), caveat: t('caveat_payers')};
}
