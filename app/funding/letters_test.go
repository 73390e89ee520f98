package funding

import (
	"bytes"
	"testing"

	"needsbook/assets"
)

func TestRulesOfDecisionsAndLettersAreCheckedOnLoad(t *testing.T) {
	rules, letters := assets.Pack("request-decisions.json"), assets.Pack("request-letters.json")
	if _, problems := LoadDecisionRules(rules); problems != nil {
		t.Fatal(problems)
	}
	if _, problems := LoadLetters(letters); problems != nil {
		t.Fatal(problems)
	}
	for name, c := range map[string]struct {
		whole      []byte
		from, to   string
		isDecision bool
	}{
		"a reason twice":   {rules, `"id": "costs"`, `"id": "level"`, true},
		"a stage twice":    {rules, `"id": "chair"`, `"id": "reply"`, true},
		"no school days":   {rules, `"raise_days": 10`, `"raise_days": 0`, true},
		"a link elsewhere": {rules, `"link": ""`, `"link": "http://x"`, true},
		"an unknown tag":   {letters, `"not_advice"`, `"not_teapot"`, false},
		"an unknown list":  {letters, `"list": "help"`, `"list": "teapots"`, false},
		"an unknown place": {letters, `gets {amount}`, `gets {teapot}`, false},
		"a letter lacking": {letters, `"point": "reviewed"`, `"point": "decided"`, false},
	} {
		data := bytes.Replace(c.whole, []byte(c.from), []byte(c.to), 1)
		if bytes.Equal(data, c.whole) {
			t.Fatalf("%s: nothing was changed", name)
		}
		problems := 0
		if c.isDecision {
			_, found := LoadDecisionRules(data)
			problems = len(found)
		} else {
			_, found := LoadLetters(data)
			problems = len(found)
		}
		if problems == 0 {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzLettersAndDecisionRules(f *testing.F) {
	f.Add(assets.Pack("request-decisions.json"))
	f.Add(assets.Pack("request-letters.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if rules, problems := LoadDecisionRules(data); problems == nil {
			rules.Worded(map[string]string{"la": "council"})
		}
		if letters, problems := LoadLetters(data); problems == nil {
			for _, point := range Points {
				if letters.Write(LetterFacts{Point: point}).Title == "" {
					t.Fatal("a letter has no title")
				}
			}
		}
	})
}
