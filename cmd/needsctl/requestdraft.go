package main

import (
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
)

// changeRequest changes a draft.
func (c *call) changeRequest(change func(d *desk.Desk, r *desk.Request) error) error {
	return c.onRequest(func(d *desk.Desk, n int) error {
		r, err := d.Request(c.ctx, n)
		if err != nil {
			return err
		}
		if err := change(d, &r); err != nil {
			return err
		}
		return d.SaveRequest(c.ctx, r)
	})
}

func requestSet(c *call) error {
	fields := []field{
		{"starts", "starts", date, "first `day` that the money is for", nil},
		{"ends", "ends", date, "last `day` that the money is for", nil},
		{"scheme", "scheme", text, "the meeting or `fund` it is made to", nil},
		{"title", "title", text, "its `name`, of all but an individual request", nil},
		{"event", "event.kind", choice, "what `happened` in the year", eventIDs()},
		{"event-on", "event.on_day", date, "the `day` it happened", nil},
		{"event-words", "event.words", text, "what happened, in `words`", nil},
	}
	c.addFields(fields)
	if err := c.parse(1, -1); err != nil {
		return err
	}
	written, err := pairs(c.words[1:])
	if err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) error {
		if err := fill(r, fields, c.given(), d.Today()); err != nil {
			return err
		}
		return c.writeParts(d, r, written)
	})
}

// writeParts writes parts of a draft, which its form must have.
func (c *call) writeParts(d *desk.Desk, r *desk.Request, written [][2]string) error {
	form := d.RequestForm(r.Kind)
	for _, pair := range written {
		if !slices.ContainsFunc(form.Fields, func(f funding.Field) bool { return f.ID == pair[0] }) {
			var parts []string
			for _, f := range form.Fields {
				parts = append(parts, f.ID)
			}
			return c.misuse("A request of this kind has no part “" + pair[0] + "”. It has " + strings.Join(parts, ", ") + ".")
		}
		words, err := readText(pair[1])
		if err != nil {
			return err
		}
		if r.Words == nil {
			r.Words = map[string]string{}
		}
		r.Words[pair[0]] = words
	}
	return nil
}

func requestWords(c *call) error {
	if err := c.parse(2, -1); err != nil {
		return err
	}
	written, err := pairs(c.words[1:])
	if err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) error { return c.writeParts(d, r, written) })
}

func requestMeasure(c *call) error {
	var m funding.Measure
	c.flags.StringVar(&m.What, "what", "", "the `test` or scale")
	c.flags.StringVar(&m.Start, "start", "", "its first `result`")
	c.flags.StringVar(&m.Now, "now", "", "its latest `result`")
	startOn := c.flags.String("start-on", "", "the `day` of the first result")
	nowOn := c.flags.String("now-on", "", "the `day` of the latest result")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("what", "start", "start-on"); err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) (err error) {
		if m.StartOn, err = readDay("start-on", *startOn, d.Today()); err != nil {
			return err
		}
		if m.NowOn, err = readDay("now-on", *nowOn, d.Today()); err != nil {
			return err
		}
		r.Measures = append(r.Measures, m)
		return nil
	})
}

func requestPaper(c *call) error {
	var p funding.Paper
	c.flags.StringVar(&p.ID, "id", "", "which of the form's `papers` it is, such as plan_now, plan_before, timetable or report")
	c.flags.StringVar(&p.Name, "name", "", "its `name`")
	on := c.flags.String("on", "", "its `day`; today if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("name"); err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) (err error) {
		if p.On, err = readDay("on", *on, d.Today()); err != nil {
			return err
		}
		if p.On.IsZero() {
			p.On = d.Today()
		}
		r.Papers = append(r.Papers, p)
		return nil
	})
}

func requestSign(c *call) error {
	fields := []field{
		{"senco", "senco_signed", date, "the `day` on which the SENCO signed", nil},
		{"head", "head_signed", date, "the `day` on which the headteacher signed", nil},
	}
	c.addFields(fields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) error { return fill(r, fields, c.given(), d.Today()) })
}

// requestCost adds a line of money to a project.
func requestCost(c *call) error {
	fields := []field{
		{"what", "what", text, "`what` the money is for", nil}, {"amount", "amount", amount, "`pounds` it costs", nil},
		{"school", "school", amount, "`pounds` of it that the schools pay", nil}, {"for", "for", text, "what it is to `change`", nil},
	}
	return addPart(c, fields, []string{"what", "amount"}, func(r *desk.Request, l funding.Line) error {
		if err := funding.CheckLine(l); err != nil {
			return refusal(err.Error() + " Nothing was changed.")
		}
		r.Costs = append(r.Costs, l)
		return nil
	})
}

// requestOutcome adds an outcome of a group or a project.
func requestOutcome(c *call) error {
	fields := []field{
		{"words", "words", text, "what will be `different`", nil}, {"target", "target", text, "the `target`", nil},
		{"measure", "measure", text, "how it is `measured`", nil}, {"by-when", "by_when", date, "by which `day`", nil},
	}
	return addPart(c, fields, []string{"words"}, func(r *desk.Request, o funding.Shared) error {
		r.Outcomes = append(r.Outcomes, o)
		return nil
	})
}

// requestSchool adds a school that shares a group or a project, or changes the one with
// that name. One leads.
func requestSchool(c *call) error {
	leads := c.flags.Bool("leads", false, "this school leads")
	fields := []field{
		{"name", "name", text, "the `school`", nil}, {"urn", "urn", text, "its `URN`", nil},
		{"pupils", "pupils", number, "how `many` of its pupils take part", nil}, {"pays", "pays", amount, "`pounds` that it puts in itself in a year", nil},
	}
	return addPart(c, fields, []string{"name"}, func(r *desk.Request, p funding.Partner) error {
		if err := funding.CheckPartner(p); err != nil {
			return refusal(err.Error() + " Nothing was changed.")
		}
		if p.Lead = *leads; p.Lead {
			for i := range r.Partners {
				r.Partners[i].Lead = false
			}
		}
		if i := slices.IndexFunc(r.Partners, func(q funding.Partner) bool { return q.Name == p.Name }); i >= 0 {
			r.Partners[i] = p
			return nil
		}
		r.Partners = append(r.Partners, p)
		return nil
	})
}

// addPart reads a thing from flags and puts it into a draft.
func addPart[T any](c *call, fields []field, need []string, put func(*desk.Request, T) error) error {
	c.addFields(fields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags(need...); err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) error {
		var made T
		if err := fill(&made, fields, c.given(), d.Today()); err != nil {
			return err
		}
		return put(r, made)
	})
}

// requestAttach sets which attachments of the pupils go with a draft, in their order.
func requestAttach(c *call) error {
	if err := c.parse(1, -1); err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) error {
		pupils, err := d.RequestPupils(c.ctx, *r)
		if err != nil {
			return err
		}
		known := map[string]bool{}
		for _, p := range pupils {
			record, err := d.Record(c.ctx, p.Pupil)
			if err != nil {
				return err
			}
			for _, a := range record.Attachments {
				known[a.ID] = true
			}
		}
		for _, id := range c.words[1:] {
			if !known[id] {
				return refusal("No pupil of this request has an attachment “" + id + "”. Nothing was changed.")
			}
		}
		r.Attached = c.words[1:]
		return nil
	})
}
