#include "tools/cli/appraisal_summary.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "scenarios/format/problems.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

std::string text_of(Json const& json) { return format::printable(json.get<std::string>()); }

/// Money by the million, as planners speak of it; small sums as they are.
class Money {
 public:
  explicit Money(Json const& appraisal) : currency_(text_of(appraisal["currency"])) {
    for (auto const& option : appraisal["options"])
      if (option["capital_cost_total"].get<double>() >= 1e7) unit_ = 1e6;
  }
  std::string unit() const { return unit_ == 1 ? currency_ : tr("million ") + currency_; }
  std::string operator()(Json const& value) const {
    if (!value.is_number()) return "-";
    double const x = value.get<double>() / unit_;
    auto const text = readable(std::abs(x));
    if (text == "0.0") return "0";
    return x < 0 ? "-" + text : text;
  }
  std::string with_sign(Json const& value) const {
    auto const text = (*this)(value);
    return text == "0" || text.starts_with('-') ? text : "+" + text;
  }

 private:
  std::string currency_;
  double unit_ = 1;
};

std::string share(Json const& value) { return percent(value.get<double>()); }

std::string rate(Json const& irr) {
  if (irr["kind"] != "one") return text_of(irr["kind"]);
  return fmt::format("{:.1f} %", irr["expected"].get<double>() * 100);
}

std::string decimal(Json const& value, int digits) {
  return value.is_number() ? fmt::format("{:.{}f}", value.get<double>(), digits) : tr("never");
}

std::string joined(Json const& ids) {
  std::string text;
  for (auto const& id : ids) text += (text.empty() ? "" : " + ") + text_of(id);
  return text.empty() ? tr("nothing") : text;
}

std::string name_of(Json const& thing, std::string const& id) {
  auto const& name = thing["name"];
  auto const names = names_of({"", name.value("en", ""), name.value("zh", "")});
  return names.empty() ? id : names;
}

void print_options(Json const& appraisal, Money const& money, Console& console) {
  Rows rows{{"", tr("cost"), tr("NPV"), "p10", "p90", tr("P(NPV > 0)"), tr("benefit/cost"), "IRR", tr("payback"),
             tr("P(best)")}};
  for (auto const& place : appraisal["ranking"]) {
    auto const id = text_of(place["option"]);
    if (id == "nothing") {
      rows.push_back({id, "0", "0", "0", "0", "-", "-", "-", "-", share(place["probability_best"])});
      continue;
    }
    auto const& option = appraisal["options"][id];
    auto const& m = option["measures"];
    auto const& npv = m["npv"];
    auto const years = decimal(m["discounted_payback_years"]["expected"], 1);
    rows.push_back(
        {option.value("fills_up", false) ? say("{} (fills up)", id) : id, money(option["capital_cost_total"]),
         money(npv["expected"]), money(npv["p10"]), money(npv["p90"]), share(npv["positive_share"]),
         m["benefit_cost_ratio"]["expected"].is_number() ? decimal(m["benefit_cost_ratio"]["expected"], 2) : "-",
         rate(m["irr"]), years == tr("never") ? years : say("{} y", years), share(place["probability_best"])});
  }
  print_table(console.out, rows, {1, 2, 3, 4, 5, 6, 7, 8, 9});
}

void print_parties(Json const& appraisal, Money const& money, Console& console) {
  // Most networks have no lock with ships of others.
  std::vector<std::string_view> parties{"shippers", "carriers", "hub_operators", "government", "society"};
  for (auto const& option : appraisal["options"])
    if (option["measures"]["parties"]["other_shipping"]["total"] != 0.0 && parties.size() == 5)
      parties.push_back("other_shipping");
  Rows rows{{"", tr("shippers"), tr("carriers"), tr("hub operators"), tr("government"), tr("society")}};
  if (parties.size() > 5) rows[0].push_back(tr("other shipping"));
  for (auto const& last : {tr("all"), tr("simulation"), tr("demand"), tr("cost")}) rows[0].push_back(last);
  for (auto const& [id, option] : appraisal["options"].items()) {
    auto const& m = option["measures"];
    std::vector<std::string> row{id};
    for (auto const party : parties) row.push_back(money(m["parties"][party]["total"]));
    row.push_back(money(m["npv"]["expected"]));
    for (auto const* const cause : {"from_simulation", "from_demand", "from_cost", "from_doubts"})
      if (m["npv"].contains(cause)) row.push_back("± " + money(m["npv"][cause]));
    if (m["npv"].contains("from_doubts") && rows.size() == 1) rows[0].push_back(tr("doubts"));
    rows.push_back(std::move(row));
  }
  std::vector<std::size_t> right(rows[0].size() - 1);
  std::iota(right.begin(), right.end(), std::size_t{1});
  print_table(console.out, rows, right);
}

