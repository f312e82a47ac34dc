#pragma once

namespace tongzhou {

/// What the program ends with: a command that did not do all of its work says how far it came.
enum class ExitCode {
  done = 0,
  failed = 1,
  usage = 2,         // the command line is wrong
  invalid = 3,       // a file of the user's is wrong
  some_missing = 4,  // some runs of an experiment
  interrupted = 130  // by Ctrl-C, as shells count
};

}  // namespace tongzhou
