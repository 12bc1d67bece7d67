// The words of names, and how alike two of them are. twin.py says the same in Python.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nanobind/nanobind.h>

#include "leftovers.hpp"

namespace tieline {

namespace nb = nanobind;

constexpr int kMostWords = 64;
constexpr int kLongestWord = 256;
constexpr int64_t kWhole = 1000;
constexpr int64_t kCut = 660;
constexpr int64_t kKnee = 800;
constexpr int64_t kAtKnee = 550;
constexpr size_t kShort = 5;
// Two neighbouring letters that changed places: a slip of the pen, in a word long
// enough to be told by the rest.
constexpr size_t kShortestSwapped = 5;
constexpr int64_t kSwapped = 900;
constexpr int64_t kSoundCut = 720;
constexpr int64_t kSound = 800;
constexpr int64_t kJoinCut = 900;
constexpr int kLongestJoin = 5;
constexpr int64_t kInitial = 600;
// Words of one class (academy and institute, where translators vary), or in another
// spelling.
constexpr int64_t kAkin = 900;
// Below this a word is a particle (al, de), and its letters are nobody's initials.
constexpr int64_t kInitialWeight = 300;
// Of persons' names no heavier word is but a title or a particle.
constexpr int64_t kLightWeight = 40;
constexpr int kShortestAcronym = 3;
constexpr int kLongestAcronym = 6;
constexpr int64_t kHeaviest = 1'000'000;

using Text = std::u32string;

inline Text read_text(nb::handle value) {
  if (!PyUnicode_Check(value.ptr())) throw nb::type_error("a word must be a str");
  const Py_ssize_t size = PyUnicode_GetLength(value.ptr());
  Text text;
  text.reserve(static_cast<size_t>(size));
  for (Py_ssize_t place = 0; place < size; ++place) {
    text.push_back(static_cast<char32_t>(PyUnicode_ReadChar(value.ptr(), place)));
  }
  return text;
}

// Which letters a word has: one bit for each of 64 classes of characters.
inline uint64_t letters_of(const Text& text) {
  uint64_t letters = 0;
  for (const char32_t letter : text) letters |= uint64_t{1} << (letter & 63);
  return letters;
}

inline uint64_t digest_of(const Text& text) {
  uint64_t digest = 14695981039346656037u;
  for (const char32_t letter : text) digest = (digest ^ letter) * 1099511628211u;
  return digest;
}

inline std::vector<Text> split(const Text& text) {
  std::vector<Text> parts;
  size_t start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find(U' ', start), text.size());
    if (end > start) parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

struct WordList {
  std::vector<Text> texts, sounds;
  // What else a word may be called: its classes, or other spellings of it.
  std::vector<std::vector<Text>> classes;
  // Which letters each word has, and a digest of it, so that unlike words part early.
  std::vector<uint64_t> letters, digests;
  std::vector<int64_t> weights;
  std::vector<bool> exact;
  // The words with classes, one bit each; the lengths of words, from 63 on one.
  uint64_t classed = 0, lengths = 0;
  std::vector<uint8_t> kinds;

  WordList(nb::sequence words, nb::sequence heavy, nb::sequence strict,
           nb::sequence heard, nb::sequence about, nb::sequence akin) {
    const size_t size = nb::len(words);
    for (const nb::sequence& column : {heavy, strict, heard, about, akin})
      if (nb::len(column) != size)
        throw nb::value_error("the columns of the words differ in length");
    if (size > kMostWords)
      throw nb::value_error("too many words, an empty word or one too long");
    for (size_t place = 0; place < size; ++place) {
      Text text = read_text(words[place]);
      if (text.empty() || text.size() > kLongestWord)
        throw nb::value_error("too many words, an empty word or one too long");
      const auto weight = nb::cast<int64_t>(heavy[place]);
      if (weight < 0 || weight > kHeaviest)
        throw nb::value_error("a weight is out of range");
      const auto kind = nb::cast<int64_t>(about[place]);
      if (kind < 0 || kind >= kKinds)
        throw nb::value_error("there are no words of that kind");
      kinds.push_back(static_cast<uint8_t>(kind));
      classes.push_back(split(read_text(akin[place])));
      if (!classes.back().empty()) classed |= uint64_t{1} << place;
      lengths |= uint64_t{1} << std::min<size_t>(text.size(), 63);
      letters.push_back(letters_of(text));
      digests.push_back(digest_of(text));
      texts.push_back(std::move(text));
      weights.push_back(weight);
      exact.push_back(nb::cast<bool>(strict[place]));
      sounds.push_back(read_text(heard[place]));
    }
  }

