package main

import (
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
)

func requestSubmitted(c *call) error {
	on := c.flags.String("on", "today", "the `day` on which it went")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.onRequest(func(d *desk.Desk, n int) error {
		sent, err := readDay("on", *on, d.Today())
		if err != nil {
			return err
		}
		return d.MarkSubmitted(c.ctx, n, sent)
	})
}

// peopleFlag is for those who took part.
func (c *call) peopleFlag() *several {
	var who several
	c.flags.Var(&who, "who", "`NAME, CAPACITY` of each who took part; then, after a semicolon: voted, own school, or interest: WHAT")
	return &who
}

// readPeople reads those who took part: "Ada Finch, SEN officer; voted".
func readPeople(texts []string) (people []funding.Person, err error) {
	for _, text := range texts {
		parts := strings.Split(text, ";")
		name, capacity, _ := strings.Cut(parts[0], ",")
		one := funding.Person{Name: strings.TrimSpace(name), Capacity: strings.TrimSpace(capacity)}
		for _, part := range parts[1:] {
			part = strings.TrimSpace(part)
			what, isInterest := strings.CutPrefix(part, "interest:")
			switch {
			case isInterest:
				one.Interest = strings.TrimSpace(what)
			case part == "voted":
				one.Voted = true
			case part == "own school":
				one.OwnSchool = true
			default:
				return nil, usageError("“" + part + "” of --who is not voted, own school or interest: WHAT.")
			}
		}
		people = append(people, one)
	}
	return people, nil
}

