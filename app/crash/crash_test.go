package crash_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"needsbook/app/crash"
)

// canary stands nowhere but in what the program stops with.
const canary = "Zyxomma"

type record struct{ Surname string }

func (r record) stop(how func(record)) { how(r) }

func TestCrashSaysItsSortAndPlaceAndNoWords(t *testing.T) {
	var none map[string]int
	for sort, how := range map[string]func(record){
		"string":                      func(r record) { panic("no such pupil: " + r.Surname) },
		"*errors.errorString":         func(r record) { panic(errors.New(r.Surname)) },
		"*fmt.wrapError":              func(r record) { panic(fmt.Errorf("%s: %w", r.Surname, errors.ErrUnsupported)) },
		"crash_test.record":           func(r record) { panic(r) },
		"runtime.boundsError":         func(r record) { _ = []byte(r.Surname)[len(r.Surname)] },
		"runtime.plainError":          func(r record) { none[r.Surname] = 1 },
		"*runtime.TypeAssertionError": func(r record) { _ = any(r.Surname).(fmt.Stringer) },
	} {
		err := crash.Guard(func() error { record{canary}.stop(how); return nil })
		var c *crash.Crash
		if !errors.As(err, &c) {
			t.Errorf("%s: %v", sort, err)
			continue
		}
		if words := err.Error(); strings.Contains(words, canary) || !strings.Contains(words, "record.stop crash_test.go:") || !strings.Contains(c.Sort, strings.TrimPrefix(sort, "runtime.plain")) {
			t.Errorf("%s: %s", sort, words)
		}
	}
}

func TestCrashThatIsCarriedOverKeepsItsPlaces(t *testing.T) {
	first := crash.Guard(func() error { record{canary}.stop(func(r record) { panic(r) }); return nil })
	if again := crash.Guard(func() error { panic(first) }); again != first {
		t.Errorf("%v", again)
	}
}

func TestGuardReturnsTheErrorOfWorkThatEnds(t *testing.T) {
	if err := crash.Guard(func() error { return errors.ErrUnsupported }); !errors.Is(err, errors.ErrUnsupported) {
		t.Error(err)
	}
	if err := crash.Guard(func() error { return nil }); err != nil {
		t.Error(err)
	}
}
