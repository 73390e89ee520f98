package publish

import (
	"strings"
	"testing"

	"needsbook/app/paper"
)

func TestHeadingsAndLinksOfTheSchoolStandBelowItsSection(t *testing.T) {
	p := sections(t)
	w := edited(p)
	for _, id := range []string{"kinds_of_sen", "moving", "transitions_adulthood"} { // in a group, and alone
		text := w[id]
		text.Words += "\n\n## Our base\n\n### Who it is for\n\nIt has **twelve places**. See [the policy]({{sen_policy_link}})."
		w[id] = text
	}
	r := Report(p, plainWords(t), meadowfield(), w)
	if err := r.Doc.Check(); err != nil {
		t.Fatal(err)
	}
	links, above := 0, 0
	for _, b := range r.Doc.Blocks {
		switch b := b.(type) {
		case paper.Heading:
			if b.Text == "Our base" && b.Level <= above {
				t.Errorf("the school's heading is of level %d under one of %d", b.Level, above)
			}
			above = b.Level
		case paper.Para:
			for _, s := range b.Text {
				if s.Text == "the policy" && s.Href == meadowfield().PolicyLink {
					links++
				}
			}
		}
	}
	if links != 2 {
		t.Errorf("%d links lead to the policy", links)
	}
}

func TestHardWordsMakeASoundSection(t *testing.T) {
	p, plain := sections(t), plainWords(t)
	for name, words := range map[string]string{
		"very long":          strings.Repeat("We help every child to join in. ", 6250),
		"one long word":      strings.Repeat("x", 200_000),
		"right to left":      "نحن نساعد كل طفل على التعلم واللعب مع الآخرين كل يوم. 👩‍👧‍👦 שלום לכולם",
		"control characters": "We\x00 help \x07every\x1b[31m child\u202e to join in at all times.\r\nAsk\tus.",
		"broken links":       "See [this](http://) and [that](javascript:alert(1)) and http:///x and [open](https://a.b we said.",
		"unknown marks":      "{{nobody}} and {{ }} and {{{{senco_name}}}} are here with us today.",
		"headings alone":     "### Low\n## High\n### Low again\n\n####### Deep\n",
	} {
		w := edited(p)
		w["teaching_approach"] = Text{Words: words, Changed: meadowfield().Today}
		r := Report(p, plain, meadowfield(), w)
		if err := r.Doc.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
