package register

import (
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
)

// readTerm reads the value of a term and returns its test, or why it cannot be read.
type readTerm func(value string, c QueryContext) (func(*Entry) bool, string)

var queryFields = map[string]readTerm{
	"need":          needTerm(func(e *Entry, code string) bool { return slices.Contains(e.Needs, code) }),
	"primary":       needTerm(func(e *Entry, code string) bool { return e.PrimaryNeed() == code }),
	"other":         otherTerm,
	"area":          areaTerm,
	"status":        statusTerm,
	"since":         dateTerm(func(e *Entry) day.Date { return e.StatusFrom }, dateWay{past: true, bare: ">="}),
	"sen-september": septemberTerm,
	"concern":       concernTerm,
	"year":          yearTerm,
	"class":         classTerm,
	"level":         levelTerm,
	"confirmed":     dateTerm(func(e *Entry) day.Date { return e.LevelOn }, dateWay{past: true}),
	"review":        dateTerm(func(e *Entry) day.Date { return e.ReviewDue }, dateWay{overdue: true}),
	"provision":     provisionTerm,
	"wave":          waveTerm,
	"flag":          flagTerm,
	"sex":           sexTerm,
	"born":          dateTerm(func(e *Entry) day.Date { return e.Born }, dateWay{past: true}),
	"age":           ageTerm,
	"surname":       wordTerm(func(e *Entry) string { return e.Surname }),
	"forename":      wordTerm(func(e *Entry) string { return e.Forename }),
	"known-as":      wordTerm(func(e *Entry) string { return e.Preferred }),
	"upn":           numberTerm(func(e *Entry) string { return e.UPN }),
	"mis":           numberTerm(func(e *Entry) string { return e.MISID }),
	"entered":       dateTerm(func(e *Entry) day.Date { return e.Entered }, dateWay{past: true}),
	"left":          leftTerm,

	"provision-area": helpAreaTerm,
}

func needTerm(has func(*Entry, string) bool) readTerm {
	return func(value string, c QueryContext) (func(*Entry) bool, string) {
		if strings.EqualFold(value, "none") {
			return func(e *Entry) bool { return len(e.Needs) == 0 }, ""
		}
		code, ok := c.Codes.Need(value)
		if !ok {
			return nil, "“" + value + "” is not a type of need. Use a code such as SLCN."
		}
		return func(e *Entry) bool { return has(e, code) }, ""
	}
}

func otherTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		return func(e *Entry) bool { return len(e.Needs) < 2 }, ""
	}
	return needTerm(func(e *Entry, code string) bool { return slices.Index(e.Needs, code) > 0 })(value, c)
}

func areaTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	for _, a := range c.Codes.Areas {
		if fold(value) == fold(a.ID) || fold(value) == fold(a.Short) || fold(value) == fold(a.Name) {
			return func(e *Entry) bool {
				return slices.ContainsFunc(e.Needs, func(n string) bool {
					got, ok := c.Codes.AreaOf(n)
					return ok && got.ID == a.ID
				})
			}, ""
		}
	}
	if strings.EqualFold(value, "none") {
		return func(e *Entry) bool {
			return !slices.ContainsFunc(e.Needs, func(n string) bool { _, ok := c.Codes.AreaOf(n); return ok })
		}, ""
	}
	return nil, "“" + value + "” is not an area of need. Use C&I, C&L, SEMH or S&P."
}

func statusTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "sen") {
		return func(e *Entry) bool { return e.OnRegister() }, ""
	}
	code, _, ok := c.Codes.Status(value)
	if !ok {
		return nil, "“" + value + "” is not an SEN status. Use N, K or E."
	}
	return func(e *Entry) bool { return e.Status == code }, ""
}

func yearTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		return func(e *Entry) bool { return e.Year.Code == "" }, ""
	}
	order := func(text string) (int, bool) {
		code, ok := c.Codes.Year(text)
		for _, y := range c.Codes.Years {
			if ok && y.Code == code {
				return y.Order, true
			}
		}
		return 0, false
	}
	first, last, ranged := strings.Cut(value, "-")
	lo, ok := order(first)
	hi, ok2 := lo, true
	if ranged {
		hi, ok2 = order(last)
	}
	if !ok || !ok2 {
		return nil, "“" + value + "” is not a year group. Use R, 1 to 14, or a range such as 3-6."
	}
	return func(e *Entry) bool { return e.Year.Code != "" && e.Year.Order >= lo && e.Year.Order <= hi }, ""
}

func classTerm(value string, _ QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		value = ""
	}
	return func(e *Entry) bool { return strings.EqualFold(e.Class, value) }, ""
}

