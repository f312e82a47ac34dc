#include "viz/export/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "network/base/calendar.hpp"
#include "scenarios/format/json.hpp"

namespace tongzhou::exports {
namespace {

using json = format::Json;
using world::PlaceId;
using world::TerminalId;
using world::TradeClass;

constexpr std::size_t write_at = 1 << 16;  // bytes gathered before they go to the file

/// DCSA's names; it knows no aircraft.
std::string_view mode_name(world::Mode mode) {
  switch (mode) {
    case world::Mode::sea:
      return "VESSEL";
    case world::Mode::river:
      return "BARGE";
    case world::Mode::rail:
      return "RAIL";
    case world::Mode::road:
      return "TRUCK";
    case world::Mode::air:
      break;
  }
  return "AIR";
}

std::string quoted(std::string const& text) { return json(text).dump(); }

/// Two letters of a country and three letters or digits 2-9 of a place: then it may be a UN/LOCODE.
bool like_unlocode(std::string_view code) {
  auto const letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return code.size() == 5 && letter(code[0]) && letter(code[1]) &&
         std::ranges::all_of(code.substr(2), [&](char c) { return letter(c) || (c >= '2' && c <= '9'); });
}

std::string location(std::string const& place, std::string_view facility) {
  auto text = R"(,"eventLocation":{"locationName":)" + quoted(place);
  if (like_unlocode(place)) text += R"(,"UNLocationCode":)" + quoted(place);
  if (!facility.empty()) text += R"(,"facilityCode":)" + quoted(std::string{facility});
  return text + '}';
}

/// splitmix64's last step (Steele, Lea and Flood 2014): every bit of the input moves half the bits of the output.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

}  // namespace

bool sampled(std::string_view flow, std::uint64_t sequence, double share) {
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a over the code
  for (char const c : flow) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return static_cast<double>(mixed(mixed(hash) + sequence) >> 11) < share * 0x1p53;
}

// Letters count from A = 10, leaving out multiples of 11; each place weighs twice the one before.
char check_digit(std::string_view number) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    auto value = static_cast<unsigned>(number[i] - '0');
    if (number[i] >= 'A') {
      value = 10 + static_cast<unsigned>(number[i] - 'A');
      value += (value - 1) / 10;
    }
    sum += value << i;
  }
  return static_cast<char>('0' + sum % 11 % 10);
}

std::string container_number(std::uint64_t n) {
  auto const owner = n / 1'000'000 % (26 * 26);
  std::string number{'T', static_cast<char>('A' + owner / 26), static_cast<char>('A' + owner % 26), 'U'};
  number += fmt::format("{:06}", n % 1'000'000);
  return number + check_digit(number);
}

EventLog::EventLog(std::filesystem::path const& file, world::World const& world, std::uint32_t replication,
                   double share)
    : world_(world), share_(share), file_(file), replication_(replication), born_(world.flows.size()) {
  for (auto const& flow : world.flows) {
    flows_.add(fmt::format(R"(,"ISOEquipmentCode":{},"emptyIndicatorCode":"{}","flow":{},"tradeClass":"{}")",
                           quoted(world.box_types[flow.box].name.code),
                           flow.trade == TradeClass::empty ? "EMPTY" : "LADEN", quoted(flow.name.code),
                           word_of(flow.trade)));
  }
  for (auto const& place : world.places) places_.add(location(place.name.code, ""));
  for (auto const& terminal : world.terminals) {
    terminals_.add(location(world.places[terminal.place].name.code, terminal.name.code));
  }
  for (auto const& service : world.services) {
    services_.add(fmt::format(R"("carrierServiceCode":{},"modeOfTransport":"{}")", quoted(service.name.code),
                              mode_name(world.vehicle_classes[service.vehicle].mode)));
  }
}

void EventLog::finish() {
  file_.write(text_);
  text_.clear();
  file_.finish();
}

// The number of an event is a UUID of version 8 (RFC 9562), made of seed, replication and count: the same in each run
// of the same scenario.
void EventLog::begin(std::string_view type, std::string_view code, Time at) {
  auto const seed = mixed(world_.seed);
  ++events_;
  fmt::format_to(std::back_inserter(text_),
                 R"({{"eventID":"{:08x}-{:04x}-8{:03x}-8{:03x}-{:012x}","eventType":"{}",)"
                 R"("eventClassifierCode":"EST","simulated":true,"eventDateTime":"{}Z","{}EventTypeCode":"{}")",
                 seed >> 32, seed >> 16 & 0xffff, seed & 0xfff, replication_ & 0xfff, events_ & 0xffffffffffff, type,
                 iso_date_time(world_.start, at), type == "TRANSPORT" ? "transport" : "equipment", code);
}

void EventLog::of_box(Followed const& box, std::string_view code, Time at) {
  begin("EQUIPMENT", code, at);
  fmt::format_to(std::back_inserter(text_), R"(,"equipmentReference":"{}"{},"sequence":{})", box.number,
                 flows_[box.flow], box.sequence);
}

