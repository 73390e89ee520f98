package desk

import (
	"encoding/json"
	"testing"

	"needsbook/app/continuum"
	"needsbook/assets"
)

// A scale that an earlier program kept and this one cannot read is no reason against
// another pack, and only those who were rated by it cannot be mapped.
func TestKeptScaleThatCannotBeReadHoldsUpNobody(t *testing.T) {
	r, err := shippedRules()
	if err != nil {
		t.Fatal(err)
	}
	r.editions = &editions{bodies: map[string]json.RawMessage{"old@1": json.RawMessage(`{"format":"sen-continuum"}`)}, read: map[string]*continuum.Pack{}}
	d := &Desk{rules: r}
	if problems := d.crosswalkFaults(assets.Pack("proving/points.json")); len(problems) != 0 {
		t.Error(problems)
	}
	for version, want := range map[string]string{"1": continuum.CannotMap, r.continuum.Version: continuum.Same} {
		l := LevelDecision{Pupil: "p", Pack: "old", Version: version, Level: "L2", Ratings: map[string]string{"cl.lit": "L2"}}
		if version != "1" {
			l.Pack = r.continuum.ID
		}
		if m := d.moveTo(t.Context(), r.continuum, l); m.Way != want || m.ID != "p" || (m.Why == "") != (want == continuum.Same) {
			t.Errorf("%s: %+v", version, m)
		}
	}
}
