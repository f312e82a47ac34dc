#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "network/base/enums.hpp"
#include "scenarios/appraisal/terms.hpp"
#include "scenarios/format/json.hpp"
#include "sim/world/vehicle.hpp"

// What a year of a network costs, and who bears it. An amount stands in exactly one place: a real resource is borne by
// one party, and a transfer has one party that pays and one that is paid, so that it cancels.
namespace tongzhou::appraisal {

enum class Party { shippers, carriers, hub_operators, government, society, other_shipping };
constexpr auto words(Party) {
  return one_word_each<Party>("shippers", "carriers", "hub_operators", "government", "society", "other_shipping");
}

/// Real resources: work, goods and nature used up.
enum class Item {
  customs,     // the work of customs offices and at borders
  time_value,  // of the goods on the way
  loss_damage,
  lost_boxes,     // penalties of boxes that stayed away or were given up
  new_trade,      // what more trade is worth to those who send it, less what lost trade was
  trade_finance,  // lent on goods on the way, beyond their time value
  credit_insurance,
  mail_handling,         // collection, sorting, customs, storage and delivery of parcels
  vessel_time,           // of ships and trains, their tracks, shunting and pilots; drivers and wear of trucks
  fuel,                  // of trucks, too
  own_costs_not_stated,  // of carriers whose costs are not in the file: what they earn less fuel stands in for them
  hub_work,              // what terminals use up
  co2e,
  noise,
  accidents,
  air_pollution,
  other_traffic,  // ships of others that wait at locks or go elsewhere
};
constexpr auto words(Item) {
  return one_word_each<Item>("customs", "time_value", "loss_damage", "lost_boxes", "new_trade", "trade_finance",
                             "credit_insurance", "mail_handling", "vessel_time", "fuel", "own_costs_not_stated",
                             "hub_work", "co2e", "noise", "accidents", "air_pollution", "other_traffic");
}

/// Money that only changes hands.
enum class Transfer {
  freight,
  road_freight,
  terminal_charges,
  tolls,
  customs_fees,
  levies,      // on parcels, by the state of destination or at home
  postage,     // paid by senders of mail to those who run its hubs
  mail_costs,  // of mail that pays postage: who runs its hubs bears them in the senders' place
  subsidies,   // of a public purse to shippers, towards freight
  dues,        // of carriers to ports, canals and locks
};
constexpr auto words(Transfer) {
  return one_word_each<Transfer>("freight", "road_freight", "terminal_charges", "tolls", "customs_fees", "levies",
                                 "postage", "mail_costs", "subsidies", "dues");
}

Party bearer(Item);
Party payer(Transfer);
Party payee(Transfer);

/// Money by item and transfer; of a year, of several, or of a difference.
struct Books {
  EnumArray<Item, double> used{};
  EnumArray<Transfer, double> paid{};
  double co2e_t = 0;  // what the item of that name is the price of
  double abroad = 0;  // of what shippers bear, the part of those who are not of the country

