package continuum_test

import (
	"errors"
	"strings"
	"testing"

	"needsbook/app/continuum"
)

func TestConfirm(t *testing.T) {
	p := shipped(t)
	suggested, _ := continuum.Suggest(p, map[string]string{"cl.lit": "L3"})
	unrated, _ := continuum.Suggest(p, nil)
	cases := []struct {
		name          string
		s             continuum.Suggestion
		level, reason string
		roles         []string
		says          string // "" where the level is confirmed
	}{
		{"as suggested", suggested, "L3", "", []string{"senco"}, ""},
		{"one up with a reason", suggested, "L4", "Two recent reports", []string{"senco"}, ""},
		{"one down without a reason", suggested, "L2", "  ", []string{"senco"}, "Say why"},
		{"two up alone", suggested, "L5", "New diagnosis", []string{"senco"}, "second person to agree: head or moderator"},
		{"two up with the head", suggested, "L5", "New advice", []string{"senco", "head"}, ""},
		{"two down with a moderator first", suggested, "L1", "Aids fitted", []string{"moderator", "senco"}, ""},
		{"two up with another SENCO", suggested, "L5", "New advice", []string{"senco", "senco"}, "second person"},
		{"not by the head alone", suggested, "L3", "", []string{"head"}, "confirmed by the SENCO"},
		{"by nobody", suggested, "L3", "", nil, "confirmed by the SENCO"},
		{"no such level", suggested, "L8", "x", []string{"senco", "head"}, "no such level"},
		{"nothing rated", unrated, "L2", "x", []string{"senco"}, "Rate at least one strand"},
	}
	for _, c := range cases {
		done, err := continuum.Confirm(p, c.s, c.level, c.reason, c.roles...)
		if c.says == "" {
			if err != nil || done.Confirmed != c.level {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		var refused *continuum.ConfirmError
		if !errors.As(err, &refused) || len(refused.Findings) == 0 || !strings.Contains(err.Error(), c.says) || done.Confirmed != "" {
			t.Errorf("%s: want %q, got %v", c.name, c.says, err)
		}
	}
}

// Every reason is given at once, so that nobody has to try again and again.
func TestConfirmGivesEveryReason(t *testing.T) {
	p := shipped(t)
	s, _ := continuum.Suggest(p, map[string]string{"cl.lit": "L2"})
	_, err := continuum.Confirm(p, s, "L5", "", "head")
	var refused *continuum.ConfirmError
	if !errors.As(err, &refused) || len(refused.Findings) != 2 {
		t.Fatal(err)
	}
}
