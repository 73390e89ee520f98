package publish

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/assets"
)

func TestWordsOfASectionThatThePackLacksAreListed(t *testing.T) {
	p := sections(t)
	words := edited(p)
	smaller, problems := Load([]byte(strings.ReplaceAll(string(assets.Pack("report-sections.json")), `"id": "looked_after"`, `"id": "children_in_care"`)))
	if problems != nil {
		t.Fatal(problems)
	}
	words["blank"] = Text{Words: " \n"}
	r := Report(smaller, plainWords(t), meadowfield(), words)
	if len(r.Apart) != 1 {
		t.Fatalf("words without a place: %+v", r.Apart)
	}
	if a := r.Apart[0]; a.ID != "looked_after" || a.Title != "Looked after" || a.Words != words["looked_after"].Words || a.Changed != day.Of(2026, 10, 20) {
		t.Errorf("%+v", a)
	}
	if r.Publishable {
		t.Error("a section that the new pack needs is empty, and the report can go out")
	}
	if whole := Report(p, plainWords(t), meadowfield(), edited(p)); whole.Apart == nil || len(whole.Apart) != 0 {
		t.Errorf("nothing is without a place: %+v", whole.Apart)
	}
}
