#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

world::Skill skill_of(std::string const& code, Reader const& given, Date start) {
  world::Skill skill{.name = {code, "", ""},
                     .ramp = days(given.number("ramp_days", 0)),
                     .gain_share = given.number("gain_share", 0),
                     .progress_ratio = given.number("progress_ratio", 1),
                     .work_at_start = given.number("work_at_start", 1000)};
  skill.most_factor = given.number("most_factor", skill.most_factor);
  if (given.has("from")) skill.trained_from = moment(given, "from", start).value_or(Time{});
  return skill;
}

/// Facilities whose people can be trained, by their code.
class Facilities {
 public:
  explicit Facilities(world::World& world) {
    for (auto& terminal : world.terminals)
      if (terminal.cranes > 0) add(terminal);
    for (auto& office : world.customs_offices) add(office);
    for (auto& hub : world.postal_hubs) add(hub);
  }
  void train(Reader const& facility, world::Skill const& skill) {
    auto const code = facility.text();
    auto const found = std::ranges::find(codes_, code);
    if (found == codes_.end())
      return facility.refuse(fmt::format("no facility \"{}\" has cranes, customs officers or sorters{}", code,
                                         did_you_mean(code, codes_)));
    auto& of_facility = *skills_[static_cast<std::size_t>(found - codes_.begin())];
    if (of_facility)
      return facility.refuse(fmt::format("\"{}\" is named by skill \"{}\" already", code, of_facility->name.code));
    of_facility = skill;
  }

 private:
  template <class Facility>
  void add(Facility& facility) {
    codes_.push_back(facility.name.code);
    skills_.push_back(&facility.skill);
  }
  std::vector<std::string_view> codes_;
  std::vector<std::optional<world::Skill>*> skills_;
};

}  // namespace

void read_skills(Reader const& scenario, Building& building) {
  Facilities facilities{building.world};
  for (auto const& [code, given] : scenario.entries("skills")) {
    auto const skill = skill_of(code, given, building.world.start);
    for (auto const& facility : given.items("facilities")) facilities.train(facility, skill);
  }
}

}  // namespace tongzhou::format
