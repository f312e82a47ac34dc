#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

std::optional<world::Switching> switching_of(std::string const& code, Reader const& given, Building const& building) {
  auto const& world = building.world;
  auto const from = moment(given, "from", world.start);
  auto const to = moment(given, "to", world.start);
  if (from && to && *to <= *from) given.refuse("to", "ends before it begins");
  world::Switching turn{.name = {code, "", ""},
                        .from = building.flows.look_up(given, "from_flow"),
                        .to = building.flows.look_up(given, "to_flow"),
                        .share = given.number("share"),
                        .lost_share = given.number("lost_share", 0),
                        .ramp = days(given.number("ramp_days", 0)),
                        .ready_share = given.number("ready_share", 1),
                        .refit = days(given.number("refit_days", 0)),
                        .refit_cost = given.number("refit_cost_per_box", 0),
                        .relief = given.number("relief_per_box", 0),
                        .elasticity = given.number("elasticity", 0)};
  if (!from || !to || !turn.from || !turn.to) return std::nullopt;
  if (world.flows[turn.from].origin != world.flows[turn.to].origin)
    given.refuse("to_flow", fmt::format("flows \"{}\" and \"{}\" do not begin at the same place",
                                        world.flows[turn.from].name.code, world.flows[turn.to].name.code));
  if (turn.elasticity > 0 && world.flows[turn.from].value <= 0)
    given.refuse("elasticity", fmt::format("the goods of flow \"{}\" have no \"value\" to which a cost could be held",
                                           world.flows[turn.from].name.code));
  auto const lag = days(given.number("lag_days", 0));
  turn.shock_begins = *from;
  turn.shock_ends = *to;
  turn.begins = *from + lag;
  turn.ends = *to + lag;
  return turn;
}

Time begin_of(Reader const& given, world::World const& world) {
  return given.has("from") ? moment(given, "from", world.start).value_or(Time{}) : Time{};
}

void read_shift(std::string const& code, Reader const& given, Building& building) {
  world::Shift shift{.name = {code, "", ""},
                     .from = building.flows.look_up(given, "from_flow"),
                     .to = building.flows.look_up(given, "to_flow"),
                     .to_mail = building.mail_flows.look_up(given, "to_mail_flow"),
                     .parcels_per_box = static_cast<double>(given.whole("parcels_per_box", 0)),
                     .share_per_year = given.number("share_per_year"),
                     .most_share = given.number("most_share", 1),
                     .begins = begin_of(given, building.world)};
  if (given.has("to_flow") == given.has("to_mail_flow"))
    return given.refuse("give one of \"to_flow\" and \"to_mail_flow\": what does the demand become?");
  if (given.has("to_mail_flow") && !given.has("parcels_per_box"))
    given.refuse("to_mail_flow", "missing key \"parcels_per_box\": how many parcels is a box?");
  if (shift.from) building.world.shifts.push_back(std::move(shift));
}

void read_agreement(std::string const& code, Reader const& given, Building& building) {
  world::Agreement agreement{.name = {code, "", ""},
                             .flows = {},
                             .tariff = given.number("tariff_share", 0),
                             .cut = given.number("tariff_cut"),
                             .used_share = given.number("used_share", 1),
                             .elasticity = given.number("elasticity"),
                             .begins = begin_of(given, building.world)};
  for (auto const& flow : given.items("flows"))
    if (auto const id = building.flows.look_up(flow)) agreement.flows.push_back(id);
  if (agreement.cut > agreement.tariff)
    given.refuse("tariff_cut", fmt::format("more than the duty there is, tariff_share {:g}", agreement.tariff));
  building.world.agreements.push_back(std::move(agreement));
}

}  // namespace

void read_switching(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("switching"))
    if (auto turn = switching_of(code, given, building)) building.world.switching.add(std::move(*turn));
}

void read_markets(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("shifts")) read_shift(code, given, building);
  for (auto const& [code, given] : scenario.entries("agreements")) read_agreement(code, given, building);
}

}  // namespace tongzhou::format
