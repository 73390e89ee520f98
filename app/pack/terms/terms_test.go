package terms_test

import (
	"strings"
	"testing"

	"needsbook/app/pack/terms"
	"needsbook/assets"
)

func shipped(t testing.TB) terms.Terms {
	words, problems := terms.Load(assets.Pack("terms.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return words
}

// S-01 and S-02: contested words are data, and Kent's present word is the default.
func TestShippedWordsCoverWhatCouncilsChange(t *testing.T) {
	words := shipped(t)
	for key, want := range map[string]string{"cluster": "Community of Schools", "senco": "SENCO", "level": "Level", "cluster_panel": "Community meeting"} {
		if got := words.Label(key); got != want {
			t.Errorf("%s reads %q, want %q", key, got, want)
		}
	}
	for _, key := range strings.Fields("continuum area strand predictable exceptional universal targeted funding_request la head top_up") {
		if words.Words[key].Label == "" || words.Plural(key) == "" || words.Plain(key) == "" {
			t.Errorf("no words for %s", key)
		}
	}
}

func TestOldWordsStillLeadToTheirTerm(t *testing.T) {
	words := shipped(t)
	for word, want := range map[string]string{"Cluster": "cluster", "locality": "cluster", "Communities of  Schools": "cluster", "HNF application": "funding_request", "SENDCO": "senco"} {
		if key, ok := words.Find(word); !ok || key != want {
			t.Errorf("Find(%q) = %q, %v", word, key, ok)
		}
	}
	if key, ok := words.Find("nothing of the kind"); ok {
		t.Errorf("found %q", key)
	}
}

func TestUnknownKeyIsNeverBlank(t *testing.T) {
	if got := shipped(t).Label("area_of_the_moon"); got != "area of the moon" {
		t.Error(got)
	}
	var none terms.Terms
	if got := none.Plural("funding_request"); got != "funding request" {
		t.Error(got)
	}
}

func TestWordForTwoTermsIsRefused(t *testing.T) {
	text := strings.Replace(string(assets.Pack("terms.json")), `"Locality"`, `"level"`, 1)
	_, problems := terms.Load([]byte(text))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "already a word for “cluster”") {
		t.Error(problems)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"format":"sen-terms"}`))
	f.Add(assets.Pack("terms.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		words, problems := terms.Load(data)
		if problems == nil && len(words.Keys()) == 0 {
			t.Error("accepted without a word")
		}
	})
}