// cutComparison takes a leading <, <=, >, >= or = off a value.
func cutComparison(value string) (op, rest string) {
	for _, op := range []string{"<=", ">=", "<", ">", "="} {
		if rest, ok := strings.CutPrefix(value, op); ok {
			return op, rest
		}
	}
	return "=", value
}

func compares(op string, a, b int) bool {
	switch op {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	case ">=":
		return a >= b
	}
	return a == b
}

func levelTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		return func(e *Entry) bool { return e.Level == "" }, ""
	}
	if strings.EqualFold(value, "other") {
		return func(e *Entry) bool { return e.LevelOther }, ""
	}
	op, name := cutComparison(value)
	rank := slices.IndexFunc(c.Levels, func(id string) bool {
		return strings.EqualFold(id, name) || strings.EqualFold(strings.TrimPrefix(id, "L"), name)
	})
	if rank < 0 {
		return nil, "“" + name + "” is not a level. Use " + strings.Join(c.Levels, ", ") + ", none, or other for those to rate again by the pack in use."
	}
	return func(e *Entry) bool {
		level := e.Level
		if e.LevelOther {
			level = e.LevelAs
		}
		has := slices.Index(c.Levels, level)
		return has >= 0 && compares(op, has, rank)
	}, ""
}

func flagTerm(value string, _ QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		return func(e *Entry) bool { return len(e.Flags) == 0 }, ""
	}
	for _, f := range FlagNames {
		if strings.EqualFold(value, f.Code) || fold(value) == fold(f.Name) {
			return func(e *Entry) bool { return e.Flags.Has(f.Code) }, ""
		}
	}
	return nil, "“" + value + "” is not a flag. Use PP, FSM, FSM6, LAC, EAL, YC, SC, UNIT or RP."
}

func leftTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	switch strings.ToLower(value) {
	case "yes":
		return func(e *Entry) bool { return !e.Left.IsZero() && e.Left.Before(c.Today) }, ""
	case "no":
		return func(e *Entry) bool { return e.Left.IsZero() || !e.Left.Before(c.Today) }, ""
	case "any":
		return func(*Entry) bool { return true }, ""
	}
	return nil, "use left:yes, left:no or left:any."
}

func septemberTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	onRegister := func(e *Entry) bool { return e.StatusSeptember == "K" || e.StatusSeptember == "E" }
	switch strings.ToLower(value) {
	case "yes", "sen":
		return onRegister, ""
	case "no":
		return func(e *Entry) bool { return !onRegister(e) }, ""
	}
	code, _, ok := c.Codes.Status(value)
	if !ok {
		return nil, "“" + value + "” is not an SEN status. Use N, K, E, yes or no."
	}
	return func(e *Entry) bool { return e.StatusSeptember == code }, ""
}

func concernTerm(value string, _ QueryContext) (func(*Entry) bool, string) {
	switch strings.ToLower(value) {
	case "open":
		return func(e *Entry) bool { return !e.ConcernSince.IsZero() }, ""
	case "none":
		return func(e *Entry) bool { return e.ConcernSince.IsZero() }, ""
	}
	return nil, "use concern:open or concern:none."
}

func sexTerm(value string, _ QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		value = ""
	} else if value == "" {
		return nil, "write the sex as the school holds it, such as sex:F, or none."
	}
	return func(e *Entry) bool { return strings.EqualFold(e.Sex, value) }, ""
}

func ageTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		return func(e *Entry) bool { return e.Born.IsZero() }, ""
	}
	op, rest := cutComparison(value)
	n, err := strconv.Atoi(rest)
	if err != nil || n < 0 || n > 120 {
		return nil, "write an age in years, such as age:9 or age:>=10."
	}
	return func(e *Entry) bool { return !e.Born.IsZero() && compares(op, day.AgeOn(e.Born, c.Today), n) }, ""
}

// wordTerm asks about words: those that begin so answer.
func wordTerm(get func(*Entry) string) readTerm {
	return func(value string, _ QueryContext) (func(*Entry) bool, string) {
		if strings.EqualFold(value, "none") {
			return func(e *Entry) bool { return get(e) == "" }, ""
		}
		want := FoldName(value)
		if want == "" {
			return nil, "write the beginning of a word to look for, or none."
		}
		return func(e *Entry) bool {
			has := get(e)
			return has != "" && wordStarts(FoldName(has), want)
		}, ""
	}
}

// numberTerm asks about a number that names a pupil: one that begins so answers.
func numberTerm(get func(*Entry) string) readTerm {
	return func(value string, _ QueryContext) (func(*Entry) bool, string) {
		if strings.EqualFold(value, "none") {
			return func(e *Entry) bool { return get(e) == "" }, ""
		}
		if value == "" {
			return nil, "write the number, or none."
		}
		want := strings.ToUpper(value)
		return func(e *Entry) bool { return strings.HasPrefix(strings.ToUpper(get(e)), want) }, ""
	}
}
