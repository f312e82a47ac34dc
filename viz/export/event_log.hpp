#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "network/base/id.hpp"
#include "scenarios/format/files.hpp"
#include "sim/engine/observer.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::exports {

/// Is the n-th box of a flow in a sample of this share? It depends on nothing else, and a larger sample holds a smaller
/// one.
bool sampled(std::string_view flow, std::uint64_t sequence, double share);

/// The check digit of ISO 6346 for four letters and six digits.
char check_digit(std::string_view number);

/// A container number after ISO 6346, with its check digit, for the n-th box of a run: owners TAA to TZZ (assumption:
/// they stand for nobody), 676 million of them.
std::string container_number(std::uint64_t n);

/// Writes what happens in a run as JSON lines, while it happens; docs/events.md says what stands in them. The file is
/// there under its name after `finish`, or not at all.
class EventLog : public engine::Observer {
 public:
  EventLog(std::filesystem::path const& file, world::World const& world, std::uint32_t replication, double share);
  void finish();

  std::uint32_t born(world::FlowId flow, Time at) override;
  void gate(std::uint32_t box, bool inwards, world::TerminalId terminal, Time at) override;
  void lift(std::uint32_t box, bool aboard, engine::Voyage const& voyage, world::TerminalId terminal, Time at) override;
  void inspected(std::uint32_t box, world::PlaceId place, world::TerminalId terminal, Time at) override;
  void delivered(std::uint32_t box, Time at) override;
  void given_up(std::uint32_t box, world::PlaceId place, Time at) override;
  void arrives(engine::Voyage const& voyage, world::TerminalId terminal, Time at) override;
  void berths(engine::Voyage const& voyage, world::TerminalId terminal, Time at) override;
  void departs(engine::Voyage const& voyage, world::TerminalId terminal, Time at) override;
  void waits(engine::Voyage const& voyage, world::PlaceId place, ledger::Cause cause, Time from, Time until) override;
  void passes(engine::Voyage const& voyage, world::LinkId link, world::Direction direction, Time at) override;

 private:
  struct Followed {
    world::FlowId flow;
    std::uint64_t sequence = 0;  // within its flow
    std::string number;
  };
  void begin(std::string_view type, std::string_view code, Time at);
  void of_box(Followed const& box, std::string_view code, Time at);
  void of_vehicle(engine::Voyage const& voyage, std::string_view code, Time at);
  void call(engine::Voyage const& voyage);
  void at_place(world::PlaceId place);
  void at_terminal(world::TerminalId terminal);
  void calls(engine::Voyage const& voyage, std::string_view code, world::TerminalId terminal, Time at);
  void end();

  world::World const& world_;
  double share_;
  format::WholeFile file_;
  std::string text_;  // not yet in the file
  std::uint32_t replication_;
  std::uint64_t events_ = 0, boxes_ = 0;  // told; born, followed or not
  tongzhou::Table<world::FlowId, std::uint64_t> born_;
  std::vector<Followed> followed_;  // by number - 1; those of delivered boxes are used again
  std::vector<std::uint32_t> free_;
  // Parts of lines, ready made.
  tongzhou::Table<world::FlowId, std::string> flows_;
  tongzhou::Table<world::PlaceId, std::string> places_;
  tongzhou::Table<world::TerminalId, std::string> terminals_;
  tongzhou::Table<world::ServiceId, std::string> services_;
};

}  // namespace tongzhou::exports
