#include "scenarios/format/matrices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include "scenarios/format/furness.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/table_cells.hpp"
#include "scenarios/sheets/notation.hpp"

namespace tongzhou::format {
namespace {

using sheets::Cell;
using sheets::trimmed;

constexpr std::size_t most_places = 3000;  // nine million cells

/// What may stand in a cell of a matrix.
CellReader const& reader_of_numbers() {
  static CellReader const reader{SchemaView::scenario().member("flows").member("*").member("teu_per_year")};
  return reader;
}

/// A factor or a sum for the origin and the destination of each place.
struct Ends {
  std::vector<double> from, to;
};

class MatrixReader {
 public:
  MatrixReader(TableSource const& source, Problems& problems, Locate const* locate, std::vector<std::string>* remarks)
      : source_(source), terms_(*source.matrix), problems_(problems), locate_(locate), remarks_(remarks) {}

  Json read() {
    auto const known = problems_.count();
    auto const& rows = source_.sheet->rows();
    if (rows.size() < 2) {
      problem(source_, 0, std::nullopt, "a matrix has places in its first row and in its first column");
      return Json::object();
    }
    read_heads(rows.front());
    if (problems_.count() == known) read_cells();
    if (problems_.count() == known) grow();
    if (problems_.count() == known) fit();
    return problems_.count() == known ? flows() : Json::object();
  }

 private:
  void problem(TableSource const& source, std::uint32_t row, std::optional<std::uint32_t> column, std::string text) {
    problems_.add(table_problem(source, row, column, std::move(text)));
  }

  /// Destinations, from which the origins may not differ: who is in one list alone was forgotten or misspelt.
  void read_heads(sheets::Sheet::Row const& head) {
    for (auto const& cell : source_.sheet->cells(head)) {
      if (cell.column == 0) continue;
      std::string const place{trimmed(cell.text)};
      if (!index_.emplace(place, places_.size()).second) {
        problem(source_, head.number, cell.column, fmt::format("\"{}\" has a column already", place));
      }
      column_of_.emplace(cell.column, places_.size());
      places_.push_back(place);
    }
    if (places_.size() > most_places) {
      problem(source_, head.number, std::nullopt, fmt::format("more than {} places", most_places));
    }
  }

  std::vector<std::string_view> candidates() const { return {places_.begin(), places_.end()}; }

  void read_cells() {
    auto const size = places_.size();
    cells_.assign(size * size, 0);
    as_written_.assign(size * size, Json{});
    places_of_cells_.assign(size * size, {0, 0});
    std::vector<std::uint32_t> row_of(size, 0);
    auto const& rows = source_.sheet->rows();
    for (std::size_t i = 1; i < rows.size() && !problems_.full(); ++i) {
      auto const cells = source_.sheet->cells(rows[i]);
      if (cells.empty()) continue;
      if (cells.front().column != 0) {
        problem(source_, rows[i].number, 0, "a row without its place");
        continue;
      }
      auto const place = trimmed(cells.front().text);
      auto const found = index_.find(place);
      if (found == index_.end()) {
        problem(source_, rows[i].number, 0,
                fmt::format("\"{}\" has a row but no column{}", place, did_you_mean(place, candidates())));
      } else if (std::exchange(row_of[found->second], rows[i].number) != 0) {
        problem(source_, rows[i].number, 0, fmt::format("\"{}\" has a row already", place));
      } else {
        read_row(found->second, rows[i].number, cells.subspan(1));
      }
    }
    for (std::size_t i = 0; i < size; ++i) {
      if (row_of[i] != 0) continue;
      auto const column = std::ranges::find(column_of_, i, &std::pair<std::uint32_t const, std::size_t>::second)->first;
      problem(source_, rows.front().number, column, fmt::format("\"{}\" has a column but no row", places_[i]));
    }
  }

