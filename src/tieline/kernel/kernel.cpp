// The hot loops of name alignment. twin.py says the same in Python; both count in
// whole thousandths, and a property test holds them to the same answers.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/vector.h>

#include "leftovers.hpp"

namespace nb = nanobind;

namespace {

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
constexpr int kShortestAcronym = 3;
constexpr int kLongestAcronym = 6;
constexpr int64_t kHeaviest = 1'000'000;

using Text = std::u32string;

Text read_text(nb::handle value) {
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
uint64_t letters_of(const Text& text) {
  uint64_t letters = 0;
  for (const char32_t letter : text) letters |= uint64_t{1} << (letter & 63);
  return letters;
}

std::vector<Text> split(const Text& text) {
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
  bool has_classes = false;
  std::vector<uint64_t> letters;
  std::vector<int64_t> weights;
  std::vector<bool> exact;
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
      if (kind < 0 || kind >= tieline::kKinds)
        throw nb::value_error("there are no words of that kind");
      kinds.push_back(static_cast<uint8_t>(kind));
      classes.push_back(split(read_text(akin[place])));
      has_classes = has_classes || !classes.back().empty();
      letters.push_back(letters_of(text));
      texts.push_back(std::move(text));
      weights.push_back(weight);
      exact.push_back(nb::cast<bool>(strict[place]));
      sounds.push_back(read_text(heard[place]));
    }
  }

  [[nodiscard]] int size() const { return static_cast<int>(texts.size()); }
};

