#pragma once

#include <cstdint>
#include <map>

#include "network/base/id.hpp"
#include "sim/charges/step.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/customs_office.hpp"
#include "sim/engine/empty_depots.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/next_step.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/yards.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What is done with a box between two carriers, or at the border, one after another at one terminal: documents,
/// another box, transit papers, and customs with its declarations, inspections and releases.
class CustomsDesk {
 public:
  CustomsDesk(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
              Boxes& boxes, Chains const& chains, Yards& yards, Experience& experience, EmptyDepots& depots,
              NextStep& next, std::uint32_t replication);

  /// Lets the bays begin.
  void open(ProcessSet& processes);

  void begin(BoxId box, Time at);
  /// The cargo waited for a box of another carrier, and now it has one.
  void restuff(BoxId box, Time arrived, Time at);

  /// The second stage of two, at the last terminal or where a truck ends that came over the border: where there is no
  /// office it takes its time and needs no bay.
  bool has_bays(world::PlaceId place) const { return static_cast<bool>(office_at(place)); }
  Time inspect_without_bay(AccountId account, Time at);
  Task inspect_in_bay(BoxId box, world::PlaceId place, Time from);

  /// Boxes in a bay, or in front of one: the end of the run finds them there.
  template <class Visit>
  void each_inspected(Visit visit) const {
    for (auto const& [box, waits] : under_inspection_) visit(box);
  }
  /// At the end, those that customs holds: a promise that has passed is missed.
  void count_unreleased();
  void report(outcome::Records& records);

 private:
  /// Where a box waits to be released; no office: what is inspected has been released before.
  struct Unreleased {
    world::CustomsOfficeId office{};
    bool import = false;
    Time arrived{};
  };
  /// What of the rules for goods, recognition and zones applies to one box where it is cleared.
  struct Treatment {
    world::CustomsZone const* zone = nullptr;  // whose rules it uses
    bool believed = false;                     // a result from abroad stands for ours
    bool tested = false;                       // or relabelled
    bool checked_for_ip = false;
    bool inspected_later = false;  // if it is chosen, and released first
    bool suspected = false;        // if it is inspected
    bool seized = false;           // if it is suspected
  };
  struct Stay {
    Time arrived, until;
    Duration own;   // what tests and detentions take beyond the mean: no queue from which others learn
    Time tested{};  // its tests are over, which go on meanwhile where there is one stop for both
  };
  Treatment treatment(world::Flow const& flow, charges::Formalities const& facts);
  Duration declaration_time(BoxId box, charges::Formalities const& facts, Treatment const& treatment,
                            demand::Stream& stream);
  Time test_again(BoxId box, Time at);
  Task finish_tests(BoxId box, Time tested);
  void clear(BoxId box, charges::Formalities const& facts, Time arrived, Time at);
  Time transit_papers(BoxId box, charges::Formalities const& facts, Time at);
  Task detain(BoxId box, bool seized);
  void seize(BoxId box, charges::Formalities const& facts);
  Process inspect(BoxId box, charges::Formalities facts, Stay stay, Treatment meets);
  void inspection_completed(BoxId box, world::PlaceId place, world::TerminalId terminal, Time from);
  void release(BoxId box, charges::Formalities const& facts, Stay stay, bool inspected);
  Release release_of(world::FlowId flow, world::CustomsOfficeId office, bool import, bool inspected, Time arrived,
                     Time at) const;
  Time delay_for(AccountId account, Cause cause, Duration takes, Time at);
  world::CustomsOfficeId office_at(world::PlaceId place) const { return world_.places[place].customs; }

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Observer* observer_;
  Boxes& boxes_;
  Chains const& chains_;
  Yards& yards_;
  Experience& experience_;
  EmptyDepots& depots_;
  NextStep& next_;
  demand::Stream stream_;          // of what needs no office
  demand::Stream goods_stream_;    // of rules for goods and recognition, and who uses a zone: so many figures a box
  demand::Stream transit_stream_;  // of whose papers are a zone's: one figure a change of vehicles
  demand::Stream zone_stream_;     // of times in zones
  Table<world::CustomsOfficeId, CustomsOffice> offices_;
  std::map<BoxId, Unreleased> under_inspection_;
};

}  // namespace tongzhou::engine