  [[nodiscard]] int size() const { return static_cast<int>(texts.size()); }
};

// Longest common subsequence, 64 characters of `left` in parallel per word of bits.
inline int64_t common(const Text& left, const Text& right) {
  const size_t blocks = (left.size() + 63) / 64;
  std::array<uint64_t, kLongestWord / 64 + 1> rows{};
  std::vector<uint64_t> large;
  uint64_t* row = rows.data();
  if (blocks > rows.size()) {
    large.resize(blocks);
    row = large.data();
  }
  std::fill(row, row + blocks, ~uint64_t{0});
  for (const char32_t letter : right) {
    uint64_t carry = 0;
    for (size_t block = 0; block < blocks; ++block) {
      uint64_t places = 0;
      const size_t begin = block * 64;
      const size_t end = std::min(left.size(), begin + 64);
      for (size_t place = begin; place < end; ++place)
        places |= uint64_t{left[place] == letter} << (place - begin);
      const uint64_t met = row[block] & places;
      const uint64_t sum = row[block] + met;
      const uint64_t total = sum + carry;
      carry = (sum < met) | (total < sum);
      row[block] = total | (row[block] - met);
    }
  }
  int64_t found = 0;
  for (size_t block = 0; block < blocks; ++block) {
    const size_t begin = block * 64;
    const size_t width = std::min<size_t>(64, left.size() - begin);
    const uint64_t mask = width == 64 ? ~uint64_t{0} : (uint64_t{1} << width) - 1;
    found += std::popcount(~row[block] & mask);
  }
  return found;
}

inline int64_t similarity(const Text& left, const Text& right) {
  if (left == right) return kWhole;
  const auto total = static_cast<int64_t>(left.size() + right.size());
  return 2 * kWhole * common(left, right) / total;
}

// How far similar words agree: steep up to the knee, then gentler. One letter is much
// of a word of up to five: there the rise is even.
inline int64_t value_of(int64_t similar, size_t shorter) {
  if (similar <= kCut) return 0;
  if (shorter <= kShort) return (similar - kCut) * kWhole / (kWhole - kCut);
  if (similar < kKnee) return (similar - kCut) * kAtKnee / (kKnee - kCut);
  return kAtKnee + (similar - kKnee) * (kWhole - kAtKnee) / (kWhole - kKnee);
}

// Whether words differ in two neighbouring letters alone, which changed places.
inline bool are_swapped(const Text& left, const Text& right) {
  if (left.size() != right.size() || left.size() < kShortestSwapped) return false;
  size_t at = 0;
  while (at < left.size() && left[at] == right[at]) ++at;
  if (at == 0 || at + 1 >= left.size()) return false;
  return left[at] == right[at + 1] && left[at + 1] == right[at] &&
         std::equal(left.begin() + static_cast<ptrdiff_t>(at) + 2, left.end(),
                    right.begin() + static_cast<ptrdiff_t>(at) + 2);
}

// Whether words so long may be alike by `least`, whatever their letters are.
inline bool may_be_alike(size_t left, size_t right, int64_t least) {
  return 2 * kWhole * static_cast<int64_t>(std::min(left, right)) >=
         least * static_cast<int64_t>(left + right);
}

// A common subsequence has no letter that one side lacks.
inline bool may_reach(const Text& left, uint64_t left_letters, const Text& right,
               uint64_t right_letters, int64_t least) {
  const auto one = static_cast<int64_t>(left.size());
  const auto two = static_cast<int64_t>(right.size());
  const int64_t common = std::min(one - std::popcount(left_letters & ~right_letters),
                                  two - std::popcount(right_letters & ~left_letters));
  return 2 * kWhole * common >= least * (one + two);
}

}  // namespace tieline
