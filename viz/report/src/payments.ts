// Money of a result as payments from one party to another. Who bears an expense is the ledger's rule (sim/ledger/cause.hpp);
// what is used up and paid to nobody in the scenario goes to those who supply it.
import type {Result} from './result';

export interface Payment { from: string; expense: string; to: string; amount: number }

const ways: Record<string, [from: string, to: string]> = {
  freight: ['shipper', 'carrier'], drayage: ['shipper', 'haulier'], toll: ['shipper', 'road_owner'],
  handling: ['shipper', 'terminals'], storage: ['shipper', 'terminals'], transfer: ['shipper', 'terminals'], customs: ['shipper', 'customs_office'],
  surcharge: ['shipper', 'carrier'], demurrage: ['shipper', 'carrier'], subsidy: ['shipper', 'public_purse'],
  trade_finance: ['shipper', 'lenders'], credit_insurance: ['shipper', 'insurers'],
  track_access: ['carrier', 'track_owner'], shunting: ['carrier', 'terminals'],
  time_value: ['shipper', 'used_up'], loss_damage: ['shipper', 'used_up'], carbon: ['society', 'used_up'],
};

export const borneByShippers = (expense: string): boolean => ways[expense]?.[0] === 'shipper';

export function paymentsOf({totals: {money_by_expense: money}, trucking}: Result): Payment[] {
  // Trucks are hauliers' own: their time and fuel stand apart from those of ships and trains.
  const trucks: Record<string, number> = {vessel_time: trucking?.money.vehicle_time ?? 0, fuel: trucking?.money.fuel ?? 0};
  const receivers: Record<string, string> = {vessel_time: 'crews_and_owners', fuel: 'fuel_suppliers'};
  return Object.entries(money).flatMap(([expense, amount]): Payment[] => {
    const way = ways[expense];
    // What is below nothing goes the other way: a subsidy, a discount, claims.
    if (way) return [amount < 0 ? {from: way[1], expense, to: way[0], amount: -amount} : {from: way[0], expense, to: way[1], amount}];
    const to = receivers[expense] ?? 'used_up', ofTrucks = Math.min(amount, trucks[expense] ?? 0);
    return [{from: 'carrier', expense, to, amount: amount - ofTrucks}, {from: 'haulier', expense, to, amount: ofTrucks}];
  }).filter(({amount}) => amount > 0);
}
