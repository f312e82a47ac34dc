#include "scenarios/format/document.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "scenarios/format/sha256.hpp"
#include "tests/units/scenarios_format/folder.hpp"
#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou::format;
namespace fs = std::filesystem;

namespace {

std::string about(fs::path const& path, std::vector<fs::path> const& overlays = {}, Limits limits = {}) {
  Problems problems;
  auto const document = load(path, problems, overlays, limits);
  CHECK(document.has_value() == problems.empty());
  return said(problems);
}

std::string merged(fs::path const& path, std::vector<fs::path> const& overlays = {}) {
  Problems problems;
  auto const document = load(path, problems, overlays);
  CHECK(said(problems) == "");
  return document ? document->json().dump() : "";
}

}  // namespace

TEST_CASE("base first, then the file, then its overlays, then those of the command line") {
  Folder const folder;
  write("base.json", R"({"a": {"x": 1, "y": 1}, "b": [1, 2], "base": true})");
  write("s.json", R"({"extends": "base.json", "overlays": ["low.json", "deep/lower.json"], "a": {"x": 2}, "s": true})");
  write("low.json", R"({"a": {"x": 3}, "b": [9]})");
  write("deep/lower.json", R"({"a": {"y": null}, "overlays": ["lowest.json"]})");
  write("deep/lowest.json", R"({"a": {"z": 4}})");
  write("../mine.json", R"({"a": {"x": 5}})");
  CHECK(merged("s.json") == R"({"a":{"x":3,"z":4},"b":[9],"base":true,"s":true})");
  CHECK(merged("s.json", {"../mine.json"}) == R"({"a":{"x":5,"z":4},"b":[9],"base":true,"s":true})");
}

TEST_CASE("a place is that of the last layer that says it") {
  Folder const folder;
  write("base.json", "{\"a\": {\"x\": 1,\n \"y\": 1}, \"b\": 2}");
  write("s.json", "{\"extends\": \"base.json\",\n\"a\": {\"x\": 2}}");
  Problems problems;
  auto const document = load("s.json", problems);
  REQUIRE(document);
  auto const where = [&](char const* pointer, Part part = Part::value) {
    auto const place = document->problem(pointer, "", part);
    return fmt::format("{}:{}:{}", place.file, place.line, place.column);
  };
  CHECK(where("/a/x") == "s.json:2:12");
  CHECK(where("/a/x", Part::key) == "s.json:2:7");
  CHECK(where("/a/y") == "base.json:2:7");
  CHECK(where("/a/none") == "s.json:2:6");
  CHECK(where("/none") == "s.json:1:1");
  CHECK(document->layers().size() == 2);
  CHECK(to_line(document->problem("/b", "wrong")) == "base.json:2:16 /b: wrong");
}

TEST_CASE("files are named as the user would type them") {
  Folder const folder;
  write("lib/base.json", "{");
  write("lib/s.json", R"({"extends": "./base.json"})");
  CHECK(about("lib/s.json") == "lib/base.json:1:2: the file ends before the { of line 1, column 1 is closed");
  CHECK(about("./lib/../lib/s.json") == "lib/base.json:1:2: the file ends before the { of line 1, column 1 is closed");
}

TEST_CASE("a file that cannot be read is a problem, not an exception") {
  Folder const folder;
  CHECK(about("none.json") == "none.json: cannot be read: No such file or directory");
  CHECK(about(".") == ".: a folder without a scenario.json in it");
  CHECK(about("") == ": cannot be read: No such file or directory");
  write("big.json", "{\"a\": 12345}");
  CHECK(about("big.json", {}, {.bytes = 12}).empty());
  CHECK(about("big.json", {}, {.bytes = 11}) == "big.json: larger than 11 bytes, the most that is read");
  CHECK(about("big.json", {"none.json"}) == "none.json: cannot be read: No such file or directory");
  write("list.json", "[1]");
  CHECK(about("list.json") == "list.json:1:1: a scenario file holds one object: { ... }");
}

