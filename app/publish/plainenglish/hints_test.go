package plainenglish

import (
	"regexp"
	"strings"
	"testing"

	"needsbook/assets"

	"pgregory.net/rapid"
)

// of returns the hints of one kind as "from > to".
func of(hints []Hint, kind string) []string {
	var out []string
	for _, h := range hints {
		if h.Kind == kind {
			out = append(out, h.From+" > "+h.To)
		}
	}
	return out
}

func TestSwapsKeepTheGrammarAroundThem(t *testing.T) {
	p := words(t)
	for _, c := range []struct{ text, want string }{
		{"We provide pupils with pens.", "We give pupils pens."},
		{"We provide each new pupil with a pen.", "We provide each new pupil with a pen."},
		{"We provide support, and staff help with reading.", "We give support, and staff help with reading."},
		{"Help is provided in class.", "Help is given in class."},
		{"We provide for all needs.", "We provide for all needs."},
		{"Provided that you agree, we start.", "If you agree, we start."},
		{"It was demonstrated to staff. We demonstrated it. It has demonstrated its worth.", "It was shown to staff. We showed it. It has shown its worth."},
		{"We ensure that pupils are safe. We ensure consistency.", "We make sure that pupils are safe. We ensure consistency."},
		{"Pupils are required to attend. Support is required.", "Pupils must attend. Support is needed."},
		{"We therefore meet. Therefore, we meet.", "We therefore meet. So we meet."},
		{"A smooth transition matters. The transition to Year 7. Pupils transition to Year 7.", "A smooth move matters. The move to Year 7. Pupils transition to Year 7."},
		{"The quality of provision is good. A nursery provision.", "The quality of help is good. A nursery provision."},
		{"Attainment is high. High attainment matters.", "Results are high. High attainment matters."},
		{"The curriculum is broad. The National Curriculum is set.", "Lessons are broad. The National Curriculum is set."},
		{"We monitor progress with the monitor.", "We check progress with the monitor."},
		{"An intervention. An appropriate place. It is appropriate.", "A programme of extra help. The right place. It is right."},
		{"Social, emotional and mental health needs", "Needs to do with feelings, friends or mental health"},
		{"The school’s provision. The cohort’s results.", "The school’s help. The group’s results."},
		{"CPD is good. We offer CPD.", "Training is good. We offer training."},
		{"Assessment informs planning. Assess, plan, do, review.", "Assessment informs planning. Assess, plan, do, review."},
		{"He said “we utilise a holistic ethos”.", "He said “we utilise a holistic ethos”."},
		{"Send it prior\nto lunch.", "Send it before lunch."},
		{"We met prior. To help, we left.", "We met prior. To help, we left."},
	} {
		if got := p.Plainer(c.text); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

func TestASentenceIsCutOnlyWhereBothPartsStand(t *testing.T) {
	p := words(t)
	for _, c := range []struct{ text, want string }{
		{"We look at the work that your child does in each class every term, and we talk about it with you at home time.", ", and we > . We"},
		{"We look at the work that your child does in each class every term, but we do not give marks to the youngest pupils.", ", but > . But"},
		{"We look at the work that your child does in class; however, the marks of the youngest pupils are never shown to others.", "; however > . However"},
		{"We look at the work that your child does in class; in addition, we ask what your child likes to do when at home.", "; in > . In"},
		{"We look at the work of each child in every class every term, and {{senco_name}} will talk about it with you at home time.", ", and > ."},
		{"Each teacher will look at the work of each child in every class, which means that we soon see who needs more help.", ", which > . This"},
		// Cutting these would change what they say.
		{"If your child finds the work in class too hard for a long time, and we have tried to help, you can ask for more.", ""},
		{"We talk to the class teacher, the nurse, the dinner staff, the people at the club, and the parents who are there each day.", ""},
		{"We check that the plan still helps your child in every class that they have in the week, and they tell us what they think.", ""},
		{"Have we looked at the work of each child in each class this term, and have we talked about it with you at home?", ""},
		{"We have three aims: to help each child to read and write well; to make the rooms easy to use; to tell you what we do.", ""},
		{"We talk about it (we look at the work that your child does in each class every term, and we write it all down).", ""},
		{"Your child can come and see the room and meet the teacher before the first day of term with you or with a friend.", ""},
		{"We look at the work, and we talk.", ""},
		{"The governor said “we look at the work that your child does in each class every term, and we talk about it with you”.", ""},
	} {
		got := strings.Join(of(p.Hints(c.text), Split), "|")
		if got != c.want {
			t.Errorf("%s\n got  %q\n want %q", c.text, got, c.want)
		}
	}
}

// bare returns the words of a text in lower case, without the joining words that a cut
// may drop.
func bare(p *Pack, text string) string {
	var out []string
	r := p.read(text)
	for _, w := range wordsIn(r.mask, 0) {
		if w.plain != "and" && w.plain != "which" && w.plain != "this" {
			out = append(out, w.plain)
		}
	}
	return strings.Join(out, " ")
}

func TestACutLosesNoWordButTheOneThatJoins(t *testing.T) {
	p := words(t)
	pieces := rapid.SampledFrom([]string{"we look at the work", "and we talk to you", "but the teacher is there", "the plan", "which means that they can see it", "; however, the head will meet you", "if it helps", ", and we", ", but", ";", "they ask", "{{senco_name}} will", "**bold**", "and", "(", ")", "with staff and parents", "every child in the school can have it", ".", "\n\n", "- "})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 3, 30).Draw(t, "pieces"), " ")
		for _, h := range p.Hints(text) {
			if h.Kind != Split {
				continue
			}
			cut, ok := p.Apply(text, h)
			if !ok || bare(p, cut) != bare(p, text) {
				t.Errorf("%q becomes %q", text, cut)
			}
			if len(p.read(cut).passages) != len(p.read(text).passages) {
				t.Errorf("%q: the paragraphs of %q are others", text, cut)
			}
		}
	})
}

