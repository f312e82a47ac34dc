#include "scenarios/sensitivity/doubts_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "scenarios/format/grouped.hpp"
#include "scenarios/format/units.hpp"

namespace tongzhou::sensitivity {
namespace {

using Json = nlohmann::ordered_json;
using experiments::Parameter;

/// What is decided by, in words.
std::string measure_of(Doubts const& doubts) {
  if (doubts.valuation) return "net present value";
  std::string words;
  for (auto const& [measure, weight] : doubts.measures)
    words += (words.empty() ? "" : " + ") + (weight == 1 ? measure : fmt::format("{:g} x {}", weight, measure));
  return words;
}

/// Of those that turn the decision, the one whose turning point is nearest to the scenario in shares of its range.
std::optional<std::size_t> nearest_turn(OptionDoubts const& option) {
  std::optional<std::size_t> nearest;
  double least = 2;
  for (std::size_t i = 0; i < option.turns_at.size(); ++i) {
    if (!option.turns_at[i]) continue;
    double const away = std::abs(*option.turns_at[i] - option.close[i].share_of(option.close[i].start));
    if (away < least) {
      least = away;
      nearest = i;
    }
  }
  return nearest;
}

std::string value_of(Parameter const& parameter, double share) {
  double const value = parameter.value_at(share);
  if (parameter.way == Parameter::Way::scale) return fmt::format("{:.0f} % of what is assumed", value * 100);
  return in_words(value);
}

Json parameters_of(Doubts const& doubts) {
  auto section = Json::object();
  for (auto const& parameter : doubts.parameters)
    section[parameter.name] = {{"factor", parameter.way == Parameter::Way::scale},
                               {"from", parameter.from},
                               {"to", parameter.to},
                               {"scenario", parameter.start},
                               {"figures", parameter.pointers.size()},
                               {"first", parameter.pointers.front()}};
  return section;
}

/// All parameters by their effect on the difference, the largest first.
Json screening_of(OptionDoubts const& option, Doubts const& doubts) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < doubts.parameters.size(); ++i) order.push_back(i);
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return option.effects[i].mean_absolute; });
  auto list = Json::array();
  for (auto const i : order)
    list.push_back({{"parameter", doubts.parameters[i].name},
                    {"mean_absolute", option.effects[i].mean_absolute},
                    {"mean", option.effects[i].mean},
                    {"deviation", option.effects[i].deviation}});
  return list;
}

Json close_look_of(OptionDoubts const& option) {
  auto list = Json::array();
  for (std::size_t i = 0; i < option.close.size(); ++i) {
    auto const& parameter = option.close[i];
    list.push_back({{"parameter", parameter.name},
                    {"factor", parameter.way == Parameter::Way::scale},
                    {"from", parameter.from},
                    {"to", parameter.to},
                    {"scenario", parameter.start},
                    {"first_order", option.first_order[i]},
                    {"total", option.total[i]},
                    {"turns_at", option.turns_at[i] ? Json(parameter.value_at(*option.turns_at[i])) : Json()},
                    {"gain_at_from", option.gain_at_ends[i].first},
                    {"gain_at_to", option.gain_at_ends[i].second},
                    {"value_of_knowing", option.knowing.alone[i]}});
  }
  return list;
}

std::string standing_of(OptionDoubts const& option, bool has_cost) {
  if (has_cost)
    return fmt::format("{} is {}worth what it costs with the figures as they are", option.option,
                       option.gain > 0 ? "" : "not ");
  auto const* const standing = option.gain > 0 ? "better" : option.gain == 0 ? "no different" : "worse";
  return fmt::format("{} is {} than the base with the figures as they are", option.option, standing);
}

}  // namespace

std::string in_words(double value) {
  if (std::abs(value) < 10'000) return fmt::format("{:.4g}", value);
  // What a planner reads has no more figures than are known: three.
  double const unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 2);
  return format::grouped(std::round(value / unit) * unit);
}

