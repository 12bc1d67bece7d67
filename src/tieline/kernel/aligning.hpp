// Pairs the words of two names, each at most once. twin.py says the same in Python.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstdlib>
#include <tuple>
#include <utility>
#include <vector>

#include "leftovers.hpp"
#include "words.hpp"

namespace tieline {

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

// What agrees, half agrees and is left over, in thousandths; what of that are but titles
// and particles; and what is left over by kind of word.
struct Tally {
  int64_t agreed = 0, half = 0, left = 0, right = 0;
  int64_t left_light = 0, right_light = 0;
  Sums left_sums{}, right_sums{};
};

// A set of words of one name: one bit each.
using Bits = uint64_t;

inline Bits bit(int place) { return Bits{1} << place; }

inline Bits bits(int start, int end) {
  const Bits below = end >= kMostWords ? ~Bits{0} : bit(end) - 1;
  return below & ~(bit(start) - 1);
}

class Aligner {
 public:
  // Aligns name after name: what it needs room for is kept.
  void run(const WordList& left, const WordList& right, bool initials) {
    left_ = &left;
    right_ = &right;
    initials_ = initials;
    free_left_ = bits(0, left.size());
    free_right_ = bits(0, right.size());
    ranked_.clear();
    edges_.clear();
    pair_equal();
    if (free_left_ == 0 || free_right_ == 0) return;
    singles();
    joins(left, right, free_left_, free_right_, false);
    joins(right, left, free_right_, free_left_, true);
    if (ranked_.size() > 1) std::sort(ranked_.begin(), ranked_.end());
    for (const Ranked& ranked : ranked_) choose(ranked.edge);
  }

  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }

  [[nodiscard]] Tally tally() const {
    Tally found;
    for (const Edge& edge : edges_) {
      int64_t weight = 0;
      for (int place = edge.start; place < edge.end; ++place)
        weight += left_->weights[place];
      for (int place = edge.other; place < edge.stop; ++place)
        weight += right_->weights[place];
      found.agreed += edge.value * weight / (2 * kWhole);
      found.half += (kWhole - edge.value) * weight / (2 * kWhole);
    }
    add_rest(left_->weights, free_left_, found.left, found.left_light);
    add_rest(right_->weights, free_right_, found.right, found.right_light);
    found.left_sums = sums_of(left_->kinds, left_->weights, free_left_);
    found.right_sums = sums_of(right_->kinds, right_->weights, free_right_);
    return found;
  }

 private:
  static void add_rest(const std::vector<int64_t>& weights, Bits rest, int64_t& all,
                       int64_t& light) {
    for (; rest != 0; rest &= rest - 1) {
      const int64_t weight = weights[std::countr_zero(rest)];
      all += weight;
      if (weight <= kLightWeight) light += weight;
    }
  }

  void pair_equal() {
    for (int place = 0; place < left_->size(); ++place) {
      for (Bits rest = free_right_; rest != 0; rest &= rest - 1) {
        const int other = std::countr_zero(rest);
        if (left_->digests[place] != right_->digests[other] ||
            left_->texts[place] != right_->texts[other])
          continue;
        free_left_ &= ~bit(place);
        free_right_ &= ~bit(other);
        edges_.push_back({place, place + 1, other, other + 1, kWhole});
        break;
      }
    }
  }

  [[nodiscard]] int64_t single(int place, int other) const {
    const Text& one = left_->texts[place];
    const Text& two = right_->texts[other];
    if ((one.size() == 1) != (two.size() == 1)) {
      const int64_t weight =
          one.size() == 1 ? left_->weights[place] : right_->weights[other];
      return initials_ && one[0] == two[0] && weight >= kInitialWeight ? kInitial : 0;
    }
    if (are_akin(place, other)) return kAkin;
    // Hunan is like Hubei in letters alone.
    if (left_->kinds[place] == kPlace && right_->kinds[other] == kPlace) return 0;
    if (!may_be_alike(one.size(), two.size(), kCut + 1)) return 0;
    // Figures that changed places make another number.
    const bool is_number =
        left_->kinds[place] == kNumber || right_->kinds[other] == kNumber;
    if (!is_number && are_swapped(one, two)) return kSwapped;
    if (left_->exact[place] || right_->exact[other]) return 0;
    if (!may_reach(one, left_->letters[place], two, right_->letters[other], kCut + 1))
      return 0;
    const int64_t similar = similarity(one, two);
    const int64_t value = value_of(similar, std::min(one.size(), two.size()));
    const Text& sound = left_->sounds[place];
    if (!sound.empty() && similar >= kSoundCut && sound == right_->sounds[other])
      return std::max(value, kSound);
    return value;
  }

  // Words share a class, or one is called what the other is.
  [[nodiscard]] bool are_akin(int place, int other) const {
    const std::vector<Text>& mine = left_->classes[place];
    const std::vector<Text>& others = right_->classes[other];
    if (mine.empty() && others.empty()) return false;
    const Text& one = left_->texts[place];
    const Text& two = right_->texts[other];
    for (const Text& akin : mine) {
      if (akin == two) return true;
      if (std::find(others.begin(), others.end(), akin) != others.end()) return true;
    }
    return std::find(others.begin(), others.end(), one) != others.end();
  }

