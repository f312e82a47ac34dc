#include "network/base/paged_table.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;

TEST_CASE("a row of a table in pages stays where it is, however many come after it") {
  using RowId = Id<struct RowTag>;
  PagedTable<RowId, int> table;
  auto const first = table.add(7);
  int const* const where = &table[first];
  for (int n = 1; n < 2000; ++n) CHECK(table[table.add(n)] == n);
  CHECK(&table[first] == where);
  CHECK(*where == 7);
  CHECK(table.size() == 2000);
  std::size_t rows = 0;
  for (auto const id : table.ids()) rows += table[id] >= 0 ? 1 : 0;
  CHECK(rows == 2000);
}
