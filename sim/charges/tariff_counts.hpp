#pragma once

#include <array>
#include <map>
#include <string>

#include "network/base/id.hpp"
#include "sim/charges/step.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::charges {

/// How often each tariff of a world was due, and what that comes to: a second way to the money in the books, for the
/// audit. It counts things (moves at a terminal, boxes over a border, kilometres of a service) and asks nothing of
/// `charge_of`, so that a tariff which one of the two forgets shows.
class TariffCounts {
 public:
  explicit TariffCounts(world::World const&);

  /// So many boxes of the flow took the step.
  void add(world::Flow const&, Step const&, double boxes);
  /// So many boxes were opened.
  void add_inspections(world::CustomsOfficeId, double boxes);
  /// So many times something else was due, at a price: tests, refits, part loads.
  void add(ledger::Expense expense, double times, double price) { others_[expense] += times * price; }

  /// Of the expenses that are charged by tariff: freight, handling, drayage, tolls, transfer, customs, loss and damage.
  ledger::Money money() const;

  /// Moves at a terminal, and what is owed there for them, those of transhipped boxes by their own tariff.
  double moves(world::TerminalId) const;
  double teu(world::TerminalId terminal) const { return teu_[terminal]; }  // of these moves
  double handling(world::TerminalId) const;
  /// Boxes that left a terminal for another one of its place.
  double transferred(world::TransferId transfer) const { return transferred_[transfer]; }
  /// Boxes that went straight from one vehicle to another instead.
  double lifted(world::TransferId transfer) const { return lifted_[transfer][0] + lifted_[transfer][1]; }
  double over_border(world::GaugeChangeId border) const { return over_border_[border]; }
  /// Money for papers and other boxes between two carriers at a place.
  double papers(world::PlaceId) const;
  /// Money that roads ask of boxes beside tolls.
  double barriers() const;

 private:
  using ByLength = std::array<double, 2>;  // of 20ft boxes, and of long ones
  struct Carried {
    ByLength boxes{}, box_km{};
  };
  double add(Ride const&, world::Flow const&, std::size_t length, double boxes);   // its kilometres
  double add(Truck const&, world::Flow const&, std::size_t length, double boxes);  // likewise
  void add_move(world::TerminalId, world::Flow const&, std::size_t length, double boxes);
  void add(Formalities const&, double boxes);
  static double freight(world::Freight const&, Carried const&);
  double of_direct_lifts(world::TerminalId) const;

  world::World const& world_;
  Table<world::TerminalId, ByLength> moves_, transshipped_;
  Table<world::TerminalId, double> teu_;
  struct Paid {
    world::PlaceId from, to;
    std::string contract;  // the flow that has one; none: by tariff
    friend auto operator<=>(Paid const&, Paid const&) = default;
  };
  struct Rides {
    world::Freight const* contract = nullptr;
    Carried carried{};
  };
  Table<world::ServiceId, std::map<Paid, Rides>> rides_;
  Table<world::LinkId, double> trucks_on_road_, boxes_on_road_;
  Carried hired_;
  Table<world::GaugeChangeId, double> over_border_;
  Table<world::TransferId, double> transferred_;
  Table<world::TransferId, ByLength> lifted_;
  Table<world::PlaceId, double> documents_, restuffed_;
  Table<world::CustomsOfficeId, double> declared_, inspected_;
  ledger::Money others_{};
  double lost_ = 0;  // money: what moves and kilometres cost the goods
};

}  // namespace tongzhou::charges
