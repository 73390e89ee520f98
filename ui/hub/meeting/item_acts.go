package meeting

import (
	"slices"
	"strconv"
	"strings"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
)

func toItem(v *view, _ *input) string {
	return v.to("meetings", v.r.PathValue("meeting"), "items", v.r.PathValue("request"))
}

const itemPath = "meetings/{meeting}/items/{request}"

var openItem = act{
	path: itemPath + "/open", action: people.RunMeeting, done: "The request is before the panel.", to: toItem,
	form: func(v *view) (form, error) {
		_, _, err := v.item()
		return form{Title: "Put it before the panel", Button: "Put it before the panel"}, err
	},
	do: func(v *view, _ form, _ *input) ([]book.Draft, error) {
		return v.state.OpenItem(v.by(), v.r.PathValue("meeting"), v.r.PathValue("request"))
	},
}

// interestForm declares an interest: one's own, or for the chair that of anybody here.
func (v *view) interestForm(m panel.Meeting) form {
	f := form{Title: "Declare an interest", Button: "Declare it", Lead: "Whoever has an interest cannot vote on the request. People of a school that asks or shares are barred without a word."}
	if v.may(people.RunMeeting) {
		who := field{Name: "person", Label: "Whose interest", Kind: fieldSelect, Value: v.who.ID}
		for _, p := range m.Present {
			o := v.personWords(p)
			who.Options = append(who.Options, option{Value: o.Value, Words: o.Words + " (" + o.Hint + ")"})
		}
		f.Fields = append(f.Fields, who)
	}
	kinds := field{Name: "kind", Label: "What it is", Kind: fieldSelect}
	for _, o := range options(v.words.rules.Interests) {
		if o.Value != panel.OwnSchool {
			kinds.Options = append(kinds.Options, o)
		}
	}
	f.Fields = append(f.Fields, kinds, field{Name: "words", Label: "In a few words", Kind: fieldText, Most: 200, Optional: true})
	return f
}

