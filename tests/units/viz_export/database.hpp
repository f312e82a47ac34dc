#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace tongzhou::exports {

/// Reads a database for tests: the first row of a query.
class Database {
 public:
  explicit Database(std::filesystem::path const& file) {
    if (sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) fail();
  }
  ~Database() { sqlite3_close(database_); }
  Database(Database const&) = delete;

  std::string text(std::string const& sql, int column = 0) const {
    std::string found;
    first(sql, [&](sqlite3_stmt* row) {
      auto const* const value = sqlite3_column_text(row, column);
      if (value != nullptr) found = reinterpret_cast<char const*>(value);
    });
    return found;
  }
  double number(std::string const& sql) const {
    double found = 0;
    first(sql, [&](sqlite3_stmt* row) { found = sqlite3_column_double(row, 0); });
    return found;
  }

 private:
  template <class Visit>
  void first(std::string const& sql, Visit visit) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail();
    int const code = sqlite3_step(statement);
    if (code == SQLITE_ROW) visit(statement);
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail();
  }
  [[noreturn]] void fail() const { throw std::runtime_error(sqlite3_errmsg(database_)); }

  sqlite3* database_ = nullptr;
};

}  // namespace tongzhou::exports