TEST_CASE("a scenario may not reach out of its own folder") {
  Folder const folder;
  write("../secret.json", "{}");
  auto const extends = [](std::string const& name) {
    write("s.json", "{\"extends\": " + name + "}");
    return about("s.json");
  };
  CHECK(extends("\"../secret.json\"") ==
        "s.json:1:13 /extends: \"..\" is not allowed; name a file inside the scenario's folder");
  CHECK(extends("\"a/../../secret.json\"") ==
        "s.json:1:13 /extends: \"..\" is not allowed; name a file inside the scenario's folder");
  CHECK(extends("\"/etc/passwd\"") ==
        "s.json:1:13 /extends: an absolute path is not allowed; name a file inside the scenario's folder");
  CHECK(extends("\"none.json\"") == "s.json:1:13 /extends: there is no file \"none.json\"");
  CHECK(extends("\"\"") == "s.json:1:13 /extends: expected the name of a file, found \"\"");
  CHECK(extends("\".\"") == "s.json:1:13 /extends: leads out of the scenario's folder");
  CHECK(extends("7") == "s.json:1:13 /extends: expected the name of a file in double quotes");
  CHECK(extends(fmt::format("\"{:a>5000}\"", "")).starts_with("s.json:1:13 /extends: cannot be followed: "));
  fs::create_directory("inner");
  CHECK(extends("\"inner\"") == "s.json:1:13 /extends: is not a file");
  fs::create_symlink("../secret.json", "link.json");
  CHECK(extends("\"link.json\"") == "s.json:1:13 /extends: leads out of the scenario's folder");
  fs::create_directory_symlink("..", "up");
  CHECK(extends("\"up/secret.json\"") == "s.json:1:13 /extends: leads out of the scenario's folder");
  write("inner/ok.json", "{}");
  fs::create_symlink("inner/ok.json", "good.json");
  CHECK(extends("\"good.json\"").empty());
}

TEST_CASE("a folder whose name begins like the scenario's is another folder") {
  Folder const folder;
  write("../case2/b.json", "{}");
  fs::create_directory_symlink("../case2", "twin");
  write("s.json", R"({"extends": "twin/b.json"})");
  CHECK(about("s.json") == "s.json:1:13 /extends: leads out of the scenario's folder");
}

TEST_CASE("all wrong overlays are reported at once") {
  Folder const folder;
  write("s.json", "{\"overlays\": [\"none.json\",\n 3, \"ok.json\"]}");
  write("ok.json", "{\"a\": 1, \"a\": 2}");
  CHECK(about("s.json") ==
        "s.json:1:15 /overlays/0: there is no file \"none.json\"\n"
        "s.json:2:2 /overlays/1: expected the name of a file in double quotes\n"
        "ok.json:1:10 /a: this key stands twice in one object");
  write("s.json", "{\"overlays\": \"ok.json\"}");
  CHECK(about("s.json") == "s.json:1:14 /overlays: expected a list of file names");
}

TEST_CASE("a circle of files is refused, and shown") {
  Folder const folder;
  write("s.json", R"({"extends": "a.json"})");
  write("a.json", R"({"extends": "b.json"})");
  write("b.json", R"({"extends": "./a.json"})");
  CHECK(about("s.json") == "b.json:1:13 /extends: goes round in a circle: a.json -> b.json -> a.json");
  write("self.json", R"({"overlays": ["self.json"]})");
  CHECK(about("self.json") == "self.json:1:15 /overlays/0: goes round in a circle: self.json -> self.json");
}

TEST_CASE("a chain of sixteen files is long enough, and it may not branch without end") {
  Folder const folder;
  for (int i = 1; i < 17; ++i) write(fmt::format("{}.json", i), fmt::format(R"({{"extends": "{}.json"}})", i + 1));
  write("17.json", "{}");
  CHECK(about("2.json").empty());
  CHECK(about("1.json") == "16.json:1:13 /extends: a chain of more than 16 files");
  for (int i = 1; i < 10; ++i) {
    write(fmt::format("{}.json", i), fmt::format(R"({{"overlays": ["{0}.json", "{0}.json", "{0}.json"]}})", i + 1));
  }
  write("10.json", "{}");
  CHECK(about("1.json").find("more than 100 files in one scenario") != std::string::npos);
}

