// Who is better and who worse off than in the base.
import {say, t} from '../language';
import type {Context} from '../pages';
import {accountsOf, partiesOf, partyName} from '../payments';
import type {Result} from '../result';
import {changesOf, sized} from './change';
import type {Headline} from './headline';
import {certaintyOfEach, listed} from './headline';

/** What is left to a party in 365 days: received less paid and used up. */
const leftTo = (result: Result, party: string): number => (accountsOf(result)[party]?.balance ?? 0) * 365 / result.period.counted_days;

const least = 0.005;  // of the largest change: less is not worth a word

export function ofPayers(context: Context): Headline {
  const {result, results, labels} = context, base = results[0] as Result, parties = [...new Set([base, result].flatMap(partiesOf))];
  const changes = changesOf(context, parties.map(party => (r: Result): number => leftTo(r, party)))
    .flatMap((change, i) => (change?.sure ? [{...change, party: parties[i] ?? ''}] : [])).sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const found = changes.filter(({by}) => Math.abs(by) >= least * Math.abs(changes[0]?.by ?? 0)).slice(0, 4);
  const told = found.map(({party, ...change}) => say(change.by > 0 ? 'party_better' : 'party_worse', {party: partyName(party), size: `${sized(change)} ${result.currency}`}));
  return {sentence: say(told.length > 0 ? 'head_payers' : 'head_payers_same', {base: labels[0] ?? '', changes: listed(told)}), certainty: certaintyOfEach(), caveat: t('caveat_payers')};
}
