#include "scenarios/format/result_markets.hpp"

#include <string>

#include "network/base/enums.hpp"
#include "scenarios/format/result_members.hpp"

namespace tongzhou::format::sections {
namespace {

Json goods(outcome::Outcome const& outcome, world::World const& world) {
  using G = outcome::GoodsOutcome;
  auto section = Json::object();
  for (auto const id : world.goods.ids()) {
    auto entry = named(world.goods[id].name);
    put<G>(entry, outcome.goods[id],
           {{"boxes_retested", &G::retested}, {"boxes_detained", &G::detained}, {"boxes_seized", &G::seized}});
    section[world.goods[id].name.code] = std::move(entry);
  }
  return section;
}

Json switching(outcome::Outcome const& outcome, world::World const& world) {
  using S = outcome::SwitchingOutcome;
  auto section = Json::object();
  for (auto const id : world.switching.ids()) {
    auto entry = Json::object();
    put<S>(entry, outcome.switching[id],
           {{"boxes_cancelled", &S::cancelled},
            {"boxes_turned", &S::turned},
            {"boxes_refitted", &S::refitted},
            {"relief", &S::relief}});
    section[world.switching[id].name.code] = std::move(entry);
  }
  return section;
}

Json freight_stations(outcome::Outcome const& outcome, world::World const& world) {
  using F = outcome::FreightStationOutcome;
  auto section = Json::object();
  for (auto const id : world.freight_stations.ids()) {
    auto const& facts = world.freight_stations[id];
    auto entry = named(facts.name);
    entry["place"] = world.places[facts.place].name.code;
    put<F>(entry, outcome.freight_stations[id],
           {{"lots", &F::lots},
            {"boxes", &F::boxes},
            {"fill_mean_share", &F::fill_mean},
            {"wait_mean_hours", &F::wait_hours_mean}});
    section[facts.name.code] = std::move(entry);
  }
  return section;
}

Json zone_stays(outcome::Outcome const& outcome, world::World const& world) {
  using Z = outcome::ZoneStayOutcome;
  auto section = Json::object();
  for (auto const id : world.zone_stays.ids()) {
    auto entry = named(world.zone_stays[id].name);
    put<Z>(entry, outcome.zone_stays[id],
           {{"boxes_in", &Z::in},
            {"boxes_out", &Z::out},
            {"stay_mean_days", &Z::days_mean},
            {"boxes_stayed_away", &Z::stayed_away},
            {"boxes_inside_at_end", &Z::inside_at_end},
            {"interest", &Z::interest},
            {"duty", &Z::duty}});
    section[world.zone_stays[id].name.code] = std::move(entry);
  }
  return section;
}

}  // namespace

void put_markets(Json& result, outcome::Outcome const& outcome, world::World const& world) {
  if (!world.goods.empty()) result["goods"] = goods(outcome, world);
  if (!world.switching.empty()) result["switching"] = switching(outcome, world);
  if (!world.freight_stations.empty()) result["freight_stations"] = freight_stations(outcome, world);
  if (!world.zone_stays.empty()) result["zone_stays"] = zone_stays(outcome, world);
}

Json empties(outcome::Outcome const& outcome, world::World const& world) {
  using E = outcome::EmptyPoolOutcome;
  auto section = Json::array();
  for (auto const& e : outcome.empties) {
    auto const& pool = world.empties.pools[e.pool];
    Json entry{{"place", world.places[pool.place].name.code},
               {"owner", pool.owner.empty() ? "all" : pool.owner},
               {"box", world.box_types[pool.type].name.code},
               {"trade", world.empties.trades_share               ? "all"
                         : pool.regime == world::Regime::domestic ? "domestic"
                                                                  : "foreign"}};
    put<E>(entry, e,
           {{"mean_stock", &E::mean_stock},
            {"end_stock", &E::end_stock},
            {"taken", &E::taken},
            {"given_back", &E::given_back},
            {"sent_away", &E::sent_away},
            {"short_of", &E::short_of},
            {"waiting_hours", &E::wait_hours},
            {"waiting_at_end", &E::waiting_at_end}});
    section.push_back(std::move(entry));
  }
  return section;
}

}  // namespace tongzhou::format::sections
