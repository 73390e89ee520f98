package wording

import "strings"

// summaryWords are the words of a summary's tables in which a council's own words stand.
// The tables have fixed words, because documents of every council have the same form.
var summaryWords = map[string]string{
	"Broad area of need by level":                "Broad area of need by {level}",
	"Area of need by level":                      "Area of need by {level}",
	"Phase by level":                             "Phase by {level}",
	"Pupils about to move on, by level":          "Pupils about to move on, by {level}",
	"Predictable and exceptional needs by phase": "{Predictable} and {exceptional}, by phase",
	"Predictable":                                "{Predictable}",
	"Exceptional":                                "{Exceptional}",
	"Predictable needs":                          "{Predictable}",
	"Exceptional needs":                          "{Exceptional}",
	"Moderation":                                 "{Moderation}",
	"Cases moderated":                            "Cases looked at together",
	"Notional SEN budget":                        "{Notional_budget}",
	"Notional budget, pounds":                    "{Notional_budget}, pounds",
}

// summaryBeginnings are beginnings of such words.
var summaryBeginnings = []struct{ words, own string }{
	{"Level ", "{Level} "},
	{"Levels funded as predictable need", "{Level+} funded as {predictable}"},
	{"Levels funded as exceptional need", "{Level+} funded as {exceptional}"},
}

// SummaryWords puts the words in use into words of a summary's tables.
func SummaryWords(say func(string) string, words string) string {
	if own, found := summaryWords[words]; found {
		return say(own)
	}
	for _, begins := range summaryBeginnings {
		if rest, found := strings.CutPrefix(words, begins.words); found {
			return say(begins.own) + rest
		}
	}
	return words
}
