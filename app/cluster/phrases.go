package cluster

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/pack/terms"
)

// phrases puts things into the words of the place.
type phrases struct{ About }

// ownWords are this package's words for terms, where the pack has none.
var ownWords = map[string]string{
	"cluster": "Cluster", "level": "Level", "levels": "Levels", "predictable": "Predictable needs", "exceptional": "Exceptional needs",
}

// term returns a term as it stands inside a sentence: first letter small, unless it is
// a name such as Community of Schools.
func (s phrases) term(key string) string {
	words := ""
	if s.Say != nil {
		words = s.About.Say(key)
	}
	if words == "" {
		words = ownWords[key]
	}
	if words == "" {
		words = key
	}
	return lowerFirst(words)
}

// fill puts terms in the places of {key}.
func (s phrases) fill(sentence string) string {
	return terms.Fill(sentence, func(key string, _ bool) (string, bool) { return s.term(key), true })
}

// allWords heads the row of everything together.
func (s phrases) allWords(wide bool) string {
	switch {
	case wide:
		return "All together"
	case s.Level == AtGroup:
		return "All schools"
	}
	return "Whole " + s.term("cluster")
}

// inside says what all together is inside a sentence: the whole cluster, or the name of
// a district or county.
func (s phrases) inside(wide bool) string {
	if wide && s.Name != "" {
		return s.Name
	}
	words := s.allWords(wide)
	if after, ok := strings.CutPrefix(words, "Whole "); ok {
		return "the whole " + after
	}
	return lowerFirst(words)
}

// level names a level from its code: L2, or NR for not set.
func (s phrases) level(code string) string {
	rank, err := strconv.Atoi(strings.TrimPrefix(code, "L"))
	if err != nil {
		return "Not set"
	}
	if rank < len(s.LevelNames) && s.LevelNames[rank] != "" {
		return s.LevelNames[rank]
	}
	return upperFirst(s.term("level")) + " " + strconv.Itoa(rank)
}

// count says how many of what.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// SchoolsWords says how many schools: 1 school, 12 schools.
func SchoolsWords(n int) string { return count(n, "school", "schools") }

// join lists words: one, two and three.
func join(words []string) string { return listed(words, " and ") }

func listed(words []string, last string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + last + words[n-1]
	}
	return strings.Join(words, "")
}

// percent writes a share as a whole per cent: figures rounded to five carry no more.
func percent(share float64) string { return strconv.Itoa(int(math.Round(100*share))) + "%" }

// lowerFirst writes words as they stand inside a sentence.
func lowerFirst(s string) string { return terms.Inside(s) }

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
