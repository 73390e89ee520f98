package desk_test

import (
	"errors"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
)

// TestNothingLeavesWhileSendingRests goes back to a backup in every way there is, and then
// tries every road out: at a click, by itself, a withdrawal, a change of key.
func TestNothingLeavesWhileSendingRests(t *testing.T) {
	ways := map[string]func(t *testing.T, d *desk.Desk){
		"the open file went back to a backup": func(t *testing.T, d *desk.Desk) {
			kept, err := d.BackUp(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.Restore(t.Context(), kept.Path, desk.Secret{Passphrase: schooltest.Passphrase}); err != nil {
				t.Fatal(err)
			}
		},
		"a backup was put in the place of a lost file": func(t *testing.T, d *desk.Desk) {
			if err := d.PutBack(t.Context()); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, back := range ways {
		t.Run(name, func(t *testing.T) {
			d, hub := lateSchool(t)
			back(t, d)
			refused := func(road string, all bool) {
				t.Helper()
				_, err := d.SendSummaries(t.Context(), all)
				var refusal *desk.Refusal
				if !errors.As(err, &refusal) || !strings.Contains(refusal.Words, "on hold") || len(hub.sent) != 0 {
					t.Fatalf("%s: %v, sent %v", road, err, hub.sent)
				}
			}
			refused("a click", true)
			refused("by itself", false)
			if _, err := d.RotateKey(t.Context()); err != nil {
				t.Fatal(desk.Words(err))
			}
			refused("a change of key", true)
			if _, err := d.WithdrawSummary(t.Context()); err != nil {
				var refusal *desk.Refusal
				if !errors.As(err, &refusal) {
					t.Fatal(err)
				}
			}
			refused("a withdrawal", true)
			if _, err := d.Undo(t.Context()); err == nil {
				refused("after undo", true)
			}
			if err := d.ReleaseHold(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := d.SendSummaries(t.Context(), true); err != nil || len(hub.sent) == 0 {
				t.Errorf("after it was let go on: %v, sent %v", err, hub.sent)
			}
		})
	}
}
