package main

import (
	"strings"
	"testing"
)

func TestRoundsAndSignalsSayWhatThereIsWithoutACluster(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	if out := s.must("rounds"); !strings.Contains(out, "holds no round") {
		t.Error(out)
	}
	s.refusal(refused, "rounds", "take", "round-1")
	s.must("vignettes", "open", "--example")
	s.refusal(refused, "rounds", "send", "--by", "A. Senco")
	s.refusal(refused, "rounds", "result")
	if out := s.must("signals"); !strings.Contains(out, "no figures to compare with yet") || !strings.Contains(out, "No signal is not proof of agreement") {
		t.Error(out)
	}
}
