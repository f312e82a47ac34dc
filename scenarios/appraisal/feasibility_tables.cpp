#include "scenarios/appraisal/feasibility_tables.hpp"

#include <fmt/format.h>

#include <utility>

namespace tongzhou::appraisal {
namespace {

using Row = std::vector<double>;
using Maybes = std::vector<std::optional<double>>;

TableRow row(std::string_view id, std::string_view en, std::string_view zh, Row const& by_year, double at_end = 0) {
  return {id, en, zh, Maybes(by_year.begin(), by_year.end()), at_end};
}

TableRow standing(std::string_view id, std::string_view en, std::string_view zh, Maybes by_year) {
  return {id, en, zh, std::move(by_year), 0, false};
}

TableRow cumulated(std::string_view id, std::string_view en, std::string_view zh, Flows const& flows) {
  double sum = 0;
  Maybes row;
  for (double const flow : flows.by_year) row.emplace_back(sum += flow);
  return {id, en, zh, std::move(row), sum + flows.at_end, false};
}

TableRow net(std::string_view id, std::string_view en, std::string_view zh, Flows const& flows) {
  return row(id, en, zh, flows.by_year, flows.at_end);
}

Row of_debt(OperatorView const& view, double DebtYear::*part) {
  Row values;
  for (auto const& year : view.debt) values.push_back(year.*part);
  return values;
}

FeasibilityTable project_cash_flow(OperatorView const& view) {
  auto const& a = view.accounts;
  return {"project_cash_flow",
          "Cash flow of the project investment",
          "项目投资现金流量表",
          true,
          {row("revenue", "Revenue", "营业收入", a.revenue),
           row("recovered", "Residual value and working capital recovered", "回收资产余值和流动资金",
               Row(a.revenue.size()), a.before_tax.at_end),
           row("capital_cost", "Construction investment", "建设投资", a.capital),
           row("working_capital", "Working capital", "流动资金", a.working_capital),
           row("operating_cost", "Operating cost", "经营成本", a.operating_cost),
           row("vat", "Value added tax", "增值税", a.vat), row("renewals", "Renewals", "维持运营投资", a.renewals),
           net("net_before_tax", "Net cash flow before income tax", "所得税前净现金流量", a.before_tax),
           cumulated("cumulative_before_tax", "Cumulated", "累计所得税前净现金流量", a.before_tax),
           row("adjusted_tax", "Adjusted income tax", "调整所得税", a.tax_without_debt),
           net("net_after_tax", "Net cash flow after income tax", "所得税后净现金流量", a.after_tax),
           cumulated("cumulative_after_tax", "Cumulated", "累计所得税后净现金流量", a.after_tax)}};
}

FeasibilityTable own_capital_cash_flow(OperatorView const& view) {
  auto const& a = view.accounts;
  return {
      "own_capital_cash_flow",
      "Cash flow of own capital",
      "项目资本金现金流量表",
      true,
      {row("revenue", "Revenue", "营业收入", a.revenue),
       row("recovered", "Recovered at the end, less debt", "期末回收（扣除债务）", Row(a.revenue.size()), a.own.at_end),
       row("own_funds", "Own capital paid in", "项目资本金", a.own_funds),
       row("principal", "Principal repaid", "借款本金偿还", a.principal),
       row("interest", "Interest paid", "借款利息支付", a.interest),
       row("operating_cost", "Operating cost", "经营成本", a.operating_cost),
       row("vat", "Value added tax", "增值税", a.vat), row("tax", "Income tax", "所得税", a.tax),
       row("renewals", "Renewals", "维持运营投资", a.renewals), net("net", "Net cash flow", "净现金流量", a.own)}};
}

FeasibilityTable profit(OperatorView const& view) {
  auto const& a = view.accounts;
  return {"profit",
          "Profit and its distribution",
          "利润与利润分配表",
          true,
          {row("revenue", "Revenue", "营业收入", a.revenue), row("vat", "Value added tax", "增值税", a.vat),
           row("operating_cost", "Operating cost", "经营成本", a.operating_cost),
           row("ebitda", "EBITDA", "息税折旧摊销前利润", a.ebitda),
           row("depreciation", "Depreciation", "折旧费", a.depreciation), row("ebit", "EBIT", "息税前利润", a.ebit),
           row("interest", "Interest", "利息支出", a.interest), row("profit", "Profit", "利润总额", a.profit),
           row("tax", "Income tax", "所得税", a.tax), row("net_profit", "Net profit", "净利润", a.net_profit)}};
}

FeasibilityTable debt_service(OperatorView const& view) {
  Row opening;
  double owed = 0;
  for (auto const& year : view.debt) {
    opening.push_back(owed);
    owed = year.balance;
  }
  auto const balance = of_debt(view, &DebtYear::balance);
  return {"debt_service",
          "Debt service",
          "借款还本付息计划表",
          true,
          {standing("opening", "Owed at the start of the year", "期初借款余额", {opening.begin(), opening.end()}),
           row("drawn", "Drawn", "当期借款", of_debt(view, &DebtYear::drawn)),
           row("capitalised", "Interest capitalised", "建设期利息资本化", of_debt(view, &DebtYear::capitalised)),
           row("interest", "Interest paid", "付息", of_debt(view, &DebtYear::interest)),
           row("principal", "Principal repaid", "还本", of_debt(view, &DebtYear::principal)),
           standing("closing", "Owed at the end of the year", "期末借款余额", {balance.begin(), balance.end()}),
           row("available", "Cash available for debt service", "可用于还本付息的资金", view.accounts.available),
           standing("interest_cover", "Interest cover (ICR)", "利息备付率", view.accounts.interest_cover),
           standing("service_cover", "Debt service cover (DSCR)", "偿债备付率", view.accounts.service_cover)}};
}

FeasibilityTable financial_plan(OperatorView const& view) {
  auto const& a = view.accounts;
  Row operating, investing, financing, surplus;
  for (std::size_t year = 0; year < a.revenue.size(); ++year) {
    operating.push_back(a.ebitda[year] - a.tax[year]);
    investing.push_back(-(a.capital[year] + a.renewals[year] + a.working_capital[year]));
    financing.push_back(a.own_funds[year] + view.debt[year].drawn - view.debt[year].service());
    surplus.push_back(operating[year] + investing[year] + financing[year]);
  }
  return {"financial_plan",
          "Financial plan",
          "财务计划现金流量表",
          true,
          {row("operating", "Net cash of operation", "经营活动净现金流量", operating),
           row("investing", "Net cash of investment", "投资活动净现金流量", investing),
           row("own_funds", "Own capital paid in", "项目资本金投入", a.own_funds),
           row("drawn", "Debt drawn", "债务资金投入", of_debt(view, &DebtYear::drawn)),
           row("interest", "Interest paid", "利息支出", of_debt(view, &DebtYear::interest)),
           row("principal", "Principal repaid", "偿还债务本金", of_debt(view, &DebtYear::principal)),
           row("financing", "Net cash of finance", "筹资活动净现金流量", financing),
           row("surplus", "Surplus of the year", "净现金流量", surplus),
           cumulated("cumulative_surplus", "Cumulated surplus", "累计盈余资金", {surplus, 0})}};
}

FeasibilityTable economic_flow(Measures const& measures) {
  auto const& years = measures.by_year;
  FeasibilityTable table{"economic_flow", "Economic costs and benefits", "经济费用效益流量表", false, {}};
  auto const party = [&](Party who, std::string_view id, std::string_view en, std::string_view zh) {
    for (auto const& [of, gains] : years.gains)
      if (of == who) table.rows.push_back(row(id, en, zh, gains));
  };
  party(Party::shippers, "shippers", "Gains of shippers", "货主效益");
  party(Party::carriers, "carriers", "Gains of carriers", "承运人效益");
  party(Party::hub_operators, "hub_operators", "Gains of hub operators", "枢纽经营者效益");
  party(Party::government, "government", "Gains of the government", "政府效益");
  party(Party::society, "society", "Gains of society", "社会效益");
  party(Party::other_shipping, "other_shipping", "Gains of other shipping", "其他航运效益");
  double const left = years.residual_value.empty() ? 0 : years.residual_value.back();
  Flows net_flows{years.net, left};
  if (!net_flows.by_year.empty()) net_flows.by_year.back() -= left;
  Row const none(years.net.size());
  table.rows.push_back(row("residual_value", "Residual value", "回收资产余值", none, left));
  table.rows.push_back(row("capital_cost", "Construction investment", "建设投资", negative(years.capital_cost)));
  table.rows.push_back(row("renewals", "Renewals", "维持运营投资", negative(years.renewals)));
  table.rows.push_back(row("yearly_cost", "Operation and upkeep", "经营费用", negative(years.yearly_cost)));
  table.rows.push_back(net("net", "Net benefit", "净效益流量", net_flows));
  table.rows.push_back(cumulated("cumulative", "Cumulated", "累计净效益流量", net_flows));
  return table;
}

std::string csv_number(std::optional<double> const value) { return value ? fmt::format("{}", *value) : ""; }

}  // namespace

std::vector<FeasibilityTable> feasibility_tables(Investment const& investment, OptionResult const& option) {
  std::vector<FeasibilityTable> tables;
  if (investment.terms.financial_view)
    for (auto* const make : {project_cash_flow, own_capital_cash_flow, profit, debt_service, financial_plan})
      tables.push_back(make(option.operator_view));
  if (investment.terms.economic_view) tables.push_back(economic_flow(option.measures));
  return tables;
}

std::string to_csv(FeasibilityTable const& table, int const first_year) {
  std::string text = "item,name,名称,total";
  auto const years = table.rows.empty() ? 0 : table.rows.front().by_year.size();
  for (std::size_t year = 0; year < years; ++year) text += fmt::format(",{}", first_year + static_cast<int>(year));
  text += ",end\n";
  for (auto const& row : table.rows) {
    double total = row.at_end;
    std::string cells;
    for (auto const& value : row.by_year) {
      total += value.value_or(0);
      cells += "," + csv_number(value);
    }
    text += fmt::format("{},\"{}\",\"{}\",{}{},{}\n", row.id, row.en, row.zh,
                        row.adds_up ? csv_number(total) : std::string{}, cells, csv_number(row.at_end));
  }
  return text;
}

}  // namespace tongzhou::appraisal