var numberPattern = regexp.MustCompile(`[0-9][0-9,.:]*|[A-Za-z]+@[A-Za-z.]+`)

// untouched is what a hint must never change.
func untouched(text string) []string {
	out := markPattern.FindAllString(text, -1)
	for _, m := range linkPattern.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, text[m[3]:m[1]])
	}
	out = append(out, numberPattern.FindAllString(text, -1)...)
	return append(out, strings.Repeat("*", strings.Count(text, "*")), strings.Repeat("#", strings.Count(text, "#")))
}

func TestHintsLeaveMarksSignsAndAddressesAlone(t *testing.T) {
	p := words(t)
	pieces := rapid.SampledFrom([]string{"{{senco_name}}", "{{ help_in_use }}", "\n\n## ", "\n\n### Provision\n\n", "**", "\n- ", "\n1. ", "[our additional provision](https://x.example/utilise)", "[", "](", ")", "utilise", "prior to", "an additional", "office@x.example", "2026", "£6,000", "9:15", ", and we", "; however, the", "is provided", "organize", "recieve", "“", "”", "in order to", ".", "\r\n", "*", "intervention", "\u00a0", "\x1b", "\x1a", "\xff", "é", "ﬁ"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 40).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
		last := 0
		for _, h := range p.Hints(text) {
			if h.At < last || h.End > len(text) || h.At >= h.End || text[h.At:h.End] != h.From || h.ID == "" || h.Why == "" {
				t.Fatalf("%q has the hint %+v", text, h)
			}
			last = h.At
			taken, ok := p.Apply(text, h)
			if ok != (h.To != "") {
				t.Fatalf("%q: %+v was taken: %v", text, h, ok)
			}
			if got, want := strings.Join(untouched(taken), " "), strings.Join(untouched(text), " "); got != want {
				t.Fatalf("%q: %+v makes\n%q of\n%q", text, h, got, want)
			}
		}
	})
}

