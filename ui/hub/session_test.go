package hub

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"testing"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
)

var sessionStart = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func sessionsOf(hub exchange.Key, now *time.Time) *sessions {
	s := newSessions(func() time.Time { return *now }, rand.Reader, hub)
	return &s
}

func TestTokenIsKnownByEveryProcessWithTheHubsKey(t *testing.T) {
	now := sessionStart
	one, two, other := sessionsOf(exchangetest.Key(9), &now), sessionsOf(exchangetest.Key(9), &now), sessionsOf(exchangetest.Key(8), &now)
	device := exchangetest.Key(1).Public().ID()
	token := one.begin(device)
	for name, c := range map[string]struct {
		s    *sessions
		good bool
	}{"itself": {one, true}, "its sister": {two, true}, "another hub": {other, false}} {
		if got, ok := c.s.key(token); ok != c.good || ok && got != device {
			t.Errorf("%s: %s %v", name, got, ok)
		}
	}
	nonce, err := one.challenge(device)
	if err != nil || !two.pending(nonce, device) || other.pending(nonce, device) || one.pending(nonce, exchangetest.Key(2).Public().ID()) {
		t.Errorf("a challenge: %v", err)
	}
	if !one.answered(nonce) || one.answered(nonce) {
		t.Error("a challenge serves once")
	}
	now = now.Add(challengeLasts)
	if one.pending(nonce, device) {
		t.Error("a challenge lasts a minute")
	}
	now = sessionStart.Add(sessionLasts - time.Millisecond)
	if _, ok := one.key(token); !ok {
		t.Error("a token lasts ten minutes")
	}
	now = sessionStart.Add(sessionLasts)
	if _, ok := one.key(token); ok {
		t.Error("a token lasts ten minutes and no longer")
	}
}

func TestChangedTokenIsNone(t *testing.T) {
	now := sessionStart
	s := sessionsOf(exchangetest.Key(9), &now)
	token := s.begin(exchangetest.Key(1).Public().ID())
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		for bit := range 8 {
			changed := bytes.Clone(raw)
			changed[i] ^= 1 << bit
			if _, ok := s.key(base64.RawURLEncoding.EncodeToString(changed)); ok {
				t.Fatalf("bit %d of byte %d was changed", bit, i)
			}
		}
	}
	for _, t2 := range []string{"", token + "A", token[:len(token)-1], token + "=", " " + token} {
		if _, ok := s.key(t2); ok {
			t.Errorf("%q was taken", t2)
		}
	}
}

func FuzzSessionToken(f *testing.F) {
	now := sessionStart
	s := sessionsOf(exchangetest.Key(9), &now)
	s.random = bytes.NewReader(make([]byte, saltSize)) // the same in every process that fuzzes
	good := s.begin(exchangetest.Key(1).Public().ID())
	nonce, err := s.challenge("x")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, nonce)
	f.Add("", []byte{})
	f.Fuzz(func(t *testing.T, token string, challenge []byte) {
		if _, ok := s.key(token); ok && token != good {
			t.Errorf("a token that the hub did not give: %q", token)
		}
		if s.pending(challenge, "x") && !bytes.Equal(challenge, nonce) {
			t.Errorf("a challenge that the hub did not give: %x", challenge)
		}
	})
}

func TestHubForANationTakesMoreUploads(t *testing.T) {
	for _, c := range []struct{ uploads, first, perMinute int }{{0, 2000, 600}, {5, 2000, 5}, {6000, 6000, 6000}} {
		now := sessionStart
		l := newLimits(func() time.Time { return now }, c.uploads).hub
		count := func() (n int) {
			for ok := true; ok; n++ {
				ok, _ = l.Take("")
			}
			return n - 1
		}
		if n := count(); n != c.first {
			t.Errorf("%d a minute: %d at first, want %d", c.uploads, n, c.first)
		}
		now = now.Add(time.Minute)
		if n := count(); n != c.perMinute {
			t.Errorf("%d a minute: %d in the next minute, want %d", c.uploads, n, c.perMinute)
		}
	}
}