  void read_row(std::size_t origin, std::uint32_t row, std::span<Cell const> cells) {
    for (auto const& cell : cells) {
      if (trimmed(cell.text).empty()) continue;
      auto const column = column_of_.find(cell.column);
      if (column == column_of_.end()) {
        problem(source_, row, cell.column, "a value below no heading; has the row been shifted?");
        continue;
      }
      std::string why;
      auto const value = reader_of_numbers().read(cell, source_.sheet->decimals, why);
      if (!value || !value->is_number() || value->get<double>() < 0) {
        problem(source_, row, cell.column,
                !why.empty() ? why : fmt::format("expected a number of at least 0, found \"{}\"", trimmed(cell.text)));
        continue;
      }
      auto const at = origin * places_.size() + column->second;
      cells_[at] = value->get<double>();
      as_written_[at] = *value;
      places_of_cells_[at] = {row, cell.column};
    }
  }

  /// Of a table with columns place, from, to.
  Ends ends_in(TableSource const& table, double otherwise) {
    Ends ends{std::vector<double>(places_.size(), otherwise), std::vector<double>(places_.size(), otherwise)};
    auto const& rows = table.sheet->rows();
    std::map<std::string, std::uint32_t, std::less<>> columns;
    if (!rows.empty()) {
      for (auto const& cell : table.sheet->cells(rows.front())) columns.emplace(trimmed(cell.text), cell.column);
    }
    if (!columns.contains("place") || (!columns.contains("from") && !columns.contains("to"))) {
      problem(table, 1, std::nullopt, "expected the columns place, from and to");
      return ends;
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
      auto const cells = table.sheet->cells(rows[i]);
      auto const cell_in = [&](std::string_view name) -> Cell const* {
        auto const column = columns.find(name);
        if (column == columns.end()) return nullptr;
        auto const found = std::ranges::find(cells, column->second, &Cell::column);
        return found == cells.end() ? nullptr : &*found;
      };
      auto const* const place = cell_in("place");
      auto const found = place == nullptr ? index_.end() : index_.find(trimmed(place->text));
      if (found == index_.end()) {
        auto const name = place == nullptr ? std::string_view{} : trimmed(place->text);
        problem(table, rows[i].number, columns.at("place"),
                fmt::format("the matrix has no place \"{}\"{}", name, did_you_mean(name, candidates())));
        continue;
      }
      for (auto const& [name, numbers] : {std::pair{"from", &ends.from}, std::pair{"to", &ends.to}}) {
        auto const* const cell = cell_in(name);
        if (cell == nullptr) continue;
        std::string why;
        auto const value = reader_of_numbers().read(*cell, table.sheet->decimals, why);
        if (!value || !value->is_number() || value->get<double>() < 0) {
          problem(table, rows[i].number, cell->column, !why.empty() ? why : "expected a number of at least 0");
        } else {
          (*numbers)[found->second] = value->get<double>();
        }
      }
    }
    return ends;
  }

  double total() const { return std::accumulate(cells_.begin(), cells_.end(), 0.0); }

  void remark(std::string text) {
    if (remarks_ != nullptr) remarks_->push_back(fmt::format("{}: {}", source_.file, text));
  }

  void grow() {
    if (!terms_.growth) return;
    auto const before = total();
    auto const factors = ends_in(*terms_.growth, 1);
    for (std::size_t i = 0; i < places_.size(); ++i) {
      for (std::size_t k = 0; k < places_.size(); ++k) {
        cells_[i * places_.size() + k] *= factors.from[i] * factors.to[k];
      }
    }
    changed_ = true;
    remark(fmt::format("growth factors took {} from {:.0f} to {:.0f}", terms_.values, before, total()));
  }

  void fit() {
    if (!terms_.totals) return;
    auto const before = cells_;
    auto const known = problems_.count();
    auto const sums = ends_in(*terms_.totals, free_sum);
    check_sums(sums);
    if (problems_.count() > known) return;
    auto const result = fit_to_sums(cells_, sums.from, sums.to);
    if (!result.done) {
      return problem(
          *terms_.totals, 0, std::nullopt,
          fmt::format("the matrix cannot be fitted to these sums: after {} rounds one is still {:.2g} % off; the "
                      "cells that are nothing leave no room for them",
                      result.rounds, result.worst * 100));
    }
    changed_ = true;
    tell_fit(before, result.rounds);
  }