void EventLog::call(engine::Voyage const& voyage) {
  auto const& service = world_.services[voyage.service];
  fmt::format_to(std::back_inserter(text_),
                 R"(,"transportCall":{{{},"carrierVoyageNumber":"{}","vessel":{{"vesselName":{}}}}})",
                 services_[voyage.service], voyage.number + 1,
                 quoted(fmt::format("{} {}", service.name.code, voyage.vehicle + 1)));
}

void EventLog::at_place(PlaceId place) { text_ += places_[place]; }
void EventLog::at_terminal(TerminalId terminal) { text_ += terminals_[terminal]; }

void EventLog::end() {
  text_ += "}\n";
  if (text_.size() < write_at) return;
  file_.write(text_);
  text_.clear();
}

std::uint32_t EventLog::born(world::FlowId flow, Time at) {
  auto const& facts = world_.flows[flow];
  auto const sequence = born_[flow]++;
  auto const n = boxes_++;
  if (!sampled(facts.name.code, sequence, share_)) return 0;
  if (free_.empty()) {
    followed_.emplace_back();
    free_.push_back(static_cast<std::uint32_t>(followed_.size()));
  }
  auto const number = free_.back();
  free_.pop_back();
  auto& box = followed_[number - 1] = {flow, sequence, container_number(n)};
  // A box in transshipment comes from outside: it is not packed here.
  if (facts.trade != TradeClass::transshipment) {
    of_box(box, facts.trade == TradeClass::empty ? "PICK" : "STUF", at);
    at_place(facts.origin);
    end();
  }
  return number;
}

void EventLog::delivered(std::uint32_t number, Time at) {
  auto const& box = followed_[number - 1];
  auto const& flow = world_.flows[box.flow];
  free_.push_back(number);
  if (at >= world_.end() || flow.trade == TradeClass::transshipment) return;
  of_box(box, flow.trade == TradeClass::empty ? "DROP" : "STRP", at);
  at_place(flow.destination);
  end();
}

// Its cargo is taken out where it stands.
void EventLog::given_up(std::uint32_t number, PlaceId place, Time at) {
  auto const& box = followed_[number - 1];
  free_.push_back(number);
  of_box(box, world_.flows[box.flow].trade == TradeClass::empty ? "DROP" : "STRP", at);
  at_place(place);
  end();
}

void EventLog::gate(std::uint32_t number, bool inwards, TerminalId terminal, Time at) {
  if (at >= world_.end()) return;
  of_box(followed_[number - 1], inwards ? "GTIN" : "GTOT", at);
  text_ += R"(,"transportCall":{"modeOfTransport":"TRUCK"})";
  at_terminal(terminal);
  end();
}

void EventLog::inspected(std::uint32_t number, PlaceId place, TerminalId terminal, Time at) {
  if (at >= world_.end()) return;
  of_box(followed_[number - 1], "INSP", at);
  terminal ? at_terminal(terminal) : at_place(place);
  end();
}

void EventLog::lift(std::uint32_t number, bool aboard, engine::Voyage const& voyage, TerminalId terminal, Time at) {
  if (at >= world_.end()) return;
  of_box(followed_[number - 1], aboard ? "LOAD" : "DISC", at);
  call(voyage);
  at_terminal(terminal);
  end();
}

void EventLog::of_vehicle(engine::Voyage const& voyage, std::string_view code, Time at) {
  begin("TRANSPORT", code, at);
  call(voyage);
}

void EventLog::calls(engine::Voyage const& voyage, std::string_view code, TerminalId terminal, Time at) {
  if (at >= world_.end()) return;
  of_vehicle(voyage, code, at);
  at_terminal(terminal);
  end();
}

void EventLog::arrives(engine::Voyage const& voyage, TerminalId terminal, Time at) {
  calls(voyage, "ARRI", terminal, at);
}

void EventLog::berths(engine::Voyage const& voyage, TerminalId terminal, Time at) {
  calls(voyage, "BRTH", terminal, at);
}

void EventLog::departs(engine::Voyage const& voyage, TerminalId terminal, Time at) {
  calls(voyage, "DEPA", terminal, at);
}

void EventLog::waits(engine::Voyage const& voyage, PlaceId place, ledger::Cause cause, Time from, Time until) {
  if (from >= world_.end()) return;
  of_vehicle(voyage, "WAIT", from);
  fmt::format_to(std::back_inserter(text_), R"(,"reason":"{}","until":"{}Z")", word_of(cause),
                 iso_date_time(world_.start, std::min(until, world_.end())));
  at_place(place);
  end();
}

void EventLog::passes(engine::Voyage const& voyage, world::LinkId id, world::Direction direction, Time at) {
  if (at >= world_.end()) return;
  auto const& link = world_.links[id];
  of_vehicle(voyage, "PASS", at);
  text_ += R"(,"link":)" + quoted(link.name.code);
  at_place(direction == world::Direction::down ? link.from : link.to);
  end();
}

}  // namespace tongzhou::exports
