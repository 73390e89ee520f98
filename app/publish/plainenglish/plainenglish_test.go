package plainenglish

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"needsbook/assets"

	"pgregory.net/rapid"
)

func words(t testing.TB) *Pack {
	t.Helper()
	p, problems := Load(assets.Pack("plain-words.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

// Counted by hand: words, sentences, syllables.
var handCounted = []struct {
	text                        string
	words, sentences, syllables int
}{
	{"The cat sat on the mat.", 6, 1, 6},
	{"Our school helps every child to learn.", 7, 1, 8},
	{"We meet parents three times a year. Ask us for a meeting at any time.", 15, 2, 18},
	{"Mrs. Osei will call you back. She is at work on Mondays, Tuesdays and Fridays.", 15, 2, 20},
	{"Do you have a worry? Tell the class teacher first!", 10, 2, 12},
	{"Pupils use ramps, lifts, quiet rooms etc. and they can ask for a reading pen.", 15, 1, 21},
	{"A well-planned lesson works.", 4, 1, 6},
	{"Costs rose by 3.5 per cent to £6,000 in 2026.", 10, 1, 10},
	{"Write to office@meadowfield.example or see https://meadowfield.example/help for more.", 6, 1, 6},
	{"", 0, 0, 0},
	{"...", 0, 0, 0},
	{"- Small groups\n- Reading help\n- A quiet place", 7, 3, 9},
}

func TestCheckAgreesWithHandCounts(t *testing.T) {
	p := words(t)
	for _, c := range handCounted {
		r := p.Check(c.text)
		if r.Words != c.words || r.Sentences != c.sentences || r.Syllables != c.syllables {
			t.Errorf("%q: %d words, %d sentences, %d syllables; counted by hand %d, %d, %d", c.text, r.Words, r.Sentences, r.Syllables, c.words, c.sentences, c.syllables)
		}
	}
}

func TestScoresFollowThePublishedFormulas(t *testing.T) {
	r := words(t).Check("The cat sat on the mat.")
	if r.ReadingEase != 116.1 || r.Grade != -1.4 || r.ReadingAge != 3.6 || r.Band != "very easy" {
		t.Errorf("got %+v", r.Scores)
	}
	r = words(t).Check("The teacher and the family look at the plan together and agree what happens next.")
	count, syllables := float64(r.Words), float64(r.Syllables)
	if want := math.Round((206.835-1.015*count-84.6*syllables/count)*10) / 10; r.ReadingEase != want {
		t.Errorf("reading ease %v, want %v", r.ReadingEase, want)
	}
	if r.Words != 15 || r.Syllables != 22 {
		t.Errorf("%d words, %d syllables", r.Words, r.Syllables)
	}
}

// Syllables as the words are spoken in southern England.
const spoken = `a 1 the 1 child 1 children 2 school 1 teacher 2 pupil 2 pupils 2 parent 2 family 3 education 4 educational 5
support 2 supported 3 helped 1 needed 2 started 2 planned 1 reviewed 2 assess 2 assessment 3 assessments 3 progress 2
communication 5 interaction 4 cognition 3 emotional 4 social 2 mental 2 physical 3 sensory 3 hearing 2 vision 2 special 2
people 2 little 2 table 2 tables 2 handled 2 simple 2 able 2 available 4 reasonable 4 adjustments 3 agreement 3 movement 2
statement 2 element 3 implement 3 settlement 3 create 2 creative 3 creation 3 idea 3 area 3 reading 2 science 2 society 4
experience 4 audience 3 quiet 2 easier 3 happiest 3 individual 5 annual 3 usually 4 evaluate 4 evaluation 5 situation 4
language 2 question 2 equipment 3 quality 3 require 2 friends 1 friendship 2 ancient 2 patient 2 efficient 3 media 3 period 3
million 2 religion 3 curious 3 delicious 3 anxious 2 courageous 3 mechanism 4 autism 3 rhythm 2 trying 2 studying 3 saying 2
playing 2 seeing 2 going 2 doing 2 boxes 2 pages 2 voices 2 makes 1 comes 1 named 1 wanted 2 carried 2 tried 1 basically 3
specifically 4 everything 3 everyone 3 sometimes 2 colleague 2 dialogue 3 cooperate 4 coordinator 5 yellow 2 beyond 2 year 1
year's 1 class's 2 coach's 2 Zoë 2 can't 1 EHC 3 WWW 9 EHCP 4 well-being 3 one-to-one 3 behaviour 3 psychologist 4 therapist 3
transition 3 curriculum 4 environment 4 independence 4 responsibility 6 identify 4 identified 4 qualified 3 medicine 3`

func TestSyllablesOfWordsAsSpoken(t *testing.T) {
	p := words(t)
	fields := strings.Fields(spoken)
	for i := 0; i < len(fields); i += 2 {
		if got := p.Syllables(fields[i]); got != int(fields[i+1][0]-'0') {
			t.Errorf("%s: %d syllables, want %s", fields[i], got, fields[i+1])
		}
	}
}

func TestPlacesAreThoseOfTheWordsAsTheyAreKept(t *testing.T) {
	text := "## How **we** help\n\nWe [meet parents](https://meadowfield.example/meet) each term.\r\nAsk {{senco_name}} about\nthe plan for the year ahead.\n\n- Small groups\n- {{help_in_use}}\n"
	r := words(t).Check(text)
	var got []string
	for _, p := range r.Paragraphs {
		got = append(got, text[p.At:p.End]+" = "+p.Text)
	}
	want := []string{
		"How **we** help = How we help",
		"We [meet parents](https://meadowfield.example/meet) each term.\r\nAsk {{senco_name}} about\nthe plan for the year ahead. = We meet parents each term. Ask {{senco_name}} about the plan for the year ahead.",
		"Small groups = Small groups",
		"{{help_in_use}} = {{help_in_use}}",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if r.Words != 18 || r.Paragraphs[3].Words != 0 {
		t.Errorf("%d words", r.Words)
	}
	for _, s := range r.HardSentences {
		if strings.Join(strings.Fields(text[s.At:s.End]), " ") != s.Text && !strings.Contains(text[s.At:s.End], "](") {
			t.Errorf("%q stands at %q", s.Text, text[s.At:s.End])
		}
	}
}

func TestSetTermsAndNamesAreNotCounted(t *testing.T) {
	p := words(t)
	r := p.Check("Ngũgĩ wa Thiong’o is the SENCO and writes each education, health and care plan.", "Ngũgĩ wa Thiong’o")
	if r.Words != 5 { // is, the, and, writes, each
		t.Errorf("counted %d words: %+v", r.Words, r.NotCounted)
	}
	if len(r.NotCounted) != 3 {
		t.Errorf("left out %+v", r.NotCounted)
	}
	if !reflect.DeepEqual(r, p.Check("Ngũgĩ wa Thiong’o is the SENCO and writes each education, health and care plan.", "Ngũgĩ wa Thiong’o")) {
		t.Error("the check is not the same twice")
	}
}

func TestHardestSentencesComeFirstWithAReason(t *testing.T) {
	text := "We help. " +
		"The identification of individual communication difficulties necessitates comprehensive multidisciplinary assessment. " +
		"We talk to you about it soon after that. " +
		"If you are not happy with what we have done then you can talk to the head and if you are still not happy then you can write to the chair of the board who will look at it with care. " +
		"You can ask for a meeting with us."
	r := words(t).Check(text)
	if len(r.HardSentences) != 3 {
		t.Fatalf("got %d sentences", len(r.HardSentences))
	}
	if !strings.HasPrefix(r.HardSentences[0].Text, "The identification") || r.HardSentences[0].Why != "It has many long words." {
		t.Errorf("hardest is %+v", r.HardSentences[0])
	}
	if !strings.HasPrefix(r.HardSentences[1].Text, "If you are") || !strings.Contains(r.HardSentences[1].Why, "Try two sentences") {
		t.Errorf("second is %+v", r.HardSentences[1])
	}
}

func TestSwapsAreFoundAndMakeTheTextPlainer(t *testing.T) {
	p := words(t)
	text := "We utilise an intervention prior to the transition. Additional provision is implemented in collaboration with outside agencies. The SEN support is reviewed."
	r := p.Check(text)
	if len(r.Swaps) < 7 {
		t.Errorf("found only %+v", r.Swaps)
	}
	plain := p.Plainer(text)
	want := "We use a programme of extra help before the move. Extra help is put in place together with other services. The SEN support is reviewed."
	if plain != want {
		t.Errorf("got  %s\nwant %s", plain, want)
	}
	if after := p.Check(plain); after.ReadingEase < r.ReadingEase+20 {
		t.Errorf("reading ease went from %v to %v", r.ReadingEase, after.ReadingEase)
	}
	if got := p.Plainer(text, "utilise"); got != strings.Replace(text, "utilise", "use", 1) {
		t.Errorf("one swap asked for, got %s", got)
	}
	if got := p.Plainer("A bespoke plan and an optimal one."); got != "A tailor-made plan and a best one." {
		t.Errorf("articles: %s", got)
	}
}

// A paragraph as reports have it, hard to read, becomes plain by the swaps alone.
func TestSwapsAloneLiftAHardParagraphToPlainEnglish(t *testing.T) {
	p := words(t)
	text := "We ensure that additional provision is implemented prior to transition. Staff monitor attainment on a regular basis. " +
		"Teachers utilise scaffolding and pre-teaching to facilitate participation. We liaise with outside agencies in order to identify appropriate interventions. " +
		"Parents receive information regarding the effectiveness of interventions."
	before, after := p.Check(text), p.Check(p.Plainer(text))
	if before.ReadingEase >= 50 || after.ReadingEase < TargetEase {
		t.Errorf("reading ease goes from %v to %v: %s", before.ReadingEase, after.ReadingEase, p.Plainer(text))
	}
	if again := p.Plainer(p.Plainer(text)); again != p.Plainer(text) {
		t.Errorf("swapping twice changes %s\nto %s", p.Plainer(text), again)
	}
}

func TestPackHoldsSixtySwapsThatDoNotLoop(t *testing.T) {
	p := words(t)
	if len(p.Swaps) < 60 {
		t.Errorf("only %d swaps", len(p.Swaps))
	}
	for _, s := range p.Swaps {
		if p.Plainer(s.To) != s.To && len(strings.Fields(s.To)) < 3 {
			t.Errorf("%q becomes %q, which becomes %q", s.From, s.To, p.Plainer(s.To))
		}
	}
}

func TestLoadRefusesABadPack(t *testing.T) {
	whole := string(assets.Pack("plain-words.json"))
	for name, data := range map[string]string{
		"not JSON":      "{",
		"another kind":  strings.Replace(whole, `"plain-words"`, `"continuum"`, 1),
		"newer version": strings.Replace(whole, `"format_version": 1`, `"format_version": 2`, 1),
		"empty swap":    strings.Replace(whole, `"swaps": [`, `"swaps": [{"from":"thus","to":" "},`, 1),
		"twice":         strings.Replace(whole, `"swaps": [`, `"swaps": [{"from":"Via","to":"by"},`, 1),
		"no syllables":  strings.Replace(whole, `"zoe": 2`, `"zoe": 0`, 1),
	} {
		if data == whole {
			t.Fatalf("%s: the case does not change the pack", name)
		}
		if _, problems := Load([]byte(data)); problems == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func checkHolds(t interface{ Errorf(string, ...any) }, p *Pack, text string) {
	r := p.Check(text)
	var sum Scores
	for _, para := range r.Paragraphs {
		sum.add(para.Scores)
	}
	if sum.Words != r.Words || sum.Sentences != r.Sentences || sum.Syllables != r.Syllables {
		t.Errorf("the paragraphs of %q do not add up to the whole", text)
	}
	if r.Sentences > r.Words || r.Syllables < r.Words || (r.Words > 0) != (r.Sentences > 0) {
		t.Errorf("%q: %+v", text, r.Scores)
	}
	if math.IsNaN(r.ReadingEase) || math.IsInf(r.ReadingEase, 0) || len(r.HardSentences) > 3 {
		t.Errorf("%q: %+v", text, r)
	}
	p.Plainer(text)
}

func TestCheckAddsUpForAnyWords(t *testing.T) {
	p := words(t)
	some := rapid.SampledFrom([]string{"we", "utilise", "an", "EHC", "plan", "Mrs.", "£6,000", "J.", "etc.", "end.", "why?", "\n\n", "\n- ", "well-being", "1.", "a@b.uk", "Zoë’s"})
	rapid.Check(t, func(t *rapid.T) {
		checkHolds(t, p, strings.Join(rapid.SliceOfN(some, 0, 40).Draw(t, "words"), " "))
	})
}

func FuzzCheck(f *testing.F) {
	p := words(f)
	for _, c := range handCounted {
		f.Add(c.text)
	}
	f.Add("\xff\xfe. A\u0301 ’s -- '' 1.) x\r\n\r\n• y…” utilise's A utilisation.")
	f.Fuzz(func(t *testing.T, text string) { checkHolds(t, p, text) })
}
