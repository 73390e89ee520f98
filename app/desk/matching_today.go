package desk

import (
	"context"
	"fmt"

	"needsbook/app/day"
)

// Kinds of task that come of needs shared with other schools.
const (
	TaskNeedShared = "need_shared" // others share a need that the school asked about
	TaskNeedMet    = "need_met"    // another school was introduced
	TaskNeedAgain  = "need_again"  // the ring was made anew: ask again
	TaskRing       = "need_ring"   // the ring of keys is to be looked at
)

// neededTasks are what waits of needs shared with other schools. A school that never
// asked anything has none.
func (d *Desk) neededTasks(ctx context.Context) ([]Task, error) {
	needs, err := d.SharedNeeds(ctx)
	if err != nil {
		return nil, err
	}
	var out []Task
	add := func(t Task) {
		t.Where, t.Urgency = "sharedneeds", urgencyOf(d.Today(), t.Due)
		out = append(out, t)
	}
	open := 0
	for _, n := range needs {
		switch n.State {
		case NeedShared:
			add(Task{Key: TaskNeedShared + "//" + n.Ref, Kind: TaskNeedShared, Title: "Others share a need: " + n.Words, Due: n.Until, Record: n.Ref, Does: "Say yes or no",
				Note: n.Says, Meaning: "After that day the hub destroys what was asked, and nobody is introduced."})
		case NeedMet:
			for _, i := range n.Met {
				add(Task{Key: TaskNeedMet + "//" + n.Ref + "/" + i.Contact.URN, Kind: TaskNeedMet, Title: "Talk to " + i.Contact.Name + ", " + i.Contact.School + ": " + n.Words, Record: n.Ref, Does: "Open",
					Note: "Both schools said yes. A group request with this school as a partner starts from there in one step."})
			}
		case NeedRenewed:
			add(Task{Key: TaskNeedAgain + "//" + n.Ref, Kind: TaskNeedAgain, Title: "Ask again: " + n.Words, Due: n.Until, Record: n.Ref, Does: "Ask again", Note: n.Says})
		}
		if n.State == NeedAsked || n.State == NeedShared || n.State == NeedRenewed || n.State == NeedQueued {
			open++
		}
	}
	ring, err := d.Ring(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case ring.Name == "":
	case ring.Renew && ring.ring.From == d.School().URN:
		add(Task{Key: fmt.Sprintf("%s//%s/%d", TaskRing, ring.Name, ring.Left), Kind: TaskRing, Title: "Make the ring of keys anew", Note: ring.Words, Record: "ring", Does: "Look", Due: day.Date{}})
	case !ring.Usable && open > 0:
		add(Task{Key: TaskRing + "//" + ring.Name + "/confirm", Kind: TaskRing, Title: "Confirm the schools that share the ring of keys", Note: ring.Words, Record: "ring", Does: "Look"})
	}
	return out, nil
}
