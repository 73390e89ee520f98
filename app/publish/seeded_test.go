package publish

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
)

// fault is something wrong that a person leaves in a report, and where it is found.
type fault struct {
	name, section, code string
	seed                func(words map[string]Text, f *Facts)
}

// said adds a sentence to the words of a section.
func said(section, words string) func(map[string]Text, *Facts) {
	return func(w map[string]Text, _ *Facts) {
		t := w[section]
		t.Words += " " + words
		w[section] = t
	}
}

// wrote puts other words in place of a section's.
func wrote(section, words string) func(map[string]Text, *Facts) {
	return func(w map[string]Text, _ *Facts) { w[section] = Text{Words: words, Changed: day.Of(2026, 10, 20)} }
}

// sets are five different faults each. A report's code of "" is of the whole report.
var sets = [][5]fault{
	{
		{"published too long ago", "", TooOld, func(_ map[string]Text, f *Facts) {
			f.Published, f.NextReview = day.Of(2025, 10, 1), day.Of(2026, 10, 1)
		}},
		{"local offer link broken", "local_offer", BadLink, func(_ map[string]Text, f *Facts) { f.LocalOfferLink = "http//localoffer" }},
		{"SENCO's name not entered", "senco_contact", FactMissing, func(_ map[string]Text, f *Facts) { f.SENCODeputy = "" }},
		{"a head who left", "complaints", FormerPerson, said("complaints", "Mrs Old, our headteacher, will write back to you.")},
		{"an old school year", "staff_training", PastYear, said("staff_training", "In 2022-23 we all learnt to sign.")},
	},
	{
		{"an old name of support", "identify_assess", OldName, said("identify_assess", "We put your child on School Action Plus.")},
		{"a gap", "consult_pupils", Placeholder, said("consult_pupils", "We do this [how often?] in a year.")},
		{"another number", "kinds_of_sen", OtherNumber, said("kinds_of_sen", "We have 34 pupils with SEN support or an EHC plan.")},
		{"link to an old file", "named_contacts", OldFile, said("named_contacts", "Our plan is at https://meadowfield.example/files/send-policy-2021-22.pdf")},
		{"part left out", "equal_treatment", NothingWritten, func(w map[string]Text, _ *Facts) { delete(w, "equal_treatment") }},
	},
	{
		{"local offer is a home page", "local_offer", BareOffer, func(_ map[string]Text, f *Facts) { f.LocalOfferLink = "https://www.council.example/" }},
		{"an old date", "adapt_curriculum", OldDate, said("adapt_curriculum", "In September 2023 we will build a sensory room.")},
		{"a small number", "access_facilities", SmallNumber, said("access_facilities", "This year two deaf pupils use a radio aid.")},
		{"a mark misspelt", "transitions_adulthood", UnknownMark, said("transitions_adulthood", "Ask {{senco_nam}} about it.")},
		{"not read for a year", "activities_together", NotReread, func(w map[string]Text, _ *Facts) {
			w["activities_together"] = Text{Words: w["activities_together"].Words, Changed: day.Of(2025, 11, 1)}
		}},
	},
	{
		{"the SENCO before", "senco_contact", NotShown, wrote("senco_contact", "Our SENCO is Ms Green. Write to senco@meadowfield.example or call at any time.")},
		{"statements", "assess_review_progress", OldName, said("assess_review_progress", "Pupils with a statement of SEN have a review too.")},
		{"an address that is not safe", "support_services", PlainHTTP, said("support_services", "Look at http://advice.example/families for more.")},
		{"the plan is over", "accessibility_plan", PlanEnded, func(_ map[string]Text, f *Facts) { f.AccessibilityPlanEnd = day.Of(2026, 8, 31) }},
		{"too short", "equipment_facilities", TooShort, wrote("equipment_facilities", "See our website.")},
	},
	{
		{"a governor who left", "named_contacts", FormerPerson, said("named_contacts", "Mr T. Former, our governor for SEN, visits each term.")},
		{"local offer not linked", "local_offer", NotShown, wrote("local_offer", "The Local Offer lists all the help there is in Kent for families.")},
		{"a date by numbers", "other_bodies", OldDate, said("other_bodies", "The nurse comes next on 14/03/2024 to see you.")},
		{"starter as it came", "teaching_approach", StarterKept, func(w map[string]Text, _ *Facts) {
			own := w["teaching_approach"]
			own.Words = strings.TrimSuffix(own.Words, ownSentence)
			w["teaching_approach"] = own
		}},
		{"figures a year old", "", OldFigures, func(_ map[string]Text, f *Facts) { f.AsOf = day.Of(2025, 10, 1) }},
	},
	{
		{"a kept fact names who left", "looked_after", FormerFact, func(_ map[string]Text, f *Facts) { f.DesignatedTeacher = "Mr P. Gone" }},
		{"lorem ipsum", "additional_support", Placeholder, said("additional_support", "Lorem ipsum dolor sit amet.")},
		{"reviews by hand", "evaluate_effectiveness", OtherNumber, said("evaluate_effectiveness", "We held 120 reviews last year.")},
		{"mark not closed", "consult_parents", BrokenMark, said("consult_parents", "Ask for {{senco_name at the office.")},
		{"policy that is not safe", "complaints", PlainHTTP, said("complaints", "Read http://meadowfield.example/complaints too.")},
	},
	{
		{"link in words is broken", "support_services", BadLink, said("support_services", "See [the advice service](htps://advice) too.")},
		{"an old law", "equal_treatment", OldName, said("equal_treatment", "The Disability Discrimination Act asks for it.")},
		{"undated", "emotional_social", Undated, func(w map[string]Text, _ *Facts) { w["emotional_social"] = Text{Words: w["emotional_social"].Words} }},
		{"pupils on roll by hand", "report_facts", OtherNumber, said("report_facts", "There are 380 pupils on roll.")},
		{"next check is too late", "", LateReview, func(_ map[string]Text, f *Facts) { f.NextReview = day.Of(2028, 1, 10) }},
	},
}

