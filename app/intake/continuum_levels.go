package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// longestLevel is how many characters the name of a level may have.
const longestLevel = 80

// A level is a number, with a word before it in any language (Level 2, Band 3a, Stufe 1,
// L4) or with a name behind it (2: Targeted, Level 3 - Specialist).
var numberedLevel = regexp.MustCompile(`^(?:(\p{L}+)\.?\s*)?(\d{1,2})\s?(\p{L})?(?:\s*[:.)–—(-]\s*(.*)|\s+(\p{L}.*))?$`)

// levelNouns may be followed by a number and a name without a mark between them.
var levelNouns = wordSet("level", "band", "stage", "step", "tier", "layer", "range", "wave", "category", "phase", "lefel", "l", "b")

// otherNouns stand before numbers that are no levels.
var otherNouns = wordSet("year", "years", "yr", "ks", "key", "age", "ages", "row", "page", "term", "class", "table", "note", "p", "approximately", "about", "over", "under", "up", "at", "least", "within", "after")

// namedLevels are names of levels without a number, from the least need; those on one
// line are of equal rank.
var namedLevels = [][]string{
	{"no extra need", "no additional need", "no need", "none", "no concern", "typical", "age expected", "as expected"},
	{"universal", "core", "ordinarily available", "quality first teaching", "high quality teaching", "everyday", "some", "emerging", "low", "cyffredinol"},
	{"universal plus", "mild", "early help", "monitoring"},
	{"targeted", "sen support", "school support", "additional", "moderate", "medium", "wedi'i dargedu"},
	{"targeted plus", "enhanced", "significant", "high", "predictable"},
	{"specialist", "severe", "complex", "exceptional", "intensive", "arbenigol"},
	{"specialist plus", "profound", "severe and complex", "very high", "bespoke"},
}

func wordSet(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}

// levelRanks are the ranks of names of levels.
var levelRanks = func() map[string]int {
	ranks := map[string]int{}
	for rank, names := range namedLevels {
		for _, name := range names {
			ranks[foldHeading(name)] = rank
		}
	}
	return ranks
}()

// readLevel reads a level. The key is the same however a file writes it. sure is false
// for a text that may be no level.
func readLevel(text string) (key string, sure bool) {
	text = oneLine(text)
	if text == "" || len(text) > longestLevel {
		return "", false
	}
	if m := numberedLevel.FindStringSubmatch(text); m != nil {
		noun, number, part := strings.ToLower(m[1]), strings.TrimLeft(m[2], "0"), strings.ToLower(m[3])
		named := m[5] == "" || levelNouns[noun] || noun == "" && len(strings.Fields(m[5])) <= 3
		if !otherNouns[noun] && named {
			return "#" + cmp.Or(number, "0") + part, true
		}
	}
	folded := foldHeading(text)
	folded = strings.TrimSuffix(strings.TrimSuffix(folded, "support"), "provision")
	if _, known := levelRanks[folded]; known {
		return folded, true
	}
	return foldHeading(text), false
}

// orderLevels puts the levels from the least need to the greatest: by their numbers, by
// their names where all are known, else as they stand in the file. Those that may be no
// level come last.
func (t *ContinuumTable) orderLevels() {
	sure := 0
	for _, l := range t.Levels {
		if !l.Doubtful {
			sure++
		}
	}
	for i := range t.Levels {
		// a scale of words that are not known is a scale all the same
		t.Levels[i].Doubtful = t.Levels[i].Doubtful && sure >= 2
	}
	numbered := !slices.ContainsFunc(t.Levels, func(l ContinuumLabel) bool { return !l.Doubtful && l.Key[0] != '#' })
	named := !slices.ContainsFunc(t.Levels, func(l ContinuumLabel) bool { _, known := levelRanks[l.Key]; return !l.Doubtful && !known })
	slices.SortStableFunc(t.Levels, func(a, b ContinuumLabel) int {
		switch {
		case a.Doubtful != b.Doubtful:
			return map[bool]int{true: 1, false: -1}[a.Doubtful]
		case a.Doubtful:
			return 0
		case numbered:
			return compareNumbers(a.Key, b.Key)
		case named:
			return cmp.Compare(levelRanks[a.Key], levelRanks[b.Key])
		}
		return 0
	})
}

// compareNumbers compares #2 with #10 and #3a with #3b.
func compareNumbers(a, b string) int {
	number := func(key string) (int, string) {
		digits := strings.TrimLeft(key[1:], "0123456789")
		n, _ := strconv.Atoi(strings.TrimSuffix(key[1:], digits)) // at most two digits
		return n, digits
	}
	an, as := number(a)
	bn, bs := number(b)
	return cmp.Or(cmp.Compare(an, bn), cmp.Compare(as, bs))
}

// noteLevel keeps a level that a row names, by the longest way it is written.
func (t *ContinuumTable) noteLevel(text string) (key string) {
	text = oneLine(text)
	key, sure := readLevel(text)
	if key == "" {
		return ""
	}
	for i, l := range t.Levels {
		if l.Key == key {
			if len(text) > len(l.Label) {
				t.Levels[i] = labelOf(key, text, l.Doubtful)
			}
			return key
		}
	}
	t.Levels = append(t.Levels, labelOf(key, text, !sure))
	return key
}

// labelOf takes a label apart: Level 2: Targeted is the level called Targeted.
func labelOf(key, text string, doubtful bool) ContinuumLabel {
	rank, known := levelRanks[key]
	l := ContinuumLabel{Key: key, Label: text, Name: text, Doubtful: doubtful, None: key == "#0" || known && rank == 0}
	if m := numberedLevel.FindStringSubmatch(text); m != nil && key[0] == '#' {
		l.Noun = m[1]
		l.Name = cmp.Or(strings.TrimSuffix(strings.TrimSpace(m[4]), ")"), strings.TrimSpace(m[5]), text)
	}
	return l
}
