#include <catch2/catch.hpp>

#include "scenarios/sensitivity/doubts_writer.hpp"

using namespace tongzhou::sensitivity;

namespace {

tongzhou::experiments::Parameter figure(std::string name, tongzhou::experiments::Parameter::Way way, double from,
                                        double to, double start) {
  return {.name = std::move(name), .way = way, .pointers = {}, .from = from, .to = to, .start = start, .pointer = ""};
}

OptionDoubts crane() {
  using Way = tongzhou::experiments::Parameter::Way;
  OptionDoubts option;
  option.option = "third-crane";
  option.gain = 2e6;
  option.close = {figure("trade", Way::scale, 0.5, 1.5, 1), figure("its cost", Way::set, 0, 4e6, 1e6)};
  option.total = {0.3, 0.7};
  option.predicted_share = 0.9;
  option.share_better = 0.75;
  option.turns_at = {0.2, 0.5};
  return option;
}

}  // namespace

TEST_CASE("a director is told the figure whose turn is nearest, and money in full") {
  // From 1 million of 0 to 4 the cost turns at 2, a quarter of its range away; trade at 70 %, 0.3 of its range away.
  CHECK(sentence_on(crane(), true) ==
        "third-crane is worth what it costs with the figures as they are; its cost turns that round at 2,000,000 "
        "(better over 75 % of all ranges together).");
  auto option = crane();
  option.turns_at[1] = std::nullopt;
  CHECK(sentence_on(option, true) ==
        "third-crane is worth what it costs with the figures as they are; trade turns that round at 70 % of what is "
        "assumed (better over 75 % of all ranges together).");
}

TEST_CASE("where nothing turns a decision round, a director is told on what most of it hangs") {
  auto option = crane();
  option.gain = -3;
  option.turns_at = {std::nullopt, std::nullopt};
  option.share_better = 0;
  CHECK(sentence_on(option, false) ==
        "third-crane is worse than the base with the figures as they are, and no figure that was looked at closely "
        "turns that round by itself (better over 0 % of all ranges together); most of what may be otherwise hangs on "
        "its cost.");
}

TEST_CASE("where chance hides what a scenario's figures do, a director is told what of all others decides") {
  auto option = crane();
  option.of_terms = true;
  CHECK(sentence_on(option, true) ==
        "third-crane is worth what it costs with the figures as they are; what figures of the scenario do to that is "
        "lost in the chance between runs, and of all others its cost turns that round at 2,000,000 (better over 75 % "
        "of all ranges together).");
  option.turns_at = {std::nullopt, std::nullopt};
  CHECK(sentence_on(option, true).find("runs, and no other figure that was looked at closely turns") !=
        std::string::npos);
  CHECK(chinese_sentence_on(option, true).find("随机波动；其余数值中，细查的") != std::string::npos);
}

TEST_CASE("a figure is written as people read it, with three digits of what is large") {
  CHECK(in_words(316'987) == "317,000");
  CHECK(in_words(-1'357'911) == "-1,360,000");
  CHECK(in_words(12'345) == "12,300");
  CHECK(in_words(0.04567) == "0.04567");
}
