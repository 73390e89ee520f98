package desk

import (
	"cmp"
	"context"
	"slices"

	"needsbook/app/register"
)

// Told is what a family has told the school about one topic, and should not have to
// tell again.
type Told struct {
	Topic string          `json:"topic"`
	Name  string          `json:"name"`
	Notes []register.Note `json:"notes"` // the latest first
}

// AlreadyTold returns what a pupil's family has told already, by topic. Topics of
// which nothing is recorded are left out.
func (d *Desk) AlreadyTold(ctx context.Context, pupil string) ([]Told, error) {
	if _, err := d.Entry(pupil); err != nil {
		return nil, err
	}
	var notes []register.Note
	if err := readOf(ctx, d.store, kindNote, pupil, &notes); err != nil {
		return nil, err
	}
	return toldIn(notes), nil
}

// toldIn gathers the notes that are marked with a topic.
func toldIn(notes []register.Note) []Told {
	var out []Told
	for _, topic := range register.ToldTopics {
		t := Told{Topic: topic.ID, Name: topic.Name}
		for _, n := range notes {
			if n.Told == topic.ID {
				t.Notes = append(t.Notes, n)
			}
		}
		if t.Notes == nil {
			continue
		}
		slices.SortStableFunc(t.Notes, func(a, b register.Note) int {
			return cmp.Or(b.On.Compare(a.On), cmp.Compare(b.ID, a.ID))
		})
		out = append(out, t)
	}
	return out
}