  double& operator[](Item item) { return used[item]; }
  double operator[](Item item) const { return used[item]; }
  double& operator[](Transfer transfer) { return paid[transfer]; }
  double operator[](Transfer transfer) const { return paid[transfer]; }
  Books& operator+=(Books const& other);
  Books& operator*=(double k);
  friend Books operator+(Books a, Books const& b) { return a += b; }
  friend Books operator*(Books a, double k) { return a *= k; }
  friend Books operator-(Books a, Books const& b) { return a += b * -1; }
  friend bool operator==(Books const&, Books const&) = default;
};

/// The mean of the seasons of a year; their weights add up to 1.
Books mean_of_seasons(std::span<double const> weights, std::function<Books(std::size_t season)> const& of);

/// All that is used up, or saved: transfers are left out.
double resources(Books const&);
/// What a party gains when this much is saved.
double gain(Books const& saved, Party);

/// Ships at locks that carry nothing of the scenario's.
struct OtherShipping {
  double ship_cost_per_day = 0;     // of one that waits
  double cargo_t = 0;               // aboard one
  double cargo_cost_per_t_day = 0;  // of cargo that waits
  double diverted_cost_per_t = 0;   // of cargo that goes elsewhere, beyond what the river costs
};

/// What has no price in a scenario.
struct Prices {
  double carbon_per_t = 0;
  struct External {
    double noise = 0, accidents = 0, air_pollution = 0;  // per 1000 tonne-km
  };
  EnumArray<world::Mode, External> external{};
  std::map<std::string, External> external_at_links = {};  // beyond those of the mode: a town, a reserve
  std::map<std::string, External> external_of_flows = {};  // likewise: dangerous goods
  EnumArray<world::Mode, External> more_at_night{};        // beyond those of the mode, see rules::at_night
  std::map<std::string, External> more_at_night_at_links = {};
  double accidents_per_ship_locked = 0;  // of ships of services; each lock for itself
  double finance_rate = 0;               // a year, of the value of the goods
  double insurance_premium = 0;          // of the value of the goods
  std::optional<double> insured_days;    // the premium is for so many; none: for a shipment
  double hub_cost_share = 1;             // of terminal charges
  double customs_cost_share = 1;         // of customs fees, as in the base
  std::optional<DemandResponse> demand_response = {};
  std::map<std::string, double> national_share = {};  // of a flow's shippers
  double national_share_of_others = 1;
  OtherShipping other_shipping = {};
  std::map<std::string, double> postage = {};  // of a parcel, by mail flow; none: its senders pay what it costs
};

/// A run, brought to a year of 365 days.
struct Reading {
  Books books;
  double teu_in = 0, teu_out = 0;
  bool fills_up = false;                  // more and more stays inside
  std::vector<std::string> remarks = {};  // what is unusual in the scenario
  struct Flow {
    double in = 0, out = 0;      // boxes; out: delivered or given up
    Books due;                   // what was paid for its boxes step by step
    double trade = 0;            // boxes sent and not given up, beyond those it would send at its cost of reference
    std::optional<double> cost;  // of a box, money and time, when it books
    std::optional<double> willingness_to_pay;  // the highest that its trade bears
    double elasticity = 0;                     // of its boxes to that cost, as the scenario says
    double cost_of_most = 0;                   // at which, and below which, it has grown as far as it grows
    double bill = 0;                           // what its shippers bear: payments, time value, losses
    double bill_due = 0;                       // of it, what was paid step by step
    bool goods = false;                        // of shippers: neither empty boxes nor units of mail
  };
  std::map<std::string, Flow> flows;

  struct MailFlow {
    double posted = 0;  // parcels
    double bill = 0;    // what their senders bear: postage, or what they cost, and time
  };
  std::map<std::string, MailFlow> mail;

  /// A service, or all trucks on demand.
  struct Carrier {
    bool costs_stated = false;
    double earned = 0, teu_km = 0;
    double own_costs = 0;  // not stated: what it earned less fuel
    std::string tariff;
  };
  std::map<std::string, Carrier> services;
  Carrier trucks;

  struct Customs {
    double declared = 0, inspected = 0;                      // boxes
    double fee_per_declaration = 0, fee_per_inspection = 0;  // money
  };
  std::map<std::string, Customs> customs;  // by office, and by border with formalities
};
/// Of a result file and the merged scenario that it is of.
Reading reading_of(format::Json const& result, format::Json const& scenario, Prices const&);

/// What a carrier whose costs are not stated uses up besides fuel when it does the work of `other` at what the same
/// work costs in the base: a tariff that changes alone is no change of resources. Work is measured by what it earned
/// where the tariff is the same, by TEU-km where it is not. A carrier that the base does not have, or that did nothing
/// in it, costs what it earned less fuel.
double own_costs_at_base_tariff(Reading::Carrier const& base, Reading::Carrier const& other);

/// What trade that comes, or goes, is worth to its shippers besides what those who are there save: so many boxes pay
/// `now` in place of `before`. Half of the new boxes times the difference on a straight demand curve; the integral on
/// one of constant elasticity.
double worth_of_new_trade(double trade, double before, double now, DemandResponse const&, double elasticity);

/// What the boxes between two costs of a trade are worth each, on average. Without elasticity the demand curve is a
/// straight line: the mean of both costs. With one, of volume = k C^e: the integral of C over the volume, which lies
/// nearer to the lower cost the further they are apart.
double mean_worth(double before, double now, double elasticity);

/// What is saved in a year where the base becomes the other. What money stands for that only changes hands is priced as
/// in the base: the own costs of carriers that do not state them, and the work of customs. Boxes that only arrive
/// sooner cost nothing more: the difference in boxes still inside is charged with half of what a box of its flow pays
/// in the base. Parcels that are posted in one network only are worth what their senders bear. More or less trade is
/// worth the mean of what a box costs in both, see mean_worth: then what its shippers gain, less what they pay, is by
/// the rule of a half, or the integral.
Books saved(Reading const& base, Reading const& other, Prices const& prices);

}  // namespace tongzhou::appraisal
