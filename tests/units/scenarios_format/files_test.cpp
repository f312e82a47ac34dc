#include "scenarios/format/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
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
using tongzhou::format::is_same_name;
using tongzhou::format::protect;
using tongzhou::format::remove_unfinished;
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

TEST_CASE("what is written to a pipe goes into it, and the pipe stays") {
  Room const room;
  auto const pipe = room.path / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  int const reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  { WholeFile only_looked_at{pipe}; }
  write_whole(pipe, "a page");
  char bytes[16];
  CHECK(std::string(bytes, static_cast<std::size_t>(::read(reader, bytes, sizeof bytes))) == "a page");
  ::close(reader);
  CHECK(fs::is_fifo(pipe));
  CHECK(files_in(room.path) == 1);
  CHECK_THROWS_WITH(WholeFile{pipe}.growing_at(), Catch::Contains("to a file only"));
}

TEST_CASE("a library that writes a file which Ctrl-C has removed does not make it again") {
  Room const room;
  WholeFile const file{room.path / "result.xlsx"};
  fs::remove(room.path / "result.xlsx.partial-0");
  std::ofstream{file.growing_at()} << "a sheet";
  CHECK(files_in(room.path) == 0);
}

TEST_CASE("a device stays what it is, also for one who might replace it") {
  Room const room;
  auto const device = room.path / "null";
  if (::mknod(device.c_str(), S_IFCHR | 0666, ::makedev(1, 3)) != 0) return;  // only root may make one
  int const opened = ::open(device.c_str(), O_WRONLY);
  if (opened < 0) return;  // and this file system may forbid to use it
  ::close(opened);
  write_whole(device, "a page");
  CHECK(fs::is_character_file(device));
}

TEST_CASE("a link to a device or a pipe leads there; one to a file is replaced and the file spared") {
  Room const room;
  auto const pipe = room.path / "pipe", to_pipe = room.path / "to-pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  fs::create_symlink(pipe, to_pipe);
  int const reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  write_whole(to_pipe, "x");
  char byte = 0;
  CHECK(::read(reader, &byte, 1) == 1);
  ::close(reader);
  CHECK(fs::is_symlink(to_pipe));

  write_whole(room.path / "precious", "precious");
  fs::create_symlink(room.path / "precious", room.path / "report");
  write_whole(room.path / "report", "a page");
  CHECK(text_of(room.path / "precious") == "precious");
  CHECK(text_of(room.path / "report") == "a page");
}

TEST_CASE("an open file that a link in /proc leads to is written on, as a shell's redirection wants it") {
  Room const room;
  write_whole(room.path / "log", "first\n");
  int const log = ::open((room.path / "log").c_str(), O_WRONLY | O_APPEND);
  auto const link = room.path / "output";
  fs::create_symlink("/proc/self/fd/" + std::to_string(log), link);
  write_whole(link, "second\n");
  ::close(log);
  CHECK(fs::is_symlink(link));
  CHECK(text_of(room.path / "log") == "first\nsecond\n");
}

TEST_CASE("links under the temporary name are not followed, wherever they lead") {
  Room const room;
  write_whole(room.path / "precious", "precious");
  fs::create_symlink(room.path / "precious", room.path / "result.json.partial-0");
  fs::create_symlink(room.path / "nowhere", room.path / "result.json.partial-1");  // this one was tried for ever
  fs::create_hard_link(room.path / "precious", room.path / "result.json.partial-2");
  REQUIRE(::mkfifo((room.path / "result.json.partial-3").c_str(), 0600) == 0);
  write_whole(room.path / "result.json", "{}");
  CHECK(text_of(room.path / "result.json") == "{}");
  CHECK(text_of(room.path / "precious") == "precious");
  CHECK_FALSE(fs::exists(room.path / "nowhere"));
}

TEST_CASE("what another user left unfinished does not stand in the way") {
  Room const room;
  auto const left = room.path / "result.json.partial-0";
  std::ofstream{left} << "half";
  if (::chown(left.c_str(), 65534, 65534) != 0) return;  // only root can make another's file
  write_whole(room.path / "result.json", "{}");
  CHECK(text_of(room.path / "result.json") == "{}");
  CHECK(text_of(left) == "half");
}

TEST_CASE("what was read is not written over, by whichever way the name is reached") {
  Room const room;
  auto const input = room.path / "read.json";
  write_whole(input, "mine");
  fs::create_symlink("read.json", room.path / "link.json");
  fs::create_directory_symlink(".", room.path / "here");
  protect(room.path / "link.json");
  auto const refused = Catch::Contains("it is read here; write to another file");
  CHECK_THROWS_WITH(write_whole(input, "x"), refused);
  CHECK_THROWS_WITH(write_whole(room.path / "link.json", "x"), refused);
  CHECK_THROWS_WITH(write_whole(room.path / "here/here/read.json", "x"), refused);
  CHECK(text_of(input) == "mine");
  write_whole(room.path / "other.json", "x");
  // Also when it looks like something that a dead writer left.
  auto const odd = room.path / "other.json.partial-0";
  write_whole(odd, "mine");
  protect(odd);
  write_whole(room.path / "other.json", "y");
  sweep(room.path);
  CHECK(text_of(odd) == "mine");
}

TEST_CASE("one file has one name, whether it is there or not") {
  CHECK(is_same_name("a/b.json", "a/../a/b.json"));
  CHECK(is_same_name("b.json", "./b.json"));
  CHECK_FALSE(is_same_name("a/b.json", "b.json"));
}

TEST_CASE("one who has no time left takes with him what is not finished") {
  Room const room;
  auto const child = ::fork();
  if (child == 0) {
    WholeFile half{room.path / "half"};
    half.write("{");
    write_whole(room.path / "whole", "{}");
    remove_unfinished();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(files_in(room.path) == 1);
}

TEST_CASE("a signal that comes at any moment of writing leaves nothing unfinished") {
  constexpr int tries = 50;
  // The child has it from its first moment: on a busy machine the signal may come before it has done anything.
  auto const before = std::signal(SIGPIPE, [](int) {
    remove_unfinished();
    ::_exit(0);
  });
  for (int i = 0; i < tries; ++i) {
    Room const room;
    auto const child = ::fork();
    while (child == 0) WholeFile{room.path / "never finished"};
    ::usleep(static_cast<useconds_t>(2000 + (i * 37) % 500));
    ::kill(child, SIGPIPE);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(files_in(room.path) == 0);
  }
  std::signal(SIGPIPE, before);
}
