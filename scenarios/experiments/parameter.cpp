#include "scenarios/experiments/parameter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenarios/format/locate.hpp"

namespace tongzhou::experiments {
namespace {

using json = format::Json;

void collect(json const& value, std::string const& before, std::string const& rest, std::vector<std::string>& found) {
  if (rest.empty()) {
    if (value.is_number()) found.push_back(before);
    return;
  }
  auto const end = rest.find('/', 1);
  auto const wanted = rest.substr(0, end);
  auto const after = end == std::string::npos ? std::string{} : rest.substr(end);
  if (value.is_object()) {
    for (auto const& [key, member] : value.items())
      if (auto const step = format::step_for(key); wanted == "/*" || wanted == step)
        collect(member, before + step, after, found);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      if (auto const step = format::step_for(i); wanted == "/*" || wanted == step)
        collect(value[i], before + step, after, found);
  }
}

double number_at(json const& scenario, std::string const& pointer) {
  return scenario.at(json::json_pointer{pointer}).get<double>();
}

std::optional<Parameter> read_parameter(std::string const& name, format::Reader const& given, json const& scenario,
                                        std::string_view whose) {
  Parameter parameter{.name = name,
                      .way = given.has("set") ? Parameter::Way::set : Parameter::Way::scale,
                      .pointers = {},
                      .from = given.number("from"),
                      .to = given.number("to"),
                      .pointer = given.pointer()};
  bool good = true;
  auto const refuse = [&](format::Reader const& at, std::string const& words) {
    at.refuse(words);
    good = false;
  };
  for (auto const& item : given.items(parameter.way == Parameter::Way::set ? "set" : "scale")) {
    auto const numbers = numbers_at(scenario, item.text());
    if (numbers.empty()) refuse(item, fmt::format("{} has no number there", whose));
    for (auto const& pointer : numbers)
      if (std::ranges::find(parameter.pointers, pointer) == parameter.pointers.end())
        parameter.pointers.push_back(pointer);
  }
  if (parameter.from >= parameter.to)
    refuse(given.child("to"),
           fmt::format("expected more than from, which is {:g}, found {:g}", parameter.from, parameter.to));
  if (!good) return std::nullopt;
  bool const factor = parameter.way == Parameter::Way::scale;
  parameter.start = given.number("start", factor ? 1 : number_at(scenario, parameter.pointers.front()));
  if (parameter.start < parameter.from || parameter.start > parameter.to) {
    given.refuse(
        fmt::format("expected its start, {:g}, from {:g} to {:g}", parameter.start, parameter.from, parameter.to));
    return std::nullopt;
  }
  return parameter;
}

}  // namespace

std::vector<std::string> numbers_at(json const& value, std::string const& pointer) {
  std::vector<std::string> found;
  if (pointer.starts_with('/')) collect(value, "", pointer, found);
  return found;
}

std::vector<Parameter> read_parameters(format::Reader const& parameters, json const& scenario,
                                       std::string_view whose) {
  std::vector<Parameter> read;
  for (auto const& [name, given] : parameters.entries()) {
    auto parameter = read_parameter(name, given, scenario, whose);
    if (!parameter) continue;
    for (auto const& other : read)
      for (auto const& pointer : other.pointers)
        if (std::ranges::find(parameter->pointers, pointer) != parameter->pointers.end())
          given.refuse(fmt::format("{} is also changed by '{}'", pointer, other.name));
    read.push_back(std::move(*parameter));
  }
  return read;
}

json with_values(json scenario, std::vector<Parameter> const& parameters, std::vector<double> const& values) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    for (auto const& pointer : parameters[i].pointers) {
      auto& at = scenario.at(json::json_pointer{pointer});
      double const value = parameters[i].way == Parameter::Way::scale ? at.get<double>() * values[i] : values[i];
      at = value;
    }
  }
  return scenario;
}

}  // namespace tongzhou::experiments