  void check_sums(Ends const& sums) {
    double from = 0, to = 0;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      from += sums.from[i];
      to += sums.to[i];
      double out = 0, in = 0;
      for (std::size_t k = 0; k < places_.size(); ++k) {
        out += cells_[i * places_.size() + k];
        in += cells_[k * places_.size() + i];
      }
      if (sums.from[i] > 0 && out <= 0) {
        problem(*terms_.totals, 0, std::nullopt,
                fmt::format("\"{}\" is to send something, but its row is empty", places_[i]));
      }
      if (sums.to[i] > 0 && in <= 0) {
        problem(*terms_.totals, 0, std::nullopt,
                fmt::format("\"{}\" is to receive something, but its column is empty", places_[i]));
      }
    }
    // With a free sum among them they cannot be compared: then these are not numbers.
    if (std::abs(from - to) > 1e-6 * std::max(from, to)) {
      problem(
          *terms_.totals, 0, std::nullopt,
          fmt::format("what is sent ({:.0f}) and what is received ({:.0f}) differ; make the sums of from and to equal",
                      from, to));
    }
  }

  void tell_fit(std::vector<double> const& before, std::size_t rounds) {
    std::size_t most = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (std::abs(cells_[i] - before[i]) > std::abs(cells_[most] - before[most])) most = i;
    }
    auto const size = places_.size();
    remark(fmt::format(
        "fitted to totals in {} round{}, {} from {:.0f} to {:.0f}; most changed: {} to {} from {:.1f} to {:.1f}",
        rounds, rounds == 1 ? "" : "s", terms_.values, std::accumulate(before.begin(), before.end(), 0.0), total(),
        places_[most / size], places_[most % size], before[most], cells_[most]));
  }

  Json flows() {
    std::vector<std::pair<std::string, Json>> flows;
    auto const size = places_.size();
    for (std::size_t at = 0; at < cells_.size(); ++at) {
      if (!(cells_[at] > 0)) continue;
      auto flow = terms_.flow;
      flow["from"] = places_[at / size];
      flow["to"] = places_[at % size];
      flow[terms_.values] = changed_ ? number_of(sheets::shortest(cells_[at])) : as_written_[at];
      auto id = fmt::format("{}.{}.{}", terms_.id, places_[at / size], places_[at % size]);
      if (locate_ != nullptr)
        (*locate_)("/flows" + step_for(id), places_of_cells_[at].first, places_of_cells_[at].second);
      flows.emplace_back(std::move(id), std::move(flow));
    }
    std::ranges::sort(flows, {}, &std::pair<std::string, Json>::first);
    auto const twice = std::ranges::adjacent_find(flows, {}, &std::pair<std::string, Json>::first);
    if (twice != flows.end()) {
      problem(source_, 0, std::nullopt,
              fmt::format("two of its flows would be called {}; rename a place", twice->first));
      return Json::object();
    }
    Json members = Json::object();
    members.get_ref<Json::object_t&>().adopt_sequence(boost::container::ordered_unique_range, std::move(flows));
    Json all = Json::object();
    all["flows"] = std::move(members);
    return all;
  }

  TableSource const& source_;
  MatrixTerms const& terms_;
  Problems& problems_;
  Locate const* locate_;
  std::vector<std::string>* remarks_;
  std::vector<std::string> places_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::map<std::uint32_t, std::size_t> column_of_;  // a column of the sheet: which place
  std::vector<double> cells_;
  std::vector<Json> as_written_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places_of_cells_;
  bool changed_ = false;
};

}  // namespace

Json read_matrix(TableSource const& source, Problems& problems, Locate const* locate,
                 std::vector<std::string>* remarks) {
  return MatrixReader{source, problems, locate, remarks}.read();
}

}  // namespace tongzhou::format
