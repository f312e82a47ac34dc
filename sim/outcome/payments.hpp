#pragma once

#include <string_view>
#include <vector>

#include "network/base/enums.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::outcome {

struct Outcome;

/// Who pays and who is paid.
enum class Party {
  shippers,
  carriers,        // of services
  hauliers,        // trucks on demand
  terminals,       // and who moves boxes between them, changes gauges and papers
  infrastructure,  // who keeps tracks, roads, canals and ports
  customs,
  public_purse,  // that pays subsidies
  lenders,
  insurers,
  pilots,      // and tugs
  workers,     // gangs of terminals that state their costs
  landowners,  // likewise
};
constexpr auto words(Party) {
  return one_word_each<Party>("shippers", "carriers", "hauliers", "terminals", "infrastructure", "customs",
                              "public_purse", "lenders", "insurers", "pilots", "workers", "landowners");
}

/// Money that goes from one party to another for something; nothing is paid twice and nothing to nobody.
struct Payment {
  std::string_view what;  // an expense, or what terminals that state their costs pay: "wages", "rent"
  Party from{}, to{};
  double amount = 0;
};

/// What a party has paid and been paid, and what it has used up itself: time, fuel, goods lost. Terminals, customs and
/// who keeps the tracks are taken to use up what they are paid, as the costs of the system have it, pilots too; roads,
/// canals and ports nothing besides, hauliers and carriers their own costs, stated or not. Terminals that state their
/// costs use up energy and equipment, and pay those whose time and land they take up.
struct PartyAccount {
  double paid = 0, received = 0;
  double resources = 0;
  double balance() const { return received - paid - resources; }
};

/// Of all flows and of empty running, in the measured span: what is nothing is left out.
std::vector<Payment> payments(Outcome const& outcome);
EnumArray<Party, PartyAccount> party_accounts(Outcome const& outcome);

}  // namespace tongzhou::outcome