std::string sentence_on(OptionDoubts const& option, bool has_cost) {
  auto const sentence = standing_of(option, has_cost);
  auto const all = fmt::format(" (better over {:.0f} % of all ranges together)", option.share_better * 100);
  if (option.predicted_share < trusted_share)
    return sentence + fmt::format(
                          "; the close look explains only {:.0f} % of how that changes, too little to say what "
                          "would turn it: use more points or runs.",
                          std::max(0.0, option.predicted_share) * 100);
  std::string const lost =
      option.of_terms ? "; what figures of the scenario do to that is lost in the chance between runs" : "";
  auto const turn = nearest_turn(option);
  if (!turn) {
    auto const most = static_cast<std::size_t>(std::ranges::max_element(option.total) - option.total.begin());
    return sentence + lost +
           fmt::format(
               ", and no {}figure that was looked at closely turns that round by itself{}; most of what may be "
               "otherwise hangs on {}.",
               option.of_terms ? "other " : "", all, option.close[most].name);
  }
  auto const& parameter = option.close[*turn];
  return sentence + lost +
         fmt::format("{} {} turns that round at {}{}.", option.of_terms ? ", and of all others" : ";", parameter.name,
                     value_of(parameter, *option.turns_at[*turn]), all);
}

std::string chinese_sentence_on(OptionDoubts const& option, bool has_cost) {
  auto const* const against = option.gain > 0 ? "优于基准" : option.gain == 0 ? "与基准无差别" : "劣于基准";
  auto const* const standing = !has_cost ? against : option.gain > 0 ? "值得其费用" : "不值得其费用";
  auto const sentence = fmt::format("按现有数值，{}{}", option.option, standing);
  if (option.predicted_share < trusted_share)
    return sentence + fmt::format("；细查只能解释其变化的{:.0f}%，不足以判断何者会使结论翻转：请增加取样点或仿真次数。",
                                  std::max(0.0, option.predicted_share) * 100);
  auto const all = fmt::format("（全部取值范围中有{:.0f}%有利）", option.share_better * 100);
  auto const* const among = option.of_terms ? "；情景数值的影响小于各次仿真之间的随机波动；其余数值中" : "";
  auto const turn = nearest_turn(option);
  if (!turn) {
    auto const most = static_cast<std::size_t>(std::ranges::max_element(option.total) - option.total.begin());
    return sentence + fmt::format("{}，细查的任一数值都不足以单独使其翻转{}；变数主要在于“{}”。", among, all,
                                  option.close[most].name);
  }
  auto const& parameter = option.close[*turn];
  double const value = parameter.value_at(*option.turns_at[*turn]);
  auto const where =
      parameter.way == Parameter::Way::scale ? fmt::format("所设数值的{:.0f}%", value * 100) : in_words(value);
  return sentence +
         fmt::format("{}{}“{}”达到{}时结论翻转{}。", among, option.of_terms ? "，" : "；", parameter.name, where, all);
}

Json to_json(experiments::Experiment const& experiment, Doubts const& doubts, DoubtsFound const& found,
             experiments::Maker const& maker) {
  std::string const currency = experiment.variants.front().scenario.value("currency", "CNY");
  auto options = Json::object();
  for (std::size_t o = 0; o < found.options.size(); ++o) {
    auto const& option = found.options[o];
    options[option.option] = {{"sentence", sentence_on(option, doubts.valuation || doubts.costs[o])},
                              {"sentence_zh", chinese_sentence_on(option, doubts.valuation || doubts.costs[o])},
                              {"difference", option.difference},
                              {"gain", option.gain},
                              {"gain_mean", option.mean},
                              {"gain_deviation", option.deviation},
                              {"share_better", option.share_better},
                              {"predicted_share", option.predicted_share},
                              {"of_terms", option.of_terms},
                              {"value_of_knowing_everything", option.knowing.everything},
                              {"close_look", close_look_of(option)},
                              {"draws", option.draws},
                              {"screening", screening_of(option, doubts)}};
  }
  return {{"format", "tongzhou-doubts/1"},
          {"provenance", experiments::provenance_of(maker, experiment.name, experiment.code, experiment.seed)},
          {"currency", currency},
          {"measure", measure_of(doubts)},
          {"unit",
           doubts.in_money || doubts.valuation ? currency : format::unit_of(doubts.measures.front().measure, currency)},
          {"better", doubts.lower_is_better ? "lower" : "higher"},
          {"method",
           {{"screening", "Morris (1991), mu* of Campolongo et al. (2007)"},
            {"trajectories", doubts.trajectories},
            {"close_look", "Sobol indices by polynomial chaos (Sudret 2008), Latin hypercube"},
            {"degree", doubts.degree},
            {"replications", doubts.replications},
            {"runs", found.runs}}},
          {"parameters", parameters_of(doubts)},
          {"left_out", doubts.left_out},
          {"options", std::move(options)}};
}

}  // namespace tongzhou::sensitivity
