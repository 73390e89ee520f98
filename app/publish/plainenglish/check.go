package plainenglish

import (
	"math"
	"slices"
	"sort"
	"strconv"
)

// Limits of plain writing that the advice is built on.
const (
	LongSentence = 25 // words; GOV.UK's advice on sentence length
	TargetAge    = 11 // the reading age to aim for in what families read
	HighestAge   = 12 // above this a text is called hard to read
	TargetEase   = 60 // Flesch reading ease called standard, plain English
	hardest      = 3  // sentences named in a report
	fewestJudged = 6  // counted words; the formulas say nothing of shorter sentences
)

// Scores are the counts of a piece of text and the indexes made of them, rounded
// to one decimal place. All are 0 where no word was counted.
type Scores struct {
	Words       int     `json:"words"`
	Sentences   int     `json:"sentences"`
	Syllables   int     `json:"syllables"`
	ReadingEase float64 `json:"reading_ease"` // Flesch: 100 is very easy, 30 hard
	Grade       float64 `json:"grade"`        // Flesch-Kincaid, American school years
	ReadingAge  float64 `json:"reading_age"`  // UK reading age: the grade plus five
	Band        string  `json:"band"`         // the reading ease in words
}

// Paragraph is one paragraph or list item with its scores.
type Paragraph struct {
	Number int    `json:"number"` // from 1
	Text   string `json:"text"`
	At     int    `json:"at"`  // where it begins in the text, in bytes
	End    int    `json:"end"` // and ends
	Scores
}

// Sentence is one sentence that is hard to read, and why.
type Sentence struct {
	Text       string  `json:"text"`
	Paragraph  int     `json:"paragraph"`
	Words      int     `json:"words"`
	ReadingAge float64 `json:"reading_age"`
	Why        string  `json:"why"`
	At         int     `json:"at"`  // where it begins in the text, in bytes
	End        int     `json:"end"` // and ends
}

// Suggestion is a hard word found in the text with plain words for it.
type Suggestion struct {
	From       string `json:"from"`
	To         string `json:"to"`
	Times      int    `json:"times"`
	Paragraphs []int  `json:"paragraphs"`
}

// Term is a name or set term that was left out of the count.
type Term struct {
	Term  string `json:"term"`
	Times int    `json:"times"`
}

// Report is the check of one text.
type Report struct {
	Scores
	Paragraphs    []Paragraph  `json:"paragraphs"`
	HardSentences []Sentence   `json:"hard_sentences"`
	Swaps         []Suggestion `json:"swaps"`
	NotCounted    []Term       `json:"not_counted"`
}

// Check measures a text as a school keeps it: Markdown signs are passed over, and marks
// are not counted. Names, such as the SENCO's, are left out of the count beside the
// pack's own set terms. Lists in the report are never nil.
func (p *Pack) Check(text string, names ...string) Report {
	own := namesOf(names)
	r := Report{Paragraphs: []Paragraph{}, HardSentences: []Sentence{}, Swaps: []Suggestion{}, NotCounted: []Term{}}
	var all Scores
	var judged []Sentence
	terms, swaps := map[string]int{}, map[string]*Suggestion{}
	syllables := map[string]int{}
	read := p.read(text)
	for i, para := range read.passages {
		var sum Scores
		for _, s := range para.sentences {
			counted, left := p.countedWords(s.words, own)
			for _, term := range left {
				terms[term]++
			}
			noteSwaps(read.swaps(p, s, own), i+1, swaps)
			if len(counted) == 0 {
				continue
			}
			one := p.scores(counted, syllables)
			sum.add(one)
			one.rate()
			if one.Words >= fewestJudged {
				judged = append(judged, Sentence{Text: read.shown(s.start, s.end), Paragraph: i + 1, Words: one.Words, ReadingAge: one.ReadingAge, Why: whyHard(one), At: s.start, End: s.end})
			}
		}
		all.add(sum)
		sum.rate()
		r.Paragraphs = append(r.Paragraphs, Paragraph{Number: i + 1, Text: read.shown(para.start, para.end), At: para.start, End: para.end, Scores: sum})
	}
	all.rate()
	r.Scores = all
	slices.SortStableFunc(judged, func(a, b Sentence) int { return int(10*b.ReadingAge) - int(10*a.ReadingAge) })
	r.HardSentences = append(r.HardSentences, judged[:min(hardest, len(judged))]...)
	for term, n := range terms {
		r.NotCounted = append(r.NotCounted, Term{term, n})
	}
	sort.Slice(r.NotCounted, func(i, j int) bool { return r.NotCounted[i].Term < r.NotCounted[j].Term })
	for _, s := range swaps {
		r.Swaps = append(r.Swaps, *s)
	}
	sort.Slice(r.Swaps, func(i, j int) bool {
		a, b := r.Swaps[i], r.Swaps[j]
		return a.Times > b.Times || (a.Times == b.Times && a.From < b.From)
	})
	return r
}

