package inbox_test

import (
	"errors"
	"testing"

	"needsbook/app/cluster/book"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// A meeting that is in the book and was never sent round would be one that no school
// comes to: both are kept or neither.
func TestWhatIsDoneTogetherIsKeptOrNotAsOne(t *testing.T) {
	in, db := newInbox(t)
	ctx := t.Context()
	if err := in.SaveCluster(ctx, inbox.Cluster{ID: "KENT-07", Name: "Weald"}); err != nil {
		t.Fatal(err)
	}
	lost := errors.New("the disk is full")
	plan := func(fault error) error {
		return in.Together(ctx, func(in inbox.Inbox) error {
			if _, err := in.Enter(ctx, "KENT-07", book.Head{}, book.Draft{Actor: "chair", Kind: "panel.meeting", Ref: "m", Body: []byte(`{}`)}); err != nil {
				return err
			}
			if _, err := in.SaveMeeting(ctx, inbox.Meeting{Cluster: "KENT-07", On: day.Of(2026, 12, 3)}); err != nil {
				return err
			}
			return fault
		})
	}
	kept := func() (entries, meetings int) {
		err := db.Read(ctx, func(r inbox.Reader) error {
			all, err := r.Book("KENT-07", 0)
			if err != nil {
				return err
			}
			sent, err := r.Meetings("KENT-07")
			entries, meetings = len(all), len(sent)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return entries, meetings
	}
	if err := plan(lost); !errors.Is(err, lost) {
		t.Fatal(err)
	}
	if e, m := kept(); e != 0 || m != 0 {
		t.Errorf("%d entries and %d meetings are kept of what failed", e, m)
	}
	if err := plan(nil); err != nil {
		t.Fatal(err)
	}
	if e, m := kept(); e != 1 || m != 1 {
		t.Errorf("%d entries and %d meetings are kept", e, m)
	}
}
