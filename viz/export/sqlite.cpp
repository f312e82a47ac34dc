#include "viz/export/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/files.hpp"
#include "viz/export/tables.hpp"

namespace tongzhou::exports {
namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class Database {
 public:
  /// Grows in `file`; mistakes are told of `target`, whose name it will have.
  Database(std::filesystem::path const& file, std::filesystem::path target) : target_(std::move(target)) {
    sqlite3* opened = nullptr;
    // Without making it: what has been removed for Ctrl-C is not to come back.
    int const code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    database_.reset(opened);
    check(code);
  }
  void run(std::string const& sql) { check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr)); }

  /// One row for each list of values: null, text, number or truth.
  void insert(std::string const& table, std::size_t width, std::vector<std::vector<format::Json>> const& rows) {
    std::string marks;
    for (std::size_t i = 0; i < width; ++i) marks += i == 0 ? "?" : ", ?";
    sqlite3_stmt* prepared = nullptr;
    check(sqlite3_prepare_v2(database_.get(), fmt::format("INSERT INTO \"{}\" VALUES ({})", table, marks).c_str(), -1,
                             &prepared, nullptr));
    std::unique_ptr<sqlite3_stmt, Close> const statement{prepared};
    for (auto const& row : rows) {
      for (std::size_t i = 0; i < width; ++i) bind(prepared, static_cast<int>(i) + 1, row[i]);
      if (sqlite3_step(prepared) != SQLITE_DONE) check(sqlite3_errcode(database_.get()));
      check(sqlite3_reset(prepared));
    }
  }
  void close() { check(sqlite3_close(database_.release())); }

 private:
  void bind(sqlite3_stmt* statement, int at, format::Json const& value) {
    if (value.is_null()) {
      check(sqlite3_bind_null(statement, at));
    } else if (value.is_string()) {
      auto const& text = value.get_ref<std::string const&>();
      check(sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
    } else if (value.is_boolean()) {
      check(sqlite3_bind_int(statement, at, value.get<bool>() ? 1 : 0));
    } else if (value.is_number_integer()) {
      check(sqlite3_bind_int64(statement, at, value.get<sqlite3_int64>()));
    } else {
      check(sqlite3_bind_double(statement, at, value.get<double>()));
    }
  }
  void check(int code) {
    if (code == SQLITE_OK) return;
    throw std::runtime_error(fmt::format("cannot write '{}': {}", target_.string(), sqlite3_errstr(code)));
  }

  std::filesystem::path target_;
  std::unique_ptr<sqlite3, Close> database_;
};

std::string quoted_list(std::vector<std::string> const& names) {
  std::string list;
  for (auto const& name : names) list += (list.empty() ? "\"" : ", \"") + name + '"';
  return list;
}

std::string create(Table const& table) {
  std::string columns;
  for (auto const& column : table.columns)
    columns += fmt::format("\"{}\" {}, ", column.name, names_of(column.type).sqlite);
  std::string references;
  for (auto const& r : table.references) {
    references += fmt::format(", FOREIGN KEY (\"{}\") REFERENCES \"{}\" (\"{}\")", r.column, r.table, r.to);
  }
  return fmt::format("CREATE TABLE \"{}\" ({}PRIMARY KEY ({}){})", table.name, columns, quoted_list(table.key),
                     references);
}

Table units(std::vector<Table> const& tables) {
  Table made{"units", "What each column is in", {}, {"table_name", "column_name"}, {}, {}};
  for (auto const* name : {"table_name", "column_name", "type", "unit", "description", "table_description"}) {
    made.columns.push_back({name, Type::text, "", ""});
  }
  for (auto const& table : tables) {
    for (auto const& column : table.columns) {
      made.rows.push_back(
          {table.name, column.name, names_of(column.type).people, column.unit, column.description, table.description});
    }
  }
  return made;
}

}  // namespace

void write_sqlite(format::Json const& result, std::filesystem::path const& file) {
  auto made = tables(result);
  made.push_back(units(made));

  format::WholeFile whole{file};
  Database database{whole.growing_at(), file};
  // What is not finished is thrown away: no journal is needed, which would be a second file under a foreseeable name.
  database.run("PRAGMA journal_mode = OFF");
  database.run("PRAGMA synchronous = OFF");
  database.run("BEGIN");
  for (auto const& table : made) {
    database.run(create(table));
    database.insert(table.name, table.columns.size(), table.rows);
    // Not where the primary key begins with the column: that index serves already.
    for (auto const& r : table.references) {
      if (table.key.front() == r.column) continue;
      database.run(fmt::format("CREATE INDEX \"{0}_{1}\" ON \"{0}\" (\"{1}\")", table.name, r.column));
    }
  }
  database.run("COMMIT");
  database.close();
  whole.finish();
}

}  // namespace tongzhou::exports
