#include "sim/rules/lockage.hpp"

#include <algorithm>
#include <tuple>

#include "sim/rules/sailing.hpp"

namespace tongzhou::rules {

ShipAtLock ship_at_lock(world::VehicleClass const& vehicle, Mass load) {
  return {vehicle.length, vehicle.beam, draught(vehicle, load) + vehicle.under_keel};
}

bool fits(ShipAtLock const& ship, world::Chamber const& chamber) {
  constexpr Length rounding = metres(1e-9);
  return ship.length <= chamber.length && ship.beam <= chamber.width && ship.water - rounding <= chamber.sill_depth;
}

bool serves(world::Chamber const& chamber, world::Direction direction) {
  return direction == world::Direction::up ? chamber.serves_up : chamber.serves_down;
}

bool takes(world::Chamber const& chamber, world::VehicleClass const& vehicle, world::Direction direction) {
  Length const water = vehicle.draught_light + vehicle.under_keel;
  return serves(chamber, direction) && fits({vehicle.length, vehicle.beam, water}, chamber);
}

Time mean_out(IdleChamber const& chamber) {
  auto const& facts = *chamber.facts;
  Duration const usual = mean(facts.lockage) + (chamber.turns_back ? facts.turn_back : Duration{});
  return chamber.opens + usual * chamber.slowness + facts.passage;
}

std::optional<std::size_t> choose_chamber(ShipAtLock const& ship, world::Direction direction,
                                          std::span<IdleChamber const> idle) {
  auto const rank = [](IdleChamber const& chamber) {
    double const area = in_metres(chamber.facts->length) * in_metres(chamber.facts->width);
    return std::tuple{mean_out(chamber), chamber.opens, area};
  };
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < idle.size(); ++i) {
    if (!serves(*idle[i].facts, direction) || !fits(ship, *idle[i].facts)) continue;
    if (!best || rank(idle[i]) < rank(idle[*best])) best = i;
  }
  return best;
}

namespace {

/// Ships side by side in lanes, each as wide as its first ship, one behind another.
class Lanes {
 public:
  explicit Lanes(world::Chamber const& chamber) : chamber_(chamber), width_left_(chamber.width) {}

  bool take(ShipAtLock const& ship) {
    auto const lane =
        std::ranges::find_if(lanes_, [&](Lane const& l) { return ship.beam <= l.width && ship.length <= l.left; });
    if (lane != lanes_.end()) {
      lane->left -= ship.length;
      return true;
    }
    if (ship.beam > width_left_) return false;
    lanes_.push_back({ship.beam, chamber_.length - ship.length});
    width_left_ -= ship.beam;
    return true;
  }

 private:
  struct Lane {
    Length width;
    Length left;  // length not yet taken
  };
  world::Chamber const& chamber_;
  std::vector<Lane> lanes_;
  Length width_left_;
};

double area(ShipAtLock const& ship) { return in_metres(ship.length) * in_metres(ship.beam); }

/// Tries all choices of a few ships, those who came first first.
class MostArea {
 public:
  MostArea(std::span<ShipAtLock const> waiting, std::span<int const> may_be_overtaken, world::Chamber const& chamber)
      : waiting_(waiting), may_be_overtaken_(may_be_overtaken), chamber_(chamber) {
    constexpr std::size_t looked_at = 8;
    for (std::size_t i = 0; i < waiting.size() && looked_at_.size() < looked_at; ++i)
      if (fits(waiting[i], chamber)) looked_at_.push_back(i);
    for (auto const i : looked_at_) area_ahead_ += area(waiting[i]);
  }

  std::vector<std::size_t> best() && {
    search_from(0, 0, area_ahead_);
    return std::move(best_);
  }

 private:
  /// From this one of them on. `inside`: the area of those chosen; `ahead`: of those still to be asked.
  void search_from(std::size_t next, double inside, double ahead) {
    if (std::min(inside + ahead, chamber_area_) <= best_area_ * (1 + 1e-9)) return;
    if (next == looked_at_.size()) {
      best_ = chosen_;
      best_area_ = inside;
      return;
    }
    auto const ship = looked_at_[next];
    double const its_area = area(waiting_[ship]);
    chosen_.push_back(ship);
    if (may_overtake() && fit_together()) search_from(next + 1, inside + its_area, ahead - its_area);
    chosen_.pop_back();
    left_outside_.push_back({ship, chosen_.size()});
    search_from(next + 1, inside, ahead - its_area);
    left_outside_.pop_back();
  }
  /// The last one chosen, all those that stay outside.
  bool may_overtake() const {
    return std::ranges::all_of(left_outside_, [&](Outside const& outside) {
      return chosen_.size() - outside.chosen_before <=
             static_cast<std::size_t>(std::max(0, may_be_overtaken_[outside.ship]));
    });
  }
  bool fit_together() const {
    std::vector<ShipAtLock> ships;
    for (auto const i : chosen_) ships.push_back(waiting_[i]);
    std::ranges::stable_sort(ships, [](auto const& a, auto const& b) {
      return std::tuple{a.beam, a.length} > std::tuple{b.beam, b.length};
    });
    Lanes lanes{chamber_};
    return std::ranges::all_of(ships, [&](ShipAtLock const& ship) { return lanes.take(ship); });
  }

  std::span<ShipAtLock const> waiting_;
  std::span<int const> may_be_overtaken_;
  world::Chamber const& chamber_;
  std::vector<std::size_t> looked_at_;
  double const chamber_area_ = in_metres(chamber_.length) * in_metres(chamber_.width);
  double area_ahead_ = 0;
  struct Outside {
    std::size_t ship;
    std::size_t chosen_before;  // how many came before it and are inside
  };
  std::vector<Outside> left_outside_;
  std::vector<std::size_t> chosen_, best_;
  double best_area_ = -1;  // also a ship whose size nobody states is better than none
};

}  // namespace

std::vector<std::size_t> assign_lockage(std::span<ShipAtLock const> waiting, world::Chamber const& chamber) {
  Lanes lanes{chamber};
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < waiting.size(); ++i)
    if (fits(waiting[i], chamber) && lanes.take(waiting[i])) chosen.push_back(i);
  return chosen;
}

std::vector<std::size_t> fill_most_area(std::span<ShipAtLock const> waiting, std::span<int const> may_be_overtaken,
                                        world::Chamber const& chamber) {
  return MostArea{waiting, may_be_overtaken, chamber}.best();
}

}  // namespace tongzhou::rules
