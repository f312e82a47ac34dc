#include "scenarios/appraisal/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/format/grouped.hpp"

namespace tongzhou::appraisal {
namespace {

/// Money as each language counts it: by the million, and by the hundred million.
class Words {
 public:
  explicit Words(Investment const& investment) : currency_(investment.currency) {}
  BothLanguages money(double amount) const {
    double const size = std::abs(amount);
    if (size < 1e6) {
      auto const plain = format::in_full(amount);
      return {fmt::format("{} {}", plain, currency_), fmt::format("{}{}", plain, zh_currency())};
    }
    return {fmt::format("{} million {}", format::grouped(amount / 1e6, 1), currency_),
            fmt::format("{:.3f}亿{}", amount / 1e8, zh_currency())};
  }

 private:
  std::string zh_currency() const { return currency_ == "CNY" ? "元" : currency_; }
  std::string currency_;
};

constexpr std::pair<Party, std::pair<std::string_view, std::string_view>> party_names[] = {
    {Party::shippers, {"shippers", "货主"}},
    {Party::carriers, {"carriers", "承运人"}},
    {Party::hub_operators, {"hub operators", "枢纽经营者"}},
    {Party::government, {"government", "政府"}},
    {Party::society, {"society", "社会"}},
    {Party::other_shipping, {"other shipping", "其他航运"}}};

std::string joined(std::vector<std::string> const& parts, std::string_view between) {
  std::string text;
  for (auto const& part : parts) text += (text.empty() ? "" : std::string{between}) + part;
  return text;
}

Answer worth(OptionResult const& option, Words const& words) {
  std::vector<std::string> en, zh;
  for (auto const& at : option.sensitivity.rates) {
    auto const money = words.money(at.npv);
    bool const yes = at.npv > 0;
    en.push_back(fmt::format("at {:.4g} %: {} ({})", at.rate * 100, yes ? "yes" : "no", money.en));
    zh.push_back(fmt::format("{:.4g}%：{}（{}）", at.rate * 100, yes ? "值得" : "不值得", money.zh));
  }
  auto const& npv = option.measures.npv;
  auto const& roots = option.measures.irr.roots;
  auto const rate = roots.size() == 1 ? fmt::format("{:.2f} %", roots[0] * 100) : std::string{"-"};
  return {"worth",
          {"Is it worth its money?", "是否值得投资？"},
          {fmt::format("{}. Economic rate of return {}; it is worth more than nothing in {:.0f} % of the draws.",
                       joined(en, "; "), rate, npv.positive_share * 100),
           fmt::format("{}。经济内部收益率{}；净现值为正的概率{:.0f}%。", joined(zh, "；"), rate,
                       npv.positive_share * 100)}};
}

Answer who_gains(OptionResult const& option, Words const& words) {
  std::vector<std::string> en, zh;
  auto parties = std::vector(std::begin(party_names), std::end(party_names));
  auto const total = [&](Party party) { return option.measures.party_gains[party].total; };
  std::ranges::stable_sort(parties, [&](auto const& a, auto const& b) { return total(a.first) > total(b.first); });
  for (auto const& [party, name] : parties) {
    auto const money = words.money(total(party));
    en.push_back(fmt::format("{} {}", name.first, money.en));
    zh.push_back(fmt::format("{}{}", name.second, money.zh));
  }
  return {"who_gains",
          {"Who gains and who pays?", "谁受益，谁付出？"},
          {fmt::format("Present values: {}.", joined(en, ", ")), fmt::format("现值：{}。", joined(zh, "，"))}};
}

Answer bond(Investment const& investment, OptionResult const& option, Words const& words) {
  BothLanguages const question{"Does its debt carry itself?", "债务能否自平衡？"};
  auto const& view = option.operator_view.bond;
  auto const& capital = option.operator_view.capital;
  std::string const ratio_en = fmt::format("Own capital is {:.2f} % of what is invested{}.", capital.ratio * 100,
                                           !capital.passes   ? ""
                                           : *capital.passes ? ", enough"
                                                             : ", too little");
  std::string const ratio_zh = fmt::format("资本金比例{:.2f}%{}。", capital.ratio * 100,
                                           !capital.passes   ? ""
                                           : *capital.passes ? "，符合要求"
                                                             : "，不足");
  if (!view.expected.term_cover) return {"bond", question, {"It has no debt. " + ratio_en, "没有债务。" + ratio_zh}};
  auto const test = investment.terms.bond_test.value_or(BondTest{});
  double const required = test.required_cover;
  bool const passes = *view.expected.term_cover >= required - 1e-12;
  auto const affordable = words.money(view.affordable.value_or(0));
  auto const lowest = words.money(view.expected.lowest_closing_cash.value_or(0));
  double const sure = view.passing_share.value_or(0) * 100;
  bool const backed = !test.backed_by.empty();
  auto const behind_en = backed ? " Behind it stands " + test.backed_by + "." : std::string{};
  auto const behind_zh = backed ? "兜底方：" + test.backed_by + "。" : std::string{};
  return {"bond",
          question,
          {fmt::format("{}: cover over the term is {:.2f} where {:.2f} is asked for, reached in {:.0f} % of the draws; "
                       "lowest closing cash {}; it could carry {}. {}",
                       passes ? "Yes" : "No", *view.expected.term_cover, required, sure, lowest.en, affordable.en,
                       ratio_en + behind_en),
           fmt::format("{}：本息覆盖倍数{:.2f}，要求{:.2f}，达标概率{:.0f}%；期末最低资金余额{}；可承受债务{}。{}",
                       passes ? "能" : "不能", *view.expected.term_cover, required, sure, lowest.zh, affordable.zh,
                       ratio_zh + behind_zh)}};
}

Answer turns_round(OptionResult const& option) {
  auto const& switching = option.sensitivity.switching;
  std::vector<std::string> en, zh;
  if (switching.benefits) {
    en.push_back(fmt::format("benefits times {}", format::in_full(*switching.benefits)));
    zh.push_back(fmt::format("效益为预期的{}倍", format::in_full(*switching.benefits)));
  }
  if (switching.capital && *switching.capital > 0) {
    en.push_back(fmt::format("capital cost times {}", format::in_full(*switching.capital)));
    zh.push_back(fmt::format("建设投资为预期的{}倍", format::in_full(*switching.capital)));
  }
  BothLanguages const question{"What would turn it round?", "什么会使结论反转？"};
  if (en.empty()) {
    return {"turns_round",
            question,
            {"Neither its benefits nor its cost alone: it loses even where it costs nothing.",
             "仅改变效益或投资均不能扭转：即使无需投资也亏损。"}};
  }
  return {"turns_round",
          question,
          {fmt::format("Its value is zero at {}.", joined(en, ", or ")),
           fmt::format("净现值为零的条件：{}。", joined(zh, "，或"))}};
}

/// Plans of which the option is a stage.
BothLanguages in_stages(Investment const& investment, Appraisal const& appraisal, std::size_t option,
                        Words const& words) {
  BothLanguages text;
  for (std::size_t i = 0; i < appraisal.stages.size(); ++i) {
    auto const& plan = investment.stages[i];
    if (plan.first != option && plan.second != option) continue;
    auto const& found = appraisal.stages[i];
    auto const &first = investment.options[plan.first].name, &second = investment.options[plan.second].name;
    auto const npv = words.money(found.npv), value = words.money(found.option_value);
    auto const times = format::in_full(plan.demand_at_least);
    text.en +=
        fmt::format(" In stages, {} at once and {} when demand is {} times the base's: {}; to wait for it is worth {}.",
                    first.en, second.en, times, npv.en, value.en);
    text.zh += fmt::format("分期建设：先实施{}，需求达到基准的{}倍时再实施{}：{}，等待需求的价值{}。", first.zh, times,
                           second.zh, npv.zh, value.zh);
  }
  return text;
}

Answer waiting(OptionResult const& option, std::vector<DelayedOption> const& times, BothLanguages const& stages,
               Words const& words) {
  auto const best = std::ranges::max_element(times, {}, [](DelayedOption const& time) { return time.npv.expected; });
  auto const money = words.money(best->npv.expected);
  std::string en = best->delay == 0 ? fmt::format("Nothing is gained by waiting: {} now", money.en)
                                    : fmt::format("Best {} years later: {}", best->delay, money.en);
  std::string zh = best->delay == 0 ? fmt::format("等待没有好处：现在建设{}", money.zh)
                                    : fmt::format("推迟{}年最好：{}", best->delay, money.zh);
  if (best->npv.expected <= 0) {
    en += ", less than nothing";
    zh += "，仍不如不建";
  }
  if (option.learning) {
    auto const looking = words.money(option.learning->looking), value = words.money(option.learning->option_value);
    en += fmt::format(". Who first sees demand for {} years and builds only where it pays has {}: looking is worth {}",
                      option.learning->after_years, looking.en, value.en);
    zh += fmt::format("。先观察{}年需求、值得才建：{}，等待观察的价值{}", option.learning->after_years, looking.zh,
                      value.zh);
  }
  return {"waiting", {"What if we wait?", "如果等待呢？"}, {en + "." + stages.en, zh + "。" + stages.zh}};
}

}  // namespace

std::vector<Answer> verdict_on(Investment const& investment, Appraisal const& appraisal, std::size_t const option) {
  Words const words{investment};
  auto const& result = appraisal.options[option];
  return {worth(result, words), who_gains(result, words), bond(investment, result, words), turns_round(result),
          waiting(result, appraisal.timing[option], in_stages(investment, appraisal, option, words), words)};
}

}  // namespace tongzhou::appraisal
