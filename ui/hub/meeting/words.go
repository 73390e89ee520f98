package meeting

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"time"

	"needsbook/app/cluster"
	"needsbook/app/cluster/panel"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/app/money"
	"needsbook/app/pack/terms"
)

// templateWords are what the pages write figures and days with.
var templateWords = template.FuncMap{
	"money":      func(pence int64) string { return money.Pence(pence).Short() },
	"clock":      func(t time.Time) string { return t.Format("15:04") },
	"stamp":      func(t time.Time) string { return day.On(t).Words() + ", " + t.Format("15:04") },
	"iso":        func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"short":      shortHash,
	"upper":      upperFirst,
	"join":       func(list []string) string { return strings.Join(list, ", ") },
	"count":      counted,
	"sub":        func(a, b int64) int64 { return a - b },
	"neg":        func(n int64) bool { return n < 0 },
	"add":        func(a, b int) int { return a + b },
	"heat":       heatClass,
	"term":       cluster.TermWords,
	"hundredths": func(n int) string { return strings.Replace(fmt.Sprintf("%.2f", float64(n)/100), "-", "−", 1) },
	"left":       func(s panel.Service, on day.Date) int { return s.FreeOn(on) },
}

// shortHash is the beginning of an entry's hash, by which people speak of it.
func shortHash(hash string) string { return hash[:min(len(hash), 12)] }

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// counted writes a number with its noun: 1 school, 3 schools.
func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// heatClass tints a cell by a share of a hundred; the figure stands in it anyway.
func heatClass(percent int) string {
	switch {
	case percent < 0:
		return "few"
	case percent >= 90:
		return "heat h4"
	case percent >= 75:
		return "heat h3"
	case percent >= 60:
		return "heat h2"
	case percent >= 40:
		return "heat h1"
	}
	return "heat"
}

// Word, All and Say give templates the words for codes.
func (v *view) Word(kind, code string) string          { return v.words.word(kind, code) }
func (v *view) All(kind string, codes []string) string { return v.words.all(kind, codes) }

// Inside is a word that a council may change, in the middle of a sentence.
func (v *view) Inside(key string) string { return terms.Inside(v.words.say(key)) }

func (v *view) Say(key string) string           { return v.words.say(key) }
func (v *view) To(parts ...string) string       { return v.to(parts...) }
func (v *view) Today() day.Date                 { return v.today }
func (v *view) Reason(code string) string       { return codeWords(v.words.rules.Reasons, code) }
func (v *view) InterestKind(code string) string { return codeWords(v.words.rules.Interests, code) }
func (v *view) PutOff(code string) string       { return codeWords(v.words.rules.PutOff, code) }
func (v *view) Route(code string) string        { return routeWords(v.words.rules, code) }
func (v *view) Outcome(code string) string      { return outcomeWords(v.words.rules, code) }
func (v *view) Rung(code string) string         { return rungWords(v.words.rules, code) }
func (v *view) Form(form string) string         { return upperFirst(v.words.terms.Label("request_" + form)) }
func (v *view) Soon(on day.Date) string         { return soon(v.today, on) }
func (v *view) DisputeReason(code string) string {
	return codeWords(v.words.rules.Disputes.Reasons, code)
}
func (v *view) EventKind(code string) string   { return codeWords(v.words.rules.Events.Kinds, code) }
func (v *view) ServiceKind(code string) string { return codeWords(v.words.rules.Services, code) }
func (v *view) Urgency(code string) string {
	for _, u := range v.words.rules.Events.Urgencies {
		if u.ID == code {
			return u.Words
		}
	}
	return code
}

// DisputeOutcome gives the words for what a stage of a dispute came to.
func (v *view) DisputeOutcome(code string) string {
	for _, o := range v.words.rules.Disputes.Outcomes {
		if o.ID == code {
			return o.Words
		}
	}
	return code
}

// School is a school's name; one that is no member any more shows as its number.
func (v *view) School(urn string) string {
	for _, s := range v.members {
		if s.URN == urn {
			return s.Name
		}
	}
	return "School " + urn
}

func codeWords(codes []panel.CodeRule, id string) string {
	for _, c := range codes {
		if c.ID == id {
			return c.Words
		}
	}
	return id
}

func routeWords(rules *panel.Rules, id string) string {
	for _, r := range rules.Routes {
		if r.ID == id {
			return r.Words
		}
	}
	return id
}

func outcomeWords(rules *panel.Rules, id string) string {
	if id == panel.Abstain {
		return "abstain"
	}
	o, _ := rules.Outcome(id)
	return o.Words
}

func rungWords(rules *panel.Rules, id string) string {
	if i := rules.Rung(id); i >= 0 {
		return terms.Inside(rules.Ladder[i].Words)
	}
	return id
}

// soon says how far away a day is.
func soon(today, on day.Date) string {
	switch n := today.DaysUntil(on); {
	case on.IsZero():
		return ""
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n > 1:
		return fmt.Sprintf("in %d days", n)
	case n == -1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", -n)
	}
}

func options(codes []panel.CodeRule) (out []option) {
	for _, c := range codes {
		out = append(out, option{Value: c.ID, Words: c.Words})
	}
	return out
}

// Members are the schools of the cluster today.
func (v *view) Members() []inbox.School { return v.members }

// slug makes the short name of something new out of what people call it: small letters,
// digits and hyphens, and one that is not taken.
func slug(name string, taken func(string) bool) string {
	short := strings.Trim(notInSlugs.ReplaceAllString(strings.ToLower(name), "-"), "-")
	short = strings.Trim(short[:min(len(short), 32)], "-")
	if short == "" {
		short = "new"
	}
	for id, n := short, 2; ; n++ {
		if !taken(id) {
			return id
		}
		id = fmt.Sprintf("%s-%d", short, n)
	}
}

var notInSlugs = regexp.MustCompile(`[^a-z0-9]+`)
