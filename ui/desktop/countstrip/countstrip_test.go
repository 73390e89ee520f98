package countstrip

import "testing"

func TestChangeHasItsSign(t *testing.T) {
	for n, want := range map[int]string{3: "+3", -2: "−2", 0: "No change"} {
		if got := change(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
}
