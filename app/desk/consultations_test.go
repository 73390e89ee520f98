package desk_test

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/publish"
)

func TestWhatWasHeardFeedsTheReportAndNamesNobody(t *testing.T) {
	d := open(t)
	if list, err := d.Heard(ctx); err != nil || list == nil || len(list) != 0 {
		t.Fatalf("an empty file has %v, %v", list, err)
	}
	h := publish.Heard{On: d.Today(), Said: "Letters are long.", Did: "We write half a page.", Shown: 1}
	for field, change := range map[string]func(*publish.Heard){
		"said":  func(h *publish.Heard) { h.Said = " \n" },
		"on":    func(h *publish.Heard) { h.On = d.Today().AddDays(1) },
		"who":   func(h *publish.Heard) { h.Who = "the cat" },
		"how":   func(h *publish.Heard) { h.How = "asked" },
		"did":   func(h *publish.Heard) { h.Did = strings.Repeat("x", 1001) },
		"shown": func(h *publish.Heard) { h.Shown = 2 },
	} {
		bad := h
		change(&bad)
		_, err := d.SaveHeard(ctx, bad)
		refusedOn(t, err, field)
	}
	kept, err := d.SaveHeard(ctx, h)
	if err != nil || kept.Who != "parents" || kept.How != publish.Consultation {
		t.Fatalf("%+v, %v", kept, err)
	}
	if f, err := d.LiveFacts(ctx); err != nil || len(f.Heard) != 1 {
		t.Errorf("the facts hold %+v, %v", f.Heard, err)
	}
	if err := d.RemoveHeard(ctx, kept.ID); err != nil {
		t.Fatal(err)
	}
	if label, err := d.Undo(ctx); err != nil || !strings.Contains(label, "heard") {
		t.Errorf("undid %q, %v", label, err)
	}
}

func TestPeopleWhoLeftAreFormer(t *testing.T) {
	d := demo(t)
	s := d.School()
	was := s.Governor
	s.Governor = "Mr B. Newcomer"
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	f, err := d.ReportFacts(ctx)
	if err != nil || !slices.Contains(f.Former, was) || slices.Contains(f.Former, s.Senco) || !slices.Contains(f.Current, s.Governor) {
		t.Fatalf("former %v, current %v, %v", f.Former, f.Current, err)
	}
	s.Governor = was
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	if f, err = d.ReportFacts(ctx); err != nil || slices.Contains(f.Former, was) || !slices.Contains(f.Former, "Mr B. Newcomer") {
		t.Errorf("former %v, %v", f.Former, err)
	}
}
