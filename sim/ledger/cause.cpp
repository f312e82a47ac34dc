#include "sim/ledger/cause.hpp"

namespace tongzhou::ledger {
namespace {

constexpr std::array<std::string_view, causes> cause_names{
    "moving",            "handling",           "waiting_for_sailing", "waiting_for_berth",  "waiting_for_crane",
    "waiting_for_departure", "storage",        "drayage",             "waiting_for_gate",   "waiting_for_lock",
    "waiting_for_path",  "waiting_for_depth",  "waiting_for_yard",    "gauge_change",       "customs_declaration",
    "customs_inspection", "documents",         "waiting_for_empty",   "sorting"};
constexpr std::array<std::string_view, expenses> expense_names{
    "freight",    "handling",    "storage",     "drayage", "transfer", "customs",
    "time_value", "loss_damage", "vessel_time", "fuel",    "carbon"};
constexpr std::array<std::string_view, sources> source_names{"sailing",  "in_port",  "rail", "drayage",
                                                             "handling", "transfer", "air"};

}  // namespace

std::string_view name(Cause cause) { return cause_names[static_cast<std::size_t>(cause)]; }
std::string_view name(Expense expense) { return expense_names[static_cast<std::size_t>(expense)]; }
std::string_view name(Source source) { return source_names[static_cast<std::size_t>(source)]; }

Party payer(Expense expense) {
  switch (expense) {
    case Expense::vessel_time:
    case Expense::fuel:
      return Party::carrier;
    case Expense::carbon:
      return Party::society;
    default:
      return Party::shipper;
  }
}

bool is_transfer(Expense expense) { return expense == Expense::freight; }

}  // namespace tongzhou::ledger