// Longest common subsequence, 64 characters of `left` in parallel per word of bits.
int64_t common(const Text& left, const Text& right) {
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

int64_t similarity(const Text& left, const Text& right) {
  if (left == right) return kWhole;
  const auto total = static_cast<int64_t>(left.size() + right.size());
  return 2 * kWhole * common(left, right) / total;
}

// How far similar words agree: steep up to the knee, then gentler. One letter is much
// of a word of up to five: there the rise is even.
int64_t value_of(int64_t similar, size_t shorter) {
  if (similar <= kCut) return 0;
  if (shorter <= kShort) return (similar - kCut) * kWhole / (kWhole - kCut);
  if (similar < kKnee) return (similar - kCut) * kAtKnee / (kKnee - kCut);
  return kAtKnee + (similar - kKnee) * (kWhole - kAtKnee) / (kWhole - kKnee);
}

// Whether words differ in two neighbouring letters alone, which changed places.
bool are_swapped(const Text& left, const Text& right) {
  if (left.size() != right.size() || left.size() < kShortestSwapped) return false;
  size_t at = 0;
  while (at < left.size() && left[at] == right[at]) ++at;
  if (at == 0 || at + 1 >= left.size()) return false;
  return left[at] == right[at + 1] && left[at + 1] == right[at] &&
         std::equal(left.begin() + static_cast<ptrdiff_t>(at) + 2, left.end(),
                    right.begin() + static_cast<ptrdiff_t>(at) + 2);
}

int64_t bound(size_t left, size_t right) {
  return 2 * kWhole * static_cast<int64_t>(std::min(left, right)) /
         static_cast<int64_t>(left + right);
}

// A common subsequence has no letter that one side lacks.
bool may_reach(const Text& left, uint64_t left_letters, const Text& right,
               uint64_t right_letters, int64_t least) {
  const auto one = static_cast<int64_t>(left.size());
  const auto two = static_cast<int64_t>(right.size());
  const int64_t common = std::min(one - std::popcount(left_letters & ~right_letters),
                                  two - std::popcount(right_letters & ~left_letters));
  return 2 * kWhole * common / (one + two) >= least;
}

struct Edge {
  int start, end, other, stop;
  int64_t value;
  auto operator<=>(const Edge&) const = default;
};

struct Ranked {
  int64_t rank;
  Edge edge;

  [[nodiscard]] auto order() const {
    return std::tuple(rank, edge.start + edge.end + edge.other + edge.stop,
                      std::abs(edge.start - edge.other), edge.start, edge.end,
                      edge.other);
  }
  bool operator<(const Ranked& other) const { return order() < other.order(); }
};

struct Alignment {
  int64_t agreed = 0, half = 0, left = 0, right = 0;
  tieline::Sums left_sums{}, right_sums{};
  std::vector<Edge> edges;
};

class Aligner {
 public:
  Aligner(const WordList& left, const WordList& right, bool initials)
      : left_(left), right_(right), initials_(initials),
        free_left_(left.texts.size(), true), free_right_(right.texts.size(), true) {}

  Alignment run() {
    pair_equal();
    if (any(free_left_) && any(free_right_)) {
      singles();
      joins(left_, right_, free_left_, free_right_, false);
      joins(right_, left_, free_right_, free_left_, true);
      std::sort(ranked_.begin(), ranked_.end());
      for (const Ranked& ranked : ranked_) choose(ranked.edge);
    }
    return tally();
  }

 private:
  static bool any(const std::vector<bool>& flags) {
    return std::find(flags.begin(), flags.end(), true) != flags.end();
  }

  void pair_equal() {
    for (int place = 0; place < left_.size(); ++place) {
      for (int other = 0; other < right_.size(); ++other) {
        if (!free_right_[other] || left_.texts[place] != right_.texts[other]) continue;
        free_left_[place] = free_right_[other] = false;
        result_.edges.push_back({place, place + 1, other, other + 1, kWhole});
        break;
      }
    }
  }

  int64_t single(int place, int other) const {
    const Text& one = left_.texts[place];
    const Text& two = right_.texts[other];
    if ((one.size() == 1) != (two.size() == 1)) {
      const int64_t weight =
          one.size() == 1 ? left_.weights[place] : right_.weights[other];
      return initials_ && one[0] == two[0] && weight >= kInitialWeight ? kInitial : 0;
    }
    if (are_akin(place, other)) return kAkin;
    // Hunan is like Hubei in letters alone.
    if (left_.kinds[place] == tieline::kPlace && right_.kinds[other] == tieline::kPlace)
      return 0;
    // Figures that changed places make another number.
    const bool is_number = left_.kinds[place] == tieline::kNumber ||
                           right_.kinds[other] == tieline::kNumber;
    if (!is_number && are_swapped(one, two)) return kSwapped;
    if (left_.exact[place] || right_.exact[other]) return 0;
    if (!may_reach(one, left_.letters[place], two, right_.letters[other], kCut + 1))
      return 0;
    const int64_t similar = similarity(one, two);
    const int64_t value = value_of(similar, std::min(one.size(), two.size()));
    const Text& sound = left_.sounds[place];
    if (!sound.empty() && similar >= kSoundCut && sound == right_.sounds[other])
      return std::max(value, kSound);
    return value;
  }

  // Words share a class, or one is called what the other is.
  bool are_akin(int place, int other) const {
    const std::vector<Text>& mine = left_.classes[place];
    const std::vector<Text>& others = right_.classes[other];
    const Text& one = left_.texts[place];
    const Text& two = right_.texts[other];
    for (const Text& akin : mine) {
      if (akin == two) return true;
      if (std::find(others.begin(), others.end(), akin) != others.end()) return true;
    }
    return std::find(others.begin(), others.end(), one) != others.end();
  }

  void singles() {
    for (int place = 0; place < left_.size(); ++place) {
      if (!free_left_[place]) continue;
      for (int other = 0; other < right_.size(); ++other) {
        if (!free_right_[other]) continue;
        const int64_t value = single(place, other);
        if (value <= 0) continue;
        const int64_t weight = left_.weights[place] + right_.weights[other];
        ranked_.push_back(
            {-value * weight, {place, place + 1, other, other + 1, value}});
      }
    }
  }

  int64_t run_value(const WordList& many, int start, int end, size_t length,
                    const WordList& lone, int other) const {
    const Text& word = lone.texts[other];
    const int size = end - start;
    const bool may_spell = static_cast<int>(word.size()) == size &&
                           size >= (initials_ ? 2 : kShortestAcronym) &&
                           lone.weights[other] >= kInitialWeight;
    const bool may_join = size <= kLongestJoin && bound(length, word.size()) >= kJoinCut;
    if (!may_spell && !may_join)
      return size <= kLongestJoin && spells_out(many, start, end, word, 0) ? kAkin : 0;
    bool is_exact = lone.exact[other];
    for (int place = start; place < end; ++place)
      is_exact = is_exact || many.exact[place];
    if (may_spell && !is_exact && spells(many, start, word)) return kInitial;
    if (size > kLongestJoin) return 0;
    Text joined;
    for (int place = start; place < end; ++place) joined += many.texts[place];
    if (joined == word) return kWhole;
    if (spells_out(many, start, end, word, 0)) return kAkin;
    if (!may_join || is_exact ||
        !may_reach(joined, letters_of(joined), word, lone.letters[other], kJoinCut))
      return 0;
    const int64_t similar = similarity(joined, word);
    return similar >= kJoinCut ? value_of(similar, word.size()) : 0;
  }

  static bool spells(const WordList& many, int start, const Text& word) {
    for (size_t place = 0; place < word.size(); ++place) {
      const Text& text = many.texts[static_cast<size_t>(start) + place];
      if (text.size() < 2 || text[0] != word[place]) return false;
    }
    return true;
  }

  // Words in any of their spellings make one word, written together.
  static bool spells_out(const WordList& many, int place, int end, const Text& word,
                         size_t at) {
    if (!many.has_classes) return false;
    if (place == end) return at == word.size();
    const Text& text = many.texts[place];
    if (word.compare(at, text.size(), text) == 0 &&
        spells_out(many, place + 1, end, word, at + text.size()))
      return true;
    for (const Text& way : many.classes[place])
      if (word.compare(at, way.size(), way) == 0 &&
          spells_out(many, place + 1, end, word, at + way.size()))
        return true;
    return false;
  }

  void joins(const WordList& many, const WordList& lone,
             const std::vector<bool>& free_many, const std::vector<bool>& free_lone,
             bool is_swapped) {
    for (int start = 0; start < many.size(); ++start) {
      int end = start;
      int64_t weight = 0;
      size_t length = 0;
      while (end < many.size() && free_many[end] && end - start < kLongestAcronym) {
        weight += many.weights[end];
        length += many.texts[end].size();
        ++end;
        if (end - start < 2) continue;
        for (int other = 0; other < lone.size(); ++other) {
          if (!free_lone[other]) continue;
          const int64_t value = run_value(many, start, end, length, lone, other);
          if (value <= 0) continue;
          const int64_t rank = -value * (weight + lone.weights[other]);
          if (is_swapped)
            ranked_.push_back({rank, {other, other + 1, start, end, value}});
          else
            ranked_.push_back({rank, {start, end, other, other + 1, value}});
        }
      }
    }
  }

  void choose(const Edge& edge) {
    for (int place = edge.start; place < edge.end; ++place)
      if (!free_left_[place]) return;
    for (int place = edge.other; place < edge.stop; ++place)
      if (!free_right_[place]) return;
    for (int place = edge.start; place < edge.end; ++place) free_left_[place] = false;
    for (int place = edge.other; place < edge.stop; ++place) free_right_[place] = false;
    result_.edges.push_back(edge);
  }

  Alignment tally() {
    for (const Edge& edge : result_.edges) {
      int64_t weight = 0;
      for (int place = edge.start; place < edge.end; ++place)
        weight += left_.weights[place];
      for (int place = edge.other; place < edge.stop; ++place)
        weight += right_.weights[place];
      result_.agreed += edge.value * weight / (2 * kWhole);
      result_.half += (kWhole - edge.value) * weight / (2 * kWhole);
    }
    for (int place = 0; place < left_.size(); ++place)
      if (free_left_[place]) result_.left += left_.weights[place];
    for (int place = 0; place < right_.size(); ++place)
      if (free_right_[place]) result_.right += right_.weights[place];
    result_.left_sums = tieline::sums_of(left_.kinds, left_.weights, free_left_);
    result_.right_sums = tieline::sums_of(right_.kinds, right_.weights, free_right_);
    std::sort(result_.edges.begin(), result_.edges.end());
    return std::move(result_);
  }

  const WordList& left_;
  const WordList& right_;
  const bool initials_;
  std::vector<bool> free_left_, free_right_;
  std::vector<Ranked> ranked_;
  Alignment result_;
};

// Always from the same side, so that edges that are worth the same give both
// directions the same answer.
Alignment align_words(const WordList& left, const WordList& right, bool initials) {
  if (!(right.texts < left.texts)) return Aligner(left, right, initials).run();
  Alignment found = Aligner(right, left, initials).run();
  std::swap(found.left, found.right);
  std::swap(found.left_sums, found.right_sums);
  for (Edge& edge : found.edges)
    edge = {edge.other, edge.stop, edge.start, edge.end, edge.value};
  std::sort(found.edges.begin(), found.edges.end());
  return found;
}

Alignment run_free(const WordList& left, const WordList& right, bool initials) {
  nb::gil_scoped_release release;
  return align_words(left, right, initials);
}

nb::tuple tally_of(const Alignment& found) {
  return nb::make_tuple(found.agreed, found.half, found.left, found.right);
}

nb::tuple weigh(const WordList& left, const WordList& right, bool initials) {
  return tally_of(run_free(left, right, initials));
}

nb::tuple align(const WordList& left, const WordList& right, bool initials) {
  const Alignment found = run_free(left, right, initials);
  nb::list edges;
  for (const Edge& edge : found.edges)
    edges.append(
        nb::make_tuple(edge.start, edge.end, edge.other, edge.stop, edge.value));
  return nb::make_tuple(tally_of(found), nb::tuple(edges));
}

nb::list weigh_many(const WordList& left, const std::vector<const WordList*>& rights,
                    bool initials) {
  std::vector<Alignment> found(rights.size());
  {
    nb::gil_scoped_release release;
    for (size_t place = 0; place < rights.size(); ++place)
      found[place] = align_words(left, *rights[place], initials);
  }
  nb::list tallies;
  for (const Alignment& one : found) tallies.append(tally_of(one));
  return tallies;
}

nb::list weigh_kinds(const WordList& left, const std::vector<const WordList*>& rights) {
  std::vector<Alignment> found(rights.size());
  {
    nb::gil_scoped_release release;
    for (size_t place = 0; place < rights.size(); ++place)
      found[place] = align_words(left, *rights[place], false);
  }
  nb::list tallies;
  for (const Alignment& one : found) {
    const tieline::Leftovers rest = tieline::leftovers_of(one.left_sums, one.right_sums);
    tallies.append(nb::make_tuple(one.agreed, one.half, rest.same, rest.across,
                                  rest.left, rest.right, rest.branch));
  }
  return tallies;
}

int64_t similarity_of(nb::str left, nb::str right) {
  const Text one = read_text(left);
  const Text two = read_text(right);
  nb::gil_scoped_release release;
  return similarity(one, two);
}

}  // namespace

NB_MODULE(_kernel, module) {
  module.doc() = "The compiled loops of name alignment.";
  nb::class_<WordList>(module, "WordList")
      .def(nb::init<nb::sequence, nb::sequence, nb::sequence, nb::sequence,
                    nb::sequence, nb::sequence>(),
           nb::arg("texts"), nb::arg("weights"), nb::arg("exact"), nb::arg("sounds"),
           nb::arg("kinds"), nb::arg("classes"))
      .def("__len__", &WordList::size);
  module.def("similarity", &similarity_of, nb::arg("left"), nb::arg("right"));
  module.def("weigh", &weigh, nb::arg("left"), nb::arg("right"), nb::arg("initials"));
  module.def("weigh_many", &weigh_many, nb::arg("left"), nb::arg("rights"),
             nb::arg("initials"));
  module.def("weigh_kinds", &weigh_kinds, nb::arg("left"), nb::arg("rights"));
  module.def("align", &align, nb::arg("left"), nb::arg("right"), nb::arg("initials"));
}