// recorded reads a record of what was said or decided from flags, and does something with it.
func recorded[T any](c *call, fields []field, start func(today day.Date) T, do func(d *desk.Desk, n int, made T, people []funding.Person) error) error {
	who := c.peopleFlag()
	c.addFields(fields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.onRequest(func(d *desk.Desk, n int) error {
		made := start(d.Today())
		if err := fill(&made, fields, c.given(), d.Today()); err != nil {
			return err
		}
		people, err := readPeople(*who)
		if err != nil {
			return err
		}
		return do(d, n, made, people)
	})
}

func requestDiscussed(c *call) error {
	fields := []field{
		{"on", "on_day", date, "the `day`; today if left out", nil}, {"where", "where", text, "the `meeting`", nil}, {"words", "words", text, "what was `said`, or @FILE", nil},
	}
	return recorded(c, fields, func(today day.Date) funding.Discussion { return funding.Discussion{On: today} }, func(d *desk.Desk, n int, talk funding.Discussion, people []funding.Person) error {
		talk.People = people
		return d.RecordDiscussion(c.ctx, n, talk)
	})
}

// codesFlag is for reasons that are often given.
func (c *call) codesFlag() *several {
	var codes several
	c.flags.Var(&codes, "code", "a `reason` that is often given, by its id; each one")
	return &codes
}

// checkCodes refuses a reason that is not in the council's list.
func (c *call) checkCodes(d *desk.Desk, codes []string) error {
	known := map[string]bool{}
	var ids []string
	for _, r := range d.DecisionRules().Reasons {
		known[r.ID] = true
		ids = append(ids, r.ID)
	}
	for _, code := range codes {
		if !known[code] {
			return c.misuse("“" + code + "” is not one of the reasons: " + strings.Join(ids, ", ") + ".")
		}
	}
	return nil
}

func requestRecommended(c *call) error {
	codes := c.codesFlag()
	fields := []field{
		{"outcome", "outcome", choice, "what other schools `advise`; it decides nothing", funding.Advices}, {"on", "on_day", date, "the `day`; today if left out", nil},
		{"amount", "amount", amount, "`pounds` that they would give", nil}, {"reason", "reason", text, "`why`, in their own words, or @FILE", nil}, {"refer-to", "refer_to", text, "the `body` it is referred to", nil},
	}
	return recorded(c, fields, func(today day.Date) funding.Recommendation { return funding.Recommendation{On: today} }, func(d *desk.Desk, n int, r funding.Recommendation, people []funding.Person) error {
		if err := c.checkCodes(d, *codes); err != nil {
			return err
		}
		r.People, r.Codes = people, *codes
		return d.RecordRecommendation(c.ctx, n, r)
	})
}

func requestDecide(c *call) error {
	codes := c.codesFlag()
	var outcomes []string
	for _, o := range funding.Outcomes {
		outcomes = append(outcomes, string(o))
	}
	fields := []field{
		{"outcome", "outcome", choice, "what was `decided`", outcomes},
		{"on", "on", date, "the `day` of the decision; today if left out", nil},
		{"amount", "amount", amount, "`pounds` agreed for the whole time", nil},
		{"from", "from", date, "first `day` that the money is for", nil},
		{"to", "to", date, "last `day` that the money is for", nil},
		{"reason", "reason", text, "the `reason` in their own words, or @FILE", nil},
		{"conditions", "conditions", text, "the `conditions`, or @FILE", nil},
		{"review", "review", date, "the `day` on which the money and what it changed are looked at", nil},
		{"evidence", "evidence", text, "on `what` they decided", nil},
		{"refer-to", "refer_to", text, "the `body` it is referred to", nil},
	}
	return recorded(c, fields, func(today day.Date) funding.Decision { return funding.Decision{On: today} }, func(d *desk.Desk, n int, decision funding.Decision, people []funding.Person) error {
		if err := c.checkCodes(d, *codes); err != nil {
			return err
		}
		decision.People, decision.Codes = people, *codes
		return d.Decide(c.ctx, n, decision)
	})
}

// dayAndWhy does something that needs a day and a reason.
func dayAndWhy(c *call, help string, do func(d *desk.Desk, n int, on day.Date, why string) error) error {
	on := c.flags.String("on", "today", help)
	why := c.flags.String("why", "", "the `reason`")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.onRequest(func(d *desk.Desk, n int) error {
		read, err := readDay("on", *on, d.Today())
		if err != nil {
			return err
		}
		return do(d, n, read, *why)
	})
}

func requestEnd(c *call) error {
	return dayAndWhy(c, "the last `day` that the money is for", func(d *desk.Desk, n int, on day.Date, why string) error { return d.EndAward(c.ctx, n, on, why) })
}

func requestWithdraw(c *call) error {
	return dayAndWhy(c, "the `day` on which it was withdrawn", func(d *desk.Desk, n int, on day.Date, why string) error { return d.WithdrawRequest(c.ctx, n, on, why) })
}

// requestDispute raises a dispute about a decision, or moves the one that is open.
func requestDispute(c *call) error {
	by := c.flags.String("by", "", "`who` raises it; this raises a new one")
	grounds := c.flags.String("grounds", "", "`why`")
	late := c.flags.String("late-why", "", "why it comes after its `time`")
	outcome := c.flags.String("outcome", "", "what the open one came to: "+strings.Join(funding.DisputeOutcomes, ", "))
	words := c.flags.String("words", "", "what was `answered`")
	next := c.flags.Bool("next", false, "the open one goes on to its next stage")
	on := c.flags.String("on", "today", "the `day`")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if (*by == "") == (*outcome == "" && !*next) {
		return c.misuse("Give --by and --grounds to raise a dispute, or --outcome or --next to move the one that is open.")
	}
	return c.onRequest(func(d *desk.Desk, n int) error {
		read, err := readDay("on", *on, d.Today())
		if err != nil {
			return err
		}
		if *by != "" {
			return d.RaiseDispute(c.ctx, n, funding.Raising{By: *by, On: read, Grounds: *grounds, LateWhy: *late})
		}
		return d.MoveDispute(c.ctx, n, funding.DisputeMove{On: read, Outcome: *outcome, Words: *words, Next: *next})
	})
}
