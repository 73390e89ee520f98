package plainenglish

import (
	"strconv"
	"strings"
)

// A sentence is cut only where both parts stand as sentences of their own and say
// together what they said before.
const (
	worthSplitting = 20 // counted words in the sentence
	shortestPart   = 4  // words in each part
)

func wordSet(words string) map[string]bool { return setOf(strings.Fields(words)) }

// The grammar that the cuts rest on.
var (
	// subjects begin a clause; the word after one is its verb.
	subjects = wordSet("we they you he she i it this there")
	// determiners begin a subject of more than one word; its verb comes later.
	determiners = wordSet("the our your their his her a an each every all some most many these this parents pupils staff teachers children families")
	// verbs are certain signs that a clause has its own verb.
	verbs = wordSet("is are was were has have had will can may must should do does did would could might " +
		"looks meets talks gives makes keeps takes sees tells asks writes gets teaches needs includes")
	// notVerbs cannot follow the subject of a clause, so that it is no subject: "and you, too".
	notVerbs = wordSet("and or too with of who which that to at in on for as")
	// opens begins a clause that leans on another; cutting after it would change the sense.
	opens = wordSet("if when while whilst although though because as where before after once since unless until whenever wherever whether by to in for both")
	// leans hold what follows as part of what they say: "we check that ..., and they ...".
	leans = wordSet("that whether which who whom whose if because when so until unless while whilst although though where both either between")
	// turns may begin the second part after a semicolon, with a comma behind them or soon
	// after: "in addition, we ...".
	turns = wordSet("however therefore also instead then subsequently later consequently so additionally furthermore moreover nevertheless in as for")
)

// splitHint returns the cut nearest to the middle of a long sentence, and the word
// before it.
func (r *reading) splitHint(s sentence, counted int) (best Hint, first int, ok bool) {
	if counted < worthSplitting || strings.ContainsAny(r.mask[s.start:s.end], "?:\x22“”") {
		return Hint{}, 0, false
	}
	nearest := len(s.words)
	for i := shortestPart - 1; i < len(s.words)-shortestPart; i++ {
		h, found := r.cutAfter(s, i)
		if off := max(i+1-len(s.words)/2, len(s.words)/2-i-1); found && off < nearest && !r.inBrackets(s, s.words[i].end) {
			best, first, ok, nearest = h, i, true, off
		}
	}
	best.Why = "This sentence has " + strconv.Itoa(counted) + " words. Two are easier to read."
	return best, first, ok
}

// cutAfter returns the cut after one word of a sentence, if there is a safe one.
func (r *reading) cutAfter(s sentence, i int) (Hint, bool) {
	left, right := s.words[:i+1], s.words[i+1:]
	gap := func(w int) string { return r.mask[s.words[w].end:s.words[w+1].start] }
	cut := func(until word, with string) (Hint, bool) {
		h := Hint{Kind: Split, At: s.words[i].end, End: until.end, To: ". " + with}
		h.From = r.words[h.At:h.End]
		return h, !strings.ContainsAny(r.mask[h.At:h.End], "\x1b\x1a()")
	}
	switch joint := right[0]; {
	case gap(i) == "; " && strings.Count(r.mask[s.start:s.end], ";") == 1:
		clause := right
		for k := 1; turns[joint.plain] && k <= 3 && k < len(right); k++ {
			if gap(i+k) == ", " {
				clause = right[k:]
				break
			}
		}
		if standsAlone(r, clause) && hasVerb(left) {
			return cut(joint, capital(joint.text))
		}
	case gap(i) != ", " || opens[s.words[0].plain] || !hasVerb(left):
	case joint.plain == "and" && right[1].mark && gap(i+1) == " " && standsAlone(r, right[1:]):
		h, ok := cut(joint, "")
		h.To = "."
		return h, ok
	case joint.plain == "and" && gap(i+1) == " " && standsAlone(r, right[1:]) && ofItsOwn(r, left, right[1]):
		return cut(right[1], capital(right[1].text))
	case (joint.plain == "but" || joint.plain == "so") && gap(i+1) == " " && standsAlone(r, right[1:]) && ofItsOwn(r, left, right[1]):
		return cut(joint, capital(joint.text))
	case joint.plain == "which" && right[1].plain == "means":
		return cut(joint, "This")
	}
	return Hint{}, false
}

// standsAlone says whether words begin with a subject that has its own verb.
func standsAlone(r *reading, words []word) bool {
	if len(words) < shortestPart {
		return false
	}
	if first := words[0].plain; subjects[first] && first != "this" {
		return r.mask[words[0].end:words[1].start] == " " && !notVerbs[words[1].plain]
	}
	if !determiners[words[0].plain] && !words[0].mark {
		return false
	}
	for i := 1; i < len(words) && i <= near+1; i++ {
		if r.mask[words[i-1].end:words[i].start] != " " || leans[words[i].plain] {
			return false
		}
		if verbs[words[i].plain] {
			return true
		}
	}
	return false
}

// hasVerb says whether words surely hold a verb of their own.
func hasVerb(words []word) bool {
	for i, w := range words {
		if verbs[w.plain] || subjects[w.plain] && i+1 < len(words) && !notVerbs[words[i+1].plain] {
			return true
		}
	}
	return false
}

// ofItsOwn says whether what follows a comma is no part of a list, nor of what the words
// before it say somebody does.
func ofItsOwn(r *reading, left []word, subject word) bool {
	if subject.plain == "we" || subject.plain == "you" {
		return true
	}
	for _, w := range left {
		if leans[w.plain] {
			return false
		}
	}
	return !strings.Contains(r.mask[left[0].start:left[len(left)-1].end], ",")
}

func (r *reading) inBrackets(s sentence, at int) bool {
	return strings.Count(r.mask[s.start:at], "(") != strings.Count(r.mask[s.start:at], ")")
}