func TestAHintKeepsItsNameWhenOtherWordsMove(t *testing.T) {
	p := words(t)
	text := "We utilise the plan prior to the meeting on a regular basis. Staff recieve it."
	hints := p.Hints(text)
	if len(hints) != 4 {
		t.Fatalf("%+v", hints)
	}
	names := func(text string) map[string]bool {
		found := map[string]bool{}
		for _, h := range p.Hints(text) {
			found[h.ID] = true
		}
		return found
	}
	for _, h := range hints {
		if !names("A new first paragraph, at length.\n\n" + text)[h.ID] {
			t.Errorf("%q has another name when it moves", h.ID)
		}
		taken, _ := p.Apply(text, h)
		for _, other := range hints {
			if (other.At < h.At || other.At >= h.End) && !names(taken)[other.ID] && other.End != h.At {
				t.Errorf("%q has another name once %q is taken", other.ID, h.ID)
			}
		}
		if moved, ok := p.Apply("New. "+text, h); !ok || moved == "New. "+text {
			t.Errorf("%q cannot be taken once it has moved", h.ID)
		}
		if gone, ok := p.Apply("All other words.", h); ok || gone != "All other words." {
			t.Errorf("%q was taken where its words are gone", h.ID)
		}
	}
	if names("We utilise the plan.")[hints[0].ID] == names("Parents utilise a lift.")[hints[0].ID] {
		t.Error("the same word in two places has one name")
	}
}

