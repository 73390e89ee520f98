package meeting

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"needsbook/app/cluster/book"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/ui/hub/layout"
)

// input reads what was typed into a form. Everything that cannot be taken is noted with
// its field, so that all of it is said at once.
type input struct {
	typed  url.Values
	faults []layout.Fault
}

func (in *input) fault(field, words string) {
	in.faults = append(in.faults, layout.Fault{Field: field, Words: words})
}

// mostTyped bounds a text where its field sets no bound of its own.
const mostTyped = 400

// text reads a line or a paragraph, without what cannot be written on paper.
func (in *input) text(f field) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(in.typed.Get(f.Name), "\r\n", "\n")) {
		lines = append(lines, paper.Clean(line))
	}
	text := strings.TrimSpace(strings.Join(lines, "\n"))
	if f.Kind != fieldLong {
		text = strings.Join(strings.Fields(text), " ")
	}
	most := f.Most
	if most == 0 {
		most = mostTyped
	}
	if n := utf8.RuneCountInString(text); n > most {
		in.fault(f.Name, f.Label+": make it at most "+strconv.Itoa(most)+" letters. It has "+strconv.Itoa(n)+".")
	}
	return text
}

// needed reads a text that cannot be left out.
func (in *input) needed(f field) string {
	text := in.text(f)
	if text == "" {
		in.fault(f.Name, f.Label+": say it in a few words.")
	}
	return text
}

// pence reads an amount of money, not below nought. Nothing typed is nought where the
// field may be left out.
func (in *input) pence(f field) int64 {
	typed := strings.TrimSpace(in.typed.Get(f.Name))
	if typed == "" {
		if !f.Optional {
			in.fault(f.Name, f.Label+": type an amount in pounds, such as 1,200.")
		}
		return 0
	}
	a, err := money.Parse(typed)
	if err != nil || a.IsNegative() || a.Cmp(money.Pounds(99_999_999)) > 0 {
		in.fault(f.Name, f.Label+": type an amount in pounds, such as 1,200 or 1200.50.")
		return 0
	}
	return a.InPence()
}

// date reads a day as browsers send it, or as people write it.
func (in *input) date(f field, today day.Date) day.Date {
	typed := strings.TrimSpace(in.typed.Get(f.Name))
	if typed == "" {
		if !f.Optional {
			in.fault(f.Name, f.Label+": choose a day, such as 3 Dec 2026.")
		}
		return day.Date{}
	}
	d, err := day.Parse(typed, today)
	if err != nil {
		in.fault(f.Name, f.Label+": this is no day. Write it as 3 Dec 2026.")
	}
	return d
}

// count reads a whole number between two bounds.
func (in *input) count(f field, least, most int) int {
	typed := strings.ReplaceAll(strings.TrimSpace(in.typed.Get(f.Name)), ",", "")
	if typed == "" && f.Optional {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < least || n > most {
		in.fault(f.Name, f.Label+": type a whole number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most)+".")
	}
	return n
}

// one reads a choice: only what was offered counts.
func (in *input) one(f field) string {
	value := in.typed.Get(f.Name)
	if value == "" && f.Optional {
		return ""
	}
	if !slices.ContainsFunc(f.Options, func(o option) bool { return o.Value == value }) {
		in.fault(f.Name, f.Label+": choose one.")
		return ""
	}
	return value
}

// some reads several choices in the order in which they are offered.
func (in *input) some(f field) (out []string) {
	for _, o := range f.Options {
		if slices.Contains(in.typed[f.Name], o.Value) {
			out = append(out, o.Value)
		}
	}
	if len(out) == 0 && !f.Optional {
		in.fault(f.Name, f.Label+": choose at least one.")
	}
	return out
}

// ticked reports whether a box is.
func (in *input) ticked(name string) bool { return in.typed.Get(name) == "yes" }

// writeHead and readHead carry the head of the book through a form.
func writeHead(h book.Head) string { return strconv.FormatInt(h.N, 10) + "-" + h.Hash }

func readHead(s string) (h book.Head, ok bool) {
	n, hash, found := strings.Cut(s, "-")
	h.N, h.Hash = 0, hash
	v, err := strconv.ParseInt(n, 10, 64)
	h.N = v
	return h, found && err == nil && v >= 0
}
