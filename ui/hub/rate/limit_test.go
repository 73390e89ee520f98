package rate

import (
	"testing"
	"time"
)

func TestAddressThatWasLimitedIsForgottenWhenItIsFullAgain(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	l := New(func() time.Time { return now }, 60, 2)
	for range 2 {
		if ok, _ := l.Take("a"); !ok {
			t.Fatal("too early")
		}
	}
	ok, wait := l.Take("a")
	if ok || wait != time.Second {
		t.Errorf("%v %v", ok, wait)
	}
	l.GiveBack("a")
	if ok, _ := l.Take("a"); !ok {
		t.Error("what was given back counts")
	}
	if ok, _ := l.Take("b"); !ok {
		t.Error("another key was limited with it")
	}
	for i := range mostBuckets + 10 {
		l.Take(string(rune('0'+i%10)) + time.Duration(i).String())
	}
	if len(l.buckets) > mostBuckets+1 {
		t.Errorf("%d buckets", len(l.buckets))
	}
}