void print_times(Json const& appraisal, Money const& money, Console& console) {
  auto const& timing = appraisal["timing"];
  Rows rows{{""}};
  std::vector<std::size_t> right;
  for (auto const& delay : timing["delays_years"]) {
    auto const years = delay.get<unsigned>();
    rows[0].push_back(years == 0 ? tr("now") : fmt::format("+{} y", years));
    right.push_back(rows[0].size() - 1);
  }
  for (auto const& id : appraisal["regret"]["cases"]) {
    rows[0].push_back(say("regret now: {}", text_of(id)));
    right.push_back(rows[0].size() - 1);
  }
  for (auto const& [id, times] : timing["options"].items()) {
    std::vector<std::string> row{id};
    for (auto const& time : times) row.push_back(money(time["npv"]["expected"]));
    for (auto const& choice : appraisal["regret"]["choices"]) {
      if (choice["option"] != id || choice["delay_years"] != 0) continue;
      for (auto const& regret : choice["regret_by_case"]) row.push_back(money(regret));
    }
    rows.push_back(std::move(row));
  }
  print_table(console.out, rows, right);
  auto const& regret = appraisal["regret"];
  auto const& wisest = regret["choices"][regret["least_largest_regret"].get<std::size_t>()];
  auto const years = wisest["delay_years"].get<unsigned>();
  console.out << say("  least largest regret: {}{}\n", text_of(wisest["option"]),
                     wisest["option"] == "nothing" ? ""
                     : years == 0                  ? tr(" now")
                                                   : say(" in {} years", years));
}

void print_portfolios(Json const& appraisal, Money const& money, Console& console) {
  Rows rows;
  for (auto const& portfolio : appraisal["portfolios"]) {
    rows.push_back({joined(portfolio["options"]), money(portfolio["capital_cost_total"]),
                    money(portfolio["measures"]["npv"]["expected"]), money(portfolio["sum_of_parts"]),
                    money.with_sign(portfolio["interaction"])});
  }
  if (rows.empty()) return;
  console.out << '\n';
  console.heading(appraisal["budget"].is_number()
                      ? say("together, within {} {}", money(appraisal["budget"]), money.unit())
                      : tr("together"));
  rows.insert(rows.begin(), {"", tr("cost"), tr("NPV"), tr("sum of the parts"), tr("together more")});
  print_table(console.out, rows, {1, 2, 3, 4});
  console.out << say("  best: {}\n", joined(appraisal["best_portfolio"]));
}

/// Plans whose second stage waits for demand.
void print_stages(Json const& appraisal, Money const& money, Console& console) {
  if (appraisal["stages"].empty()) return;
  console.out << '\n';
  console.heading(tr("in two stages, the second when demand is there"));
  Rows rows{{"", tr("second from demand"), tr("NPV"), tr("first alone"), tr("both now"), tr("worth of waiting")}};
  for (auto const& [id, plan] : appraisal["stages"].items())
    rows.push_back({id, fmt::format("x {:.4g}", plan["demand_at_least"].get<double>()), money(plan["npv_expected"]),
                    money(plan["npv_first_alone"]), money(plan["npv_both_at_once"]),
                    money.with_sign(plan["option_value"])});
  print_table(console.out, rows, {1, 2, 3, 4, 5});
}

}  // namespace

void print_appraisal(Json const& appraisal, Console& console) {
  Money const money{appraisal};
  auto const& discount = appraisal["discount"];
  auto const& simulated = appraisal["simulated"];
  console.heading(name_of(appraisal, text_of(appraisal["provenance"]["investment"])));
  console.out << say("{} at prices of {}, {} years from {} at {:.4g} % a year; {} runs of {} scenarios, {} draws\n",
                     money.unit(), text_of(appraisal["price_base"]), appraisal["horizon_years"].get<unsigned>(),
                     appraisal["first_year"].get<int>(), discount["rate"].get<double>() * 100,
                     simulated["runs"].get<std::uint64_t>(), simulated["scenarios"].get<std::uint64_t>(),
                     readable(simulated["draws"].get<double>()));

  console.out << '\n';
  console.heading(tr("each alone, built now"));
  print_options(appraisal, money, console);
  console.out << '\n';
  console.heading(tr("who gains, and what the NPV is unsure from"));
  print_parties(appraisal, money, console);
  console.out << '\n';
  console.heading(tr("when to build"));
  print_times(appraisal, money, console);
  print_portfolios(appraisal, money, console);
  print_stages(appraisal, money, console);
  if (appraisal["remarks"].empty()) return;
  console.out << '\n';
  for (auto const& remark : appraisal["remarks"]) console.out << text_of(remark) << '\n';
}

}  // namespace tongzhou::cli
