#include <iostream>
#include <string>
#include <vector>

#include "tools/cli/cli.hpp"

int main(int argc, char** argv) {
  std::vector<std::string> const args(argv + (argc > 0), argv + argc);
  return tongzhou::cli::run(args, std::cin, std::cout, std::cerr);
}
