package desk_test

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
)

func TestTransitionPackBeginsWithWhatWorks(t *testing.T) {
	d := demo(t)
	pupil := ana(t, d).ID
	for _, n := range []desk.Names{desk.NamesFull, desk.NamesOff} {
		doc, err := d.TransitionPack(ctx, pupil, nil, n)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(drawn(t, "transition-"+string(n), doc).Words(), " ")
		at := -1
		for _, want := range []string{"What works", "In the first weeks", "Needs, and what they mean", "What we are working on", "Help, and what came of it", "Advice from professionals"} {
			next := strings.Index(got, want)
			if next <= at {
				t.Errorf("%s: %q is not after what stands before it", n, want)
			}
			at = next
		}
		if n == desk.NamesOff && (strings.Contains(got, "Kowalska") || strings.Contains(got, "Ana ")) {
			t.Error("the pack names the pupil")
		}
		if strings.Contains(got, "£") && !strings.Contains(got, "Requests for money") {
			t.Error("the pack says what help costs")
		}
	}
}

// What the sender did not choose is not in the pack.
func TestTransitionPackHoldsOnlyTheChosenParts(t *testing.T) {
	d := demo(t)
	pupil := ana(t, d)
	heading := map[string]string{desk.PartProfile: "What helps", desk.PartNeeds: "Status", desk.PartPlans: "What we are working on", desk.PartProvision: "Help, and what came of it",
		desk.PartAdvice: "Advice from professionals", desk.PartContacts: "Family and others to speak to"}
	for part := range heading {
		doc, err := d.TransitionPack(ctx, pupil.ID, []string{part}, desk.NamesFull)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(drawn(t, "transition-part", doc).Words(), " ")
		for other, words := range heading {
			if strings.Contains(got, words) != (other == part) {
				t.Errorf("with the part %s alone: %q is there: %v", part, words, strings.Contains(got, words))
			}
		}
	}
	_, err := d.TransitionPack(ctx, pupil.ID, []string{"everything"}, desk.NamesFull)
	refusedOn(t, err, "parts")
	if !slices.ContainsFunc(desk.Printouts, func(p desk.Printout) bool { return p.ID == "transition" }) {
		t.Error("the pack is not offered beside the profile")
	}
}
