// Exists so that Catch2's header is compiled once for all test programs.
