#include "scenarios/format/table_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/matrices.hpp"
#include "scenarios/format/table_places.hpp"
#include "scenarios/format/table_rows.hpp"
#include "scenarios/format/table_settings.hpp"

namespace tongzhou::format {
namespace {

using sheets::trimmed;

/// Joins what several tables say; `twice` is told of what two of them give.
void join(Json& base, Json more, std::string const& pointer, std::function<void(std::string)> const& twice) {
  if (base.is_null()) {
    base = std::move(more);
    return;
  }
  if (!base.is_object() || !more.is_object()) return twice(pointer);
  auto& members = base.get_ref<Json::object_t&>();
  auto old = members.extract_sequence();
  auto added = more.get_ref<Json::object_t&>().extract_sequence();
  decltype(old) merged;
  merged.reserve(old.size() + added.size());
  auto next = old.begin();
  for (auto& [key, value] : added) {
    while (next != old.end() && next->first < key) merged.push_back(std::move(*next++));
    if (next != old.end() && next->first == key) {
      join(next->second, std::move(value), pointer + step_for(key), twice);
      merged.push_back(std::move(*next++));
    } else {
      merged.emplace_back(std::move(key), std::move(value));
    }
  }
  merged.insert(merged.end(), std::move_iterator{next}, std::move_iterator{old.end()});
  members.adopt_sequence(boost::container::ordered_unique_range, std::move(merged));
}

Json read_source(TableSource const& source, Problems& problems, std::vector<std::string>* remarks, Problems& of_cells) {
  if (source.matrix) return read_matrix(source, problems, nullptr, remarks);
  if (source.layout == nullptr) return read_settings(source, problems, nullptr);
  return read_rows(source, problems, of_cells);
}

}  // namespace

Problem table_problem(TableSource const& source, std::uint32_t row, std::optional<std::uint32_t> column,
                      std::string text) {
  Problem problem{source.file, static_cast<int>(row), column ? static_cast<int>(*column) + 1 : 0, "", std::move(text)};
  if (row == 0) return problem;
  if (source.in_workbook) {
    problem.cell = fmt::format("!{}{}", column ? sheets::column_letters(*column) : "", row);
    return problem;
  }
  problem.cell = fmt::format(":{}", row);
  if (!column || source.sheet->rows().empty()) return problem;
  auto const heads = source.sheet->cells(source.sheet->rows().front());
  auto const head = std::ranges::find(heads, *column, &sheets::Cell::column);
  problem.cell += head == heads.end() ? fmt::format(" column {}", sheets::column_letters(*column))
                                      : " " + std::string{trimmed(head->text)};
  return problem;
}

void add_flaws(TableSource const& source, std::vector<sheets::Flaw> const& flaws, Problems& problems) {
  for (auto const& flaw : flaws) {
    problems.add(
        table_problem(source, flaw.row, flaw.column == 0 ? std::nullopt : std::optional{flaw.column - 1}, flaw.text));
  }
}

Tables::Tables(std::vector<TableSource> sources) : sources_(std::move(sources)), finders_(sources_.size()) {}

Json Tables::read(Problems& problems, std::vector<std::string>* remarks, Problems* of_cells) const {
  Json all = Json::object();
  for (auto const& source : sources_) {
    join(all, read_source(source, problems, remarks, of_cells == nullptr ? problems : *of_cells), "",
         [&](std::string const& pointer) {
           problems.add(table_problem(source, 0, std::nullopt,
                                      pointer + " is given here and in another table; empty one of them"));
         });
  }
  return all;
}

Tables::Found Tables::find(std::string_view pointer) const {
  auto const steps = steps_of(pointer);
  Found best;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (!may_hold(sources_[i], steps)) continue;
    if (!finders_[i]) finders_[i] = place_finder(sources_[i]);
    auto const found = finders_[i](steps);
    if (!found) continue;
    bool const is_better = found->steps > best.steps || (found->steps == best.steps && best.below && !found->below);
    if (is_better) best = {table_problem(sources_[i], found->row, found->column, ""), found->steps, found->below};
  }
  if (best.steps == 0 && !sources_.empty()) best.place = table_problem(sources_.front(), 0, std::nullopt, "");
  return best;
}

}  // namespace tongzhou::format
