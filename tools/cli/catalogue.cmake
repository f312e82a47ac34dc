# cmake -DMO=zh.mo -DCPP=catalogue.cpp -P catalogue.cmake: a compiled catalogue as C++.
file(READ ${MO} BYTES HEX)
string(REGEX REPLACE "(..)" "0x\\1," BYTES "${BYTES}")
string(REGEX REPLACE "((0x..,){24})" "\\1\n" BYTES "${BYTES}")
file(WRITE ${CPP} "#include \"tools/cli/catalogue.hpp\"

namespace tongzhou::cli {
namespace {

constexpr unsigned char bytes[] = {
${BYTES}};

}  // namespace

std::string_view chinese_catalogue() { return {reinterpret_cast<char const*>(bytes), sizeof bytes}; }

}  // namespace tongzhou::cli
")
