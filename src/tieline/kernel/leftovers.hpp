// What an alignment leaves over, by kind of word. twin.py says the same in Python.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace tieline {

// In the order of twin.KINDS.
enum Kind : uint8_t { kRare, kField, kBranch, kPlace, kNumber, kLevel, kKinds };

// A branch of learning tells schools apart, however common its name.
constexpr int64_t kLeastBranch = 600;

using Sums = std::array<int64_t, kKinds>;

// What stands against each other, and what is missing in each, in thousandths.
struct Leftovers {
  int64_t same = 0, across = 0, left = 0, right = 0, branch = 0;
};

// `is_free` has one bit for each word that is left over.
inline Sums sums_of(const std::vector<uint8_t>& kinds, const std::vector<int64_t>& weights,
                    uint64_t is_free) {
  Sums sums{};
  for (; is_free != 0; is_free &= is_free - 1) {
    const auto place = static_cast<size_t>(std::countr_zero(is_free));
    const int64_t least = kinds[place] == kBranch ? kLeastBranch : 0;
    sums[kinds[place]] += std::max(weights[place], least);
  }
  return sums;
}

// Take from both sides what stands against each other.
inline int64_t take(Sums& one, Kind mine, Sums& two, Kind other) {
  const int64_t both = std::min(one[mine], two[other]);
  one[mine] -= both;
  two[other] -= both;
  return both;
}

inline Leftovers leftovers_of(Sums one, Sums two) {
  Leftovers found;
  if (one[kPlace] > 0 && two[kPlace] > 0) {
    found.same += one[kPlace] + two[kPlace];
    one[kPlace] = two[kPlace] = 0;
  }
  constexpr std::array<std::pair<Kind, Kind>, 9> alike{{{kNumber, kNumber},
                                                        {kRare, kRare},
                                                        {kLevel, kLevel},
                                                        {kBranch, kBranch},
                                                        {kField, kField},
                                                        {kBranch, kField},
                                                        {kField, kBranch},
                                                        {kLevel, kField},
                                                        {kField, kLevel}}};
  for (const auto& [mine, other] : alike) found.same += take(one, mine, two, other);
  for (const Kind common : {kPlace, kField, kBranch})
    found.across += take(one, kRare, two, common);
  for (const Kind common : {kPlace, kField, kBranch})
    found.across += take(one, common, two, kRare);
  found.branch = one[kBranch] + two[kBranch];
  one[kBranch] = two[kBranch] = 0;
  for (const int64_t sum : one) found.left += sum;
  for (const int64_t sum : two) found.right += sum;
  return found;
}

}  // namespace tieline
