package publish

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/finding"
)

// checkPeople finds people who are named though they are no longer what they were: in the
// school's own words, or in a kept fact that a mark prints.
func checkPeople(s Section, t Text, in filled, f *Facts) []finding.Finding {
	var found []finding.Finding
	own := markPattern.ReplaceAllString(t.Words, " ")
	for _, former := range f.Former {
		forms := slices.DeleteFunc(nameForms(former), func(form string) bool {
			return slices.ContainsFunc(f.Current, func(p string) bool { return slices.Contains(nameForms(p), form) })
		})
		named := func(text string) bool {
			return slices.ContainsFunc(forms, func(form string) bool { return hasWords(text, form) })
		}
		switch {
		case named(own):
			found = append(found, finding.Finding{Code: FormerPerson, Field: s.ID, Severity: finding.Warn, Args: []string{former}})
		case hasWords(in.shown, former):
			found = append(found, finding.Finding{Code: FormerFact, Field: s.ID, Severity: finding.Warn, Args: []string{former}})
		}
	}
	return found
}

// titles are what stands before a surname.
var titles = []string{"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Dame", "Rev"}

// nameForms are the ways a name is written: whole, and with the title and the surname
// alone. A single word is no name to look for.
func nameForms(name string) []string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return nil
	}
	forms := []string{strings.ToLower(strings.Join(words, " "))}
	if len(words) > 2 && slices.Contains(titles, strings.TrimSuffix(words[0], ".")) {
		forms = append(forms, strings.ToLower(words[0]+" "+words[len(words)-1]))
	}
	return forms
}

// hasWords says whether a text has a phrase in whole words, whatever the case.
func hasWords(text, phrase string) bool { return wordsAt(text, phrase) >= 0 }

// wordsAt is where a text, in lower case and single spaces, has a phrase in whole words;
// -1 where it has not.
func wordsAt(text, phrase string) int {
	return phraseAt(strings.ToLower(oneSpace(text)), strings.ToLower(oneSpace(phrase)))
}

// phraseAt is wordsAt with the letters as they are.
func phraseAt(text, phrase string) int {
	if phrase == "" {
		return -1
	}
	for from := 0; ; {
		at := strings.Index(text[from:], phrase)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(phrase):])
		if !isWord(before) && !isWord(after) {
			return at
		}
		from = at + len(phrase)
	}
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// checkNames finds names of laws, plans and services that are no longer right. Of two that
// stand at one place the longer counts.
func (p *Pack) checkNames(s Section, t Text) []finding.Finding {
	var found []finding.Finding
	taken, words := map[int]bool{}, oneSpace(t.Words)
	terms := slices.Clone(p.Outdated)
	slices.SortStableFunc(terms, func(a, b Outdated) int { return len(b.Term) - len(a.Term) })
	for _, o := range terms {
		at := phraseAt(words, o.Term) // a name of its own has its capitals: a school action plan is no School Action
		if at < 0 {
			at = phraseAt(words, strings.ToUpper(o.Term[:1])+o.Term[1:])
		}
		if at >= 0 && !taken[at] {
			taken[at] = true
			found = append(found, finding.Finding{Code: OldName, Field: s.ID, Severity: finding.Warn, Args: []string{o.Term, o.Why}})
		}
	}
	return found
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]\s|\n`)
	typedCount  = regexp.MustCompile(`(?i)(?:\b([\p{L}-]+)\s+)?\b(\d{1,4})\s+(?:of\s+our\s+)?(pupils|children|reviews)\b`)
)

// checkNumbers finds numbers typed by hand beside what the facts count, where they differ:
// pupils on roll, with SEN support, with a plan or with either, and reviews. A number that
// may not be printed is compared with nothing.
func checkNumbers(s Section, t Text, f *Facts) []finding.Finding {
	var found []finding.Finding
	figures := f.figures()
	for _, sentence := range sentenceEnd.Split(t.Words, -1) {
		counts := typedCount.FindAllStringSubmatch(sentence, -1)
		if len(counts) != 1 || notACount[counts[0][1]] {
			continue
		}
		typed, what := strings.TrimLeft(counts[0][2], "0"), strings.ToLower(counts[0][3])
		var fact string
		plan, support := hasWords(sentence, "EHC plan") || hasWords(sentence, "EHC plans"), hasWords(sentence, "SEN support")
		switch {
		case what == "reviews":
			fact = countOf(f.Reviews.Held, "reviews")
			if !hasWords(sentence, "held") {
				fact = ""
			}
		case hasWords(sentence, "on roll") || hasWords(sentence, "on our roll"):
			fact = figures.OnRoll
		case plan && support, hasWords(sentence, "with SEN"), hasWords(sentence, "SEN register"), hasWords(sentence, "special educational needs"):
			fact = figures.Total
		case plan:
			fact = figures.Plans
		case support:
			fact = figures.Support
		}
		number, _, _ := strings.Cut(fact, " ")
		if _, err := strconv.Atoi(number); err == nil && number != typed {
			found = append(found, finding.Finding{Code: OtherNumber, Field: s.ID, Severity: finding.Note, Args: []string{counts[0][2] + " " + what, fact}})
		}
	}
	return found
}
