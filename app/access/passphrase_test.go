package access

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
)

func TestPassphraseIsFourSayableWordsAndNeverTheSame(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		p, err := NewPassphrase(rand.Reader)
		if err != nil || seen[p] {
			t.Fatalf("%q: %v", p, err)
		}
		seen[p] = true
		for _, word := range strings.Fields(p) {
			if len(word) != 5 || strings.Trim(word, consonants+vowels) != "" {
				t.Fatalf("%q", p)
			}
		}
		if len(strings.Fields(p)) != 4 {
			t.Fatalf("%q", p)
		}
	}
	// Wilkerson's own example: 127.0.0.1 is lusab-babad.
	if p, _ := NewPassphrase(bytes.NewReader([]byte{127, 0, 0, 1, 0, 0, 0, 0})); !strings.HasPrefix(p, "lusab babad") {
		t.Errorf("127.0.0.1 is %q", p)
	}
	if _, err := NewPassphrase(strings.NewReader("")); err == nil {
		t.Error("a passphrase without chance")
	}
}
