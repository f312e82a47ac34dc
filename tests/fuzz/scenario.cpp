// Whatever the bytes are, they become a world or a list of problems.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/scenario_schema.hpp"

using namespace tongzhou::format;
using nlohmann::json;

namespace {

/// Every value of a document but itself, with the container that holds it.
struct Spot {
  json* holder;
  std::string key;    // in an object
  std::size_t index;  // in a list
  json& value() const { return holder->is_object() ? (*holder)[key] : (*holder)[index]; }
};

void collect(json& holder, std::vector<Spot>& spots) {
  for (std::size_t i = 0; holder.is_array() && i < holder.size(); ++i) {
    spots.push_back({&holder, {}, i});
    collect(holder[i], spots);
  }
  for (auto member = holder.begin(); holder.is_object() && member != holder.end(); ++member) {
    spots.push_back({&holder, member.key(), 0});
    collect(*member, spots);
  }
}

/// One change that keeps the text JSON: bytes changed at random seldom come past the parser.
void change(json& document, std::minstd_rand& dice) {
  std::vector<Spot> spots;
  collect(document, spots);
  if (spots.empty()) return;
  auto const any = [&]() -> Spot const& { return spots[dice() % spots.size()]; };
  static std::vector<json> const odd = {0,
                                        1,
                                        -1,
                                        2,
                                        0.5,
                                        1e-300,
                                        1e300,
                                        1e9,
                                        36500,
                                        200,
                                        true,
                                        false,
                                        nullptr,
                                        "",
                                        "Mon 08:00",
                                        "2024-02-29T23:59",
                                        json::array(),
                                        json::object()};
  auto const& spot = any();
  switch (dice() % 6) {
    case 0:
      spot.value() = odd[dice() % odd.size()];
      break;
    case 1: {
      json const other = any().value();
      spot.value() = other;
      break;
    }
    case 2:
      if (spot.value().is_number()) spot.value() = spot.value().get<double>() * (dice() % 2 == 0 ? 1000 : 0.001);
      break;
    case 3:
      if (spot.holder->is_object()) {
        spot.holder->erase(spot.key);
      } else {
        spot.holder->erase(spot.index);
      }
      break;
    case 4:
      if (spot.holder->is_object()) {
        json const same = spot.value();
        (*spot.holder)[any().key + "x"] = same;
      } else {
        spot.holder->push_back(json(spot.value()));
      }
      break;
    default:
      if (spot.holder->is_object()) {
        json const same = spot.value();
        auto const key = any().key;
        (*spot.holder)[key] = same;
      }
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  std::minstd_rand dice{seed};
  auto document = json::parse(data, data + size, nullptr, false);
  if (document.is_discarded() || dice() % 8 == 0) return LLVMFuzzerMutate(data, size, most);
  for (auto changes = 1 + dice() % 3; changes > 0; --changes) change(document, dice);
  auto const text = document.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::copy(text.begin(), text.end(), data);
  return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  Problems problems;
  std::string const text{reinterpret_cast<char const*>(data), size};
  auto value = parse(text, "fuzz.json", problems);
  if (!value || !value->is_object()) return 0;
  for (auto const* layer : {"extends", "overlays"}) value->erase(layer);  // other files are not this one's bytes
  Document const document{std::move(*value), {{"fuzz.json", text}}};
  if (!check(document, scenario_schema(), problems)) {
    if (problems.empty()) std::abort();
    return 0;
  }
  auto const world = build(document, problems);
  if (!world && problems.empty()) std::abort();
  return 0;
}
