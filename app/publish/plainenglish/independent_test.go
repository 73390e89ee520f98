package plainenglish

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"needsbook/assets"
)

// A second reader of texts, made another way: patterns over the whole text instead of a
// walk from letter to letter. Only the rule of syllables is shared.
var (
	lineStart    = regexp.MustCompile(`(?m)^[ \t]*(?:#{1,6}|[-*•–]|[0-9]{1,2}[.)])[ \t]+`)
	linkedWords  = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	anAddress    = regexp.MustCompile(`(?i)\S*://\S+|www\.\S+|\S+@\S+\.\S+`)
	shortForm    = regexp.MustCompile(`(?i)\b(Mr|Mrs|Ms|Dr|St|Rev|Prof|No|Sch|reg|para|e\.g|i\.e|eg|ie|vs|approx|tel|ext)\.`)
	etcetera     = regexp.MustCompile(`(?i)\b(etc|a\.m|p\.m|inc|ltd)\. +([a-z])`)
	initial      = regexp.MustCompile(`\b([A-HJ-Z])\. +([A-Z])`)
	stop         = regexp.MustCompile(`[.!?…]+["'”’)\]*]*(?:\s+|$)`)
	oneToken     = regexp.MustCompile(`[£$€]?[0-9][0-9.,:/–%-]*[0-9%](?:\s|$|[.,;:!?)])|[\p{L}\p{N}\p{Mn}]+(?:['’-]+[\p{L}\p{N}\p{Mn}]+)*`)
	emptyLine    = regexp.MustCompile(`\n[ \t]*\n`)
	insideOfLine = regexp.MustCompile(`[ \t]*\n[ \t]*`)
)

// otherScores scores a text by the second reader.
func otherScores(p *Pack, text string) Scores {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = markPattern.ReplaceAllString(text, " ")
	text = lineStart.ReplaceAllString(text, "\n\n")
	text = linkedWords.ReplaceAllString(text, "$1")
	text = anAddress.ReplaceAllString(text, "")
	terms := slices.Clone(p.NotCounted)
	slices.SortFunc(terms, func(a, b string) int { return len(b) - len(a) })
	for i, t := range terms {
		terms[i] = strings.ReplaceAll(regexp.QuoteMeta(t), " ", `\s+`)
	}
	text = regexp.MustCompile(`(?i)\b(?:`+strings.Join(terms, "|")+`)\b(?:['’]s)?`).ReplaceAllString(text, "")
	var all Scores
	for _, para := range emptyLine.Split(text, -1) {
		para = insideOfLine.ReplaceAllString(para, " ")
		para = shortForm.ReplaceAllString(para, "$1")
		para = etcetera.ReplaceAllString(para, "$1 $2")
		para = initial.ReplaceAllString(para, "$1 $2")
		for _, s := range stop.Split(para, -1) {
			one := Scores{Sentences: 1}
			for _, w := range oneToken.FindAllString(s, -1) {
				one.Words++
				one.Syllables += p.Syllables(strings.Trim(w, " .,;:!?)"))
			}
			if one.Words > 0 {
				all.add(one)
			}
		}
	}
	all.rate()
	return all
}

// Texts of kinds that schools write, invented.
var inventedTexts = []string{
	"Dear Mr. and Mrs. Osei,\n\nThank you for coming in on 3 November at 9:15. We spoke about Kofi’s reading, e.g. the sounds at the ends of words. He now reads for ten minutes a day. We will meet again in six weeks; please ring me on 01632 960001 if that is hard.\n\nYours,\nA. Patel",
	"## What we do\n\nWe help. We listen! Do we check? Of course…\n\n- Reading in small groups\n- A quiet place at lunch (see the map)\n- “Talk time” with an adult\n\n1. Tell us.\n2. We look.\n3. We act.",
	"The multidisciplinary assessment, undertaken in collaboration with external professionals, identified significant difficulties with phonological processing, necessitating a comprehensive, individualised programme. Consequently, additional provision (12.5 hours per week, costing £6,000.50) was implemented in accordance with the statutory guidance.",
	"The governors met the SENCO twice. They read the figures: 61 pupils, 14.8% of the roll, had SEN support or an EHC plan. They asked about costs, staff, rooms etc. and wrote down what they thought. See www.meadowfield.example/sen or write to office@meadowfield.example.",
	"**Zoë** and J. Nguyen-Smith like the Nest. It’s calm there, isn’t it? They go at 10.30 a.m. each day. “We’d stay all day if we could,” they say. [Our plan](https://meadowfield.example/plan) says when; the well-known picture signs say where.",
}

func TestReadingEaseIsThatOfAnIndependentReader(t *testing.T) {
	p := words(t)
	texts := slices.Clone(inventedTexts)
	for _, name := range []string{"report-sections.json", "inclusion-strategy.json"} {
		var pack struct {
			Sections []struct{ Starter, Prompt string }
		}
		if err := json.Unmarshal(assets.Pack(name), &pack); err != nil {
			t.Fatal(err)
		}
		whole := ""
		for _, s := range pack.Sections {
			whole += s.Starter + "\n\n" + s.Prompt + "\n\n"
			texts = append(texts, s.Starter)
		}
		texts = append(texts, whole)
	}
	before, after := "", ""
	for _, id := range jargonSections(t) {
		before += jargon(t)[id] + "\n\n"
		after += p.TakeAll(jargon(t)[id]) + "\n\n"
	}
	var school struct{ Report map[string]string }
	if err := json.Unmarshal(assets.DemoSchool, &school); err != nil {
		t.Fatal(err)
	}
	demo := ""
	for _, words := range school.Report {
		demo += words + "\n\n"
	}
	texts = append(texts, before, after, demo, britishText)
	worst := 0.0
	for _, text := range texts {
		ours, theirs := p.Check(text).Scores, otherScores(p, text)
		apart := math.Abs(ours.ReadingEase - theirs.ReadingEase)
		worst = math.Max(worst, apart)
		if apart > 1 {
			t.Errorf("reading ease %v, by the other reader %v: %d and %d words, %d and %d sentences\n%s", ours.ReadingEase, theirs.ReadingEase, ours.Words, theirs.Words, ours.Sentences, theirs.Sentences, text)
		}
	}
	t.Logf("%d texts, at most %.1f apart", len(texts), worst)
}

// jargon returns the demo school's words as they were before somebody made them plain.
func jargon(t testing.TB) map[string]string {
	t.Helper()
	var demo struct{ Words map[string]string }
	if err := json.Unmarshal(assets.DemoJargon, &demo); err != nil {
		t.Fatal(err)
	}
	return demo.Words
}

func jargonSections(t testing.TB) []string {
	t.Helper()
	var ids []string
	for id := range jargon(t) {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// BenchmarkTenThousandWords is the check and the hints of a text of 10,000 words.
func BenchmarkTenThousandWords(b *testing.B) {
	p := words(b)
	text := ""
	for len(strings.Fields(text)) < 10_000 {
		for _, id := range jargonSections(b) {
			text += jargon(b)[id] + "\n\n"
		}
	}
	fields := strings.Fields(text)[:10_000]
	at := strings.LastIndex(text, fields[len(fields)-1])
	text = text[:at]
	p.Hints("recieve") // the list of spellings is made once
	before := processorTime(b)
	b.ResetTimer()
	for b.Loop() {
		p.Check(text)
		p.Hints(text)
	}
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}