// namesOf makes names findable among the words of a text.
func namesOf(names []string) phrases {
	own := make(phrases)
	for _, name := range names {
		own.add(name, "", limits{})
	}
	return own
}

// scores counts the words of one sentence. Syllables found once are kept in known.
func (p *Pack) scores(counted []word, known map[string]int) Scores {
	one := Scores{Words: len(counted), Sentences: 1}
	for _, w := range counted {
		n, ok := known[w.text]
		if !ok {
			n = p.Syllables(w.text)
			known[w.text] = n
		}
		one.Syllables += n
	}
	return one
}

// countedWords returns the words that count and the terms left out: names, set
// terms and addresses.
func (p *Pack) countedWords(words []word, own phrases) (counted []word, left []string) {
	counted = make([]word, 0, len(words))
	for i := 0; i < len(words); i++ {
		if words[i].fixed() {
			if words[i].address {
				left = append(left, "web and e-mail addresses")
			}
			continue
		}
		found, ok := own.match(words, i)
		if !ok {
			found, ok = p.terms.match(words, i)
		}
		if ok {
			left = append(left, found.from)
			i += len(found.words) - 1
			continue
		}
		counted = append(counted, words[i])
	}
	return counted, left
}

func (s *Scores) add(o Scores) {
	s.Words += o.Words
	s.Sentences += o.Sentences
	s.Syllables += o.Syllables
}

// rate works out the indexes from the counts: Flesch (1948), and Kincaid and
// others (1975).
func (s *Scores) rate() {
	if s.Words == 0 || s.Sentences == 0 {
		return
	}
	perSentence := float64(s.Words) / float64(s.Sentences)
	perWord := float64(s.Syllables) / float64(s.Words)
	s.ReadingEase = tenths(206.835 - 1.015*perSentence - 84.6*perWord)
	s.Grade = tenths(0.39*perSentence + 11.8*perWord - 15.59)
	s.ReadingAge = tenths(s.Grade + 5)
	s.Band = band(s.ReadingEase)
}

func tenths(x float64) float64 { return math.Round(x*10) / 10 }

func band(ease float64) string {
	for _, b := range []struct {
		from float64
		name string
	}{{90, "very easy"}, {80, "easy"}, {70, "fairly easy"}, {TargetEase, "standard"}, {50, "fairly hard"}, {30, "hard"}} {
		if ease >= b.from {
			return b.name
		}
	}
	return "very hard"
}

func whyHard(s Scores) string {
	switch long, heavy := s.Words > LongSentence, float64(s.Syllables)/float64(s.Words) > 1.7; {
	case long && heavy:
		return "It is long (" + strconv.Itoa(s.Words) + " words) and has many long words."
	case long:
		return "It is long (" + strconv.Itoa(s.Words) + " words). Try two sentences."
	case heavy:
		return "It has many long words."
	}
	return "It is the hardest here, but not hard."
}
