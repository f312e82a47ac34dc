#include "scenarios/format/result_members.hpp"

namespace tongzhou::format::sections {

Json by_word(ledger::Hours const& hours) {
  auto object = Json::object();
  for (auto const cause : all_values<ledger::Cause>)
    if (!ledger::is_seldom(cause) || hours[cause] != 0) object[std::string{word_of(cause)}] = number(hours[cause]);
  return object;
}

Json spread(outcome::Spread const& s) {
  return {{"count", s.count},     {"mean", number(s.mean)}, {"p50", number(s.p50)}, {"p90", number(s.p90)},
          {"p95", number(s.p95)}, {"p99", number(s.p99)},   {"max", number(s.max)}};
}

Json queue(outcome::Queue const& q) {
  Json entry{{"wait_hours", spread(q.wait_hours)},
             {"mean_length", number(q.mean_length)},
             {"max_length", number(q.max_length)},
             {"box_hours_lost", number(q.box_hours_lost)}};
  if (!q.length_by_week.empty()) entry["length_by_week"] = numbers(q.length_by_week);
  return entry;
}

void put_lost(Json& entry, outcome::TradeLost const& lost) {
  using L = outcome::TradeLost;
  put<L>(entry, lost,
         {{"boxes_stayed_away", &L::boxes_stayed_away},
          {"boxes_given_up", &L::boxes_given_up},
          {"boxes_added", &L::boxes_added},
          {"value_lost", &L::value},
          {"penalties_of_lost_boxes", &L::penalties}});
}

}  // namespace tongzhou::format::sections