// findings lists what a check found, as section and code.
func findings(r Result) []string {
	var list []string
	for _, f := range r.Findings {
		list = append(list, "/"+f.Code)
	}
	for _, s := range r.Sections {
		for _, f := range s.Findings {
			list = append(list, s.ID+"/"+f.Code)
		}
	}
	slices.Sort(list)
	return list
}

func withPeople(f Facts) Facts {
	f.Former = []string{"Mrs A. Old", "Mr T. Former", "Mr P. Gone"}
	f.Current = []string{f.Headteacher, f.SENCO, f.DesignatedTeacher, f.SENGovernor, "Mrs Bell"}
	return f
}

func TestFiveSeededFaultsAreAllFoundAndNoneInvented(t *testing.T) {
	p, plain := sections(t), plainWords(t)
	if clean := findings(Report(p, plain, withPeople(meadowfield()), edited(p))); len(clean) != 0 {
		t.Fatalf("nothing was seeded, and this is found: %v", clean)
	}
	for n, set := range sets {
		words, f := edited(p), withPeople(meadowfield())
		var want, names []string
		for _, one := range set {
			one.seed(words, &f)
			want, names = append(want, one.section+"/"+one.code), append(names, one.name)
		}
		slices.Sort(want)
		r := Report(p, plain, f, words)
		if got := findings(r); !slices.Equal(got, want) {
			t.Errorf("set %d (%s): found\n%s\nwanted\n%s", n+1, strings.Join(names, ", "), strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		for _, s := range r.Sections {
			for _, f := range s.Findings {
				if Why(f) == "" || Fix(f) == "" || strings.Contains(Why(f)+Fix(f), "%!") {
					t.Errorf("%s says %q, %q", f.Code, Why(f), Fix(f))
				}
			}
		}
		if err := r.Doc.Check(); err != nil {
			t.Errorf("set %d: %v", n+1, err)
		}
	}
}

// What is right and looks a little like a fault is left alone.
func TestWhatIsRightIsLeftAlone(t *testing.T) {
	p, plain := sections(t), plainWords(t)
	for n, words := range []string{
		"Since September 2019 we have had a lift. The school opened in March 1974.",
		"The code of practice of January 2015 and the Equality Act 2010 say so. In October 2025 we all learnt to sign.",
		"Mrs Bell runs it, and so does " + meadowfield().SENCO + ". Goldilocks and Mrs Oldham came to tell stories.",
		"We have 61 pupils with SEN support or an EHC plan. Groups of 12 pupils with SEN support meet each day.",
		"In 2025-26 and in 2026-27 we work on reading. The policy is at https://meadowfield.example/files/policy-2026.pdf",
		"Our school action plan is on the wall. We say “in this statement of ours”.",
	} {
		w, f := edited(p), withPeople(meadowfield())
		said("staff_training", words)(w, &f)
		if got := findings(Report(p, plain, f, w)); len(got) != 0 {
			t.Errorf("%d: %s", n, fmt.Sprint(got))
		}
	}
}