func TestSpellingIsBritishAndLeavesNamesAlone(t *testing.T) {
	p := words(t)
	got := of(p.Hints("Organization of the Color Center by Mrs Gray. We recieve it and organize “color” at www.color.example. Their behavior is favorable.", "Mrs Gray"), Spelling)
	want := "Organization > Organisation|recieve > receive|organize > organise|behavior > behaviour|favorable > favourable"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// britishText is good British English with the words that American lists trip over.
const britishText = "We practise reading every day, and practice makes it easier. Staff have a licence to drive the minibus, and we license the hall for clubs. " +
	"The council’s grey building is in the centre of town, two metres from the kerb. Children’s behaviour, humour and colour are welcome. " +
	"Pupils who enrol late travel by bus; travelling and labelling are modelled first. The programme of talks is on a computer program. " +
	"A cheque pays for the jewellery, the tyres, the plough and the storeys of the theatre. He learnt, spelt, dreamt and burnt the toast. " +
	"We analyse, recognise, organise, apologise and summarise; we fulfil our duty skilfully. Paediatric and orthopaedic doctors, the gynaecologist and an anaesthetist called. " +
	"An enquiry into the defence of the realm, the offence and the pretence went on whilst the sceptical manoeuvre failed. My mum ate yoghurt and a doughnut. " +
	"Judgement, ageing, acknowledgement and likeable are all fine. Our catalogue, dialogue and analogue clock work. The counsellor, the traveller and the jeweller agree."

func TestGoodBritishEnglishIsNeverCorrected(t *testing.T) {
	p := words(t)
	texts := []string{britishText, string(assets.Pack("library.json"))}
	for _, name := range []string{"report-sections.json", "inclusion-strategy.json", "continuum.json", "terms.json", "services.json", "request-form.json", "vignettes.json", "meeting-agenda.json", "timescales.json"} {
		texts = append(texts, string(assets.Pack(name)))
	}
	for _, text := range texts {
		for _, h := range p.Hints(text) {
			if h.Kind == Spelling {
				t.Errorf("for %s write %s", h.From, h.To)
			}
		}
	}
}

func TestPassiveIsFoundWithFewFalseAlarms(t *testing.T) {
	p := words(t)
	passive := `The plan is reviewed every term.
Parents are invited to each meeting.
The plan was written by the SENCO.
Targets will be set in September.
Your child has been seen by a nurse.
The results are then shared with you.
Pupils are carefully grouped by need.
The help is being changed now.
A letter was sent home.
Staff were taught to sign.
Meetings are always held after school.
The room is not used at lunch.
Help is given in class.
The policy was agreed in May.
Equipment is bought from our budget.
It can be found on our website.
The report is published each year.
Your worries will be taken seriously.
Work is broken into small steps.
All pupils are included.`
	active := `We are worried about reading.
Your child may be tired after lunch.
The rules are based on the code.
We are committed to every child.
She is interested in trains.
Staff are well trained.
The lift is need of repair.
The school is located near the park.
He is used to the noise.
You are not supposed to pay.
The ramp is red.
There are a hundred pupils.
The teacher is qualified.
We have read the plan.
They were pleased with it.
It is indeed a good school.
The form is detailed.
The children are excited and happy.
We are speed readers.
Being kind is what we do.`
	for _, s := range strings.Split(passive, "\n") {
		if len(of(p.Hints(s), Passive)) != 1 {
			t.Errorf("not found: %s", s)
		}
	}
	for _, s := range strings.Split(active, "\n") {
		if got := of(p.Hints(s), Passive); len(got) != 0 {
			t.Errorf("a false alarm: %s %v", s, got)
		}
	}
}

func TestALongSentenceThatCannotBeCutIsOnlyPointedOut(t *testing.T) {
	p := words(t)
	text := "## A heading is never long, however many words it may have, because it is no sentence and nobody would think of cutting it into two or more parts\n\n" +
		"If you think that your child may need more help with reading or writing than the class can give in the time there is then please ask us for a meeting."
	hints := p.Hints(text)
	if len(hints) != 1 || hints[0].Kind != Long || hints[0].To != "" || hints[0].Paragraph != 2 {
		t.Errorf("%+v", hints)
	}
}

func TestAWordOfSchoolsIsExplainedOnce(t *testing.T) {
	p := words(t)
	hints := p.Hints("Our ELSA meets pupils. Ask our ELSA. CAMHS is the health service for children’s mental health.")
	if len(hints) != 1 || hints[0].Kind != Explain || hints[0].From != "ELSA" || hints[0].To != "" || !strings.Contains(hints[0].Why, "feelings") {
		t.Errorf("%+v", hints)
	}
}

func TestThePackHoldsThreeHundredSwapsThatMakeWordsNoLonger(t *testing.T) {
	p := words(t)
	forms, same := 0, 0
	for _, s := range p.Swaps {
		forms += 1 + len(s.Forms)
		if s.To == s.From {
			same++
		}
	}
	if forms < 300 || same > 0 {
		t.Errorf("%d forms, %d that change nothing", forms, same)
	}
}

func TestTakingAllEndsEvenWhereAPackLoops(t *testing.T) {
	looping := strings.Replace(string(assets.Pack("plain-words.json")), `"swaps": [`, `"swaps": [{"from":"tick","to":"tock"},{"from":"tock","to":"tick"},`, 1)
	p, problems := Load([]byte(looping))
	if problems != nil {
		t.Fatal(problems)
	}
	if got := p.TakeAll("tick"); got != "tick" && got != "tock" {
		t.Errorf("got %q", got)
	}
}

func FuzzHints(f *testing.F) {
	p := words(f)
	f.Add("We utilise {{senco_name}}’s **additional** [provision](https://a.example/(b)).\r\n\r\n## Prior to\n- an intervention; however, we organize it, and we “utilise” it.")
	f.Add("\xff\x1a\x1b*[a](b)*{{x}} a\u00a0b\rc")
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range p.Hints(text) {
			if text[h.At:h.End] != h.From {
				t.Fatalf("%+v", h)
			}
			if _, ok := p.Apply(text, h); ok != (h.To != "") {
				t.Fatalf("%+v", h)
			}
		}
		p.TakeAll(text)
	})
}
