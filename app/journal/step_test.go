package journal

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRedoAfterANewChangeIsGone(t *testing.T) {
	cases := []struct {
		name       string
		steps      []Head
		undo, redo []int64
	}{
		{"nothing done", nil, nil, nil},
		{"two changes", []Head{{1, 0, Did}, {2, 0, Did}}, []int64{1, 2}, nil},
		{"one taken back", []Head{{1, 0, Did}, {2, 0, Did}, {3, 2, Undid}}, []int64{1}, []int64{2}},
		{"both taken back, one done again", []Head{{1, 0, Did}, {2, 0, Did}, {3, 2, Undid}, {4, 1, Undid}, {5, 1, Redid}}, []int64{1}, []int64{2}},
		{"a new change after undo", []Head{{1, 0, Did}, {2, 1, Undid}, {3, 0, Did}}, []int64{3}, nil},
		{"and that taken back as well", []Head{{1, 0, Did}, {2, 1, Undid}, {3, 0, Did}, {4, 3, Undid}}, nil, []int64{3}},
		{"a fact is stepped over", []Head{{1, 0, Did}, {2, 0, Fact}}, []int64{1}, nil},
	}
	for _, c := range cases {
		undo, redo := Stacks(c.steps)
		if !slices.Equal(undo, c.undo) || !slices.Equal(redo, c.redo) {
			t.Errorf("%s: undo %v redo %v, want %v and %v", c.name, undo, redo, c.undo, c.redo)
		}
	}
}

func TestReverseTwiceIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var changes []Change
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			changes = append(changes, Change{Kind: "pupil", Key: rapid.StringN(1, 4, 8).Draw(t, "key"),
				Before: Body(`{"a":1}`), After: Body(`{"a":2}`)})
		}
		back := Reverse(Reverse(changes))
		a, _ := json.Marshal(changes)
		b, _ := json.Marshal(back)
		if len(changes) > 0 && string(a) != string(b) {
			t.Fatalf("%s became %s", a, b)
		}
	})
}

func TestChainShowsAnyEdit(t *testing.T) {
	step := Step{N: 7, At: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), By: "SENCO", Label: "Change class", Sort: Did,
		Changes: []Change{{Kind: "pupil", Key: "p1", Before: Body(`{"class":"4A"}`), After: Body(`{"class":"4B"}`)}}}
	step.Digest, _ = DigestOf(step.Changes)
	was, err := Seal("start", step)
	if err != nil {
		t.Fatal(err)
	}
	edits := map[string]func(*Step){
		"label": func(s *Step) { s.Label = "Change clas" },
		"who":   func(s *Step) { s.By = "Head" },
		"when":  func(s *Step) { s.At = s.At.Add(time.Second) },
		"after": func(s *Step) {
			s.Digest, _ = DigestOf([]Change{{Kind: "pupil", Key: "p1", Before: Body(`{"class":"4A"}`), After: Body(`{"class":"4C"}`)}})
		},
		"number": func(s *Step) { s.N++ },
	}
	for name, edit := range edits {
		other := step
		edit(&other)
		if got, _ := Seal("start", other); got == was {
			t.Errorf("an edit of the %s does not show", name)
		}
	}
	if got, _ := Seal("other", step); got == was {
		t.Error("another chain before it does not show")
	}
}