var declare = act{
	path: itemPath + "/interest", action: people.DeclareInterest, done: "The interest is noted. Its person cannot vote on this request.", to: toItem, free: true,
	form: func(v *view) (form, error) {
		m, _, err := v.item()
		return v.interestForm(m), err
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		m, _, err := v.item()
		if err != nil {
			return nil, err
		}
		i := panel.Interest{Person: v.by().Person, Kind: in.one(f.field("kind")), Words: in.text(f.field("words"))}
		if v.may(people.RunMeeting) {
			for _, p := range among(m.Present, []string{in.one(f.field("person"))}) {
				i.Person = p
			}
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.Declare(v.by(), m.ID, v.r.PathValue("request"), i)
	},
}

// choices are what somebody can vote for.
func (v *view) choices() (out []option) {
	for _, o := range v.words.rules.Outcomes {
		out = append(out, option{Value: o.ID, Words: upperFirst(o.Words)})
	}
	return append(out, option{Value: panel.Abstain, Words: "Abstain"})
}

func (v *view) voteForm(now string) form {
	return form{Title: "Your vote", Button: "Vote", Fields: []field{{Name: "choice", Label: "You vote for", Kind: fieldRadio, Options: v.choices(), Value: now}}}
}

var voteSelf = act{
	path: itemPath + "/vote", action: people.Vote, done: "Your vote is noted. You can change it until the request is decided.", to: toItem, free: true,
	form: func(v *view) (form, error) { _, _, err := v.item(); return v.voteForm(""), err },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		choice := in.one(f.field("choice"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.Vote(v.by(), v.r.PathValue("meeting"), v.r.PathValue("request"), panel.Vote{Person: v.by().Person, Choice: choice})
	},
}

// votesForm is for the chair to note the votes of those who raise their hands.
func (v *view) votesForm(seats []seat) form {
	f := form{Title: "Note the votes of those who are here", Button: "Keep the votes"}
	for _, s := range seats {
		if s.Barred == "" && s.Person.Office != panel.Council {
			f.Fields = append(f.Fields, field{Name: "vote-" + s.Person.ID, Label: s.Person.Name, Kind: fieldSelect, Options: v.choices(), Value: s.Vote, Optional: true, Half: true})
		}
	}
	return f
}

func (v *view) seatsOfItem() (seats []seat, err error) {
	m, i, err := v.item()
	if err != nil {
		return nil, err
	}
	for _, person := range m.Present {
		seats = append(seats, v.seat(m, m.Items[i], person))
	}
	return seats, nil
}

var voteAll = act{
	path: itemPath + "/votes", action: people.RunMeeting, done: "The votes are noted.", to: toItem, free: true,
	form: func(v *view) (form, error) {
		seats, err := v.seatsOfItem()
		return v.votesForm(seats), err
	},
	do: func(v *view, f form, in *input) (drafts []book.Draft, err error) {
		seats, err := v.seatsOfItem()
		if err != nil {
			return nil, err
		}
		for _, s := range seats {
			if in.typed.Get("vote-"+s.Person.ID) == "" {
				continue
			}
			choice := in.typed.Get("vote-" + s.Person.ID)
			if s.Barred == "" { // a barred person has no field; the panel refuses who votes all the same
				choice = in.one(f.field("vote-" + s.Person.ID))
			}
			if choice == s.Vote || len(in.faults) > 0 {
				continue
			}
			more, err := v.state.Vote(v.by(), v.r.PathValue("meeting"), v.r.PathValue("request"), panel.Vote{Person: s.Person, Choice: choice})
			if err != nil {
				return nil, err
			}
			drafts = append(drafts, more...)
		}
		return drafts, nil
	},
}

func (v *view) putOffForm() form {
	return form{Title: "Put it off to another meeting", Button: "Put it off", Fields: []field{
		{Name: "reason", Label: "Why", Kind: fieldSelect, Options: options(v.words.rules.PutOff)},
		{Name: "words", Label: "In a few words", Kind: fieldText, Most: 200, Optional: true},
	}}
}

var putOff = act{
	path: itemPath + "/defer", action: people.RunMeeting, done: "The request is put off. It is ready for the next agenda.", to: toItem,
	form: func(v *view) (form, error) { _, _, err := v.item(); return v.putOffForm(), err },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		reason, words := in.one(f.field("reason")), in.text(f.field("words"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.Defer(v.by(), v.r.PathValue("meeting"), v.r.PathValue("request"), reason, words)
	},
}

// verdictFields are what a decision says; filled in from a verdict or from the request.
func (v *view) verdictFields(d panel.Verdict) []field {
	outcome := field{Name: "outcome", Label: "Outcome", Kind: fieldRadio, Value: d.Outcome}
	for _, o := range v.words.rules.Outcomes {
		outcome.Options = append(outcome.Options, option{Value: o.ID, Words: upperFirst(o.Words)})
	}
	refer := field{Name: "refer_to", Label: "Referred to", Kind: fieldSelect, Value: d.ReferTo, Optional: true, Hint: "Only where it is referred on."}
	for _, rung := range v.words.rules.Ladder {
		refer.Options = append(refer.Options, option{Value: rung.ID, Words: rung.Words})
	}
	fields := []field{
		outcome,
		{Name: "amount", Label: "Amount", Kind: fieldMoney, Optional: true, Half: true, Value: pounds(d.Amount), Hint: "Pounds, for the whole time."},
		{Name: "contingency", Label: "Of it from the contingency", Kind: fieldMoney, Optional: true, Half: true, Value: pounds(d.Contingency), Hint: "Pounds."},
		{Name: "from", Label: "From", Kind: fieldDate, Optional: true, Half: true, Value: d.From.String()},
		{Name: "to", Label: "To", Kind: fieldDate, Optional: true, Half: true, Value: d.To.String()},
		{Name: "sessions", Label: "Sessions a term", Kind: fieldNumber, Optional: true, Half: true, Value: number(d.Sessions)},
		{Name: "review_on", Label: "Review on", Kind: fieldDate, Optional: true, Half: true, Value: d.ReviewOn.String()},
		{Name: "reasons", Label: "Reasons", Kind: fieldChecks, Optional: true, Options: options(v.words.rules.Reasons), Values: d.Reasons},
		{Name: "words", Label: "Why, or the advice given", Kind: fieldLong, Most: 2000, Optional: true, Value: d.Words, Hint: "Parents read it in their letter. Name no pupil."},
		{Name: "conditions", Label: "Conditions", Kind: fieldLong, Most: 1000, Optional: true, Value: joinLines(d.Conditions), Hint: "One a line."},
		{Name: "options", Label: "What else was thought of", Kind: fieldLong, Most: 1000, Optional: true, Value: joinLines(d.Options), Hint: "One a line."},
		refer,
	}
	for i := range fields {
		fields[i].Tacit = true // only the outcome is always needed; the panel says what else is
		fields[i].Half = fields[i].Half || fields[i].Kind == fieldLong
	}
	return fields
}

// readVerdict reads a decision. The form begins with what is asked for, so that of an
// outcome that gives nothing those fields are passed over: nobody has to empty them.
func readVerdict(v *view, f form, in *input) panel.Verdict {
	out := panel.Verdict{
		Outcome: in.one(f.field("outcome")), Amount: in.pence(f.field("amount")), Contingency: in.pence(f.field("contingency")),
		From: in.date(f.field("from"), v.today), To: in.date(f.field("to"), v.today), Sessions: in.count(f.field("sessions"), 0, 1000),
		ReviewOn: in.date(f.field("review_on"), v.today), Reasons: in.some(f.field("reasons")), Words: in.text(f.field("words")),
		Conditions: linesOf(in.text(f.field("conditions"))), Options: linesOf(in.text(f.field("options"))), ReferTo: in.one(f.field("refer_to")),
	}
	if o, known := v.words.rules.Outcome(out.Outcome); known && !o.Money {
		out.Amount, out.Contingency, out.Sessions = 0, 0, 0
		out.From, out.To = day.Date{}, day.Date{}
		if !o.Again {
			out.ReviewOn = day.Date{}
		}
	}
	return out
}

// decideForm begins with what is asked for, so that an agreement takes few keys. What is
// asked is for a year: where the time is another, the sum for its days stands beside it.
func (v *view) decideForm(item panel.Item) form {
	f := form{Title: "Decide", Button: "Enter the decision", Lead: "Choose the outcome, and fill in what it needs. A decision is a recommendation until the council confirms it. It can never be changed, only corrected by a following entry.",
		Fields: v.verdictFields(panel.Verdict{Amount: item.Paper.Asked, From: item.Paper.From, To: item.Paper.To, Sessions: item.Paper.Sessions, ReviewOn: item.Paper.ReviewOn})}
	if words := wholeTimeWords(item.Paper); words != "" {
		amount := slices.IndexFunc(f.Fields, func(x field) bool { return x.Name == "amount" })
		f.Fields[amount].Hint += " " + words
		f.Fields[amount].Half = false
	}
	return f
}

// A time of these days counts as a year: a school's year is shorter than the calendar's.
const shortestYear, longestYear = 300, 366

// wholeTimeWords says what a sum asked for a year comes to over the time that it is
// asked for; "" where that is a year. Whether costs fall evenly is for the panel to
// judge, so the sum is shown and not put in the field.
func wholeTimeWords(r papers.Request) string {
	days := int64(r.From.DaysUntil(r.To)) + 1
	if r.Asked == 0 || r.From.IsZero() || r.To.IsZero() || days >= shortestYear && days <= longestYear {
		return ""
	}
	words := moneyWords(r.Asked) + " is asked for a year. Over " + strconv.FormatInt(days, 10) + " of 365 days, from " + r.From.Words() + " to " + r.To.Words() + ", that comes to " + moneyWords((r.Asked*days*2+365)/730)
	if days < shortestYear {
		return words + ": to give that, choose agreed in part."
	}
	return words + ": for more than a year’s sum, the school sends another revision."
}

var decide = act{
	path: itemPath + "/decide", action: people.Decide, done: "The decision is in the book.", to: toItem,
	form: func(v *view) (form, error) {
		m, i, err := v.item()
		if err != nil {
			return form{}, err
		}
		return v.decideForm(m.Items[i]), nil
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		verdict := readVerdict(v, f, in)
		if o, ok := v.words.rules.Outcome(verdict.Outcome); ok && !o.Money {
			verdict = withoutMoney(verdict)
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.Decide(v.by(), v.r.PathValue("meeting"), v.r.PathValue("request"), verdict)
	},
}

// withoutMoney takes out what the form began with, for an outcome that gives nothing.
func withoutMoney(d panel.Verdict) panel.Verdict {
	d.Amount, d.Contingency, d.Sessions = 0, 0, 0
	return d
}

// joinLines puts lines into a field that holds one a line.
func joinLines(lines []string) string { return strings.Join(lines, "\n") }

func pounds(pence int64) string {
	if pence == 0 {
		return ""
	}
	return strconv.FormatInt(pence/100, 10) + "." + strconv.FormatInt(pence%100+100, 10)[1:]
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