TEST_CASE("the hash is that of what is said, not of how it is laid out") {
  Folder const folder;
  write("one.json", "{\"b\": 1,\n\n \"a\": 2.50}");
  write("two.json", "\xef\xbb\xbf{\"extends\": \"base.json\", \"b\": 1}");
  write("base.json", "{\"a\": 2.5, \"b\": 7}");
  Problems problems;
  auto const one = load("one.json", problems);
  auto const two = load("two.json", problems);
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->hash() == two->hash());
  CHECK(one->hash() == sha256(R"({"a":2.5,"b":1})"));
}

TEST_CASE("what the schema refuses is placed in the file that says it") {
  Folder const folder;
  write("base.json", "{\"berths\": 0,\n \"name\": \"a\"}");
  write("s.json", "{\"extends\": \"base.json\",\n \"nmae\": 1}");
  Problems problems;
  auto const document = load("s.json", problems);
  REQUIRE(document);
  Schema const schema{nlohmann::json::parse(
      R"({"additionalProperties": false, "properties": {"berths": {"type": "integer", "minimum": 1}, "name": {}}})")};
  CHECK_FALSE(check(*document, schema, problems));
  CHECK(said(problems) ==
        "s.json:2:2 /nmae: unknown key; did you mean \"name\"?\n"
        "base.json:1:12 /berths: expected a whole number of at least 1, found 0");
}

TEST_CASE("what is not there cannot be deleted") {
  Folder const folder;
  write("base.json", R"({"name": "a", "rows": {"nil": {"x": 1}, "one": {"x": [{"y": null}]}}})");
  auto const about_deleting = [&](std::string const& rows) {
    write("s.json", "{\"extends\": \"base.json\",\n\"rows\": " + rows + "}");
    Problems problems;
    auto const document = load("s.json", problems);
    REQUIRE(document);
    check(*document, Schema{nlohmann::json::object()}, problems);
    return said(problems);
  };
  CHECK(about_deleting(R"({"nil": null, "one": {"x": null}})") == "");
  CHECK(about_deleting(R"({"nix": null})") ==
        "s.json:2:10 /rows/nix: there is no \"nix\" to delete; did you mean \"nil\"?");
  CHECK(about_deleting(R"({"seven": null, "a/b": null})") ==
        "s.json:2:10 /rows/seven: there is no \"seven\" to delete; there is nil, one\n"
        "s.json:2:25 /rows/a~1b: there is no \"a/b\" to delete; there is nil, one");
  CHECK(about_deleting(R"({"nix": {"x": null, "y": {"z": null}}})") ==
        "s.json:2:18 /rows/nix/x: there is no \"x\" to delete: \"nix\" is not there either; did you mean \"nil\"?\n"
        "s.json:2:35 /rows/nix/y/z: there is no \"z\" to delete: \"nix\" is not there either; did you mean \"nil\"?");
  CHECK(about_deleting(R"({"nil": {"x": {"y": null}}})") == "s.json:2:24 /rows/nil/x/y: there is no \"y\" to delete");
  CHECK(about_deleting(R"({"new": {"list": [null, {"x": null}]}})") == "");
}

TEST_CASE("what an earlier layer has deleted may be deleted again") {
  Folder const folder;
  write("s.json", R"({"overlays": ["no-one.json", "none.json"], "rows": {"one": 1, "two": 2}})");
  write("no-one.json", R"({"rows": {"one": null}})");
  write("none.json", R"({"rows": {"one": null, "two": null}})");
  Problems problems;
  auto const document = load("s.json", problems);
  REQUIRE(document);
  CHECK(check(*document, Schema{nlohmann::json::object()}, problems));
  CHECK(document->json().dump() == R"({"rows":{}})");
}
