#include "scenarios/format/files.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace fs = std::filesystem;
using tongzhou::format::is_partial;
using tongzhou::format::sweep;
using tongzhou::format::WholeFile;
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

/// Half of a file, by a process that was killed with SIGKILL while it wrote.
void write_half_and_die(fs::path const& file) {
  auto const writer = ::fork();
  if (writer == 0) {
    WholeFile half{file};
    half.write("{ half of");
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(writer, &status, 0);
  REQUIRE(WIFSIGNALED(status));
}

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

TEST_CASE("a folder that is there but takes no file is told at once") {
  CHECK_THROWS_WITH(write_whole("/proc/report.html", "x"),
                    "cannot write '/proc/report.html': No such file or directory");
}

TEST_CASE("what a killed writer left is swept, what a living one is at work on is not") {
  Room const room;
  write_half_and_die(room.path / "dead.json");
  CHECK(fs::exists(room.path / "dead.json.partial-0"));
  WholeFile alive{room.path / "alive.json"};
  alive.write("all of it");
  std::ofstream{room.path / "holiday.partial-photo"} << "not ours";
  sweep(room.path);
  CHECK_FALSE(fs::exists(room.path / "dead.json.partial-0"));
  CHECK(fs::exists(room.path / "holiday.partial-photo"));
  alive.finish();
  CHECK(text_of(room.path / "alive.json") == "all of it");
  CHECK(files_in(room.path) == 2);
}

TEST_CASE("who writes the same file after a killed writer leaves nothing of it, long as it was") {
  Room const room;
  auto const file = room.path / "result.json";
  write_half_and_die(file);
  write_whole(file, "{}");
  CHECK(text_of(file) == "{}");
  CHECK(files_in(room.path) == 1);
}

TEST_CASE("two that write the same file do not disturb each other: the last to finish stays") {
  Room const room;
  auto const file = room.path / "result.json";
  WholeFile one{file}, other{file};
  one.write("the first");
  other.write("the second");
  other.finish();
  CHECK(text_of(file) == "the second");
  one.finish();
  CHECK(text_of(file) == "the first");
  CHECK(files_in(room.path) == 1);
}

TEST_CASE("only a name that ends in its number is that of a file being written") {
  CHECK(is_partial("runs/00003-ab.json.partial-12"));
  CHECK_FALSE(is_partial("runs/00003-ab.json"));
  CHECK_FALSE(is_partial("notes.partial-draft"));
  CHECK_FALSE(is_partial("notes.partial-"));
}
