#include "scenarios/format/files.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace fs = std::filesystem;
using tongzhou::format::write_whole;

namespace {

/// A folder that is gone after the test.
struct Room {
  fs::path path = fs::temp_directory_path() / ("tongzhou-files-" + std::to_string(::getpid()));
  Room() { fs::create_directories(path); }
  ~Room() { fs::remove_all(path); }
};

std::string text_of(fs::path const& path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::ptrdiff_t files_in(fs::path const& folder) { return std::distance(fs::directory_iterator{folder}, {}); }

}  // namespace

TEST_CASE("a file is written whole, with the folders above it, and nothing is left beside it") {
  Room const room;
  auto const file = room.path / "deep/er/result.json";
  write_whole(file, "first");
  CHECK(text_of(file) == "first");
  write_whole(file, "second, longer");
  CHECK(text_of(file) == "second, longer");
  CHECK(files_in(file.parent_path()) == 1);
}

TEST_CASE("what cannot be written is named, and leaves nothing behind") {
  Room const room;
  write_whole(room.path / "file", "in the way");
  CHECK_THROWS_WITH(write_whole(room.path / "file/result.json", "x"),
                    "cannot write '" + (room.path / "file/result.json").string() + "': Not a directory");
  fs::create_directories(room.path / "folder");
  CHECK_THROWS_WITH(write_whole(room.path / "folder", "x"),
                    "cannot write '" + (room.path / "folder").string() + "': Is a directory");
  CHECK(files_in(room.path) == 2);
}
