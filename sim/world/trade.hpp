#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"
#include "sim/world/skill.hpp"

// What the law makes of boxes: who may carry them, and how customs looks at them.
namespace tongzhou::world {

/// How customs sees a box on a leg: free goods, or goods under its supervision (bonded).
enum class Regime { domestic, foreign };

/// Which boxes a service may carry.
enum class Licence { mixed, domestic, foreign };
constexpr auto words(Licence) { return one_word_each<Licence>("mixed", "domestic", "foreign"); }

/// Who is loaded first when not all can be. Ties: who came first.
enum class LoadsFirst { first_come, deadline, value, foreign, domestic };
constexpr auto words(LoadsFirst) {
  return one_word_each<LoadsFirst>("first_come", "deadline", "value", "foreign", "domestic");
}

/// What carrying both regimes on one ship asks for.
struct MixedCarriage {
  Duration per_call;                 // seals and segregation, at each call with both regimes aboard
  double reserved_domestic_teu = 0;  // slots kept for one regime; the rest is pooled
  double reserved_foreign_teu = 0;
};

/// Coastal piggyback: foreign-flag ships may carry boxes between two ports of one country.
struct Piggyback {
  std::vector<PlaceId> ports;  // both ends must be among them
  double teu_per_year = std::numeric_limits<double>::infinity();
  bool domestic_too = false;  // else only boxes under customs supervision
};

enum class Risk { low, medium, high };
constexpr auto words(Risk) { return one_word_each<Risk>("low", "medium", "high"); }

/// Officers and bays where boxes are opened.
struct CustomsOffice {
  Name name;
  PlaceId place;
  int bays = 1;
  demand::Distribution<Duration> inspection;  // that a box holds a bay
  OpeningHours hours{};                       // in which an inspection may begin
  double cost_per_declaration = 0;
  double cost_per_inspection = 0;
  std::optional<Skill> skill{};  // of its officers
};

/// Countries whose results are accepted in place of our own.
struct Recognition {
  std::vector<std::string> countries;
  double accepted_share = 0;  // of boxes, neither inspected for their risk nor tested again
  Duration certificate{};     // that a declaration waits for a certificate from there
};

/// Places with rules of customs of their own, for the boxes that use them.
struct CustomsZone {
  std::vector<PlaceId> places;
  bool release_first = false;        // imports are released without inspection, and perhaps inspected later
  double later_inspected_share = 0;  // of those that would have been inspected: at their last terminal or consignee
  std::optional<demand::Distribution<Duration>> declaration;  // in place of the country's
  std::optional<demand::Distribution<Duration>> transit;      // papers of a bonded box, in place of the country's
};

/// Where customs clears the boxes of an import: on their way; nowhere, because they end in bond and their goods are
/// cleared when they leave; or before they set out, because their goods have lain at home, released.
enum class Clearance { on_the_way, in_bond, before };

struct Customs {
  /// port: where the box crosses the border; inland: at the last terminal of an import, the first of an export.
  enum class Where { port, inland };
  /// What is done before the box is here.
  enum class When { on_arrival, advance, two_step };
  bool applies = false;
  Where where = Where::port;
  When when = When::on_arrival;
  demand::Distribution<Duration> import_declaration;
  demand::Distribution<Duration> export_declaration;
  demand::Distribution<Duration> summary_declaration;  // two-step: what release waits for; the full entry follows later
  Duration advance;                                    // how long before arrival an advance declaration begins
  std::array<double, 3> inspected{};                   // share, by risk
  double trusted_share = 0;                            // of boxes, with traders that customs trusts
  double trusted_growth_per_year = 0;                  // added to the share
  double trusted_factor = 1;                           // on their share inspected
  bool two_stage = false;         // the port looks only at what must not enter; the rest is done inland
  double port_stage_share = 0.3;  // of an inspection, then done at the port
  demand::Distribution<Duration> inland_inspection;  // at the last terminal; in a bay where there is an office
  double ship_side_share = 0;  // boxes fetched from the ship's side, or brought to it: no dwell in the yard
  demand::Distribution<Duration>
      transit;  // papers of a bonded box that changes vehicles at a port inland of the border
  std::vector<std::vector<PlaceId>> one_port;  // combined ports, joint unloading: no transit papers among them
  bool departure_confirmation = false;         // exports need no transit papers: steps run side by side
  bool one_stop = false;  // a box that is inspected is tested meanwhile, and waits for the longer of the two
  std::vector<std::string> recognised;    // countries whose certificates spare the second inspection
  std::vector<Recognition> recognitions;  // of a country the first that names it
  std::vector<CustomsZone> zones;
  Duration promise_fast = hours(6);  // RCEP, chapter 4: perishables and express
  Duration promise = hours(48);
};
constexpr auto words(Customs::Where) { return one_word_each<Customs::Where>("port", "inland"); }
constexpr auto words(Customs::When) { return one_word_each<Customs::When>("on_arrival", "advance", "two_step"); }

/// What a change of vehicle asks for besides the lift.
struct TransferRules {
  demand::Distribution<Duration> documents;  // for each change of carrier; none under one bill
  double documents_cost = 0;
  bool one_bill = false;
  bool one_box = true;                 // rail and sea take each other's boxes; else the cargo is moved into another
  std::string rail_owner = "railway";  // whose boxes ride on trains where they do not
  demand::Distribution<Duration> restuffing;
  double restuffing_cost = 0;
};

}  // namespace tongzhou::world