  void singles() {
    for (Bits mine = free_left_; mine != 0; mine &= mine - 1) {
      const int place = std::countr_zero(mine);
      for (Bits rest = free_right_; rest != 0; rest &= rest - 1) {
        const int other = std::countr_zero(rest);
        const int64_t value = single(place, other);
        if (value <= 0) continue;
        const int64_t weight = left_->weights[place] + right_->weights[other];
        ranked_.push_back(
            {-value * weight, {place, place + 1, other, other + 1, value}});
      }
    }
  }

  [[nodiscard]] int64_t run_value(const WordList& many, int start, int end,
                                  size_t length, const WordList& lone,
                                  int other) const {
    const Text& word = lone.texts[other];
    const int size = end - start;
    const bool may_spell = static_cast<int>(word.size()) == size &&
                           size >= shortest() && lone.weights[other] >= kInitialWeight;
    const bool may_join =
        size <= kLongestJoin && may_be_alike(length, word.size(), kJoinCut);
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

  // Of how many words initials are made at least.
  [[nodiscard]] int shortest() const { return initials_ ? 2 : kShortestAcronym; }

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
    if (many.classed == 0) return false;
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

  // Whether any word of `lone` is as long as a run has to be: its letters, or nearly,
  // or one letter for each word.
  [[nodiscard]] bool may_meet(const WordList& lone, int size, size_t length) const {
    // From 2 * 1000 * min >= 900 * sum: nine elevenths of the length and its inverse.
    const size_t least = length * 9 / 11, most = length * 11 / 9 + 1;
    if (most >= 63) return true;
    Bits wanted = bits(static_cast<int>(least), static_cast<int>(most) + 1);
    if (size >= shortest()) wanted |= bit(size);
    return (lone.lengths & wanted) != 0;
  }

  void joins(const WordList& many, const WordList& lone, Bits free_many, Bits free_lone,
             bool is_swapped) {
    for (int start = 0; start < many.size(); ++start) {
      int64_t weight = 0;
      size_t length = 0;
      for (int end = start; end < many.size() && (free_many & bit(end)) != 0 &&
                            end - start < kLongestAcronym;) {
        weight += many.weights[end];
        length += many.texts[end].size();
        ++end;
        const int size = end - start;
        if (size < 2) continue;
        if ((many.classed & bits(start, end)) == 0 && !may_meet(lone, size, length))
          continue;
        for (Bits rest = free_lone; rest != 0; rest &= rest - 1) {
          const int other = std::countr_zero(rest);
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
    const Bits mine = bits(edge.start, edge.end), others = bits(edge.other, edge.stop);
    if ((mine & ~free_left_) != 0 || (others & ~free_right_) != 0) return;
    free_left_ &= ~mine;
    free_right_ &= ~others;
    edges_.push_back(edge);
  }

  const WordList* left_ = nullptr;
  const WordList* right_ = nullptr;
  bool initials_ = false;
  Bits free_left_ = 0, free_right_ = 0;
  std::vector<Ranked> ranked_;
  std::vector<Edge> edges_;
};

// Always from the same side, so that edges that are worth the same give both
// directions the same answer.
inline bool is_turned(const WordList& left, const WordList& right) {
  return right.texts < left.texts;
}

inline Tally tally_words(Aligner& aligner, const WordList& left, const WordList& right,
                         bool initials) {
  if (!is_turned(left, right)) {
    aligner.run(left, right, initials);
    return aligner.tally();
  }
  aligner.run(right, left, initials);
  Tally found = aligner.tally();
  std::swap(found.left, found.right);
  std::swap(found.left_light, found.right_light);
  std::swap(found.left_sums, found.right_sums);
  return found;
}

// The edges of the names aligned last, sorted by their place on the left.
inline std::vector<Edge> edges_of(const Aligner& aligner, bool turned) {
  std::vector<Edge> edges = aligner.edges();
  if (turned)
    for (Edge& edge : edges)
      edge = {edge.other, edge.stop, edge.start, edge.end, edge.value};
  std::sort(edges.begin(), edges.end());
  return edges;
}

// What leftovers cost, as a share of what agrees: see leftovers.py of matching.
struct Costs {
  double half, conflict, across, missing, also_missing, branch;

  [[nodiscard]] double closeness(const Tally& found) const {
    if (found.agreed == 0) return 0.0;
    const Leftovers rest = leftovers_of(found.left_sums, found.right_sums);
    const auto number = [](int64_t value) { return static_cast<double>(value); };
    const double against = half * number(found.half) + conflict * number(rest.same) +
                           across * number(rest.across) +
                           missing * number(std::max(rest.left, rest.right)) +
                           also_missing * number(std::min(rest.left, rest.right)) +
                           branch * number(rest.branch);
    return number(found.agreed) / (number(found.agreed) + against);
  }
};

}  // namespace tieline
