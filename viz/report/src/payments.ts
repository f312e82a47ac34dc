// Money of a result: what parties pay one another, as the result says it, and what each of them uses up itself.
import {term} from './language';
import type {Result} from './result';
import {sum} from './result';

export interface Payment { from: string; expense: string; to: string; amount: number }

/** What is used up goes to nobody. */
const usedUp = 'used_up';

const ofShippers = new Set(['freight', 'drayage', 'toll', 'handling', 'storage', 'transfer', 'customs', 'surcharge', 'demurrage', 'subsidy', 'trade_finance', 'credit_insurance',
  'time_value', 'loss_damage']);
/** As sim/outcome/payments.cpp has it: what shippers pay, less what they are given, and what they lose in time and goods. */
export const borneByShippers = (expense: string): boolean => ofShippers.has(expense);

/** What is below nothing goes the other way: discounts, claims. */
const turned = ({from, expense, to, amount}: Payment): Payment =>
  (amount < 0 ? {from: to, expense, to: from, amount: -amount} : {from, expense, to, amount});

/** What shippers, carriers and hauliers use up by themselves, told by what for: of the whole that the result says, costs of
    their own are what is left. Of the others it is assumed to be all that they are paid, and not drawn. */
function resourcesOf(result: Result): Payment[] {
  const money = result.totals.money_by_expense, trucks = result.trucking?.money;
  const parts: Record<string, [expense: string, amount: number][]> = {
    shippers: [['time_value', money['time_value'] ?? 0], ['loss_damage', money['loss_damage'] ?? 0]],
    carriers: [['vessel_time', (money['vessel_time'] ?? 0) - (trucks?.vehicle_time ?? 0)], ['fuel', (money['fuel'] ?? 0) - (trucks?.fuel ?? 0)]],
    hauliers: [['vessel_time', trucks?.vehicle_time ?? 0], ['fuel', trucks?.fuel ?? 0]],
  };
  return Object.entries(parts).flatMap(([party, told]) => {
    const used = result.parties?.[party]?.resources ?? 0, left = used - sum(told.map(([, amount]) => amount));
    const own: [string, number] = ['own_costs_not_stated', Math.abs(left) > 1e-6 * used ? left : 0];
    return [...told, own].map(([expense, amount]) => ({from: party, expense, to: usedUp, amount}));
  });
}

/** From each party to the others, and to what is used up; society bears what carbon costs. */
export function paymentsOf(result: Result): Payment[] {
  const paid = (result.payments ?? []).map(({payer, for: expense, payee, amount}) => ({from: payer, expense, to: payee, amount}));
  return [...paid, ...resourcesOf(result), {from: 'society', expense: 'carbon', to: usedUp, amount: result.totals.money_by_expense['carbon'] ?? 0}]
    .map(turned).filter(({amount}) => amount > 0);
}

interface Account { paid: number; received: number; resources: number; balance: number }

/** Of who pays or is paid in a result, and of society where carbon has a price: paid, received, used up, and what is left. */
export function accountsOf(result: Result): Record<string, Account> {
  const carbon = result.totals.money_by_expense['carbon'] ?? 0;
  const used = Object.entries(result.parties ?? {}).filter(([, {paid, received, resources}]) => paid !== 0 || received !== 0 || resources !== 0);
  return {...Object.fromEntries(used), ...(carbon > 0 ? {society: {paid: 0, received: 0, resources: carbon, balance: -carbon}} : {})};
}
export const partiesOf = (result: Result): string[] => Object.keys(accountsOf(result));

/** Customs is a party here, and not what happens to a box. */
export const partyName = (party: string): string => term(party === 'customs' ? 'customs_office' : party);
