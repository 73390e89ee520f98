package main

import (
	"slices"

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
		{"scheme", "scheme", text, "the `panel` or fund it is made to", nil},
	}
	c.addFields(fields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.changeRequest(func(d *desk.Desk, r *desk.Request) error { return fill(r, fields, c.given(), d.Today()) })
}

func requestWords(c *call) error {
	if err := c.parse(2, -1); err != nil {
		return err
	}
	given, err := pairs(c.words[1:])
	if err != nil {
		return err
	}
	return c.changeRequest(func(_ *desk.Desk, r *desk.Request) error {
		for _, pair := range given {
			known := slices.ContainsFunc(desk.RequestWords, func(p struct{ Part, Name string }) bool { return p.Part == pair[0] })
			if !known && pair[0] != "pupil_view_not_yet" && pair[0] != "parent_view_not_yet" {
				return c.misuse("A request has no part “" + pair[0] + "”.")
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
	})
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
